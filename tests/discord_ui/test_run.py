"""Running for real: a signal ends it in good order, and a refusal becomes an error that a supervisor understands."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import discord
import pytest

from bot.discord_ui.client import FitBot
from bot.discord_ui.run import RefusedError, run_bot
from tests.discord_ui.world import Rest

ROOT = Path(__file__).resolve().parents[2]

SERVE = """
import asyncio, sys
from bot.discord_ui.client import ClientOptions, FitBot
from bot.discord_ui.run import run_bot
from tests.discord_ui.world import Rest

class Offline(FitBot):
    async def start(self, token, *, reconnect=True):
        print("serving", flush=True)
        await asyncio.sleep(3600)

async def main():
    rest = Rest()
    client = Offline(rest.build().desk, rest.store, rest.clock, ClientOptions(shard_count=1))
    await run_bot(client, "token", asyncio.Event())
    print("ended", flush=True)

asyncio.run(main())
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_process_in_good_order(number: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", SERVE], cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ
    )
    assert process.stdout is not None
    with process.stdout as output:
        assert output.readline() == "serving\n"
        process.send_signal(number)
        assert output.readline() == "ended\n"
    assert process.wait(10) == 0


class Refusing(FitBot):
    """A client that Discord refuses in a given way."""

    refusal: BaseException = discord.LoginFailure("Improper token")

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        raise self.refusal


@pytest.mark.parametrize(
    ("refusal", "hint"),
    [
        (discord.LoginFailure("Improper token"), "Developer Portal"),
        (discord.PrivilegedIntentsRequired(None), "Message Content intent"),
    ],
)
async def test_a_refusal_says_what_to_do(rest: Rest, refusal: BaseException, hint: str) -> None:
    client = Refusing(rest.build().desk, rest.store, rest.clock)
    client.refusal = refusal
    with pytest.raises(RefusedError, match=hint):
        await run_bot(client, "token", asyncio.Event())
    assert RefusedError.exit_code == 77


async def test_another_end_of_the_connection_is_raised_as_it_is(rest: Rest) -> None:
    client = Refusing(rest.build().desk, rest.store, rest.clock)
    client.refusal = ConnectionError("gone")
    with pytest.raises(ConnectionError):
        await run_bot(client, "token", asyncio.Event())


async def test_what_runs_is_finished_before_the_end(rest: Rest) -> None:
    client = rest.build()
    done = []

    async def slow() -> None:
        with client.work.one():
            await asyncio.sleep(0.1)
            done.append("finished")

    running = asyncio.create_task(slow())
    await asyncio.sleep(0)
    await client.work.finish(5)
    assert done == ["finished"]
    await running


async def test_what_takes_too_long_is_not_waited_for(rest: Rest) -> None:
    client = rest.build()

    async def stuck() -> None:
        with client.work.one():
            await asyncio.sleep(3600)

    running = asyncio.create_task(stuck())
    await asyncio.sleep(0)
    await asyncio.wait_for(client.work.finish(0.05), 1)
    running.cancel()
