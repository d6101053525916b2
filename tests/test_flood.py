"""Floods, raids, walls of text, forged and doubled presses, against a real process: it stays quick, quiet and alive."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from itertools import count
from time import perf_counter
from typing import Any

import pytest
import pytest_asyncio

from bot.discord_ui.manners import CHANNEL_TURNS, MEMBER_TURNS
from tests.loopback.bot_process import BotProcess, bot_process, until_ready
from tests.loopback.payloads import BOT, Json, message, user
from tests.loopback.server import CHANNEL, SERVER, Loopback, controls_of, loopback

QUESTION = "do they stretch out"
PATIENCE_S = 15.0
CHANNELS = range(CHANNEL, CHANNEL + 200)
NEW = count(1)

WALLS = {
    "paste": "do they stretch " * 625,
    "one word": "a" * 10_000,
    "emoji wall": "👟🔥" * 1000,
    "zalgo": "d\u0338o\u0322 \u031bt\u0337h\u0347e\u0321y\u0328 " + "s\u0335\u0336\u0337\u0338\u0321\u0322" * 300,
    "mentions": "@everyone @here <@&1> <#1> " * 100,
    "digits": "9" * 5000,
    "newlines": "\n" * 2000,
    "controls": "\u202e\u2066\u200b" * 500,
    "sizes": "10 us 10.5 eu 44 " * 200,
}

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="the bot's process is ended by POSIX signals"),
    pytest.mark.asyncio(loop_scope="module"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord() -> AsyncIterator[Loopback]:
    async with loopback({SERVER: tuple(CHANNELS)}) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(discord: Loopback, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    async with bot_process(discord, tmp_path_factory.mktemp("flood") / "data") as child:
        await until_ready(discord, child)
        yield child
        assert '"level": "error"' not in child.log, child.log


async def answered(discord: Loopback, text: str = QUESTION) -> Json:
    """Somebody new asks in a channel of their own and is answered."""
    number = next(NEW)
    return await asyncio.wait_for(await discord.say(text, 1000 + number, CHANNEL + 60 + number), PATIENCE_S)


async def quiet(discord: Loopback, answers: list[asyncio.Future[Json]]) -> int:
    """How many were answered, once everything that was sent has been dealt with."""
    await answered(discord)
    await asyncio.sleep(0.3)
    return sum(answer.done() for answer in answers)


def signs(discord: Loopback) -> int:
    """Small signs put on messages."""
    return sum("/reactions/" in request.path for request in discord.requests)


async def test_one_member_who_floods_gets_a_few_answers_and_one_sign(discord: Loopback, bot: BotProcess) -> None:
    before = signs(discord)
    flood = [await discord.say(f"{QUESTION} {number}", 1, CHANNEL) for number in range(100)]

    assert await quiet(discord, flood) == MEMBER_TURNS
    assert signs(discord) - before == 1


async def test_a_hundred_members_in_one_channel_get_no_more_than_a_channel_bears(
    discord: Loopback, bot: BotProcess
) -> None:
    flood = [await discord.say(QUESTION, 100 + number, CHANNEL + 1) for number in range(100)]

    assert await quiet(discord, flood) == CHANNEL_TURNS


async def test_a_raid_in_fifty_channels_is_answered_and_holds_up_nobody_for_long(
    discord: Loopback, bot: BotProcess
) -> None:
    raid = [await discord.say(QUESTION, 300 + number, CHANNEL + 2 + number % 50) for number in range(250)]
    began = perf_counter()
    await answered(discord)
    waited_s = perf_counter() - began

    await asyncio.wait_for(asyncio.gather(*raid), PATIENCE_S)
    assert waited_s < 3


@pytest.mark.parametrize("wall", WALLS)
async def test_a_wall_of_text_is_answered_quickly(discord: Loopback, bot: BotProcess, wall: str) -> None:
    began = perf_counter()
    answer = await answered(discord, WALLS[wall])

    assert answer["components"]
    assert "@everyone" not in str(answer)
    assert perf_counter() - began < 2


async def test_two_presses_at_once_keep_one_opinion_and_both_are_thanked(discord: Loopback, bot: BotProcess) -> None:
    answer = await answered(discord)
    helpful = next(one for one in controls_of(answer["components"]) if one["custom_id"].startswith("faq1:yes:"))

    presses = [await discord.press(helpful, answer, 5) for _ in range(2)]
    responses = await asyncio.wait_for(asyncio.gather(*presses), PATIENCE_S)

    assert all("Thank you" in str(response) for response in responses)
    turn = helpful["custom_id"].rpartition(":")[2]
    assert rows(bot, f"SELECT COUNT(*) FROM feedback WHERE turn_id = '{turn}'") == [(1,)]


@pytest.mark.parametrize(
    "custom_id",
    ["faq0:yes:abc", "faq1:yes:AAAAAAAAAAAAAAAA", "faq1:more:AAAAAAAAAAAAAAAA:no-such-entry", "faq9:x",
     "sz1:b:none:next", "faq1:del:AAAAAAAAAAAAAAAA", "sz0:b:x:y", "faq1:share:AAAAAAAAAAAAAAAA:no-such-entry"],
)  # fmt: skip
async def test_old_foreign_and_forged_controls_get_a_kind_line_and_change_nothing(
    discord: Loopback, bot: BotProcess, custom_id: str
) -> None:
    forged = {"type": 2, "custom_id": custom_id, "style": 2, "label": "x"}
    shown = message(discord.new_id(), CHANNEL, user(BOT), "", components=[{"type": 1, "components": [forged]}])
    before = rows(bot, "SELECT COUNT(*) FROM turns"), rows(bot, "SELECT COUNT(*) FROM feedback")

    response = await asyncio.wait_for(await discord.press(forged, shown, 6), PATIENCE_S)

    assert "Something went wrong" not in str(response)
    assert response["data"]["flags"] & 64
    assert (rows(bot, "SELECT COUNT(*) FROM turns"), rows(bot, "SELECT COUNT(*) FROM feedback")) == before


def rows(bot: BotProcess, sql: str) -> list[Any]:
    with closing(sqlite3.connect(bot.data_dir / "fitbot.sqlite3")) as db:
        return db.execute(sql).fetchall()
