"""A full, locked or read-only disk: answers go on at once without a log, loudly, and the log comes back by itself."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from time import perf_counter

import pytest

from bot.ports import Change, EntryForm, EntryState, RevisionAction, ServerSettings, StoreUnavailableError
from bot.storage import database as database_module
from bot.storage.connection import BUSY_TIMEOUT_MS, connect, open_plain
from bot.storage.store import SqliteStore, StoreOptions, make_store
from tests.storage.world import ANN, HERE, HandClock, World, turn

SERVER = HERE.server_id or 0
CHANGE = Change("x", RevisionAction.ADD, EntryState(EntryForm.OWN, "id: x"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite3"


@pytest.fixture
async def store(path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SqliteStore]:
    monkeypatch.setattr(database_module, "PROBE_EVERY_S", 0.05)
    store = make_store(StoreOptions(path, HandClock()))
    await store.open()
    await store.settings.change(SERVER, lambda _: ServerSettings(private_by_default=True))
    yield store
    await store.close()


async def fill_up(store: SqliteStore) -> Callable[[], object]:
    """Let no page be added any more; gives what ends it."""

    def limit(db: sqlite3.Connection, pages: int) -> None:
        db.execute(f"PRAGMA max_page_count = {pages}").fetchone()

    def fill(db: sqlite3.Connection) -> None:
        limit(db, db.execute("PRAGMA page_count").fetchone()[0])
        rows = [(f"filler {number}", "x" * 500) for number in range(10_000)]
        with pytest.raises(sqlite3.OperationalError, match="full"):
            db.executemany("INSERT INTO command_hashes VALUES (?, ?, 0)", rows)

    await store._database.run_alone(fill)
    return lambda: store._database.run_alone(lambda db: limit(db, 1_000_000))


async def lock(store: SqliteStore) -> Callable[[], object]:
    """Another process holds the lock; gives what ends it."""
    other = open_plain(store._options.path)
    other.execute("BEGIN EXCLUSIVE")

    async def unlock() -> None:
        other.close()

    return unlock


async def make_read_only(store: SqliteStore) -> Callable[[], object]:
    """The writer gets a connection that the system lets only read; opening anew gets a good one."""
    writer = store._database._writer
    assert writer is not None
    await writer.close()
    worn = await connect(store._options.path)
    await worn.run(lambda db: db.execute("PRAGMA query_only = ON").fetchone())
    store._database._writer = worn

    async def nothing() -> None:
        return None

    return nothing


TROUBLES = {"full": fill_up, "locked": lock, "read-only": make_read_only}


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_answers_go_on_without_a_log_and_the_log_comes_back(
    store: SqliteStore, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    end = await TROUBLES[trouble](store)
    logged = [await store.sessions.record_turn(turn()) for _ in range(200)]
    unkept = [one for one in logged if not one.is_kept]
    if trouble != "read-only":
        assert len(unkept) >= 100
        assert (await store.health()).is_degraded
    assert unkept
    assert all(len(one.turn_id) == 16 for one in logged)
    assert sum("answering goes on without a log" in record.message for record in caplog.records) == 1
    assert (await store.settings.get(SERVER)).private_by_default
    await end()  # type: ignore[misc]
    await asyncio.sleep(0.1)
    assert (await store.sessions.record_turn(turn())).is_kept
    health = await store.health()
    assert (health.is_degraded, health.lost_writes) == (False, len(unkept))
    assert "works again" in caplog.records[-1].message


@pytest.mark.parametrize("trouble", ["full", "locked"])
async def test_a_change_made_on_purpose_says_that_it_was_not_kept(store: SqliteStore, trouble: str) -> None:
    end = await TROUBLES[trouble](store)
    big = Change("x", RevisionAction.ADD, EntryState(EntryForm.OWN, "x" * 50_000))
    with pytest.raises(StoreUnavailableError):
        await store.revisions.apply(SERVER, [big], ANN)
    assert (await store.revisions.overlay(SERVER)).entries == ()
    await end()  # type: ignore[misc]
    assert not isinstance(await store.revisions.apply(SERVER, [CHANGE], ANN), Exception)
    assert len((await store.revisions.overlay(SERVER)).entries) == 1


async def test_a_locked_database_delays_one_reply_and_no_more(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "PROBE_EVERY_S", 60.0)
    store = make_store(StoreOptions(path, HandClock()))
    await store.open()
    unlock = await lock(store)
    began = perf_counter()
    await store.sessions.record_turn(turn())
    first = perf_counter() - began
    began = perf_counter()
    for _ in range(100):
        await store.sessions.record_turn(turn())
    others = perf_counter() - began
    assert first < 3 * BUSY_TIMEOUT_MS / 1000
    assert others < first
    await unlock()  # type: ignore[misc]
    await store.close()


async def test_the_event_loop_runs_on_while_a_write_waits_for_a_lock(store: SqliteStore) -> None:
    end = await lock(store)
    longest, running = 0.0, True

    async def watch() -> None:
        nonlocal longest
        while running:
            began = perf_counter()
            await asyncio.sleep(0.005)
            longest = max(longest, perf_counter() - began)

    watcher = asyncio.create_task(watch())
    await store.sessions.record_turn(turn())
    running = False
    await watcher
    assert longest < BUSY_TIMEOUT_MS / 1000 / 2
    await end()  # type: ignore[misc]


async def test_a_dialogue_goes_on_in_memory_and_reaches_the_disk_afterwards(store: SqliteStore, path: Path) -> None:
    begun = await store.dialogues.create(ANN, HERE, {"step": 1})
    end = await lock(store)
    saved = await store.dialogues.save(begun, {"step": 2})
    assert saved is not None
    saved = await store.dialogues.save(saved, {"step": 3})
    assert saved is not None
    fresh = await store.controls.create(ANN, SERVER, {"n": 1})
    assert await store.controls.load(fresh, ANN, SERVER) is not None
    found = await store.dialogues.load(begun.token, ANN, SERVER)
    assert found is not None
    assert found.state == {"step": 3}
    await end()  # type: ignore[misc]
    assert not (await store.health()).is_degraded
    with closing(open_plain(path)) as db:
        assert [row["state"] for row in db.execute("SELECT state FROM dialogues")] == ['{"step": 3}']
        assert db.execute("SELECT COUNT(*) FROM controls").fetchone()[0] == 1


async def test_a_start_on_a_database_in_trouble_answers_and_catches_up(path: Path) -> None:
    store = make_store(StoreOptions(path, HandClock()))
    await store.open()
    await store.close()
    with closing(open_plain(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        await store_again_in_trouble(path, other)


async def store_again_in_trouble(path: Path, other: sqlite3.Connection) -> None:
    store = make_store(StoreOptions(path, HandClock()))
    await store.open()
    world = World(store, HandClock())
    assert (await store.health()).is_degraded
    assert not (await store.sessions.record_turn(turn())).is_kept
    other.close()
    await store.renew_lease()
    assert not (await store.health()).is_degraded
    await world.ask()
    await store.close()


async def test_a_place_where_nothing_can_be_made_fails_the_start(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite3").mkdir()
    with pytest.raises(StoreUnavailableError):
        await make_store(StoreOptions(tmp_path / "store.sqlite3"), "a key that is long enough").open()


async def test_a_closed_store_keeps_nothing_and_says_so(path: Path) -> None:
    store = make_store(StoreOptions(path, HandClock()))
    assert not (await store.sessions.record_turn(turn())).is_kept
    await store.open()
    await store.close()
    await store.close()
    assert not (await store.sessions.record_turn(turn())).is_kept
    with pytest.raises(StoreUnavailableError):
        await store.privacy.erase(ANN)


async def test_a_cancelled_write_is_whole_or_not_there(store: SqliteStore) -> None:
    tasks = [asyncio.create_task(store.sessions.record_turn(turn())) for _ in range(50)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    kept = [result for result in results if not isinstance(result, BaseException)]
    assert len(kept) == 25
    rows = await store.privacy.show(ANN)
    questions = {row.values["id"] for row in rows if row.what == "question"}
    assert {result.turn_id for result in kept} <= questions
    assert sum(row.what == "conversation" for row in rows) == 1


async def test_no_log_line_holds_a_word_or_a_member(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        store = make_store(StoreOptions(path, HandClock()))
        await store.open()
        await store.sessions.record_turn(turn(question="zanzibarquestion"))
        await store.dialogues.create(ANN, HERE, {"words": "zanzibarquestion"})
        end = await lock(store)
        await store.sessions.record_turn(turn(question="zanzibarquestion"))
        await end()  # type: ignore[misc]
        await store.close()
    assert caplog.text
    assert "zanzibarquestion" not in caplog.text
    assert str(ANN) not in caplog.text
