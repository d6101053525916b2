"""A changed pack is live within two seconds; a broken one changes nothing and is told once."""

from __future__ import annotations

import asyncio
import contextlib
import time
from pathlib import Path

from bot.core.pack import Library
from bot.core.problems import Problem
from bot.knowledge.library import load_library
from bot.knowledge.loader import LoadResult, load_pack
from bot.knowledge.watch import SETTLE_S, Broken, Changed, PackWatcher
from tests.knowledge.conftest import edit


def _watcher(pack_dir: Path) -> PackWatcher:
    pack = load_pack(pack_dir).pack
    assert pack is not None
    return PackWatcher(pack_dir, pack.digest)


async def test_nothing_is_told_while_nothing_changes(pack_dir: Path) -> None:
    watcher = _watcher(pack_dir)
    assert [await watcher.look() for _ in range(4)] == [None] * 4


async def test_a_file_touched_without_a_change_is_no_change(pack_dir: Path) -> None:
    watcher = _watcher(pack_dir)
    await watcher.look()
    (pack_dir / "shoe.yaml").touch()
    assert await watcher.look() is None


async def test_a_valid_change_gives_the_new_library_once(pack_dir: Path) -> None:
    watcher = _watcher(pack_dir)
    await watcher.look()
    edit(pack_dir / "faq/facts.yaml", "Shops may ask less.", "Some shops ask less.")
    seen = await watcher.look()
    assert isinstance(seen, Changed)
    assert seen.library.pack.entries["price"].more == "Some shops ask less."
    assert await watcher.look() is None


async def test_a_change_made_before_the_first_look_is_seen(pack_dir: Path) -> None:
    watcher = _watcher(pack_dir)
    edit(pack_dir / "faq/facts.yaml", "Shops may ask less.", "Some shops ask less.")
    assert isinstance(await watcher.look(), Changed)


async def test_a_broken_change_names_its_problems_and_mending_it_is_a_change(pack_dir: Path) -> None:
    watcher = _watcher(pack_dir)
    await watcher.look()
    edit(pack_dir / "faq/facts.yaml", "basis: guide\n  checked", "basis: giude\n  checked")
    seen = await watcher.look()
    assert isinstance(seen, Broken)
    assert "did you mean `guide`?" in str(seen.problems[0])
    assert await watcher.look() is None
    edit(pack_dir / "faq/facts.yaml", "basis: giude", "basis: guide")
    assert isinstance(await watcher.look(), Changed)


async def test_a_pack_that_vanishes_is_broken_and_comes_back(pack_dir: Path) -> None:
    watcher = _watcher(pack_dir)
    await watcher.look()
    away = pack_dir.with_name("away")
    await asyncio.to_thread(pack_dir.rename, away)
    assert isinstance(await watcher.look(), Broken)
    await asyncio.to_thread(away.rename, pack_dir)
    assert isinstance(await watcher.look(), Changed)


async def test_a_pack_that_fails_its_own_check_is_refused(pack_dir: Path) -> None:
    def refuse(_result: LoadResult, library: Library) -> tuple[Problem, ...]:
        is_fine = "less" in library.pack.entries["price"].more
        return () if is_fine else (Problem("faq/facts.yaml", 1, 1, "test fails"),)

    pack = load_pack(pack_dir).pack
    assert pack is not None
    watcher = PackWatcher(pack_dir, pack.digest, refuse)
    await watcher.look()
    edit(pack_dir / "faq/facts.yaml", "Shops may ask less.", "Shops may ask more.")
    seen = await watcher.look()
    assert isinstance(seen, Broken)
    assert [problem.message for problem in seen.problems] == ["test fails"]


async def test_while_files_are_being_written_the_watcher_waits(pack_dir: Path) -> None:
    watcher = _watcher(pack_dir)
    await watcher.look()
    edit(pack_dir / "faq/facts.yaml", "Shops may ask less.", "Some shops ask less.")
    looking = asyncio.create_task(watcher.look())
    await asyncio.sleep(SETTLE_S / 2)
    edit(pack_dir / "faq/facts.yaml", "Some shops ask less.", "A few shops ask less.")
    assert await looking is None
    seen = await watcher.look()
    assert isinstance(seen, Changed)
    assert seen.library.pack.entries["price"].more == "A few shops ask less."


async def test_a_saved_file_is_live_within_two_seconds(pack_dir: Path) -> None:
    load_library(pack_dir)  # what every process has loaded once
    changed = asyncio.Event()
    watcher = _watcher(pack_dir)
    task = asyncio.create_task(watcher.run(lambda _: changed.set(), lambda _: None))
    await asyncio.sleep(0.6)
    saved = time.monotonic()
    edit(pack_dir / "faq/facts.yaml", "Shops may ask less.", "Some shops ask less.")
    await asyncio.wait_for(changed.wait(), 10)
    assert time.monotonic() - saved < 2
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
