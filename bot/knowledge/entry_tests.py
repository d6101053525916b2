"""Places for what entries' own tests and the lint of their phrasings find: they know ids, a person needs file and line.

A pack whose entries fail their own tests is refused, so that an edit cannot quietly break an answer somewhere else.
Entries that are easily confused are only warned of.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.faq.decision import Policy
from bot.core.faq.pack_lint import Confusion, TestFailure, lint_pack, run_entry_tests
from bot.core.pack import Library
from bot.core.problems import Problem, Severity
from bot.knowledge.entries_file import LocatedEntry
from bot.knowledge.nodes import Listing, Node, Scalar, find_node

CONFUSED_AT_LEAST = 3
CONFUSED_SHARE = 0.25
"""From this share of its phrasings on, an entry that reads like another is warned of. Chosen on the shipped pack, where
it names the pairs that a person would also mix up, and not the hundred that share a phrasing or two."""
_SHOWN = 3


def entry_test_problems(
    library: Library, located: Mapping[str, LocatedEntry], policy: Policy | None = None
) -> list[Problem]:
    """An error for every test sentence that does not hold.

    Only entries in `located` are looked at; they say where their sentences stand. Takes a millisecond a sentence.
    """
    live = library.pack.entries
    entries = {entry_id: live[entry_id] for entry_id in located if entry_id in live}
    failures = run_entry_tests(library.index, entries, policy or Policy())
    return [_failure(failure, located[failure.entry_id]) for failure in failures]


def steal_problems(library: Library, located: Mapping[str, LocatedEntry]) -> list[Problem]:
    """A warning for every entry in `located` that loses many of its phrasings to another, were they not in the pack."""
    found = lint_pack(library.index, CONFUSED_AT_LEAST).confusions
    return [
        _confusion(one, located[one.entry_id])
        for one in found
        if one.entry_id in located and len(one.phrasings) >= CONFUSED_SHARE * _count(library, one.entry_id)
    ]


def _count(library: Library, entry_id: str) -> int:
    return len(library.pack.entries[entry_id].ask) + 1


def _failure(failure: TestFailure, place: LocatedEntry) -> Problem:
    is_must = failure.expected == "match"
    wanted = "should be answered" if is_must else "must not be answered"
    got = f"`{failure.got}` comes first" if failure.got else "it is not answered"
    message = f"test fails: `{failure.question}` {wanted} with `{failure.entry_id}`, but {got}"
    hint = "add a phrasing like it" if is_must else "reword the phrasing that is nearest, or add `not_when`"
    node = _sentence(place, "must_match" if is_must else "must_not_match", failure.question)
    return Problem(place.path, node.line, node.column, message, hint)


def _sentence(place: LocatedEntry, key: str, sentence: str) -> Node:
    sentences = find_node(place.node, key)
    items = sentences.items if isinstance(sentences, Listing) else ()
    return next((item for item in items if isinstance(item, Scalar) and item.text.strip() == sentence), sentences)


def _confusion(found: Confusion, place: LocatedEntry) -> Problem:
    shown = ", ".join(f"`{phrasing}`" for phrasing in found.phrasings[:_SHOWN])
    message = f"{len(found.phrasings)} phrasings of `{found.entry_id}` read like `{found.taken_for}`: {shown}"
    words = ", ".join(found.its_words)
    hint = f"use more of its own words: {words}" if words else "move them, or word them more plainly"
    node = find_node(place.node, "ask")
    return Problem(place.path, node.line, node.column, message, hint, Severity.WARNING)
