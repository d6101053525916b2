"""One process serves a database at a time; a dead one is followed at once."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ports import LeaseHeldError, LeaseLostError
from bot.storage.store import StoreOptions, make_store
from tests.storage.world import ANN, HandClock, World

SERVE = """
import asyncio, sys
from pathlib import Path
from bot.storage.store import StoreOptions, make_store

async def serve():
    store = make_store(StoreOptions(Path(sys.argv[1])))
    await store.open()
    print("serving", flush=True)
    await asyncio.sleep(60)

asyncio.run(serve())
"""


def started(path: Path) -> subprocess.Popen[str]:
    """Another process that serves the database."""
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "serving\n"
    return process


def ended(process: subprocess.Popen[str]) -> None:
    """Kill it and take it off the process table."""
    process.send_signal(signal.SIGKILL)
    process.communicate()


async def test_a_second_process_is_told_which_one_serves(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    process = await asyncio.to_thread(started, path)
    try:
        with pytest.raises(LeaseHeldError, match=rf"process {process.pid} on \S+ serves this database since 20"):
            await make_store(StoreOptions(path)).open()
    finally:
        await asyncio.to_thread(ended, process)


async def test_a_killed_process_is_followed_at_once(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    await asyncio.to_thread(lambda: ended(started(path)))
    store = make_store(StoreOptions(path))
    await store.open()
    await store.close()


async def test_two_stores_of_one_process_exclude_each_other_too(tmp_path: Path) -> None:
    options = StoreOptions(tmp_path / "store.sqlite3")
    first = make_store(options)
    await first.open()
    with pytest.raises(LeaseHeldError, match=str(os.getpid())):
        await make_store(options).open()
    await first.close()
    second = make_store(options)
    await second.open()
    await second.close()


async def test_a_holder_without_a_sign_of_life_is_followed_and_told(tmp_path: Path) -> None:
    clock = HandClock()
    clock.now = datetime.now(UTC)
    options = StoreOptions(tmp_path / "store.sqlite3", lease_clock=clock)
    first = make_store(options)
    await first.open()
    clock.forward(seconds=59)
    await first.renew_lease()
    clock.forward(seconds=59)
    with pytest.raises(LeaseHeldError):
        await make_store(options).open()
    clock.forward(seconds=2)
    second = make_store(options)
    await second.open()
    with pytest.raises(LeaseLostError, match="taken over"):
        await first.renew_lease()
    await first.close()
    await second.renew_lease()
    await second.close()


async def test_the_lease_goes_by_the_real_clock_whatever_the_rows_go_by(tmp_path: Path) -> None:
    rows = HandClock()
    options = StoreOptions(tmp_path / "store.sqlite3", clock=rows)
    store = make_store(options)
    await store.open()
    rows.now += timedelta(days=400)
    with pytest.raises(LeaseHeldError):
        await make_store(replace(options, clock=rows)).open()
    await store.close()


async def test_rows_of_a_killed_process_are_there(tmp_path: Path) -> None:
    """The short form of the kill test in `test_kill`: one turn, one kill, one look."""
    options = StoreOptions(tmp_path / "store.sqlite3")
    store = make_store(options)
    await store.open()
    await World(store, HandClock()).ask()
    await store.close()
    await asyncio.to_thread(lambda: ended(started(options.path)))
    again = make_store(options)
    await again.open()
    assert len(await again.privacy.show(ANN)) == 2
    await again.close()


@pytest.mark.parametrize("host", ["another machine", None])
async def test_a_clock_that_was_set_back_locks_nobody_out_for_long(tmp_path: Path, host: str | None) -> None:
    """A container that was killed leaves a lease under a name that never comes back, and maybe a time to come."""
    path, clock = tmp_path / "store.sqlite3", HandClock()
    first = make_store(StoreOptions(path, lease_clock=clock))
    await first.open()
    if host:
        with closing(sqlite3.connect(path)) as db:
            db.execute("UPDATE lease SET host = ?", (host,))
            db.commit()
    clock.now -= timedelta(days=1)
    second = make_store(StoreOptions(path, lease_clock=clock))
    if host:
        await second.open()
    else:  # on this machine it is seen to live
        with pytest.raises(LeaseHeldError):
            await second.open()
    await second.close()
    await first.close()
