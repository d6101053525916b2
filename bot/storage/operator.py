"""What an operator does with the data from the command line, beside the serving process or without it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.ports import JsonValue, Period, Receipt, StoredQuestion, StoredSize, StoreUnavailableError
from bot.storage.backup import count_rows, write_backup
from bot.storage.connection import open_plain
from bot.storage.database import Database
from bot.storage.moments import DAY_S, day_of, server_of, start_of
from bot.storage.replays import SqliteReplays
from bot.storage.store import SqliteStore, StoreOptions, make_store, utc_now


@dataclass(frozen=True, slots=True)
class ServerUse:
    """How much one server uses the bot."""

    server_id: int | None
    """None: direct messages and terminal."""
    sessions: int
    members: int
    turns: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class OperatorStats:
    """The whole database over one period."""

    period: Period
    servers: tuple[ServerUse, ...]
    """Most turns first."""
    rows: Mapping[str, int]
    """Rows by table, whatever their age."""
    oldest: date | None
    """Day of the oldest turn; None when there is none."""
    size_bytes: int


async def backup(database: Path, target: Path) -> Mapping[str, int]:
    """A verified copy at `target`; rows by table in it. Raises `StoreUnavailableError` and FileExistsError."""
    return await asyncio.to_thread(write_backup, database, target)


async def export_member(database: Path, key: str, member_id: int) -> dict[str, JsonValue]:
    """All that is held about a member, for a JSON file. `key` is empty for the one beside the database.

    Raises `StoreError` (also for a key that the database was not written with), OSError and ValueError.
    """
    async with _store(database, key) as store:
        return await store.privacy.export(member_id)


async def forget_member(database: Path, key: str, member_id: int) -> Receipt:
    """Erase all that is held about a member. `key` and errors as in `export_member`."""
    async with _store(database, key) as store:
        return await store.privacy.erase(member_id)


async def stats(database: Path, period: Period) -> OperatorStats:
    """How much every server uses the bot. Needs no key. Raises `StoreUnavailableError`."""
    try:
        return await asyncio.to_thread(_stats, database, period)
    except sqlite3.Error as error:
        raise StoreUnavailableError(f"the database cannot be read: {error}") from error


async def replayable(database: Path, since: datetime) -> tuple[tuple[StoredSize, ...], tuple[StoredQuestion, ...]]:
    """Sizes given and questions kept since then, to be run again. Needs no key. Raises `StoreUnavailableError`."""
    opened = Database(database, utc_now)
    await asyncio.to_thread(_require, database)
    await opened.open()
    try:
        replays = SqliteReplays(opened)
        return await replays.sizes(since), await replays.questions(since)
    finally:
        await opened.close()


@asynccontextmanager
async def _store(database: Path, key: str) -> AsyncIterator[SqliteStore]:
    store = make_store(StoreOptions(database, is_serving=False), key)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


def _require(database: Path) -> None:
    if not database.is_file():
        raise StoreUnavailableError(f"there is no database at {database}")


def _stats(database: Path, period: Period) -> OperatorStats:
    _require(database)
    with closing(open_plain(database, is_reader=True)) as db:
        rows = db.execute(
            "SELECT s.server_id, COUNT(DISTINCT s.id) AS sessions, COUNT(DISTINCT s.member) AS members,"
            " COUNT(*) AS turns, SUM(t.kind = 'none') AS unanswered FROM turns t JOIN sessions s ON s.id = t.session_id"
            " WHERE t.at >= ? AND t.at < ? GROUP BY s.server_id ORDER BY turns DESC, s.server_id",
            (start_of(period.since), start_of(period.until) + DAY_S),
        ).fetchall()
        oldest = db.execute("SELECT MIN(at) FROM turns").fetchone()[0]
        return OperatorStats(
            period=period,
            servers=tuple(
                ServerUse(server_of(row["server_id"]), row["sessions"], row["members"], row["turns"], row["unanswered"])
                for row in rows
            ),
            rows=count_rows(db),
            oldest=day_of(oldest) if oldest is not None else None,
            size_bytes=database.stat().st_size,
        )
