"""Laws of reading: it never fails, it invents nothing, and it reads what it wrote itself."""

from __future__ import annotations

import string
from dataclasses import replace
from time import thread_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.pack import Pack
from bot.core.sizing.merging import merge_profile
from bot.core.sizing.numbers import say_size
from bot.core.sizing.profile import FitProfile, Scale, Size, System
from bot.core.sizing.reading import read_profile
from bot.core.sizing.reading_scan import MOST_READ, MOST_SIZES
from bot.core.sizing.reading_text import flatten
from bot.core.sizing.words import SizeWords

_PIECES = st.sampled_from(
    [
        "9",
        "9.5",
        "10,5",
        "42",
        "27cm",
        "265",
        "mm",
        "us",
        "uk",
        "eu",
        "women's",
        "mens",
        "size",
        "wide",
        "narrow",
        "not",
        "in",
        "af1",
        "dunks",
        "990v6",
        "2E",
        "tight",
        "loose",
        "my",
        "foot",
        "is",
        "half",
        "down",
        "up",
        ",",
        ".",
        "?",
        "(",
        ")",
        "-",
        "/",
        "and",
        "or",
        "between",
        "usually",
        "i'm",
        "a",
        "14s",
        "kayano",
        "14",
        "$150",
        "5'8\"",
        "½",
        "no",
        "actually",
        "the",
        "label",
    ]
)
_MESSAGES = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=14).map(" ".join))
_QUIET = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@_QUIET
@given(_MESSAGES, st.sampled_from([(), ("usual_size",), ("scale",), ("which_cm",)]))
def test_any_text_is_read_without_failing_and_every_fact_has_its_words(
    pack: Pack, text: str, asked: tuple[str, ...]
) -> None:
    reading = read_profile(text, pack.sizing, pack.size_words, asked)
    for fact in reading.facts:
        assert 0 <= fact.start <= fact.end <= len(text)
        assert fact.text in text
    for size in reading.profile.usual:
        assert size.text in text


@_QUIET
@given(_MESSAGES, _MESSAGES)
def test_any_two_messages_can_be_merged(pack: Pack, first: str, second: str) -> None:
    profile = FitProfile()
    for text in (first, second, second):
        profile = merge_profile(profile, read_profile(text, pack.sizing, pack.size_words))
    keys = [(shoe.model or shoe.name.lower(), shoe.size.number) for shoe in profile.shoes]
    assert len(keys) == len(set(keys))


@_QUIET
@given(
    st.integers(6, 30).map(lambda half: half / 2),
    st.sampled_from([System.US, System.UK]),
    st.sampled_from([Scale.MEN, Scale.WOMEN, Scale.UNKNOWN]),
)
def test_a_size_that_we_write_is_read_back(pack: Pack, number: float, system: System, scale: Scale) -> None:
    reading = read_profile(say_size(Size(number, system, scale)), pack.sizing, pack.size_words)
    (size,) = reading.profile.usual
    assert (size.number, size.system, size.scale) == (number, system, scale)


@_QUIET
@given(st.text(alphabet=string.printable + "½⅔’“”–\u00a0İß", max_size=60))
def test_positions_in_the_flat_text_are_positions_in_what_was_typed(text: str) -> None:
    assert len(flatten(text)) == len(text)


@_QUIET
@given(_MESSAGES)
def test_a_pack_without_words_and_shoes_is_read_without_failing(pack: Pack, text: str) -> None:
    bare = replace(pack.sizing, shoes={}, brands={}, charts=())
    reading = read_profile(text, bare, SizeWords(), ("usual_size",))
    assert reading.profile.shoes == ()


@pytest.mark.parametrize("piece", ["nike 10 ", "10 nike ", "us 10 ", "9 1/2 ", "i wear nike 10 in "])
def test_a_wall_of_sizes_and_shoes_is_read_in_a_blink(pack: Pack, piece: str) -> None:
    wall = (piece * 100)[:500]

    def took_s() -> float:
        began_s = thread_time()
        read_profile(wall, pack.sizing, pack.size_words)
        return thread_time() - began_s

    assert min(took_s() for _ in range(3)) < 0.12


@pytest.mark.parametrize("pasted", ["10 " * 800, "nike 9.5, " * 240, "tight roomy wide snug pinky toe " * 80])
def test_of_pasted_text_only_the_beginning_is_read(pasted: str, pack: Pack) -> None:
    """What a person says stands at the front; nobody has to wait for a wall of numbers."""
    start = "I wear US men's 9 in my dunks and have wide feet. "
    whole = read_profile(start + pasted, pack.sizing, pack.size_words)
    assert whole.profile.shoes[0].model == "nike-dunk"
    assert max(fact.end for fact in whole.facts) <= MOST_READ
    assert len(whole.profile.shoes) <= MOST_SIZES
