"""Overlays as append-only revisions, in SQLite. Nothing here reads YAML: texts are kept as they come."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from bot.ports import (
    Change,
    EditConflict,
    EntryForm,
    EntryState,
    Overlay,
    Revision,
    RevisionAction,
    UndoRefused,
)
from bot.storage.database import Database
from bot.storage.moments import from_epoch, to_epoch


class SqliteRevisions:
    """`bot.ports.Revisions` on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def apply(
        self, server_id: int, changes: Sequence[Change], member_id: int
    ) -> tuple[Revision, ...] | EditConflict:
        """See the protocol."""
        now = self._database.clock()
        return await self._database.write(lambda db: _apply(db, server_id, changes, member_id, now), is_durable=True)

    async def undo(self, server_id: int, revision_id: int, member_id: int) -> Revision | UndoRefused:
        """See the protocol."""
        now = self._database.clock()
        return await self._database.write(lambda db: _undo(db, server_id, revision_id, member_id, now), is_durable=True)

    async def overlay(self, server_id: int) -> Overlay:
        """See the protocol."""
        rows = await self._database.read(
            lambda db: db.execute(
                "SELECT * FROM revisions WHERE id IN"
                " (SELECT MAX(id) FROM revisions WHERE server_id = ? GROUP BY entry_id) ORDER BY entry_id",
                (server_id,),
            ).fetchall()
        )
        newest = [_revision(row) for row in rows]
        return Overlay(
            server_id=server_id,
            latest=max((revision.id for revision in newest), default=0),
            entries=tuple(
                (revision.entry_id, revision.after) for revision in newest if revision.after.form is not EntryForm.PACK
            ),
            revisions=tuple((revision.entry_id, revision.id) for revision in newest),
        )

    async def latest(self, server_id: int) -> int:
        """See the protocol."""
        sql = "SELECT COALESCE(MAX(id), 0) FROM revisions WHERE server_id = ?"
        row = await self._database.read(lambda db: db.execute(sql, (server_id,)).fetchone())
        return int(row[0])

    async def changed_since(self, revision_id: int) -> tuple[tuple[int, int], ...]:
        """See the protocol."""
        sql = "SELECT server_id, MAX(id) AS latest FROM revisions WHERE id > ? GROUP BY server_id ORDER BY latest"
        rows = await self._database.read(lambda db: db.execute(sql, (revision_id,)).fetchall())
        return tuple((row["server_id"], row["latest"]) for row in rows)

    async def history(
        self, server_id: int, entry_id: str | None = None, limit: int = 25, before: int | None = None
    ) -> tuple[Revision, ...]:
        """See the protocol."""
        rows = await self._database.read(
            lambda db: db.execute(
                "SELECT * FROM revisions WHERE server_id = :server AND (:entry IS NULL OR entry_id = :entry)"
                " AND (:before IS NULL OR id < :before) ORDER BY id DESC LIMIT :limit",
                {"server": server_id, "entry": entry_id, "before": before, "limit": limit},
            ).fetchall()
        )
        return tuple(_revision(row) for row in rows)

    async def find(self, server_id: int, revision_id: int) -> Revision | None:
        """See the protocol."""
        return await self._database.read(lambda db: _find(db, server_id, revision_id))


def _apply(
    db: sqlite3.Connection, server: int, changes: Sequence[Change], member_id: int, now: datetime
) -> tuple[Revision, ...] | EditConflict:
    for change in changes:
        newest = _newest(db, server, change.entry_id)
        if newest is not None and newest.id != change.base:
            return EditConflict(theirs=newest, yours=change)
    return tuple(_append(db, server, change, member_id, now) for change in changes)


def _undo(
    db: sqlite3.Connection, server: int, revision_id: int, member_id: int, now: datetime
) -> Revision | UndoRefused:
    revision = _find(db, server, revision_id)
    newest = _newest(db, server, revision.entry_id) if revision else None
    if revision is None or newest is None:
        return UndoRefused(later=None)
    if newest.after != revision.after:
        return UndoRefused(later=newest)
    change = Change(revision.entry_id, RevisionAction.UNDO, revision.before, newest.id)
    return _append(db, server, change, member_id, now, undoes=revision.id)


def _append(
    db: sqlite3.Connection, server: int, change: Change, member_id: int, now: datetime, undoes: int | None = None
) -> Revision:
    newest = _newest(db, server, change.entry_id)
    before = newest.after if newest else EntryState()
    cursor = db.execute(
        "INSERT INTO revisions (server_id, entry_id, action, before_form, before_yaml, after_form, after_yaml,"
        " member_id, at, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            server,
            change.entry_id,
            change.action,
            before.form,
            before.yaml,
            change.after.form,
            change.after.yaml,
            member_id,
            to_epoch(now),
            undoes,
        ),
    )
    at = from_epoch(to_epoch(now))
    return Revision(
        cursor.lastrowid or 0,
        server,
        change.entry_id,
        change.action,
        before,
        change.after,
        member_id,
        at,
        undoes,
    )


def _newest(db: sqlite3.Connection, server: int, entry_id: str) -> Revision | None:
    row = db.execute(
        "SELECT * FROM revisions WHERE server_id = ? AND entry_id = ? ORDER BY id DESC LIMIT 1", (server, entry_id)
    ).fetchone()
    return _revision(row) if row is not None else None


def _find(db: sqlite3.Connection, server: int, revision_id: int) -> Revision | None:
    row = db.execute("SELECT * FROM revisions WHERE server_id = ? AND id = ?", (server, revision_id)).fetchone()
    return _revision(row) if row is not None else None


def _revision(row: sqlite3.Row) -> Revision:
    return Revision(
        id=row["id"],
        server_id=row["server_id"],
        entry_id=row["entry_id"],
        action=RevisionAction(row["action"]),
        before=EntryState(EntryForm(row["before_form"]), row["before_yaml"]),
        after=EntryState(EntryForm(row["after_form"]), row["after_yaml"]),
        member_id=row["member_id"],
        at=from_epoch(row["at"]),
        undoes=row["undoes"],
    )
