"""Runs the tests that entries carry: questions that they have to win, and questions that they must leave alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.faq.decision import Policy, decide
from bot.core.faq.entry import Entry
from bot.core.faq.matcher import FaqIndex
from bot.core.faq.ranking import Answer, Choose, Decision


@dataclass(frozen=True, slots=True)
class TestFailure:
    """A test sentence of an entry that does not hold."""

    __test__ = False  # the name is the product's; pytest is not meant

    entry_id: str
    question: str
    expected: str
    """`match` or `no match`."""
    got: str
    """Id of the entry that is answered or offered first; empty for none."""
    probability: float
    """Of the best candidate, 0 to 1."""


def run_entry_tests(index: FaqIndex, entries: Mapping[str, Entry], policy: Policy) -> tuple[TestFailure, ...]:
    """The tests of the given entries that fail, in their order; empty when all hold.

    `must_match` holds when the entry is answered or offered first; `must_not_match` when it is not the answer.
    """
    failures: list[TestFailure] = []
    for entry in entries.values():
        if entry.retired:
            continue
        for question, is_must in [(q, True) for q in entry.must_match] + [(q, False) for q in entry.must_not_match]:
            ranking = index.rank(question)
            decision = decide(ranking, policy)
            first = _first(decision)
            holds = first == entry.id if is_must else not (isinstance(decision, Answer) and first == entry.id)
            if not holds:
                sure = ranking.candidates[0].probability if ranking.candidates else 0.0
                failures.append(TestFailure(entry.id, question, "match" if is_must else "no match", first, sure))
    return tuple(failures)


def _first(decision: Decision) -> str:
    match decision:
        case Answer(entry_id=entry_id):
            return entry_id
        case Choose(entry_ids=entry_ids):
            return entry_ids[0]
        case _:
            return ""
