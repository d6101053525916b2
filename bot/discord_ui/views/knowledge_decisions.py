"""What was decided on broken tests, as it stands in the ids of a card's controls: a letter for each test, in order."""

from __future__ import annotations

from typing import Final

import discord

from bot.discord_ui.views.control import option
from bot.discord_ui.views.knowledge_effect_text import DECIDED
from bot.ports.proposals import BrokenTest, Proposal, TestDecision

LETTERS: Final = {TestDecision.KEEP: "k", TestDecision.DROP: "d", TestDecision.MOVE: "m"}
UNDECIDED: Final = "."
MOST_TESTS: Final = 40
"""A change that breaks more is refused as it is: it is a mistake, or belongs into a file."""


def read_decisions(decided: str, proposal: Proposal) -> dict[str, TestDecision]:
    """The decisions that stand in a control's id, by the keys of the tests."""
    known = {letter: decision for decision, letter in LETTERS.items()}
    pairs = zip(proposal.effect.broken, decided, strict=False)
    return {test.key: known[letter] for test, letter in pairs if letter in known}


def whole(decided: str, proposal: Proposal) -> str:
    """A letter for each test, those that are not decided on included."""
    tests = min(len(proposal.effect.broken), MOST_TESTS)
    return decided[:tests].ljust(tests, UNDECIDED)


def decision_options(test: BrokenTest, now: str) -> list[discord.SelectOption]:
    words = {**DECIDED, **({TestDecision.MOVE: f"Move it: it {test.may_move}"} if test.may_move else {})}
    made = []
    for decision, label in words.items():
        one = option(decision, label)
        if one is not None:
            one.default = LETTERS[decision] == now
            made.append(one)
    return made
