"""What goes on beside the conversation, over real databases and files."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.background import Background
from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.knowledge.library import load_library
from bot.ports import Asker, Change, EntryForm, EntryState, RevisionAction, WayIn
from bot.serving import upkeep
from bot.serving.bureau import Bureau, open_bureau
from bot.settings import Settings
from bot.storage.operator import forget_member
from bot.storage.store import SqliteStore, StoreOptions, make_store
from tests.conftest import ROOT

SERVER, MODERATOR = 111, 222
HIDDEN = EntryState(EntryForm.HIDDEN)
TINY_PACK = ROOT / "tests" / "packs" / "tiny"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    pack = tmp_path / "pack"
    shutil.copytree(TINY_PACK, pack)
    return Settings(tmp_path / "data", tmp_path / "cache", pack)


@pytest.fixture
async def bureau(settings: Settings) -> AsyncIterator[Bureau]:
    base = load_library(settings.knowledge_dir)
    async with open_bureau(settings, Policy(), base, settings.database) as opened:
        yield opened


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.02)


@asynccontextmanager
async def beside(settings: Settings) -> AsyncIterator[SqliteStore]:
    """Another process's store on the same database."""
    store = make_store(StoreOptions(settings.database, is_serving=False))
    await store.open()
    yield store
    await store.close()


async def test_what_another_process_edits_is_live_here_soon(bureau: Bureau, settings: Settings) -> None:
    entry = next(iter(bureau.libraries.base.pack.entries))
    follower = asyncio.create_task(upkeep.follow_overlays(bureau.store.revisions, bureau.libraries, every_s=0.02))
    async with beside(settings) as other:
        await other.revisions.apply(SERVER, [Change(entry, RevisionAction.HIDE, HIDDEN)], MODERATOR)
        await until(lambda: entry not in bureau.libraries.library(SERVER).pack.entries)
    follower.cancel()

    assert entry in bureau.libraries.library(None).pack.entries


async def test_a_question_that_comes_before_the_library_is_answered_with_it(settings: Settings) -> None:
    base, coming = load_library(settings.knowledge_dir), Future[Library]()
    entry = next(iter(base.pack.entries.values()))
    async with open_bureau(settings, Policy(), coming, settings.database) as bureau:
        asked = asyncio.create_task(bureau.desk.ask(entry.title, Asker(MODERATOR, None, 3, WayIn.MENTION)))
        await asyncio.wait({asked}, timeout=0.05)
        assert not asked.done()
        coming.set_result(base)
        assert (await asked).turn.entry == entry.id


async def test_the_workshop_opens_with_the_first_that_is_asked_of_it(bureau: Bureau) -> None:
    listed, again = await asyncio.gather(*(bureau.workshop.list_entries(SERVER) for _ in range(2)))
    assert {one.entry.entry_id for one in listed} == set(bureau.libraries.base.pack.entries)
    draft = await bureau.workshop.prefill_new(SERVER, question="is it warm")
    proposal = await bureau.workshop.propose(SERVER, MODERATOR, draft)
    assert await bureau.workshop.proposal(SERVER, proposal.token) is not None
    assert listed == again


async def test_what_was_edited_before_is_live_from_the_start(bureau: Bureau, settings: Settings) -> None:
    entry = next(iter(bureau.libraries.base.pack.entries))
    await bureau.store.revisions.apply(SERVER, [Change(entry, RevisionAction.HIDE, HIDDEN)], MODERATOR)

    async with Background() as background:
        upkeep.keep_going(background, bureau, settings)
        await until(lambda: entry not in bureau.libraries.library(SERVER).pack.entries)


async def test_a_changed_file_is_live_and_a_broken_one_changes_nothing(bureau: Bureau, settings: Settings) -> None:
    shoe = settings.knowledge_dir / "shoe.yaml"
    whole = shoe.read_text(encoding="utf-8")
    name = bureau.libraries.base.pack.shoe.name

    async with Background() as background:
        upkeep.keep_going(background, bureau, settings)
        await asyncio.sleep(0.2)
        shoe.write_text(whole.replace(f"name: {name}", "name: Renamed 1"), encoding="utf-8")
        await until(lambda: bureau.libraries.base.pack.shoe.name == "Renamed 1")
        shoe.write_text("name: [", encoding="utf-8")
        await asyncio.sleep(1.5)
        assert bureau.libraries.base.pack.shoe.name == "Renamed 1"


async def test_a_lost_lease_ends_the_process(
    bureau: Bureau, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "LEASE_BEAT_S", 0.02)
    with closing(sqlite3.connect(settings.database)) as db:
        db.execute("UPDATE lease SET holder = 'another', pid = 4711, host = 'elsewhere'")
        db.commit()

    async with Background() as background:
        lost = upkeep.keep_going(background, bureau, settings)
        await asyncio.wait_for(bureau.stop.wait(), 10)

    assert "process 4711 on elsewhere" in lost[0]


async def test_an_erasure_from_the_command_line_works_beside_the_serving_process(
    bureau: Bureau, settings: Settings
) -> None:
    await bureau.desk.ask("hello", Asker(7, SERVER, 1, WayIn.ASK))

    receipt = await forget_member(settings.database, "", 7)

    assert receipt.total
    assert await bureau.store.privacy.show(7) == ()
