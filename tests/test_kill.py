"""Killed at random moments while people use it, the bot loses nothing that it acknowledged.

`KILLS=100 python -m pytest tests/test_kill.py -s` kills it a hundred times; the seed is printed and can be given again
as `KILL_SEED`.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.loopback.bot_process import bot_process, until_ready
from tests.loopback.crowd import BAD_SIGNS, Crowd, crowd_for
from tests.loopback.server import CHANNEL, SERVER, loopback

KILLS = int(os.environ.get("KILLS", "3"))
SEED = int(os.environ.get("KILL_SEED", "14"))
CHANNELS = 200
"""So many that nobody is told to slow down."""
LONGEST_LIFE_S = 0.8

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")


async def test_nothing_acknowledged_is_lost_by_kills(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    data_dir = tmp_path / "data"
    async with loopback({SERVER: tuple(range(CHANNEL, CHANNEL + CHANNELS))}) as discord:
        crowd = Crowd(discord, dice, CHANNELS)
        for _ in range(KILLS):
            async with bot_process(discord, data_dir) as bot:
                await until_ready(discord, bot)
                await crowd_for(crowd, dice.uniform(0.05, LONGEST_LIFE_S))
                await bot.end(signal.SIGKILL)
            assert_all_kept(data_dir / "fitbot.sqlite3", crowd)
            discord.forget_waiting()
        async with bot_process(discord, data_dir) as bot:
            await until_ready(discord, bot)
            pressed = await press_old_controls(crowd)
            await bot.end(signal.SIGTERM)
            assert '"level": "error"' not in bot.log, bot.log
        assert_all_kept(data_dir / "fitbot.sqlite3", crowd)
    sys.stdout.write(
        f"\n{KILLS} kills, seed {SEED}: {crowd.acknowledged} acknowledgements, {len(crowd.turns)} turns and "
        f"{len(crowd.opinions)} opinions checked after each kill; pressed after restart: {' '.join(pressed)}\n"
    )


async def press_old_controls(crowd: Crowd) -> list[str]:
    """Presses the oldest control of each kind; every one has to do what it says. The kinds."""
    pressed = []
    for seen in crowd.oldest_of_each_kind():
        response = await asyncio.wait_for(crowd.press(seen), 5)
        bad = [sign for sign in BAD_SIGNS if sign in str(response.get("data"))]
        assert not bad, (bad, seen.control)
        pressed.append(seen.verb)
    return pressed


def assert_all_kept(database: Path, crowd: Crowd) -> None:
    """The file is sound, and holds every acknowledged turn and opinion."""
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        kept = {row[0] for row in db.execute("SELECT id FROM turns")}
        assert crowd.turns <= kept
        opinions = dict(db.execute("SELECT turn_id, verdict FROM feedback"))
        for turn, verdict in crowd.opinions.items():
            assert opinions[turn] in {verdict, "dismissed", "chosen", "none-of-these"}, turn
