"""Runs the tests that stand in the entries, and looks for entries that take each other's questions.

A pack whose entries fail their own tests is refused, so that an edit cannot quietly break an answer somewhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.faq.decision import Policy, decide
from bot.core.faq.entry import Entry
from bot.core.faq.ranking import Decision
from bot.core.pack import Library
from bot.core.problems import Problem, Severity
from bot.knowledge.effect import is_test_held, shown
from bot.knowledge.entries_file import LocatedEntry
from bot.knowledge.nodes import find_node


def entry_test_problems(
    library: Library, located: Mapping[str, LocatedEntry], policy: Policy | None = None
) -> list[Problem]:
    """A problem for every test sentence that does not hold.

    Only entries in `located` are looked at; they say where their sentences stand. Takes a millisecond a sentence.
    """
    policy = policy or Policy()
    problems: list[Problem] = []
    for entry, place in _live(library, located):
        problems += _broken(entry, place, library, policy, is_must=True)
        problems += _broken(entry, place, library, policy, is_must=False)
    return problems


def steal_problems(
    library: Library, located: Mapping[str, LocatedEntry], policy: Policy | None = None
) -> list[Problem]:
    """A warning for every phrasing that another entry wins. Takes a millisecond a phrasing."""
    policy = policy or Policy()
    problems: list[Problem] = []
    for entry, place in _live(library, located):
        problems += _stolen(entry, place, library, policy)
    return problems


def _live(library: Library, located: Mapping[str, LocatedEntry]) -> Iterator[tuple[Entry, LocatedEntry]]:
    for entry_id, place in located.items():
        entry = library.pack.entries.get(entry_id)
        if entry is not None:
            yield entry, place


def _broken(entry: Entry, place: LocatedEntry, library: Library, policy: Policy, *, is_must: bool) -> list[Problem]:
    key = "must_match" if is_must else "must_not_match"
    problems = []
    for index, sentence in enumerate(entry.must_match if is_must else entry.must_not_match):
        decision = _decision(library, sentence, policy)
        if not is_test_held(entry.id, is_must, decision):
            wanted = "should be answered" if is_must else "must not be answered"
            message = f"test fails: `{sentence}` {wanted} with `{entry.id}`, and is {_in_words(decision)}"
            hint = "add a phrasing like it" if is_must else "reword the phrasing that is nearest, or add `not_when`"
            node = find_node(place.node, key, index)
            problems.append(Problem(place.path, node.line, node.column, message, hint))
    return problems


def _stolen(entry: Entry, place: LocatedEntry, library: Library, policy: Policy) -> list[Problem]:
    problems = []
    for index, phrasing in enumerate(entry.ask):
        decision = _decision(library, phrasing, policy)
        winner = shown(decision)[:1]
        if winner and winner != (entry.id,):
            message = f"`{winner[0]}` takes the phrasing `{phrasing}` from `{entry.id}`"
            node = find_node(place.node, "ask", index)
            hint = "word it more plainly, or move it to that entry"
            problems.append(Problem(place.path, node.line, node.column, message, hint, Severity.WARNING))
    return problems


def _decision(library: Library, sentence: str, policy: Policy) -> Decision:
    return decide(library.index.rank(sentence), policy)


def _in_words(decision: Decision) -> str:
    ids = shown(decision)
    if not ids:
        return "not answered"
    return f"answered with `{ids[0]}`" if len(ids) == 1 else f"offered as a choice of {', '.join(ids)}"
