"""What really stands in the files: no words, no ids of members, nothing erased; and who may read them."""

from __future__ import annotations

import json
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ports import Period, StoreError, StoreUnavailableError
from bot.storage import operator
from bot.storage.store import KEY_FILE, SqliteStore, StoreOptions, make_store
from tests.storage.contract_privacy import use_everything
from tests.storage.world import ANN, BEN, HERE, HandClock, World, full_profile

SECRET = "zanzibarquestion"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    clock = HandClock()
    store = make_store(StoreOptions(tmp_path / "data" / "store.sqlite3", clock))
    await store.open()
    yield World(store, clock)
    await store.close()


def bytes_of(world: World) -> bytes:
    """Everything in the database's files, the write-ahead log included."""
    store = world.store
    assert isinstance(store, SqliteStore)
    path = store._options.path
    return b"".join(file.read_bytes() for file in path.parent.iterdir() if file.name.startswith(path.name))


def names_in(folder: Path) -> list[str]:
    """What stands in a folder."""
    return sorted(file.name for file in folder.iterdir())


async def test_no_word_of_a_question_reaches_the_disk_unless_allowed(world: World) -> None:
    await world.ask(question=SECRET)
    await world.ask_in_vain(SECRET)
    await world.sized(profile=full_profile())
    assert SECRET.encode() not in bytes_of(world)
    assert b"grandma" not in bytes_of(world)
    await world.allow_gap_text()
    await world.ask_in_vain(SECRET)
    assert SECRET.encode() in bytes_of(world)


async def test_no_members_id_reaches_the_disk(world: World) -> None:
    await world.ask()
    await world.store.dialogues.create(ANN, HERE, {})
    await world.store.controls.create(ANN, HERE.server_id, {})
    everything = bytes_of(world)
    assert str(ANN).encode() not in everything
    assert ANN.to_bytes(8, "big") not in everything


async def test_what_was_erased_is_not_in_the_files_any_more(world: World) -> None:
    await world.allow_gap_text()
    await use_everything(world, ANN)
    await world.ask_in_vain(SECRET)
    pseudonym = str((await world.store.privacy.export(ANN))["your_pseudonym"]).encode()
    assert pseudonym in bytes_of(world)
    await world.store.privacy.erase(ANN)
    assert pseudonym not in bytes_of(world)
    assert SECRET.encode() not in bytes_of(world)


async def test_database_and_key_are_for_their_owner_alone(world: World, tmp_path: Path) -> None:
    await world.ask()
    for file in (tmp_path / "data").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


async def test_a_new_key_forgets_everybody(tmp_path: Path) -> None:
    options = StoreOptions(tmp_path / "store.sqlite3", HandClock())
    store = make_store(options)
    await store.open()
    await use_everything(World(store, HandClock()), ANN)
    await store.close()
    (tmp_path / KEY_FILE).unlink()
    again = make_store(options)
    await again.open()
    assert await again.privacy.show(ANN) == ()
    assert await again.dialogues.latest(ANN, HERE.server_id) is None
    assert (await again.revisions.history(HERE.server_id or 0))[0].member_id is None
    await again.close()


async def test_the_same_key_knows_members_again(tmp_path: Path) -> None:
    options = StoreOptions(tmp_path / "store.sqlite3", HandClock())
    for expected in (0, 1):
        store = make_store(options)
        await store.open()
        held = [row for row in await store.privacy.show(ANN) if row.what == "question"]
        assert len(held) == expected
        await World(store, HandClock()).ask()
        await store.close()


async def test_a_backup_made_while_serving_is_whole_and_can_be_served(world: World, tmp_path: Path) -> None:
    await use_everything(world, ANN)
    counts = await operator.backup(tmp_path / "data" / "store.sqlite3", tmp_path / "copy.sqlite3")
    assert (counts["turns"], counts["revisions"], counts["lease"]) == (3, 1, 0)
    assert stat.S_IMODE((tmp_path / "copy.sqlite3").stat().st_mode) == 0o600
    assert names_in(tmp_path) == ["copy.sqlite3", "data"]
    key = (tmp_path / "data" / KEY_FILE).read_text().strip()
    copy = make_store(StoreOptions(tmp_path / "copy.sqlite3", HandClock()), key)
    await copy.open()
    assert len(await copy.privacy.show(ANN)) == len(await world.store.privacy.show(ANN))
    await copy.close()


async def test_a_backup_overwrites_nothing_and_needs_a_database(world: World, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    target.write_text("precious")
    with pytest.raises(FileExistsError):
        await world.store.backup(target)
    assert target.read_text() == "precious"
    with pytest.raises(StoreUnavailableError):
        await operator.backup(tmp_path / "nowhere.sqlite3", tmp_path / "other.sqlite3")
    with pytest.raises(StoreUnavailableError):
        await world.store.backup(tmp_path / "no-such-folder" / "copy.sqlite3")


async def test_an_operator_exports_and_forgets_beside_the_serving_process(world: World, tmp_path: Path) -> None:
    await use_everything(world, ANN)
    await use_everything(world, BEN)
    path = tmp_path / "data" / "store.sqlite3"
    export = await operator.export_member(path, "", ANN)
    shown = await world.store.privacy.show(ANN)
    assert len(json.loads(json.dumps(export))["rows"]) == len(shown)
    receipt = await operator.forget_member(path, "", ANN)
    assert receipt.total == len(shown)
    assert await world.store.privacy.show(ANN) == ()
    assert await world.store.privacy.show(BEN) != ()
    await world.store.renew_lease()


async def test_an_operator_with_the_wrong_key_changes_nothing(world: World, tmp_path: Path) -> None:
    await use_everything(world, ANN)
    shown = await world.store.privacy.show(ANN)
    with pytest.raises(StoreError, match="not the pseudonym key"):
        await operator.forget_member(tmp_path / "data" / "store.sqlite3", "another key of some length", ANN)
    assert await world.store.privacy.show(ANN) == shown


async def test_an_operators_command_makes_no_database_and_no_key(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await operator.export_member(tmp_path / "none.sqlite3", "", ANN)
    with pytest.raises(StoreUnavailableError):
        await operator.export_member(tmp_path / "none.sqlite3", "a key of some length", ANN)
    assert names_in(tmp_path) == []


async def test_an_operator_reads_what_can_be_run_again_without_a_key(world: World, tmp_path: Path) -> None:
    await use_everything(world, ANN)
    sizes, questions = await operator.replayable(tmp_path / "data" / "store.sqlite3", world.clock.now)
    assert [size.primary_us_men for size in sizes] == [10]
    assert [question.text for question in questions] == ["do they squeak"]
    with pytest.raises(StoreUnavailableError):
        await operator.replayable(tmp_path / "none.sqlite3", world.clock.now)
    assert names_in(tmp_path) == ["data"]


async def test_an_operator_sees_the_use_of_every_server(world: World, tmp_path: Path) -> None:
    await use_everything(world, ANN)
    day = world.clock.now.date()
    stats = await operator.stats(tmp_path / "data" / "store.sqlite3", Period(day, day))
    assert [(server.server_id, server.turns, server.unanswered) for server in stats.servers] == [
        (HERE.server_id, 2, 1),
        ((HERE.server_id or 0) + 1, 1, 0),
    ]
    assert (stats.oldest, stats.rows["sizes"]) == (day, 1)
