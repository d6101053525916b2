"""What becomes of broken tests: kept (then nothing is saved), dropped, or moved to the entry that wins them now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.core.faq.entry import Entry
from bot.knowledge.effect import BrokenTest
from bot.ports.proposals import Refused, TestDecision
from bot.ports.revisions import Change, EntryForm, RevisionAction
from bot.workshop.drafting import changed_entry, text_of_entry
from bot.workshop.effects import move_target
from bot.workshop.planning import Plan
from bot.workshop.shelf import Shelf


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One test sentence of one entry."""

    entry_id: str
    key: str
    """`must_match` or `must_not_match`."""
    text: str


def decided_changes(plan: Plan, decisions: Mapping[str, TestDecision], shelf: Shelf) -> tuple[Change, ...] | Refused:
    """The plan's changes with the tests dropped and moved as decided; refused where one is kept or not decided on.

    `decisions` are by `t1`, `t2` …, in the order of `plan.broken`.
    """
    drops, adds = [], []
    for number, test in enumerate(plan.broken, 1):
        match decisions.get(f"t{number}"):
            case TestDecision.DROP:
                drops.append(_sentence(test))
            case TestDecision.MOVE if target := move_target(test):
                drops.append(_sentence(test))
                adds.append(_Sentence(target, "must_match", test.sentence))
            case TestDecision.MOVE:
                return Refused(
                    f"“{test.sentence}” cannot be moved, because no entry wins it. Drop the test, or go back."
                )
            case TestDecision.KEEP:
                return Refused(
                    f"The test “{test.sentence}” is kept, and this change breaks it. Go back and reword the change."
                )
            case None:
                return Refused(f"Decide on the test “{test.sentence}” first.")
    return _with_tests(plan, drops, adds, shelf)


def _sentence(test: BrokenTest) -> _Sentence:
    return _Sentence(test.entry_id, "must_match" if test.is_must else "must_not_match", test.sentence)


def _with_tests(
    plan: Plan, drops: list[_Sentence], adds: list[_Sentence], shelf: Shelf
) -> tuple[Change, ...] | Refused:
    changes = {change.entry_id: change for change in plan.changes}
    for entry_id in dict.fromkeys(one.entry_id for one in (*drops, *adds)):
        planned = changes.get(entry_id)
        state = planned.after if planned else shelf.state(entry_id)
        entry = shelf.entry_of(entry_id, state)
        if entry is None:
            return Refused(f"The tests of “{entry_id}” cannot be changed here.")
        entry = _edited(entry, drops, adds)
        base = planned.base if planned else shelf.overlay.revision_of(entry_id)
        over = replace(shelf, overlay=plan.overlay) if state.form is EntryForm.OWN else shelf
        made = changed_entry(entry, text_of_entry(entry, shelf), over, base).change
        if made is not None:
            action = planned.action if planned else RevisionAction.EDIT
            changes[entry_id] = replace(made, action=action)
    tests_first = [change for entry_id, change in changes.items() if entry_id not in {c.entry_id for c in plan.changes}]
    return (*tests_first, *(changes[change.entry_id] for change in plan.changes))


def _edited(entry: Entry, drops: list[_Sentence], adds: list[_Sentence]) -> Entry:
    def tests(key: str, now: tuple[str, ...]) -> tuple[str, ...]:
        gone = {one.text for one in drops if (one.entry_id, one.key) == (entry.id, key)}
        more = [one.text for one in adds if (one.entry_id, one.key) == (entry.id, key)]
        return tuple(dict.fromkeys((*(text for text in now if text not in gone), *more)))

    must_not = tests("must_not_match", entry.must_not_match)
    return replace(entry, must_match=tests("must_match", entry.must_match), must_not_match=must_not)
