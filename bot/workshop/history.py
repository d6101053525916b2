"""Revisions as cards: who, when, what, and whether it can still be taken back."""

from __future__ import annotations

from bot.ports.moderation import HistoryPage, RevisionCard, Undone
from bot.ports.proposals import Refused
from bot.ports.revisions import Revision, UndoRefused
from bot.workshop.diffs import count_lines, diff_of
from bot.workshop.shelf import Shelf
from bot.workshop.shelves import Shelves


def card_of(revision: Revision, shelf: Shelf) -> RevisionCard:
    """One revision as a card."""
    before, after = (shelf.text_of(revision.entry_id, state) for state in (revision.before, revision.after))
    diff = diff_of(before, after)
    added, removed = count_lines(diff)
    newest = shelf.overlay.revision_of(revision.entry_id)
    return RevisionCard(
        id=revision.id,
        entry=shelf.name(revision.entry_id, after, before),
        action=revision.action,
        member_id=revision.member_id,
        at=revision.at,
        undoes=revision.undoes,
        before=revision.before.form,
        after=revision.after.form,
        diff=diff,
        lines_added=added,
        lines_removed=removed,
        blocked_by=newest if newest > revision.id and shelf.state(revision.entry_id) != revision.after else None,
    )


async def history_page(
    shelves: Shelves, server_id: int, entry_id: str | None, before: int | None, limit: int
) -> HistoryPage:
    """A page of revisions, newest first."""
    shelf = await shelves.shelf(server_id)
    found = await shelves.store.revisions.history(server_id, entry_id, limit + 1, before)
    cards = tuple(card_of(revision, shelf) for revision in found[:limit])
    return HistoryPage(cards, cards[-1].id if len(found) > limit else None)


async def undo_revision(shelves: Shelves, server_id: int, moderator_id: int, revision_id: int) -> Undone | Refused:
    """Take one revision back, live at once."""
    taken = await shelves.store.revisions.undo(server_id, revision_id, moderator_id)
    if isinstance(taken, UndoRefused):
        if taken.later is None:
            return Refused("There is no such change in this server.")
        later = taken.later
        return Refused(
            f"Change {revision_id} was not undone, because a later one of the same entry would be lost: change"
            f" {later.id} of {later.at.day} {later.at:%B %Y}. Undo that one first, or edit the entry."
        )
    shelf = await shelves.shelf(server_id)
    return Undone(card_of(taken, shelf))
