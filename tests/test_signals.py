"""Asked to stop, the bot takes no more work, finishes what runs, closes, and is gone within ten seconds."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.loopback.bot_process import BotProcess, bot_process, until_ready
from tests.loopback.server import Fault, Loopback, loopback

WITHIN_S = 10.0
"""What container hosts give between SIGTERM and SIGKILL."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


@pytest.fixture
async def discord() -> AsyncIterator[Loopback]:
    async with loopback() as running:
        yield running


@pytest.fixture
async def bot(discord: Loopback, tmp_path: Path) -> AsyncIterator[BotProcess]:
    async with bot_process(discord, tmp_path / "data") as child:
        yield child


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_an_answer_under_way_is_finished_first(
    discord: Loopback, bot: BotProcess, number: signal.Signals
) -> None:
    await until_ready(discord, bot)
    discord.faults = [Fault("POST", "/messages", 0, 1, delay_s=0.7)]
    answer = await discord.say("do they stretch out")
    await _until_asked(discord)

    code = await bot.end(number, WITHIN_S)

    assert code == 0
    assert answer.done()
    with closing(sqlite3.connect(bot.data_dir / "fitbot.sqlite3")) as db:
        assert db.execute("SELECT entry FROM turns").fetchall() == [("stretch",)]
        assert db.execute("SELECT * FROM lease").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert "Traceback" not in bot.log


async def test_a_discord_that_never_answers_does_not_hold_up_the_end(discord: Loopback, bot: BotProcess) -> None:
    await until_ready(discord, bot)
    discord.faults = [Fault("POST", "/messages", 0, 1, delay_s=60)]
    await discord.say("do they stretch out")
    await _until_asked(discord)

    assert await bot.end(signal.SIGTERM, WITHIN_S) == 0


async def test_a_stop_before_the_connection_stands_ends_it_as_well(discord: Loopback, bot: BotProcess) -> None:
    discord.faults = [Fault("GET", "/users/@me", 0, 1, delay_s=60)]
    async with asyncio.timeout(WITHIN_S):
        while not discord.requests:
            await asyncio.sleep(0.02)

    assert await bot.end(signal.SIGTERM, WITHIN_S) == 0


async def test_a_stop_while_the_bot_still_loads_ends_it_as_well(bot: BotProcess) -> None:
    await asyncio.sleep(0.25)

    assert await bot.end(signal.SIGTERM, WITHIN_S) in (0, 130, -signal.SIGTERM)


async def _until_asked(discord: Loopback) -> None:
    async with asyncio.timeout(WITHIN_S):
        while not any(request.path.endswith("/messages") for request in discord.requests):
            await asyncio.sleep(0.02)
