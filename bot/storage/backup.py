"""A copy of the database while it is served, checked before it counts as one."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from bot.ports import StoreUnavailableError

_PAGES_A_STEP = 256
"""A megabyte at a time, so that a write in between waits for no more."""


def write_backup(source: Path, target: Path) -> Mapping[str, int]:
    """Copy a database to a new file (0600), verified whole; rows by table in the copy. Blocks: call it in a thread.

    The file appears under its name only once it is verified. The lease is left out, so that the copy can be served at
    once. Raises FileExistsError, and `StoreUnavailableError` when it cannot be written or is not sound.
    """
    if not source.exists():
        raise StoreUnavailableError(f"there is no database at {source}")
    if target.exists():
        raise FileExistsError(f"{target} exists: choose another name")
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        _copy(source, draft)
        counts = _verify(draft)
        _sync(draft)
        draft.rename(target)
    except FileExistsError:
        raise
    except (sqlite3.Error, OSError) as error:
        raise StoreUnavailableError(f"no backup was written: {error}") from error
    finally:
        for leftover in (draft, Path(f"{draft}-journal"), Path(f"{draft}-wal"), Path(f"{draft}-shm")):
            leftover.unlink(missing_ok=True)
    return counts


def _copy(source: Path, draft: Path) -> None:
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(draft)) as copy:
        original.backup(copy, pages=_PAGES_A_STEP, sleep=0.005)
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()
        copy.execute("DELETE FROM lease")
        copy.commit()


def _verify(draft: Path) -> dict[str, int]:
    with closing(sqlite3.connect(draft)) as copy:
        said = [row[0] for row in copy.execute("PRAGMA integrity_check")]
        if said != ["ok"]:
            raise sqlite3.DatabaseError(f"the copy is not sound: {said[0]}")
        if copy.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise sqlite3.DatabaseError("the copy has rows that belong to none")
        return count_rows(copy)


def count_rows(db: sqlite3.Connection) -> dict[str, int]:
    """Rows by table."""
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    own = [table for table in tables if not table.startswith("sqlite_")]
    return {table: int(db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]) for table in own}


def _sync(target: Path) -> None:
    with target.open("rb") as file:
        os.fsync(file.fileno())
