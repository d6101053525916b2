"""Deleting what is past its day, a little at a time, so that no reply waits behind it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.ports import DIALOGUE_LIFE, RetentionReport, ServerSettings
from bot.storage.database import Database
from bot.storage.moments import NO_SERVER, last_kept_start, to_epoch
from bot.storage.privacy import clear_log, delete_server
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.settings_rows import read_settings

BATCH = 500
"""Rows deleted in one transaction: a few milliseconds."""

Step = Callable[[sqlite3.Connection], int]


async def run_retention(database: Database, pseudonyms: Pseudonyms, now: datetime, grace: timedelta) -> RetentionReport:
    """Delete everything that is due. Raises `StoreUnavailableError`; what was deleted before that stays deleted."""
    deleted: Counter[str] = Counter()
    purged = await _purge_left_servers(database, now, grace, deleted)
    for server in await database.read(_servers):
        settings = await database.read(lambda db, server=server: read_settings(db, server))  # type: ignore[misc]
        for table, step in _due_in_server(server, settings, now, pseudonyms):
            deleted[table] += await _in_batches(database, step)
    for table, step in _due_anywhere(now):
        deleted[table] += await _in_batches(database, step)
    if deleted:
        await database.run_alone(clear_log)
    return RetentionReport({table: count for table, count in sorted(deleted.items()) if count}, purged)


async def _purge_left_servers(
    database: Database, now: datetime, grace: timedelta, deleted: Counter[str]
) -> tuple[int, ...]:
    sql = "SELECT server_id FROM servers_left WHERE left_at <= ? ORDER BY server_id"
    rows = await database.read(lambda db: db.execute(sql, (to_epoch(now - grace),)).fetchall())
    for row in rows:
        counts = await database.write(
            lambda db, server=row["server_id"]: delete_server(db, server),  # type: ignore[misc]
            is_durable=True,
        )
        deleted.update(counts)
    return tuple(row["server_id"] for row in rows)


async def _in_batches(database: Database, step: Step) -> int:
    total = 0
    while True:
        count = await database.write(step)
        total += count
        if count < BATCH:
            return total


def _servers(db: sqlite3.Connection) -> list[int]:
    tables = ("sessions", "gaps", "fit_reports")
    sql = " UNION ".join(f"SELECT DISTINCT server_id FROM {table}" for table in tables)
    return [row[0] for row in db.execute(sql)]


def _due_in_server(
    server: int, settings: ServerSettings, now: datetime, pseudonyms: Pseudonyms
) -> tuple[tuple[str, Step], ...]:
    kept_from = last_kept_start(now, settings.retention_days)
    gap_day = now.astimezone(UTC).date() - timedelta(days=settings.gap_days)
    own = "session_id IN (SELECT id FROM sessions WHERE server_id = ?)"
    return (
        ("turns", _delete_turns(server, kept_from, pseudonyms)),
        ("steps", _delete("steps", f"{own} AND at < ?", (server, kept_from))),
        ("sessions", _delete("sessions", "server_id = ? AND last_at < ?", (server, kept_from))),
        ("gaps", _delete("gaps", "server_id = ? AND on_day <= ?", (server, gap_day.isoformat()), key="id")),
        ("fit_reports", _unlink_reports(server, kept_from)),
    )


def _due_anywhere(now: datetime) -> tuple[tuple[str, Step], ...]:
    dialogues_from = to_epoch(now - DIALOGUE_LIFE)
    return (
        ("dialogues", _delete("dialogues", "updated_at < ?", (dialogues_from,))),
        ("controls", _delete("controls", "expires_at <= ?", (to_epoch(now),))),
    )


def _delete(table: str, where: str, values: tuple[object, ...], key: str = "rowid") -> Step:
    sql = f"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE {where} LIMIT {BATCH})"
    return lambda db: db.execute(sql, values).rowcount


def _delete_turns(server: int, kept_from: int, pseudonyms: Pseudonyms) -> Step:
    """Turns past their day, each with the text kept of it: without its turn, nobody could find that text again."""
    sql = (
        "SELECT id FROM turns WHERE session_id IN (SELECT id FROM sessions WHERE server_id = ?) AND at < ?"
        f" LIMIT {BATCH}"
    )

    def step(db: sqlite3.Connection) -> int:
        ids = [row["id"] for row in db.execute(sql, (server, kept_from))]
        if server != NO_SERVER:
            db.executemany("DELETE FROM gaps WHERE turn_mark = ?", [(pseudonyms.of_turn(one),) for one in ids])
        db.executemany("DELETE FROM turns WHERE id = ?", [(one,) for one in ids])
        return len(ids)

    return step


def _unlink_reports(server: int, kept_from: int) -> Step:
    """A report past its day counts on without turn, member and time."""
    sql = (
        "UPDATE fit_reports SET turn_id = NULL, member = NULL, at = NULL WHERE id IN"
        f" (SELECT id FROM fit_reports WHERE server_id = ? AND at < ? LIMIT {BATCH})"
    )
    return lambda db: db.execute(sql, (server, kept_from)).rowcount
