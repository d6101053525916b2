"""Overlays: one server's own changes to the knowledge, kept as revisions for ever.

Entries travel as YAML text; what the text means is `bot.knowledge`'s work. A change says which revision of the entry
it was made from, so that of two moderators who edit the same entry the second is told and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class RevisionAction(StrEnum):
    """What a moderator did."""

    ADD = "add"
    EDIT = "edit"
    HIDE = "hide"
    RESTORE = "restore"
    UNDO = "undo"
    IMPORT = "import"


class EntryForm(StrEnum):
    """How an entry stands in an overlay."""

    PACK = "pack"
    """As in the pack: the overlay says nothing about it."""
    OWN = "own"
    """The server's own text, added or changed."""
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class EntryState:
    """One entry as one server has it."""

    form: EntryForm = EntryForm.PACK
    yaml: str = ""
    """The entry's text where `form` is OWN."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change that a moderator wants kept."""

    entry_id: str
    action: RevisionAction
    after: EntryState
    base: int = 0
    """Id of the entry's newest revision when the edit began (`Overlay.revision_of`); 0 when it had none."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One change that was kept."""

    id: int
    server_id: int
    entry_id: str
    action: RevisionAction
    before: EntryState
    after: EntryState
    member_id: int | None
    """The moderator's Discord id; None once they had it erased."""
    at: datetime
    undoes: int | None = None
    """The revision that this one takes back."""


@dataclass(frozen=True, slots=True)
class EditConflict:
    """Somebody else changed the entry since the edit began: nothing was kept, both texts are here."""

    theirs: Revision
    yours: Change


@dataclass(frozen=True, slots=True)
class UndoRefused:
    """An undo that would lose a later edit, or that finds no such revision in this server."""

    later: Revision | None
    """The newest later revision of the entry; None when the revision is not known here."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """One server's changes as they stand now."""

    server_id: int
    latest: int
    """Id of the server's newest revision; 0 for none. Two equal numbers mean equal overlays."""
    entries: tuple[tuple[str, EntryState], ...] = ()
    """(entry id, state), in order of id, without those that stand as in the pack."""
    revisions: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    """(entry id, newest revision) of every entry that was ever changed here."""

    def revision_of(self, entry_id: str) -> int:
        """The entry's newest revision here; 0 when it was never changed."""
        return dict(self.revisions).get(entry_id, 0)


class Revisions(Protocol):
    """Revisions of every server, each seen by itself alone. Changes raise `StoreUnavailableError` when not kept."""

    async def apply(
        self, server_id: int, changes: Sequence[Change], member_id: int
    ) -> tuple[Revision, ...] | EditConflict:
        """Keep all the changes or none of them, in one commit that also outlives a power cut."""
        ...

    async def undo(self, server_id: int, revision_id: int, member_id: int) -> Revision | UndoRefused:
        """Take one revision back, as a new revision; refused unless the entry stands as that revision left it."""
        ...

    async def overlay(self, server_id: int) -> Overlay:
        """The server's changes as they stand now. Raises `StoreUnavailableError` when they cannot be read."""
        ...

    async def latest(self, server_id: int) -> int:
        """Id of the server's newest revision, 0 for none: tells cheaply whether an overlay is outdated."""
        ...

    async def changed_since(self, revision_id: int) -> tuple[tuple[int, int], ...]:
        """(server, its newest revision) of every server with a revision newer than this one; 0 for all, oldest first.

        Lets a process follow what others edit. Raises `StoreUnavailableError`.
        """
        ...

    async def history(
        self, server_id: int, entry_id: str | None = None, limit: int = 25, before: int | None = None
    ) -> tuple[Revision, ...]:
        """Revisions newest first, of one entry or of all; `before` is the id to page on from."""
        ...

    async def find(self, server_id: int, revision_id: int) -> Revision | None:
        """One revision of that server; None when it is not known there."""
        ...
