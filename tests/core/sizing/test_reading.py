"""One sentence, one test: what `read_profile` makes of what people type, as `tests/cases/reading.yaml` expects.

A sentence with `limit:` is a known limit: it must fail, and the day it passes the line has to go.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.core.pack import Pack
from bot.core.sizing.reading import read_profile
from tests.core.sizing.reading_words import reading_words

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "reading.yaml").read_text(encoding="utf-8"))


def _parameters() -> list[Any]:
    return [
        pytest.param(
            case,
            id=f"{case['say']}{' ~ ' + '+'.join(case['asked']) if 'asked' in case else ''}",
            marks=[pytest.mark.xfail(reason=case["limit"], strict=True)] if "limit" in case else [],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", _parameters())
def test_a_sentence_is_read_as_a_careful_person_would(case: dict[str, Any], pack: Pack) -> None:
    reading = read_profile(case["say"], pack.sizing, pack.size_words, tuple(case.get("asked", ())))
    expected = {key: value for key, value in case.items() if key not in {"say", "asked", "limit"}}
    assert reading_words(reading) == expected


def test_questions_that_the_answers_take_are_not_taken_for_sizes(pack: Pack) -> None:
    """Over every phrasing in the pack outside sizing and comparing; one in a hundred may ask for a size on the side."""
    asked = [
        phrasing
        for entry in pack.entries.values()
        if entry.topic not in {"sizing", "comparing"}
        for phrasing in entry.ask
    ]
    taken = [text for text in asked if read_profile(text, pack.sizing, pack.size_words).is_sizing]
    assert len(asked) > 300
    assert len(taken) <= len(asked) / 100, taken


def test_there_are_enough_sentences() -> None:
    assert len(CASES) >= 150


def test_no_sentence_stands_twice() -> None:
    keys = [(case["say"], tuple(case.get("asked", ()))) for case in CASES]
    assert len(keys) == len(set(keys))
