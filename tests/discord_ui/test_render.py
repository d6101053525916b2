"""Rendering keeps within every limit whatever a reply holds, and leaves nothing out that a person needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.basis import Basis
from bot.core.reply import Action, Choice, Citation, Field, Kind, Reply
from bot.discord_ui.render import Frame, render, render_repeat
from bot.discord_ui.views.control import ButtonControl, SelectControl
from tests.openapi.rules import message_problems, walk
from tests.openapi.spec import spec_path, validators

V2_FLAG = 1 << 15
FRAME = Frame("turn0", is_private=False, in_server=True)

texts = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="漢字かな👍🏽é @<>&#[]()*_`\n-", max_size=60),
    st.sampled_from(["", "x" * 9000, "長" * 4100, "@everyone " * 700, "[a](https://example.org) " * 400, "[" * 5000]),
)
ids = st.one_of(st.from_regex(r"[a-z0-9-]{1,60}", fullmatch=True), st.just(""))
choices = st.builds(Choice, ids, texts)
taps = st.builds(Choice, texts, texts)
citations = st.builds(
    Citation,
    st.sampled_from(Basis),
    texts,
    st.sampled_from(["", "https://example.org/a", "javascript:alert(1)", "https://example.org/a b"]),
    st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.booleans(),
)
flat = st.builds(
    Reply,
    kind=st.sampled_from(Kind),
    body=texts,
    title=texts,
    more=texts,
    fields=st.lists(st.builds(Field, texts, texts, st.booleans()), max_size=8).map(tuple),
    choices=st.lists(choices, max_size=8).map(tuple),
    options=st.lists(taps, max_size=8).map(tuple),
    related=st.lists(choices, max_size=27).map(tuple),
    actions=st.lists(st.sampled_from(Action), max_size=14).map(tuple),
    citations=st.lists(citations, max_size=12).map(tuple),
    entry=ids,
)
replies = st.builds(
    lambda reply, parts: Reply(**{**{name: getattr(reply, name) for name in reply.__slots__}, "parts": tuple(parts)}),
    flat,
    st.lists(flat, max_size=6),
)
frames = st.builds(
    Frame,
    st.from_regex(r"[0-9A-Za-z_-]{1,32}", fullmatch=True),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "comfort", "a" * 48]),
    st.none() | st.integers(10**16, 10**19),
)


def body_of(reply: Reply, frame: Frame) -> dict[str, object]:
    """The request body of a rendered reply."""
    return {"components": render(reply, frame).to_components(), "flags": V2_FLAG, "allowed_mentions": {"parse": []}}


@settings(max_examples=80, deadline=None)
@given(replies, frames)
def test_any_reply_makes_a_message_that_discord_accepts(reply: Reply, frame: Frame) -> None:
    body = body_of(reply, frame)
    assert list(message_problems(body, is_edit=False)) == []
    if spec_path() is not None:
        validator = validators()["POST /channels/{channel_id}/messages"]
        assert [error.message for error in validator.iter_errors(body)] == []


@settings(max_examples=60, deadline=None)
@given(replies, frames)
def test_no_text_that_is_shown_can_ping(reply: Reply, frame: Frame) -> None:
    shown = written(reply, frame)
    assert "@everyone" not in shown
    assert "@here" not in shown
    assert "<@&" not in shown
    assert "javascript:" not in shown


@settings(max_examples=40, deadline=None)
@given(replies, frames)
def test_a_rendered_view_holds_lasting_controls_and_nothing_else_to_press(reply: Reply, frame: Frame) -> None:
    pressable = [item for item in render(reply, frame).walk_children() if item.is_dispatchable()]
    assert all(isinstance(item, ButtonControl | SelectControl) for item in pressable)


def written(reply: Reply, frame: Frame = FRAME) -> str:
    """All text of a rendered reply."""
    return "\n".join(one["content"] for one in walk(body_of(reply, frame)["components"]) if one["type"] == 10)  # type: ignore[arg-type]


@pytest.mark.parametrize("length", [100, 3000, 3999, 4000, 20_000])
def test_a_long_answer_never_pushes_its_source_out(length: int) -> None:
    reply = Reply(Kind.ANSWER, "word " * (length // 5), citations=(Citation(Basis.GUIDE, "The guide"),))
    assert written(reply).endswith("-# Source: The guide")


def test_a_text_that_is_cut_says_so() -> None:
    assert "…" in written(Reply(Kind.ANSWER, "word " * 2000))


def test_several_questions_are_answered_below_each_other() -> None:
    parts = tuple(Reply(Kind.ANSWER, f"Answer {n}. " + "word " * 900, title=f"Question {n}?") for n in (2, 3))
    shown = written(Reply(Kind.ANSWER, "Answer 1. " + "word " * 900, title="Question 1?", parts=parts))
    assert all(f"Question {n}?" in shown and f"Answer {n}." in shown for n in (1, 2, 3))


def test_fields_are_lines_that_a_phone_can_show() -> None:
    fields = (Field("EU", "44", inline=True), Field("Why", "- a\n- b"), Field("Sure", "medium"))
    shown = written(Reply(Kind.SIZE, "Take 10.", fields=fields))
    assert shown == "Take 10.\n**EU**: 44\n\n**Why**\n- a\n- b\n\n**Sure**: medium"


def test_lines_that_were_only_wrapped_in_the_file_are_joined() -> None:
    shown = written(Reply(Kind.ANSWER, "One sentence.\nAnother one.\n\n- a list\n- of two", entry="stretch"))
    assert shown == "One sentence. Another one.\n\n- a list\n- of two"


def test_lines_of_a_size_stay_lines() -> None:
    assert written(Reply(Kind.SIZE, "**US 9**\nOr **US 9.5** if wide.")) == "**US 9**\nOr **US 9.5** if wide."


def test_detail_that_does_not_fit_below_a_long_answer_takes_its_place() -> None:
    reply = Reply(Kind.ANSWER, "word " * 800, title="A question?", more="detail " * 550, entry="stretch")
    shown = written(reply, replace(FRAME, is_expanded=True))
    assert shown.startswith("### A question?")
    assert shown.count("detail") >= 500
    assert "word" not in shown


def test_links_survive_in_what_moderators_wrote_and_nowhere_else() -> None:
    body = "See [the chart](https://example.org/chart)."
    assert body in written(Reply(Kind.ANSWER, body, entry="chart"))
    assert written(Reply(Kind.NONE, body)) == "See the chart."


def test_our_own_inference_is_named_as_such() -> None:
    assert "-# Our own reading" in written(Reply(Kind.SIZE, "10", citations=(Citation(Basis.HOUSE, "house"),)))


def test_a_repeat_points_to_where_it_was_said() -> None:
    components = render_repeat("https://discord.com/channels/1/2/3", "stretch", FRAME).to_components()
    assert "https://discord.com/channels/1/2/3" in str(components)
