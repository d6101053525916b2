"""The object that programs read: its keys and types are a contract."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.core.conversation.as_json import turn_json
from bot.core.conversation.converse import converse
from bot.core.faq.decision import Policy
from bot.core.pack import Library

KEYS = {"question", "kind", "entry", "confidence", "choices", "size", "missing", "text"}
KINDS = {"answer", "choose", "size", "clarify", "smalltalk", "none"}
SIZE_KEYS = {
    *("primary", "alternative", "alternative_when", "other_reading", "confidence"),
    *("profile", "reasons", "unknown", "notes"),
}


@pytest.mark.parametrize(
    "text",
    ["do they stretch", "9.5 in af1s, wide", "what size should i get", "hello", "", "is the ps5 worth it", "42 cm"],
)
def test_every_kind_of_turn_has_the_same_keys_and_survives_json(shipped_library: Library, text: str) -> None:
    turn = converse(text, shipped_library, None, 0.0, date(2026, 11, 24), Policy())

    found = json.loads(json.dumps(turn_json(turn)))

    assert set(found) >= KEYS
    assert found["question"] == text
    assert found["kind"] in KINDS
    assert found["text"]
    assert 0 <= found["confidence"] <= 1


def test_a_size_carries_the_whole_size_object(shipped_library: Library) -> None:
    turn = converse("US men's 10, wide feet", shipped_library, None, 0.0, date(2026, 11, 24), Policy())

    found = turn_json(turn)["size"]

    assert isinstance(found, dict)
    assert set(found) >= SIZE_KEYS
    assert found["primary"] == {"us_men": 10, "us_women": 11.5, "uk": 9, "eu": 44, "cm": 28, "row": "men"}
