"""The effect of a change in a moderator's words: titles instead of ids, and which way each question goes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.faq.ranking import Decision
from bot.knowledge.effect import BrokenTest, Move, Origin, shown
from bot.ports import proposals
from bot.ports.proposals import Asked, Direction, EffectReport, Moved, Standing
from bot.workshop.planning import Plan, dropped_phrasings
from bot.workshop.shelf import Shelf


def report_effect(plan: Plan, shelf: Shelf, recent: Sequence[str]) -> EffectReport:
    """Everything that would move and break; a new phrasing that its own entry wins goes without saying."""
    names = _Names(plan, shelf)
    moved = tuple(names.moved(move) for move in plan.effect.moves if not _is_plain(move, plan, shelf))
    broken = tuple(names.broken(test, number) for number, test in enumerate(plan.broken, 1))
    return EffectReport(moved, broken, plan.effect.compared, len(recent))


def _is_plain(move: Move, plan: Plan, shelf: Shelf) -> bool:
    """A phrasing that was only just written, and is answered with its own entry."""
    asked = move.asked
    if asked.origin is not Origin.PHRASING or asked.owner not in plan.effect.changed:
        return False
    old = shelf.library.pack.entries.get(asked.owner)
    is_new = old is None or asked.text not in (old.title, *old.ask)
    return is_new and shown(move.after) == (asked.owner,)


class _Names:
    """Decisions with the titles that members will read."""

    def __init__(self, plan: Plan, shelf: Shelf) -> None:
        self._plan = plan
        self._shelf = shelf
        self._dropped = dropped_phrasings(shelf.library.pack, plan.library.pack)

    def name(self, entry_id: str) -> proposals.EntryName:
        entry = self._plan.library.pack.entries.get(entry_id)
        return proposals.EntryName(entry_id, entry.title) if entry else self._shelf.name(entry_id)

    def standing(self, decision: Decision) -> Standing:
        return Standing(tuple(map(self.name, shown(decision))))

    def moved(self, move: Move) -> Moved:
        owner_id = move.asked.owner or self._dropped.get(move.asked.text, "")
        asked = Asked.PHRASING if owner_id else Asked.RECENT
        owner = self.name(owner_id) if owner_id else None
        before = Standing(tuple(map(self._shelf.name, shown(move.before))))
        after = self.standing(move.after)
        return Moved(move.asked.text, asked, owner, before, after, self._direction(move))

    def _direction(self, move: Move) -> Direction:
        if move.becomes_choice:
            return Direction.BECOMES_CHOICE
        edited = set(self._plan.effect.changed)
        before, after = edited & set(shown(move.before)), edited & set(shown(move.after))
        if after - before:
            return Direction.ARRIVES
        return Direction.LEAVES if before - after else Direction.ELSEWHERE

    def broken(self, test: BrokenTest, number: int) -> proposals.BrokenTest:
        return proposals.BrokenTest(
            key=f"t{number}",
            entry=self.name(test.entry_id),
            sentence=test.sentence,
            must_win=test.is_must,
            after=self.standing(test.after),
            may_move=self._may_move(test),
        )

    def _may_move(self, test: BrokenTest) -> str:
        winner = move_target(test)
        if not winner:
            return ""
        return f"becomes a question that “{self.name(winner).title}” has to win"


def move_target(test: BrokenTest) -> str:
    """The entry that a broken test would move to as a `must_match`: the one that wins it now; empty for none."""
    return next(iter(shown(test.after)), "")
