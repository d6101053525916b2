"""One SQLite connection on a thread of its own, by way of aiosqlite.

A whole piece of work runs in one visit to the thread: a transaction cannot be cut in two by a cancelled task, and a
reply waits for one hop instead of five. The one place that leans on aiosqlite's inside (`_execute`, `_conn`,
`_running`, `_thread`, `_tx`).
"""

from __future__ import annotations

import asyncio
import math
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import cast

import aiosqlite

from bot.storage.together import Result, Waiting, Work, commit_together

BUSY_TIMEOUT_MS = 200
"""How long one write waits for another process's lock. A reply may wait behind it once; then `Database` fails fast."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
)


@dataclass(frozen=True, slots=True)
class Glance:
    """When it was last seen whether somebody else has written to the file."""

    version: int = -1
    """Changes whenever another connection has committed; -1 before the first look."""
    at_s: float = -math.inf
    """On the monotonic clock."""


class Connection(aiosqlite.Connection):
    """An aiosqlite connection that takes functions."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], iter_chunk_size: int = 64) -> None:
        super().__init__(connector, iter_chunk_size)
        self.glance = Glance()
        self._waiting: list[Waiting] = []
        self._is_committing = False

    async def run(self, work: Work[Result]) -> Result:
        """What `work` returns, called with the plain connection on its thread.

        Once begun, `work` runs to its end even if the caller is cancelled. Raises what it raises, and ValueError when
        the connection is closed.
        """
        return cast(Result, await self._execute(lambda: work(self._conn)))  # type: ignore[no-untyped-call]

    async def commit_soon(self, work: Work[Result]) -> Result:
        """What `work` returns, its changes committed, in one commit with all else that waited at the same time.

        Raises what it raises, with nothing changed, and ValueError when the connection is closed.
        """
        if not self._running or self._connection is None:
            raise ValueError("the connection is closed")
        waiting = Waiting(work, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if not self._is_committing:
            self._begin_commit()
        return cast(Result, await waiting.outcome)

    async def close(self) -> None:
        """Close after all that was asked for before."""
        if self._waiting:
            self._begin_commit()
        await super().close()

    def _begin_commit(self) -> None:
        """Hands over what waits; the thread does one thing after another, in the order in which they come."""
        group, self._waiting = self._waiting, []
        self._is_committing = True
        loop = asyncio.get_running_loop()

        def commit() -> None:
            connection = self._conn
            outcomes = commit_together(connection, [waiting.work for waiting in group])
            loop.call_soon_threadsafe(self._ended, group, outcomes, _glance(connection))

        self._tx.put_nowait((None, commit))

    def _ended(self, group: list[Waiting], outcomes: list[object], glance: Glance) -> None:
        self.glance = glance
        for waiting, outcome in zip(group, outcomes, strict=True):
            waiting.tell(outcome)
        self._is_committing = False
        if self._waiting and self._running:
            self._begin_commit()


def _glance(connection: sqlite3.Connection) -> Glance:
    try:
        return Glance(int(connection.execute("PRAGMA data_version").fetchone()[0]), monotonic())
    except sqlite3.Error:
        return Glance()


async def connect(path: Path, *, is_reader: bool = False) -> Connection:
    """An open connection with our settings; a reader cannot write. Raises sqlite3.Error."""
    connection = Connection(lambda: open_plain(path, is_reader=is_reader))
    connection._thread.daemon = True  # a process that dies of an error must not hang on its log
    try:
        return cast(Connection, await connection)
    except sqlite3.Error:
        await asyncio.to_thread(connection._thread.join)  # it reports its end to this loop, which must still be there
        raise


def open_plain(path: Path, *, is_reader: bool = False) -> sqlite3.Connection:
    """A plain connection with our settings, in autocommit mode. Raises sqlite3.Error."""
    connection = sqlite3.connect(
        path, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000, check_same_thread=False, cached_statements=256
    )
    connection.row_factory = sqlite3.Row
    try:
        _configure(connection, is_reader=is_reader)
    except BaseException:
        connection.close()
        raise
    return connection


def _configure(connection: sqlite3.Connection, *, is_reader: bool) -> None:
    if is_reader:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA schema_version").fetchone()
        return
    for pragma in _PRAGMAS:
        connection.execute(pragma)
