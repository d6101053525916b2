"""The serving process from outside: real discord.py, a real child process, a Discord of our own that misbehaves."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.loopback.bot_process import ROOT, BotProcess, bot_process, until_ready
from tests.loopback.payloads import BOT, TOKEN, Json, message, user
from tests.loopback.server import CHANNEL, SERVER, Fault, Loopback, loopback

QUESTION = "do they stretch out"
PATIENCE_S = 15.0

CHANNELS = range(CHANNEL, CHANNEL + 50)
NEW_MEMBERS = count(1)

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="the bot's process is ended by POSIX signals"),
    pytest.mark.asyncio(loop_scope="module"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord() -> AsyncIterator[Loopback]:
    """A Discord that a shared bot lives in; tests leave it without faults."""
    async with loopback({SERVER: tuple(CHANNELS)}) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(discord: Loopback, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    """A bot for all tests that it survives."""
    async with bot_process(discord, tmp_path_factory.mktemp("shared") / "data") as child:
        await until_ready(discord, child)
        yield child


@pytest_asyncio.fixture(loop_scope="module")
async def other() -> AsyncIterator[Loopback]:
    """A Discord of one test alone."""
    async with loopback() as running:
        yield running


async def ask(discord: Loopback, text: str = QUESTION) -> asyncio.Future[Json]:
    """Somebody new asks in a channel of their own, so that no pace and no repetition comes in between."""
    member = next(NEW_MEMBERS)
    return await discord.say(text, member, CHANNEL + member % len(CHANNELS))


async def answer_to(discord: Loopback, text: str = QUESTION) -> str:
    """What the bot says to it, all texts together."""
    return str((await asyncio.wait_for(await ask(discord, text), PATIENCE_S))["components"])


def rows(data_dir: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(data_dir / "fitbot.sqlite3")) as db:
        return db.execute(sql).fetchall()


async def test_a_question_is_answered_and_logged(discord: Loopback, bot: BotProcess) -> None:
    assert "stretch" in await answer_to(discord)
    assert rows(bot.data_dir, "SELECT entry, kind, way_in FROM turns") == [("stretch", "answer", "mention")]


async def test_neither_token_nor_what_was_typed_is_ever_logged(other: Loopback, tmp_path: Path) -> None:
    async with bot_process(other, tmp_path / "data", LOG_LEVEL="DEBUG") as child:
        await until_ready(other, child)
        other.faults = [Fault("POST", "/messages", 403, 1), Fault("POST", "/messages", 503, 1)]
        for member, text in enumerate(("zebrafish stretch", "quokka stretch")):
            await other.say(text, member)
        await asyncio.wait_for(await other.say("axolotl stretch", 3), PATIENCE_S)
        strange = {"type": 2, "custom_id": "faq1:more:wombat", "style": 2, "label": "?"}
        shown = message(1, CHANNEL, user(BOT), "", components=[{"type": 1, "components": [strange]}])
        await other.press(strange, shown)
        await asyncio.sleep(0.2)
        await child.end(signal.SIGTERM)

        assert "could not be answered" in child.log
        for word in (TOKEN, TOKEN.split(".")[2], "zebrafish", "quokka", "axolotl", "stretch", "wombat"):
            assert word not in child.log


@pytest.mark.parametrize("status", [429, 500, 502])
async def test_an_error_of_discord_that_passes_is_waited_out(discord: Loopback, bot: BotProcess, status: int) -> None:
    discord.faults = [Fault("POST", "/messages", status, 1)]

    assert "stretch" in await answer_to(discord)
    assert discord.faults[0].times == 0


async def test_a_refused_answer_harms_nothing_that_comes_after(discord: Loopback, bot: BotProcess) -> None:
    discord.faults = [Fault("POST", "/messages", 503, 1), Fault("POST", "/messages", 403, 1)]
    await ask(discord)
    await ask(discord)
    await _until(lambda: discord.faults[1].times == 0)

    assert "stretch" in await answer_to(discord)


async def test_a_slow_discord_holds_up_one_answer_and_not_the_next(discord: Loopback, bot: BotProcess) -> None:
    discord.faults = [Fault("POST", "/messages", 0, 1, delay_s=1.5)]
    slow = await ask(discord)
    quick = await discord.command("help")

    await asyncio.wait_for(quick, 1.4)

    assert not slow.done()
    await asyncio.wait_for(slow, PATIENCE_S)


async def test_a_dropped_gateway_is_resumed(discord: Loopback, bot: BotProcess) -> None:
    await discord.drop()
    await _until(lambda: discord.resumes == 1 and bool(discord.shards))

    assert "stretch" in await answer_to(discord)


async def test_an_invalidated_session_is_begun_anew(discord: Loopback, bot: BotProcess) -> None:
    discord.ready.clear()
    await discord.invalidate()
    await asyncio.wait_for(discord.ready.wait(), PATIENCE_S)

    assert "stretch" in await answer_to(discord)
    assert discord.identifies == 2


async def test_a_second_process_does_not_serve_the_same_database(
    discord: Loopback, bot: BotProcess, tmp_path: Path
) -> None:
    async with bot_process(discord, bot.data_dir, log=tmp_path / "log") as second:
        assert await asyncio.wait_for(second.process.wait(), PATIENCE_S) == 1
        assert "serves this database" in second.log

    assert "stretch" in await answer_to(discord)


async def test_health_and_metrics_are_told_on_the_loopback_address(
    other: Loopback, tmp_path: Path, unused_tcp_port: int
) -> None:
    async with bot_process(other, tmp_path / "data", METRICS_PORT=str(unused_tcp_port)) as child:
        await until_ready(other, child)
        await asyncio.wait_for(await other.say(QUESTION), PATIENCE_S)
        async with aiohttp.ClientSession(f"http://127.0.0.1:{unused_tcp_port}") as http:
            async with asyncio.timeout(PATIENCE_S):
                while not await _is_healthy(http):
                    await asyncio.sleep(0.05)
            async with http.get("/metrics") as response:
                text = await response.text()
        await _until(lambda: (tmp_path / "data" / "heartbeat").exists())

    assert 'fitbot_turns_total{kind="answer"} 1' in text
    assert "fitbot_ready 1" in text


async def test_two_processes_share_the_servers_by_shards_and_one_registers_the_commands(tmp_path: Path) -> None:
    next_shards = SERVER + (1 << 22)
    async with (
        loopback({SERVER: (CHANNEL,), next_shards: (CHANNEL + 1,)}) as both,
        bot_process(both, tmp_path / "first", SHARD_IDS="0", SHARD_COUNT="2") as first,
        bot_process(both, tmp_path / "second", SHARD_IDS="1", SHARD_COUNT="2") as second,
    ):
        await _until(lambda: len(both.shards) == 2)
        await asyncio.sleep(0.3)
        for server, channel in ((SERVER, CHANNEL), (next_shards, CHANNEL + 1)):
            await asyncio.wait_for(await both.say(QUESTION, 1, channel, server), PATIENCE_S)

        assert sorted(shard.id for shard in both.shards) == [0, 1]
        assert sum(request.method == "PUT" for request in both.requests) == 1
        for child, server in ((first, SERVER), (second, next_shards)):
            assert rows(child.data_dir, "SELECT DISTINCT server_id FROM sessions") == [(server,)]


async def test_a_pack_with_errors_never_goes_online_however_sound_it_was_before(
    other: Loopback, tmp_path: Path
) -> None:
    pack = Path(shutil.copytree(ROOT / "tests" / "packs" / "tiny", tmp_path / "pack"))
    async with bot_process(other, tmp_path / "data", KNOWLEDGE_DIR=str(pack)) as child:
        await until_ready(other, child)
        assert await child.end(signal.SIGTERM) == 0
    shoe = pack / "shoe.yaml"
    shoe.write_text(f"{shoe.read_text(encoding='utf-8')}\nodd: 1\neven: 2\n", encoding="utf-8")
    other.requests.clear()

    async with bot_process(other, tmp_path / "data", KNOWLEDGE_DIR=str(pack)) as child:
        assert await asyncio.wait_for(child.process.wait(), PATIENCE_S) == 78
        assert "`odd`" in child.log
        assert "`even`" in child.log
    assert other.requests == []


async def test_a_refused_token_exits_with_77(other: Loopback, tmp_path: Path) -> None:
    other.refuse_token = True
    async with bot_process(other, tmp_path / "data") as child:
        assert await asyncio.wait_for(child.process.wait(), PATIENCE_S) == 77
        assert "does not accept the token" in child.log
        assert "Traceback" not in child.log


async def test_a_refused_intent_exits_with_77(other: Loopback, tmp_path: Path) -> None:
    other.close_with = 4014
    async with bot_process(other, tmp_path / "data", MESSAGE_CONTENT="true") as child:
        assert await asyncio.wait_for(child.process.wait(), PATIENCE_S) == 77
        assert "MESSAGE_CONTENT=false" in child.log


async def test_an_unreachable_discord_ends_with_one_line(tmp_path: Path) -> None:
    async with loopback() as gone:
        pass
    async with bot_process(gone, tmp_path / "data") as child:
        assert await asyncio.wait_for(child.process.wait(), PATIENCE_S) == 1
        assert "cannot be reached" in child.log
        assert "Traceback" not in child.log


async def _is_healthy(http: aiohttp.ClientSession) -> bool:
    async with http.get("/healthz") as response:
        return response.status == 200


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not holds():
            await asyncio.sleep(0.02)
