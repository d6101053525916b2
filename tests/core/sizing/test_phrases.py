"""The small notation in which the pack writes phrases."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.sizing.phrases import compile_phrases, phrase_pattern


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("half <a> size", "went half a size up", "half a size"),
        ("half <a> size", "half-size", "half-size"),
        ("heel<s> .. (slip|slips)", "my heels always kind of slip", "heels always kind of slip"),
        ("heel .. slip", "my heel is ok but with these socks they slip", None),
        ("<custom> insole<s>", "custom insoles", "custom insoles"),
        ("<custom> insole<s>", "insole", "insole"),
        ("i'm", "im wide", "im"),
        ("wide", "widest", None),
        ("(a|b <c>) d", "b c d", "b c d"),
        ("flat (foot|feet)", "flat\nfeet", "flat\nfeet"),
        ("u.s.", "uxsx", None),
    ],
)
def test_a_phrase_is_found_as_it_is_meant(phrase: str, text: str, found: str | None) -> None:
    match = compile_phrases([phrase]).search(text)
    assert (match[0] if match else None) == found


def test_the_longer_phrase_wins() -> None:
    match = compile_phrases(["wide", "wide feet"]).search("wide feet")
    assert match is not None
    assert match[0] == "wide feet"


def test_no_phrases_find_nothing() -> None:
    assert compile_phrases([]).search("anything") is None


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(alphabet="ab (|)<>.'\\[*+", max_size=25))
def test_whatever_an_author_writes_becomes_a_pattern(phrase: str) -> None:
    re.compile(phrase_pattern(phrase))
