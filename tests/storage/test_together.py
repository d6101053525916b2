"""Several writes in one commit, and what another process writes beside them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.ports import Tone
from bot.storage.connection import open_plain
from bot.storage.server_settings import FRESH_S
from bot.storage.store import SqliteStore, StoreOptions, make_store
from bot.storage.together import commit_together
from tests.storage.world import HERE, turn

SERVER = HERE.server_id or 0


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    """A table whose numbers are unique."""
    connection = open_plain(tmp_path / "numbers.sqlite3")
    connection.execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY)")
    return connection


def add(number: int) -> Callable[[sqlite3.Connection], int]:
    """Work that adds a number."""

    def work(db: sqlite3.Connection) -> int:
        db.execute("INSERT INTO numbers VALUES (?)", (number,))
        return number

    return work


def numbers(db: sqlite3.Connection) -> list[int]:
    return [row[0] for row in db.execute("SELECT number FROM numbers ORDER BY number")]


def test_what_waits_together_is_committed_at_once_and_told_apart(db: sqlite3.Connection) -> None:
    with closing(db):
        statements: list[str] = []
        db.set_trace_callback(statements.append)
        assert commit_together(db, [add(1), add(2), add(3)]) == [1, 2, 3]
        assert statements.count("COMMIT") == 1
        assert numbers(db) == [1, 2, 3]


def test_work_that_fails_takes_nobody_else_along(db: sqlite3.Connection) -> None:
    with closing(db):
        outcomes = commit_together(db, [add(1), add(1), add(2)])
        assert outcomes[0] == 1
        assert isinstance(outcomes[1], sqlite3.IntegrityError)
        assert outcomes[2] == 2
        assert numbers(db) == [1, 2]
        assert not db.in_transaction


def test_while_another_process_writes_nobody_is_told_that_anything_is_kept(db: sqlite3.Connection) -> None:
    path = Path(db.execute("PRAGMA database_list").fetchone()["file"])
    with closing(db), closing(open_plain(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert all(isinstance(outcome, sqlite3.OperationalError) for outcome in commit_together(db, [add(1), add(2)]))
        other.execute("ROLLBACK")
        assert numbers(db) == []


async def opened(path: Path) -> SqliteStore:
    store = make_store(StoreOptions(path))
    await store.open()
    return store


async def test_a_rush_of_turns_takes_few_commits_and_all_are_kept(tmp_path: Path) -> None:
    store = await opened(tmp_path / "store.sqlite3")
    with closing(open_plain(tmp_path / "store.sqlite3", is_reader=True)) as other:
        logged = await asyncio.gather(*(store.sessions.record_turn(turn(member)) for member in range(1, 41)))
        kept = {row["id"] for row in other.execute("SELECT id FROM turns")}
    await store.close()
    assert {one.turn_id for one in logged if one.is_kept} == kept
    assert len(kept) == 40


async def test_what_waits_for_its_commit_is_kept_when_the_store_closes(tmp_path: Path) -> None:
    store = await opened(tmp_path / "store.sqlite3")
    asked = [asyncio.create_task(store.sessions.record_turn(turn(member))) for member in range(1, 9)]
    await asyncio.sleep(0)
    await store.close()
    assert all(logged.is_kept for logged in await asyncio.gather(*asked))
    with closing(open_plain(tmp_path / "store.sqlite3")) as db:
        assert db.execute("SELECT count(*) FROM turns").fetchone()[0] == 8


async def test_a_turn_whose_asker_is_gone_holds_up_nobody(tmp_path: Path) -> None:
    store = await opened(tmp_path / "store.sqlite3")
    asked = [asyncio.create_task(store.sessions.record_turn(turn(member))) for member in range(1, 9)]
    await asyncio.sleep(0)
    for gone in asked[::2]:
        gone.cancel()
    kept = await asyncio.gather(*asked, return_exceptions=True)
    assert (await store.sessions.record_turn(turn())).is_kept
    await store.close()
    assert [isinstance(one, asyncio.CancelledError) for one in kept] == [True, False] * 4


async def test_what_another_process_chose_is_seen_with_the_next_commit_or_after_a_second(tmp_path: Path) -> None:
    mine, other = (
        await opened(tmp_path / "store.sqlite3"),
        make_store(StoreOptions(tmp_path / "store.sqlite3", is_serving=False)),
    )
    await other.open()
    await mine.sessions.record_turn(turn())
    assert (await mine.settings.get(SERVER)).tone is Tone.ANSWER
    await other.settings.change(SERVER, lambda old: replace(old, tone=Tone.SUGGEST))
    await mine.sessions.record_turn(turn())
    assert (await mine.settings.get(SERVER)).tone is Tone.SUGGEST
    await other.settings.change(SERVER, lambda old: replace(old, tone=Tone.ANSWER))
    await asyncio.sleep(FRESH_S)
    assert (await mine.settings.get(SERVER)).tone is Tone.ANSWER
    await other.close()
    await mine.close()


async def test_what_is_chosen_here_counts_at_once(tmp_path: Path) -> None:
    store = await opened(tmp_path / "store.sqlite3")
    for tone in (Tone.SUGGEST, Tone.ANSWER, Tone.SUGGEST):
        await store.sessions.record_turn(turn())
        await store.settings.change(SERVER, lambda old, tone=tone: replace(old, tone=tone))  # type: ignore[misc]
        assert (await store.settings.get(SERVER)).tone is tone
    await store.privacy.purge_server(SERVER)
    assert (await store.settings.get(SERVER)).tone is Tone.ANSWER
    await store.close()
