"""Several pieces of work in one commit: what was asked for while the last commit ran shares the next one.

A commit costs as much for ten rows as for one. Each piece is still told that it is kept only when it is, and one that
fails takes nobody else along.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work that waits for its commit."""

    work: Work[Any]
    outcome: asyncio.Future[Any]

    def tell(self, outcome: object) -> None:
        """What came of it: what the work returned, or the error; nobody may be there to hear it any more."""
        if self.outcome.done():
            return
        if isinstance(outcome, BaseException):
            self.outcome.set_exception(outcome)
        else:
            self.outcome.set_result(outcome)


def commit_together(connection: sqlite3.Connection, works: Sequence[Work[Any]]) -> list[object]:
    """What came of each piece of work, in their order: what it returned, once committed, or the error it met.

    All are committed at once. Where one of them fails, all are undone and each is done again by itself: work must
    change nothing but the database. Never raises.
    """
    if len(works) == 1:
        return [_alone(connection, works[0])]
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        return [error] * len(works)
    try:
        results = [work(connection) for work in works]
    except BaseException:
        _roll_back(connection)
        return [_alone(connection, work) for work in works]
    try:
        connection.execute("COMMIT")
    except BaseException as error:
        _roll_back(connection)
        return [error] * len(works)
    return results


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
            _roll_back(connection)
            raise
        return result
    finally:
        if is_durable:
            connection.execute("PRAGMA synchronous = NORMAL")


def _alone(connection: sqlite3.Connection, work: Work[Any]) -> object:
    try:
        return in_transaction(connection, work)
    except BaseException as error:
        return error


def _roll_back(connection: sqlite3.Connection) -> None:
    with suppress(sqlite3.Error):
        connection.execute("ROLLBACK")
