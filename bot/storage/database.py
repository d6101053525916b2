"""The database file in use: one writer, one reader, and what happens when the disk fails.

A failing write never holds a reply up: after the first failure, log writes are refused at once and one in a while
is let through to see whether the trouble is over. All of it is said aloud, at most once a minute.
"""

from __future__ import annotations

import logging
import math
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from bot.ports import StoreUnavailableError
from bot.storage.connection import Connection, Glance, connect
from bot.storage.together import Result, Work, in_transaction

LOG = logging.getLogger(__name__)

Clock = Callable[[], datetime]

PROBE_EVERY_S = 1.0
"""While the disk fails, how often one log write is let through."""
WARN_EVERY_S = 60.0

_REOPEN_AFTER = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOTADB}
"""Failures that an open connection may keep although the file is well again."""
_BUGS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError, sqlite3.InterfaceError)
"""Our own mistakes, which must not pass for a failing disk; so is SQLITE_ERROR, a statement that makes no sense."""


@dataclass(slots=True)
class _Trouble:
    """A failing that has not ended yet."""

    reason: str
    since: datetime
    needs_reopening: bool
    probed_at_s: float
    is_announced: bool = False


class Database:
    """One SQLite file, open for writing and reading."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self.lost_writes = 0
        self._writer: Connection | None = None
        self._reader: Connection | None = None
        self._trouble: _Trouble | None = None
        self._warned_at_s = -math.inf

    async def open(self) -> None:
        """Open both connections. Raises `StoreUnavailableError`."""
        try:
            self._writer = await connect(self.path)
            self._reader = await connect(self.path, is_reader=True)
        except sqlite3.Error as error:
            await self.close()
            self._failed(error)
            raise StoreUnavailableError(f"the database cannot be opened: {error}") from error

    @property
    def is_open(self) -> bool:
        """Whether both connections are there."""
        return self._writer is not None and self._reader is not None

    async def close(self) -> None:
        """Close what is open, after what is under way; safe to call twice."""
        writer, reader = self._writer, self._reader
        self._writer = self._reader = None
        for connection in (reader, writer):
            if connection is not None:
                await connection.close()

    @property
    def trouble(self) -> tuple[str, datetime] | None:
        """What the last failure said and when the failing began; None when all is well."""
        return (self._trouble.reason, self._trouble.since) if self._trouble else None

    @property
    def glance(self) -> Glance:
        """When it was last seen whether another process wrote here: with every commit, unless the disk fails."""
        return self._writer.glance if self._writer is not None and self._trouble is None else Glance()

    async def read(self, work: Work[Result]) -> Result:
        """What `work` returns, on the reader. Raises `StoreUnavailableError`."""
        return await self._guarded(lambda: self._reader, lambda reader: reader.run(work))

    async def write(self, work: Work[Result], *, is_durable: bool = False) -> Result:
        """What `work` returns, committed. Raises `StoreUnavailableError`, with nothing changed.

        Work may be done more than once, so it must change nothing but the database.
        """
        await self._reopen_if_needed()

        def counted(db: sqlite3.Connection) -> tuple[Result, bool]:
            before = db.total_changes
            return work(db), db.total_changes > before

        def begin(writer: Connection) -> Awaitable[tuple[Result, bool]]:
            if is_durable:
                return writer.run(lambda db: in_transaction(db, counted, is_durable=True))
            return writer.commit_soon(counted)

        result, has_written = await self._guarded(lambda: self._writer, begin)
        if has_written:  # on a read-only disk SQLite lets a transaction through that changes nothing
            self._went_well()
        return result

    async def run_alone(self, work: Work[Result]) -> Result:
        """What `work` returns, on the writer and outside any transaction (checkpoints, pragmas)."""
        await self._reopen_if_needed()
        return await self._guarded(lambda: self._writer, lambda writer: writer.run(work))

    async def log(self, work: Work[Result]) -> Result | None:
        """As `write` for rows that may be lost: None when nothing was kept, at once while the disk fails."""
        if self._trouble and monotonic() - self._trouble.probed_at_s < PROBE_EVERY_S:
            self.lost_writes += 1
            self._warn(self._trouble)
            return None
        try:
            return await self.write(work)
        except StoreUnavailableError:
            self.lost_writes += 1
            return None

    async def probe(self) -> bool:
        """Whether a write goes through now; ends the failing when it does."""
        try:
            await self.write(_write_and_take_back)
        except StoreUnavailableError:
            return False
        return True

    async def _guarded(
        self, pick: Callable[[], Connection | None], begin: Callable[[Connection], Awaitable[Result]]
    ) -> Result:
        connection = pick()
        if connection is None:
            raise StoreUnavailableError("the database is not open")
        try:
            return await begin(connection)
        except _BUGS:
            raise
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
                raise
            self._failed(error)
            raise StoreUnavailableError(str(error)) from error
        except ValueError as error:
            if pick() is connection:
                raise
            raise StoreUnavailableError("the database was closed") from error

    def _failed(self, error: sqlite3.Error) -> None:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if self._trouble is None:
            self._trouble = _Trouble("", self.clock(), False, 0.0)
        self._trouble.reason = str(error)
        self._trouble.needs_reopening |= code in _REOPEN_AFTER
        self._trouble.probed_at_s = monotonic()
        self._warn(self._trouble)

    def _warn(self, trouble: _Trouble) -> None:
        now_s = monotonic()
        if now_s - self._warned_at_s < WARN_EVERY_S:
            return
        self._warned_at_s = now_s
        trouble.is_announced = True
        LOG.error(
            "The database fails (%s): answering goes on without a log; %d rows not kept so far",
            trouble.reason,
            self.lost_writes,
        )

    def _went_well(self) -> None:
        if self._trouble is None:
            return
        trouble, self._trouble = self._trouble, None
        if not trouble.is_announced:
            return
        lasted = self.clock() - trouble.since
        LOG.warning(
            "The database works again after %d s; %d rows were not kept",
            max(lasted, timedelta()).total_seconds(),
            self.lost_writes,
        )

    async def _reopen_if_needed(self) -> None:
        trouble = self._trouble
        if trouble is None or not trouble.needs_reopening:
            return
        trouble.needs_reopening = False
        await self.close()  # first: what one connection of a process opened read-only, the next one inherits
        try:
            await self.open()
        except StoreUnavailableError:
            trouble.needs_reopening = True
            raise


def _write_and_take_back(db: sqlite3.Connection) -> None:
    """A write that needs room: an empty one would succeed on a full disk."""
    db.execute("INSERT OR REPLACE INTO command_hashes VALUES ('probe', ?, 0)", ("x" * 8192,))
    db.execute("DELETE FROM command_hashes WHERE scope = 'probe'")
