"""A database of any earlier version comes up to date with its rows, whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.ports import SchemaTooNewError
from bot.storage.connection import open_plain
from bot.storage.migrate import Migration, load_migrations, migrate, schema_version, split_statements
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.store import StoreOptions, make_store
from tests.storage.world import ANN, START, HandClock

MIGRATIONS = load_migrations()
KEY = "a key that is long enough"


def old_file(path: Path, version: int) -> None:
    """A real file of an earlier version, with a conversation in it where there was one to keep."""
    with closing(open_plain(path)) as db:
        migrate(db, MIGRATIONS[:version], START)
        if version:
            member = Pseudonyms(KEY.encode()).of_member(ANN)
            at = int(START.timestamp())
            db.execute("INSERT INTO sessions VALUES (1, ?, 5, 6, 'ask', ?, ?, 'answered', 0)", (member, at, at))
            db.execute(
                "INSERT INTO turns VALUES (1, 'turn-1', 1, ?, 'ask', 'answer', 'stretch', '[]', 0.9, 3.0, NULL, 0,"
                " 'p', 'r')",
                (at,),
            )


def schema_of(path: Path) -> list[str]:
    """The schema's statements."""
    with closing(sqlite3.connect(path)) as db:
        return sorted(row[0] for row in db.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"))


@pytest.mark.parametrize("version", range(len(MIGRATIONS) + 1))
async def test_every_earlier_version_comes_up_to_date_with_its_rows(tmp_path: Path, version: int) -> None:
    path = tmp_path / "old.sqlite3"
    old_file(path, version)
    store = make_store(StoreOptions(path, HandClock()), KEY)
    await store.open()
    assert (await store.health()).schema_version == len(MIGRATIONS)
    shown = [row.what for row in await store.privacy.show(ANN)]
    assert shown == (["conversation", "question"] if version else [])
    await store.close()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT number FROM migrations").fetchall() == [(n + 1,) for n in range(len(MIGRATIONS))]
    new = tmp_path / "new.sqlite3"
    with closing(open_plain(new)) as db:
        migrate(db, MIGRATIONS, START)
    assert schema_of(path) == schema_of(new)


async def test_a_database_from_the_future_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite3"
    with closing(open_plain(path)) as db:
        migrate(db, [*MIGRATIONS, Migration(len(MIGRATIONS) + 1, "later", "CREATE TABLE later (x);")], START)
    before = schema_of(path)
    with pytest.raises(SchemaTooNewError, match=f"version {len(MIGRATIONS) + 1}"):
        await make_store(StoreOptions(path), KEY).open()
    assert schema_of(path) == before


def test_a_migration_that_fails_in_the_middle_leaves_the_version_before(tmp_path: Path) -> None:
    broken = Migration(2, "broken", "CREATE TABLE half (x);\nCREATE TABLE half (x);\n")
    with closing(open_plain(tmp_path / "store.sqlite3")) as db:
        with pytest.raises(sqlite3.OperationalError):
            migrate(db, [MIGRATIONS[0], broken], START)
        assert schema_version(db) == 1
        assert db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half'").fetchone() is None
        assert migrate(db, MIGRATIONS, START) == len(MIGRATIONS)


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    with closing(open_plain(tmp_path / "store.sqlite3")) as db:
        migrate(db, MIGRATIONS, START)
        changes = db.total_changes
        assert migrate(db, MIGRATIONS, START) == len(MIGRATIONS)
        assert db.total_changes == changes


def test_a_script_is_split_where_its_statements_end() -> None:
    script = (
        "-- a; comment\nCREATE TABLE t (x TEXT DEFAULT ';');\n"
        "CREATE TRIGGER g AFTER INSERT ON t BEGIN\n  SELECT 1;\nEND;\n"
    )
    assert len(list(split_statements(script))) == 2


def test_a_script_that_breaks_off_is_refused() -> None:
    with pytest.raises(ValueError, match="middle"):
        list(split_statements("CREATE TABLE t (x)"))
