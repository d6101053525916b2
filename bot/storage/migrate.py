"""Bringing a database up to this version: numbered SQL files, each applied with its record in one transaction.

A file that was ever released must not be changed; a new number is added instead.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from bot.ports import SchemaTooNewError
from bot.storage.moments import to_epoch
from bot.storage.together import in_transaction

MINIMUM_SQLITE = (3, 37, 0)
"""The first with STRICT tables."""

_FILE_NAME = re.compile(r"(\d{4})_([a-z0-9_]+)\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from one version of the schema to the next."""

    number: int
    """Counts from 1 without holes; the schema's version after it."""
    name: str
    sql: str


def load_migrations() -> tuple[Migration, ...]:
    """All migrations, in order. Raises ValueError when a number is missing or doubled."""
    found = sorted(
        (
            Migration(int(match[1]), match[2], file.read_text(encoding="utf-8"))
            for file in files("bot.storage").joinpath("migrations").iterdir()
            if (match := _FILE_NAME.fullmatch(file.name))
        ),
        key=lambda migration: migration.number,
    )
    if [migration.number for migration in found] != list(range(1, len(found) + 1)):
        raise ValueError("migrations must be numbered 1, 2, 3 … without holes")
    return tuple(found)


def schema_version(db: sqlite3.Connection) -> int:
    """Number of the newest migration applied; 0 for an empty database."""
    has_table = db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'").fetchone()
    if not has_table:
        return 0
    return int(db.execute("SELECT COALESCE(MAX(number), 0) FROM migrations").fetchone()[0])


def migrate(db: sqlite3.Connection, migrations: Sequence[Migration], now: datetime) -> int:
    """Apply what is missing; the version after it. Raises `SchemaTooNewError`, changing nothing, and sqlite3.Error.

    A failure or a kill between two steps leaves the version before that step; the next start goes on from there.
    """
    version = schema_version(db)
    if version > len(migrations):
        raise SchemaTooNewError(
            f"the database has schema version {version}, this program knows {len(migrations)}: "
            "run the newer program, or go back to a backup"
        )
    for migration in migrations[version:]:
        in_transaction(db, lambda db, step=migration: _apply(db, step, now), is_durable=True)  # type: ignore[misc]
    return len(migrations)


def _apply(db: sqlite3.Connection, migration: Migration, now: datetime) -> None:
    db.execute(
        "CREATE TABLE IF NOT EXISTS migrations"
        " (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT"
    )
    if schema_version(db) >= migration.number:
        return
    for statement in split_statements(migration.sql):
        db.execute(statement)
    db.execute("INSERT INTO migrations VALUES (?, ?, ?)", (migration.number, migration.name, to_epoch(now)))


def split_statements(sql: str) -> Iterator[str]:
    """The statements of a script one by one, since running a script whole would commit before it."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if re.sub(r"--.*", "", statement).strip():
        raise ValueError("a migration ends in the middle of a statement")
