"""The operator's commands over a real database that a desk has filled, beside the process that serves it."""

from __future__ import annotations

import json
import stat
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.desk import FrontDesk
from bot.knowledge.libraries import ServerLibraries
from bot.ports import Asker, WayIn
from bot.storage.store import SqliteStore, StoreOptions, make_store
from tests.conftest import SHIPPED_PACK

SERVER, CHANNEL, ALICE, BOB = 111, 222, 333_000_000_000_000_333, 444_000_000_000_000_444


@pytest.fixture
async def serving(tmp_path: Path, shipped_library: Library) -> AsyncIterator[SqliteStore]:
    """A store that stays open for serving, in which two people asked something."""
    store = make_store(StoreOptions(tmp_path / "data" / "fitbot.sqlite3"))
    await store.open()
    await store.settings.change(SERVER, lambda old: replace(old, allow_gap_text=True))
    desk = FrontDesk(ServerLibraries(shipped_library), store, Policy(), lambda: datetime.now(UTC))
    for member in (ALICE, BOB):
        who = Asker(member, SERVER, CHANNEL, WayIn.ASK)
        answered = await desk.ask("do they stretch out", who)
        await desk.feedback(answered.turn_id, who, is_helpful=False)
        await desk.ask("im a us mens 10, wide feet, what size", who)
    yield store
    await store.close()


@pytest.fixture
def run(
    serving: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    monkeypatch.chdir(tmp_path)
    for name, value in {"DATA_DIR": "data", "CACHE_DIR": "cache"}.items():
        monkeypatch.setenv(name, str(tmp_path / value))
    return Run(capsys)


class Run:
    """Runs commands in a thread, since the test's own loop is busy with serving."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    async def __call__(self, *arguments: str, code: int = 0) -> str:
        import asyncio

        assert await asyncio.to_thread(main, arguments) == code
        captured = self._capsys.readouterr()
        return captured.out if code == 0 else captured.err


async def test_export_gives_one_members_rows_as_json(run: Run) -> None:
    exported = json.loads(await run("export", str(ALICE)))

    assert {row["what"] for row in exported["rows"]} >= {"question", "size result"}
    assert str(BOB) not in json.dumps(exported)


async def test_forget_erases_one_member_with_a_receipt_and_leaves_the_other(run: Run, serving: SqliteStore) -> None:
    before = await serving.privacy.show(BOB)
    receipt = await run("forget", str(ALICE))

    assert "question: 2" in receipt
    assert json.loads(await run("export", str(ALICE)))["rows"] == []
    assert await serving.privacy.show(BOB) == before
    assert "0 rows" in await run("forget", str(ALICE))


async def test_backup_writes_a_private_copy_once(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"

    assert "turns: 4" in await run("backup", str(target))
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert "exists" in await run("backup", str(target), code=1)


async def test_stats_tell_all_servers_and_one(run: Run) -> None:
    overview = await run("stats")
    report = json.loads(await run("stats", "--server", str(SERVER), "--days", "7", "--json"))

    assert str(SERVER) in overview
    assert (report["turns"], report["members"]) == (4, 2)
    assert await run("stats", "--days", "0", code=2)


async def test_replay_against_the_same_pack_changes_no_size(run: Run) -> None:
    said = await run("replay", "--knowledge", str(SHIPPED_PACK))

    assert "Sizes: 2 replayed, 2 the same, 0 would change" in said
    assert "Questions without a good answer: 2 replayed, 2 the same" in said


async def test_replay_against_another_shoes_pack_tells_what_changes(run: Run) -> None:
    said = await run("replay", "--knowledge", str(Path(__file__).parent / "packs" / "tiny"), "--since", "7d")

    assert "for example" in said
    assert "is no number of days" in await run("replay", "--knowledge", str(SHIPPED_PACK), "--since", "soon", code=2)


async def test_without_a_database_the_commands_say_so(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "nowhere"))

    for arguments in (("export", "1"), ("forget", "1"), ("stats",), ("backup", str(tmp_path / "b"))):
        assert await run(*arguments, code=1)
    assert not (tmp_path / "nowhere").exists()
