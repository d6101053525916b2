"""The yardstick: the least that a discord.py bot can do. It replies to every mention with the same words.

`LOOPBACK` is where its Discord is. Same client class, same intents and same caches as the real bot, nothing else.
"""

from __future__ import annotations

import asyncio
import os
import signal

import discord

from tests.loopback.child import meet_loopback
from tests.loopback.payloads import TOKEN


class Echo(discord.AutoShardedClient):
    """Says again what it hears."""

    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user and self.user in message.mentions:
            await message.reply(message.content[:2000], mention_author=False)


async def main() -> None:
    """Runs until SIGTERM."""
    client = Echo(
        intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
        max_messages=None,
        chunk_guilds_at_startup=False,
        member_cache_flags=discord.MemberCacheFlags.none(),
        allowed_mentions=discord.AllowedMentions.none(),
    )
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    serving = asyncio.create_task(client.start(TOKEN))
    await stop.wait()
    await client.close()
    await serving


if __name__ == "__main__":
    meet_loopback(os.environ["LOOPBACK"])
    asyncio.run(main())
