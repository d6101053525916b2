"""Any sequence of messages: nothing raises, every reply can be shown, and what was forgotten changes nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.core.conversation.as_json import turn_json
from bot.core.conversation.converse import converse
from bot.core.conversation.turn import MEMORY_LIFE_S, Turn
from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.core.reply import Kind, reply_text

TODAY = date(2026, 11, 24)
SIZES = (
    "im a us mens 10",
    "9.5 in af1s",
    "women's 8.5",
    "EU 44",
    "27 cm",
    "wide feet",
    "I like it snug",
    "UK 9, narrow",
)
FOLLOW_UPS = (
    "and wide?",
    "women's",
    "no, I meant EU",
    "what about dunks",
    "why",
    "ok thanks",
    "the label",
    "half a size up?",
)
QUESTIONS = (
    "do they stretch",
    "worth the money?",
    "who designed them",
    "heel",
    "what size do I take",
    "best pizza in town",
)
BROKEN = ("", "   ", "\x00", "9" * 300, "\u202e\u200b", "🔥" * 100, "10 " * 100, "-1", "<@1> ```x```")


class Conversation(RuleBasedStateMachine):
    """Somebody who asks, follows up, pastes rubbish and comes back later."""

    library: Library
    turn: Turn | None
    now_s: float

    @initialize()
    def begin(self) -> None:
        self.turn, self.now_s = None, 1_000.0

    def say(self, text: str) -> None:
        memory = self.turn.memory if self.turn else None
        self.turn = converse(text, self.library, memory, self.now_s, TODAY, Policy())

    @rule(text=st.sampled_from(SIZES + FOLLOW_UPS + QUESTIONS + BROKEN))
    def say_something(self, text: str) -> None:
        self.say(text)

    @rule(text=st.text(max_size=40))
    def say_anything(self, text: str) -> None:
        self.say(text)

    @rule(wait_s=st.floats(0, MEMORY_LIFE_S - 1))
    def pause(self, wait_s: float) -> None:
        self.now_s += wait_s

    @rule(text=st.sampled_from(FOLLOW_UPS + SIZES + QUESTIONS))
    def come_back_later(self, text: str) -> None:
        """After the memory's life, a message is answered as if it were the first."""
        self.now_s += MEMORY_LIFE_S + 1
        self.say(text)
        assert self.turn is not None
        fresh = converse(text, self.library, None, self.now_s, TODAY, Policy())
        assert replace(self.turn, memory=fresh.memory) == fresh

    @invariant()
    def what_is_said_can_be_shown(self) -> None:
        turn = self.turn
        if turn is None:
            return
        assert 0.0 <= turn.confidence <= 1.0
        assert reply_text(turn.reply).strip()
        assert turn.kind is not Kind.SIZE or turn.size is not None
        assert turn.kind is not Kind.CHOOSE or 2 <= len(turn.choices) <= 4
        assert {turn.entry, *turn.choices} - {""} <= set(self.library.pack.entries)
        json.dumps(turn_json(turn), allow_nan=False).encode()

    @invariant()
    def the_memory_stays_small(self) -> None:
        if self.turn is not None:
            assert len(repr(self.turn.memory)) < 20_000


def test_any_conversation_keeps_its_promises(shipped_library: Library) -> None:
    machine = type("Shipped", (Conversation,), {"library": shipped_library}).TestCase
    machine.settings = settings(
        max_examples=25, stateful_step_count=15, deadline=None, derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )  # fmt: skip
    machine().runTest()
