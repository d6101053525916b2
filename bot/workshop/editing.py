"""Proposing changes and saving them: the one way by which a server's knowledge changes.

A change is worked out in a thread, kept as a proposal, and looked at again when it is saved. Saving is one commit of
the store; the libraries follow it. Killed anywhere, what was committed is what is live after the next start.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from weakref import WeakValueDictionary

from bot.core.pack import Library
from bot.knowledge.overlay import apply_overlay
from bot.ports import EditConflict, EntryForm, EntryState, GapStatus, Overlay, Revision, StoreUnavailableError
from bot.ports.moderation import Conflict
from bot.ports.proposals import (
    Again,
    EntryDraft,
    Proposal,
    Refused,
    Saved,
    TestDecision,
    YamlText,
)
from bot.ports.revisions import Change, RevisionAction
from bot.workshop.book import Held, ProposalBook
from bot.workshop.decisions import decided_changes
from bot.workshop.diffs import diff_of
from bot.workshop.drafting import checked_today, drafted, hidden, restored
from bot.workshop.history import card_of
from bot.workshop.imports import check_size, read_import
from bot.workshop.planning import Build, Plan, library_of_change, overlay_with
from bot.workshop.shelf import Shelf
from bot.workshop.shelves import Shelves
from bot.workshop.working_out import Bench, Request, differs, work_out

AT_ONCE = 2
"""Proposals worked out at the same time in the whole process: each takes a processor for up to some seconds."""
FORGOTTEN = "This change is no longer at hand, because it waited too long. Open the entry and make it again."
_CHANGED_MEANWHILE = "The knowledge was changed while you were looking, and this change has another effect now."


class Editing:
    """Proposals and saving, for all servers."""

    def __init__(self, shelves: Shelves, build: Build, now: Callable[[], datetime]) -> None:
        self._shelves = shelves
        self._store = shelves.store
        self._build = build
        self._now = now
        self._book = ProposalBook(now)
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def propose(self, server_id: int, draft: EntryDraft | YamlText) -> Proposal:
        """See the protocol."""
        return await self._propose(server_id, Request(draft, draft.gap_ids, lambda shelf: drafted(draft, shelf)))

    async def hide(self, server_id: int, entry_id: str) -> Proposal:
        """See the protocol."""
        return await self._propose(server_id, Request(None, (), lambda shelf: hidden(entry_id, shelf)))

    async def restore(self, server_id: int, entry_id: str) -> Proposal:
        """See the protocol."""
        before = await self._before_hiding(server_id, entry_id)
        return await self._propose(server_id, Request(None, (), lambda shelf: restored(entry_id, before, shelf)))

    async def mark_checked(self, server_id: int, entry_id: str) -> Proposal:
        """See the protocol."""
        today = self._now().date()
        return await self._propose(server_id, Request(None, (), lambda shelf: checked_today(entry_id, today, shelf)))

    async def import_yaml(
        self, server_id: int, filename: str, size: int, read: Callable[[], Awaitable[bytes]]
    ) -> Proposal:
        """See the protocol."""
        refused = check_size(filename, size)
        if refused is not None:
            return await self._propose(server_id, Request(None, (), lambda shelf: refused))
        raw = await read()
        return await self._propose(server_id, Request(None, (), lambda shelf: read_import(raw, shelf)))

    async def proposal(self, server_id: int, token: str) -> Proposal | None:
        """See the protocol."""
        held = self._book.get(server_id, token)
        return held.proposal if held else None

    def drop(self, server_id: int, token: str) -> None:
        """See the protocol."""
        self._book.drop(server_id, token)

    async def save(
        self, server_id: int, moderator_id: int, token: str, decisions: Mapping[str, TestDecision]
    ) -> Saved | Conflict | Again | Refused:
        """See the protocol."""
        lock = self._locks.setdefault(server_id, asyncio.Lock())
        async with lock:
            held = self._book.get(server_id, token)
            if held is None:
                return Refused(FORGOTTEN)
            if not held.proposal.can_save:
                faults = [str(fault) for fault in held.proposal.faults if fault.is_error]
                return Refused(faults[0] if faults else "There is nothing to save: nothing was changed.")
            return await self._save(held, moderator_id, decisions)

    async def _save(
        self, held: Held, moderator_id: int, decisions: Mapping[str, TestDecision]
    ) -> Saved | Conflict | Again | Refused:
        server_id = held.server_id
        shelf = await self._shelves.shelf(server_id)
        if conflict := await self._conflict(held.changes, shelf, held.proposal.draft):
            return conflict
        plan = held.plan
        if plan is None or held.digest != shelf.library.pack.digest:
            newer = await held.again()
            fresh = self._book.get(server_id, newer.token)
            if fresh is None or fresh.plan is None or differs(held.proposal, newer):
                return Again(newer, _CHANGED_MEANWHILE)
            self._book.drop(server_id, newer.token)
            plan = fresh.plan
        changes = await asyncio.to_thread(decided_changes, plan, decisions, shelf)
        if isinstance(changes, Refused):
            return changes
        kept = await self._store.revisions.apply(server_id, changes, moderator_id)
        if isinstance(kept, EditConflict):
            return self._as_conflict(kept.theirs, kept.yours, shelf, held.proposal.draft)
        self._book.drop(server_id, held.proposal.token)
        await self._go_live(kept, changes, plan, shelf)
        closed = await self._close_gaps(server_id, held.gap_ids, plan.changes)
        return Saved(tuple(revision.id for revision in kept), held.proposal.items, closed)

    async def _go_live(self, kept: Sequence[Revision], changes: Sequence[Change], plan: Plan, shelf: Shelf) -> None:
        """Use what was committed. The plan's index serves again: the tests it was decided on are not matched by."""
        newest = max(revision.id for revision in kept)
        wanted = overlay_with(shelf.overlay, changes, newest)
        try:
            overlay = await self._store.revisions.overlay(shelf.server_id)
        except StoreUnavailableError:  # it is committed; the store cannot be read just now
            ids = dict(shelf.overlay.revisions) | {revision.entry_id: revision.id for revision in kept}
            overlay = replace(wanted, revisions=tuple(sorted(ids.items())))
        libraries = self._shelves.libraries
        if overlay.entries == wanted.entries and libraries.base.pack is shelf.base:
            laid = await asyncio.to_thread(self._laid, shelf, overlay, plan)
            libraries.put_library(overlay, laid, plan.problems)
        else:
            libraries.put_overlay(overlay)
            await libraries.prepare(shelf.server_id)

    def _laid(self, shelf: Shelf, overlay: Overlay, plan: Plan) -> Library:
        return library_of_change(plan.library, apply_overlay(shelf.base, overlay).pack, self._build)

    async def _close_gaps(self, server_id: int, gap_ids: tuple[str, ...], changes: Sequence[Change]) -> int:
        if not gap_ids:
            return 0
        is_new = changes[0].base == 0 and changes[0].action is RevisionAction.ADD
        status = GapStatus.NEW_ENTRY if is_new else GapStatus.ADDED
        try:
            return await self._store.gaps.mark(server_id, gap_ids, status, changes[0].entry_id)
        except StoreUnavailableError:
            return 0

    async def _conflict(
        self, changes: Sequence[Change], shelf: Shelf, draft: EntryDraft | YamlText | None
    ) -> Conflict | None:
        for change in changes:
            newest = shelf.overlay.revision_of(change.entry_id)
            if newest != change.base:
                theirs = await self._store.revisions.find(shelf.server_id, newest)
                if theirs is not None:
                    return self._as_conflict(theirs, change, shelf, draft)
        return None

    def _as_conflict(
        self, theirs: Revision, yours: Change, shelf: Shelf, draft: EntryDraft | YamlText | None
    ) -> Conflict:
        before, after = shelf.text_of(yours.entry_id, theirs.after), shelf.text_of(yours.entry_id, yours.after)
        mine = replace(draft, base=theirs.id, editing=yours.entry_id) if draft else None
        return Conflict(card_of(theirs, shelf), mine, diff_of(before, after))

    async def _before_hiding(self, server_id: int, entry_id: str) -> EntryState | None:
        """How an entry stood before it was hidden; None for one that is not hidden."""
        for revision in await self._store.revisions.history(server_id, entry_id, limit=50):
            if revision.after.form is not EntryForm.HIDDEN:
                return None
            if revision.before.form is not EntryForm.HIDDEN:
                return revision.before
        return None

    async def _propose(self, server_id: int, asked: Request) -> Proposal:
        shelf = await self._shelves.shelf(server_id)
        policy = await self._shelves.policy(server_id)
        recent = await self._shelves.recent(server_id)
        bench = Bench(self._build, recent, policy, self._now().date())
        async with self._turns:
            proposal, plan = await asyncio.to_thread(work_out, shelf, asked, bench)

        async def again() -> Proposal:
            return await self._propose(server_id, asked)

        changes = plan.changes if plan else ()
        digest = shelf.library.pack.digest
        return self._book.put(Held(server_id, self._now(), proposal, again, changes, asked.gap_ids, digest, plan))
