"""CPU per answer inside the simulated Discord, ours and the echo bots': `python -m bench.simulated [MESSAGES]`.

The simulation's own work, most of it checking what the bot sends as Discord would, is in all figures and cannot be
taken out; `bench.throughput` measures without it. Whether each message was answered is looked up afterwards, since
looking costs as much as all the rest.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time

import discord
import simcord

from bench.echo_bot import BOTS
from bot.core.faq.decision import Policy
from bot.discord_ui.client import ClientOptions, FitBot
from bot.knowledge.library import load_library
from bot.serving.bureau import open_bureau
from bot.settings import Settings
from tests.loopback.crowd import QUESTIONS

PACK = Path(__file__).parent.parent / "knowledge"
CHANNELS = 100
WARM_UP = 30


async def cpu_ms(client: discord.Client, messages: int) -> float:
    """CPU milliseconds from a message to its answer, everything included."""
    async with simcord.run(client, shard_count=1) as env:
        guild = env.create_guild("bench")
        channels = [guild.create_text_channel(f"channel-{number}") for number in range(CHANNELS)]
        people = [guild.add_member(env.create_user(f"member{number}")) for number in range(CHANNELS)]
        assert client.user is not None
        began = 0.0
        for number in range(-WARM_UP, messages):
            if number == 0:
                began = process_time()
            channel, who = channels[number % CHANNELS], people[number % CHANNELS]
            await who.send(channel, f"{client.user.mention} {QUESTIONS[number % len(QUESTIONS)]}")
            if number % CHANNELS == CHANNELS - 1:
                await env.advance_time(70)
        took = process_time() - began
        answers = sum(one.author.id == client.user.id for channel in channels for one in channel.history())
        assert answers == messages + WARM_UP
        return 1000 * took / messages


async def ours(messages: int) -> float:
    """Our bot, with a real database."""
    with tempfile.TemporaryDirectory() as directory:
        settings = Settings(Path(directory) / "data", Path(directory) / "cache", PACK, semantic=False)
        base = load_library(PACK, settings.cache_dir)
        async with open_bureau(settings, Policy(), base, settings.database) as bureau:
            client = FitBot(bureau.desk, bureau.store, lambda: discord.utils.utcnow(), ClientOptions(shard_count=1))
            client.manners._clock = lambda: discord.utils.utcnow()
            return await cpu_ms(client, messages)


async def echo(which: str, messages: int) -> float:
    """An echo bot."""
    client = BOTS[which](
        intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True), max_messages=None, shard_count=1,
        chunk_guilds_at_startup=False, member_cache_flags=discord.MemberCacheFlags.none(),
    )  # fmt: skip
    client.tree = discord.app_commands.CommandTree(client)
    return await cpu_ms(client, messages)


def main() -> None:
    """Each in a process of its own, in turn, the best of three."""
    if len(sys.argv) > 2:
        which, count = sys.argv[1], int(sys.argv[2])
        print(asyncio.run(ours(count) if which == "ours" else echo(which, count)))
        return
    messages = sys.argv[1] if len(sys.argv) > 1 else "500"
    best = dict.fromkeys(("ours", *BOTS), 1e9)
    for _ in range(3):
        for which in best:
            command = [sys.executable, "-W", "ignore", "-m", "bench.simulated", which, messages]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            best[which] = min(best[which], float(told))
    for which in BOTS:
        print(f"CPU ms an answer in the simulation: ours {best['ours']:.2f}, {which} {best[which]:.2f}, "
              f"ratio {best['ours'] / best[which]:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
