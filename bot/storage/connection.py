"""One SQLite connection on a thread of its own, by way of aiosqlite.

A whole piece of work runs in one visit to the thread: a transaction cannot be cut in two by a cancelled task, and a
reply waits for one hop instead of five. The one place that leans on aiosqlite's inside (`_execute`, `_conn`,
`_thread`).
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar, cast

import aiosqlite

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]

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


class Connection(aiosqlite.Connection):
    """An aiosqlite connection that takes functions."""

    async def run(self, work: Work[Result]) -> Result:
        """What `work` returns, called with the plain connection on its thread.

        Once begun, `work` runs to its end even if the caller is cancelled. Raises what it raises, and ValueError when
        the connection is closed.
        """
        return cast(Result, await self._execute(lambda: work(self._conn)))  # type: ignore[no-untyped-call]


async def connect(path: Path, *, is_reader: bool = False) -> Connection:
    """An open connection with our settings; a reader cannot write. Raises sqlite3.Error."""
    connection = Connection(lambda: open_plain(path, is_reader=is_reader), iter_chunk_size=64)
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


def in_transaction(connection: sqlite3.Connection, work: Work[Result], *, is_durable: bool = False) -> Result:
    """What `work` returns, its changes committed; none of them when it raises.

    Every commit outlives the death of the process: it is in the operating system's hands when this returns. With
    `is_durable` it is on the disk, and outlives a power cut as well.
    """
    if is_durable:
        connection.execute("PRAGMA synchronous = FULL")
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            result = work(connection)
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
        return result
    finally:
        if is_durable:
            connection.execute("PRAGMA synchronous = NORMAL")
