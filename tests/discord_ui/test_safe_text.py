"""Text on its way to Discord cannot ping, hide or overflow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.safe_text import clip, clip_bytes, reflow, safe_text
from bot.discord_ui.typed_text import readable


@pytest.mark.parametrize(
    "typed", ["@everyone", "@here", "<@123456789012345678>", "<@!1>", "<@&1>", "<#1>", "</ask:1>", "<id:browse>"]
)
def test_a_mention_is_text_and_nothing_more(typed: str) -> None:
    assert typed not in safe_text(f"hello {typed}!", keeps_links=True)


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\u2066", "\ufeff", "\x00", "\x1b"])
def test_invisible_characters_are_gone(hidden: str) -> None:
    assert safe_text(f"a{hidden}b", keeps_links=True) == "ab"


def test_a_mention_cannot_be_put_together_by_what_is_taken_out() -> None:
    assert "@everyone" not in safe_text("@\u200beveryone @[every](x)one", keeps_links=False)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "discord://x", "//evil.example"])
def test_only_web_links_are_links(address: str) -> None:
    assert safe_text(f"[click]({address})", keeps_links=True) == "click"


@given(st.text())
def test_making_safe_twice_changes_nothing(text: str) -> None:
    once = safe_text(text, keeps_links=False)
    assert safe_text(once, keeps_links=False).replace("\u200b", "") == once.replace("\u200b", "")


@given(st.text(), st.integers(0, 200))
def test_clipped_text_fits(text: str, chars: int) -> None:
    assert len(clip(text, chars)) <= chars


@given(st.text(), st.integers(0, 200), st.integers(0, 300))
def test_clipped_text_fits_in_bytes_as_well(text: str, chars: int, size_bytes: int) -> None:
    clipped = clip_bytes(text, chars, size_bytes)
    assert len(clipped) <= chars
    assert len(clipped.encode()) <= size_bytes


def test_a_clip_ends_at_a_sentence_where_one_is_near() -> None:
    assert clip("It fits true to size. Wide feet go up half a size, though.", 30) == "It fits true to size.…"


@given(st.text())
def test_reflowing_twice_changes_nothing(text: str) -> None:
    assert reflow(reflow(text)) == reflow(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<@123> do they stretch", "do they stretch"),
        ("do <:shoe:123> they <a:x:1> stretch", "do they stretch"),
        ("<@&1> <#2> </ask:3> <t:123:R>", ""),
        ("is 9 < 10?", "is 9 < 10?"),
    ],
)
def test_discords_own_marks_are_not_words(typed: str, read: str) -> None:
    assert readable(typed) == read
