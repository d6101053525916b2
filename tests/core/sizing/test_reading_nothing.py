"""A message that says nothing about sizes is told at a glance, and only where reading it all gives the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.pack import Pack
from bot.core.sizing.phrase_words import needed_words, telltales, words_of
from bot.core.sizing.phrases import compile_phrases
from bot.core.sizing.reading import read_profile, read_step_by_step
from bot.core.sizing.reading_nothing import says_nothing
from bot.core.sizing.reading_text import flatten

_SETTINGS = settings(
    max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_JOINTS = st.sampled_from([" ", " ", " ", ", ", ". ", "-", "'", "/", ""])


def _words_of_pack(pack: Pack) -> list[str]:
    """Words of all lists, of the shoes' names and of what people ask, so that nearly every rule is near."""
    lists: Iterable[str] = (
        phrase for item in fields(pack.size_words) for phrase in getattr(pack.size_words, item.name)
    )
    notes = (phrase for phrases in pack.size_words.notes.values() for phrase in phrases)
    shoes = (name for shoe in pack.sizing.shoes.values() for name in (shoe.name, *shoe.nicknames))
    asked = (phrasing for entry in pack.entries.values() for phrasing in entry.ask)
    texts = [*lists, *notes, *shoes, *asked]
    return sorted({word for text in texts for word in re.split(r"[\s()<>|]+|\.\.", text) if word})


@_SETTINGS
@given(st.data(), st.sampled_from([(), ("usual_size",), ("scale",), ("which_cm",), ("shoe_size", "system")]))
def test_at_a_glance_or_step_by_step_a_message_says_the_same(
    pack: Pack, data: st.DataObject, asked: tuple[str, ...]
) -> None:
    word = st.sampled_from(_words_of_pack(pack))
    pieces = data.draw(st.lists(st.tuples(st.one_of(word, word, word, st.text(max_size=6)), _JOINTS), max_size=7))
    text = "".join(part for piece in pieces for part in piece)
    glance, whole = (read(text, pack.sizing, pack.size_words, asked) for read in (read_profile, read_step_by_step))
    assert glance == whole


def test_of_what_people_ask_the_same_is_read_and_half_of_it_at_a_glance(pack: Pack) -> None:
    asked = [phrasing for entry in pack.entries.values() for phrasing in (entry.title, *entry.ask)]
    told = [text for text in asked if says_nothing(flatten(text), pack.sizing, pack.size_words)]
    for text in told:
        assert read_step_by_step(text, pack.sizing, pack.size_words) == read_profile(text, pack.sizing, pack.size_words)
    assert len(told) >= len(asked) / 2


@pytest.mark.parametrize(
    ("phrase", "needed"),
    [
        ("half <a> size", [{"half"}, {"size"}]),
        ("heel<s> .. (slip|slips)", [{"heel", "heels"}, {"slip", "slips"}]),
        ("i'm", [{"i'm", "im"}]),
        ("for (dad|the husband)", [{"for"}, {"dad", "husband"}]),
        ("my (kid|little one)<'s>", [{"my"}, {"kid", "kid's", "little"}]),
        ("<really> wide", [{"wide"}]),
        ("u.k.", []),
        ("a <b>c", []),
        ("(a b|c)d(e f|g)", [{"a", "cdg", "f"}]),
        ("", []),
    ],
)
def test_words_without_which_a_phrase_cannot_stand(phrase: str, needed: list[set[str]]) -> None:
    assert list(needed_words(phrase)) == needed


_PHRASES = st.text(alphabet="ab'c (<|)>.", min_size=1, max_size=12)


@_SETTINGS
@given(st.lists(_PHRASES, min_size=1, max_size=3), st.text(alphabet="abc' -.", max_size=16))
def test_no_phrase_stands_in_a_text_that_nothing_tells_of(phrases: list[str], text: str) -> None:
    """Any notation, however odd, and any text: where a phrase is found, its words tell of it."""
    found = compile_phrases(phrases).search(text)
    if found and found[0]:
        assert telltales(phrases).may_stand_in(text, words_of(text))
