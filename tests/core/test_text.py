"""What people type, made plain."""

from __future__ import annotations

from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import plain, quote_for_person, words

TYPED = [
    ("What's the **price**?", ("what", "is", "the", "price")),
    ("dont they won't can't", ("do", "not", "they", "will", "not", "can", "not")),
    ("I’ve got 10.5s", ("i", "have", "got", "10.5", "s")),
    ("sooooo goood", ("soo", "good")),
    ("<@123456> <:gelheart:99> look https://x.yz/a?b", ("gelheart", "look")),
    ("true-to-size ½", ("true", "to", "size", "1", "2")),
    ("> quoted line\nmy question", ("my", "question")),
    ("[the shop](https://shop.example) ||spoiler||", ("the", "shop", "spoiler")),
    ("asics's & the boys' pairs", ("asics", "the", "boys", "pairs")),
    ("ｆｕｌｌ ｗｉｄｔｈ", ("full", "width")),
    ("", ()),
]


@pytest.mark.parametrize(("text", "expected"), TYPED, ids=[text for text, _ in TYPED])
def test_words(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


@given(st.text(max_size=80))
def test_making_plain_twice_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(max_size=80))
def test_words_are_lower_case_and_never_empty(text: str) -> None:
    assert all(word and word == word.lower() for word in words(text))


@given(st.text(max_size=300))
def test_a_quote_is_one_short_line_without_markup(text: str) -> None:
    quote = quote_for_person(text)
    assert len(quote) <= 100
    assert not set("*_`|<>@\n\r") & set(quote)


def test_a_long_quote_is_cut_at_a_word() -> None:
    assert quote_for_person("word " * 50).endswith("word…")


@pytest.mark.parametrize(
    "wall",
    ["-# " * 1333, "\n" * 4000, "x \n" * 1333, "[_a " * 1000, "[" * 4000, "_a " * 1333, "> " * 2000, "<@" * 2000],
)
def test_a_wall_of_markup_is_read_in_a_blink(wall: str) -> None:
    began_s = thread_time()
    plain(wall)
    assert thread_time() - began_s < 0.15


@given(st.text(" aabcdnot019.,?!'", max_size=30))
def test_simple_text_is_cut_as_all_text_is(text: str) -> None:
    """An invisible sign takes it the long way."""
    assert words(text) == words(f"{text}\u200b")
