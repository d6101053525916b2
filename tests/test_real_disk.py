"""The serving process on a real disk that is full or read-only: answers go on, loudly, and the log comes back.

A small file system of its own is mounted for each test, which needs Linux and the right to mount.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from tests.loopback.bot_process import BotProcess, bot_process, until_ready
from tests.loopback.server import CHANNEL, SERVER, Loopback, loopback

QUESTION = "do they stretch out"
CHANNELS = range(CHANNEL, CHANNEL + 200)
DISK = "8m"
PATIENCE_S = 15.0
MEMBERS = count(1)


def mount(*arguments: str) -> bool:
    """Whether the system lets us mount that."""
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    if sys.platform != "linux":
        pytest.skip("file systems in memory are mounted on Linux")
    place = tmp_path / "disk"
    place.mkdir()
    if not mount("-t", "tmpfs", "-o", f"size={DISK},mode=700", "tmpfs", str(place)):
        pytest.skip("this account may not mount a file system")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest_asyncio.fixture
async def discord() -> AsyncIterator[Loopback]:
    """A Discord of one test."""
    async with loopback({SERVER: tuple(CHANNELS)}) as running:
        yield running


async def ask(discord: Loopback) -> str:
    """Somebody new asks in a channel of their own; what the bot says."""
    member = next(MEMBERS)
    answer = await discord.say(QUESTION, member, CHANNEL + member % len(CHANNELS))
    return str((await asyncio.wait_for(answer, PATIENCE_S))["components"])


def logged(disk: Path) -> int:
    """Turns in the database."""
    with closing(sqlite3.connect(f"file:{disk / 'data' / 'fitbot.sqlite3'}?mode=ro", uri=True)) as db:
        return int(db.execute("SELECT count(*) FROM turns").fetchone()[0])


def is_whole(disk: Path) -> bool:
    with closing(sqlite3.connect(disk / "data" / "fitbot.sqlite3")) as db:
        return bool(db.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def fill(disk: Path) -> Path:
    """A file that takes the last byte of the disk."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    assert os.statvfs(disk).f_bavail == 0
    return filler


async def ask_until(discord: Loopback, disk: Path, rows_from: int) -> int:
    """Asks until a turn is logged again; how many are."""
    async with asyncio.timeout(PATIENCE_S):
        while (rows := logged(disk)) <= rows_from:
            assert "stretch" in await ask(discord)
            await asyncio.sleep(0.3)
    return rows


async def test_a_full_disk_takes_no_answer_away_and_the_log_comes_back(discord: Loopback, disk: Path) -> None:
    async with bot_process(discord, disk / "data", log=disk.with_suffix(".log")) as bot:
        await until_ready(discord, bot)
        assert "stretch" in await ask(discord)
        filler = fill(disk)
        for _ in range(40):
            assert "stretch" in await ask(discord)
        await _is_said(bot, "answering goes on without a log")
        before = logged(disk)
        filler.unlink()
        await ask_until(discord, disk, before)
        await _is_said(bot, "works again")

    assert is_whole(disk)


async def test_a_start_on_a_read_only_disk_answers_and_catches_up(discord: Loopback, disk: Path) -> None:
    async with bot_process(discord, disk / "data", log=disk.with_suffix(".log")) as bot:
        await until_ready(discord, bot)
        assert "stretch" in await ask(discord)
        await bot.end(signal.SIGTERM)
    before = logged(disk)
    assert mount("-o", "remount,ro", str(disk))

    async with bot_process(discord, disk / "data", log=disk.with_suffix(".log")) as bot:
        await until_ready(discord, bot)
        assert "stretch" in await ask(discord)
        await _is_said(bot, "answering goes on without a log")
        assert mount("-o", "remount,rw", str(disk))
        await ask_until(discord, disk, before)

    assert is_whole(disk)


async def _is_said(bot: BotProcess, words: str) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while words not in bot.log:
            await asyncio.sleep(0.05)
