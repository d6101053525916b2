"""What could tell who wrote a question is taken out of it; what tells about the shoe stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.scrub import LONGEST, scrub

TAKEN_OUT = [
    ("<@123456789012345678> do they squeak", "[mention] do they squeak"),
    ("ask <@!123> and <@&456> in <#789>", "ask [mention] and [mention] in [mention]"),
    ("look <:kayano:123456789012345678> and <a:run:1>", "look [mention] and [mention]"),
    ("</size:123456789012345678>", "[mention]"),
    ("@someone.else knows", "[mention] knows"),
    ("see https://example.org/a?b=c now", "see [link] now"),
    ("see www.example.org", "see [link]"),
    ("discord.gg/abc", "[link]"),
    ("on example.com/shoes/1", "on [link]"),
    ("[click me](https://example.org)", "click me [link]"),
    ("javascript:alert(1)", "[link]"),
    ("mail ann.b+c@example.co.uk please", "mail [e-mail] please"),
    ("mail ann (at) example.org", "mail [e-mail]"),
    ("call +49 170 1234567", "call [number]"),
    ("call (030) 901 820 45", "call [number]"),
    ("call 555-1234", "call [number]"),
    ("call 0 7 7 0 0 9", "call [number]"),
    ("order 123456", "order [number]"),
    ("it cost 12,345,678", "it cost [number]"),
    ("zero\u200bwidth 12\u200b345", "zerowidth [number]"),
    ("fullwidth １２３４５", "fullwidth [number]"),
    ("two\nlines\tand\u2028more", "two lines and more"),
]

STAYS = [
    "do 9.5 10 10.5 run small",
    "us 10 / eu 44 / uk 9",
    "is 1201A019 the white one",
    "27.5 cm or 28 cm",
    "are they worth $150 in 2026",
    "gel-1130 vs 2002R vs 990v6",
    "asics.. really?",
    "9½ or 10?",
]


@pytest.mark.parametrize(("typed", "kept"), TAKEN_OUT, ids=[typed for typed, _ in TAKEN_OUT])
def test_what_tells_who_wrote_is_taken_out(typed: str, kept: str) -> None:
    assert scrub(typed) == kept


@pytest.mark.parametrize("typed", STAYS)
def test_what_tells_about_the_shoe_stays(typed: str) -> None:
    assert scrub(typed) == typed


@given(st.text(max_size=1_200))
def test_the_rest_is_short_one_line_and_has_no_long_number(typed: str) -> None:
    kept = scrub(typed)
    assert len(kept) <= LONGEST
    assert "\n" not in kept
    assert not re.search(r"\d{5}", kept)
    assert "<@" not in kept or not re.search(r"<@[!&]?\d+>", kept)


@given(st.text(alphabet="ab1 .@<>/:#()[]-+\n9", max_size=400))
def test_scrubbing_twice_gives_the_same_as_once(typed: str) -> None:
    assert scrub(scrub(typed)) == scrub(typed)


def test_a_very_long_text_takes_no_time() -> None:
    assert len(scrub("a@" * 50_000)) <= LONGEST
    assert len(scrub("1." * 50_000)) <= LONGEST
