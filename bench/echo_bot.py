"""The yardsticks: the least that a discord.py bot can do. They reply to every mention, always with the same.

`echo_bot.py` says again what it hears; `echo_bot.py card` sends a card with as much text and as many controls as one of
our answers, so that what a larger message costs is told apart from what thinking costs. `LOOPBACK` is where their
Discord is. Same client class, same intents and same caches as the real bot, nothing else.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import discord

from tests.loopback.child import meet_loopback
from tests.loopback.payloads import TOKEN

TEXT = "They give a little in the upper and hardly anywhere else. " * 5
SOURCE = "-# Source: [The fit guide](<https://example.com/fit-guide>) · last checked 17 October 2025"


class Echo(discord.AutoShardedClient):
    """Says again what it hears."""

    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user and self.user in message.mentions:
            await self.answer(message)

    async def answer(self, message: discord.Message) -> None:
        await message.reply(message.content[:2000], mention_author=False)


class CardEcho(Echo):
    """Sends the same card whatever it hears."""

    async def answer(self, message: discord.Message) -> None:
        await message.reply(view=card(), mention_author=False)


def card() -> discord.ui.LayoutView:
    """A card as a bot without any thoughts would build it, as large as our answers to the crowd's questions are on the
    average: ten components in some 1,250 bytes.
    """
    box: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(accent_colour=0x3B82C4)
    box.add_item(discord.ui.TextDisplay(f"### Do they stretch out over time?\n{TEXT}"))
    box.add_item(discord.ui.TextDisplay(SOURCE))
    box.add_item(discord.ui.ActionRow(_button("More"), _button("Find my size")))
    view = discord.ui.LayoutView(timeout=None).add_item(box)
    return view.add_item(
        discord.ui.ActionRow(_button("Helpful", "👍"), _button("Not helpful", "👎"), _button("Remove"))
    )


def _button(label: str, emoji: str | None = None) -> discord.ui.Button[discord.ui.LayoutView]:
    return discord.ui.Button(label=label, custom_id=f"card:{label}:0123456789abcdef", emoji=emoji)


BOTS = {"echo": Echo, "card": CardEcho}


async def main() -> None:
    """Runs until SIGTERM."""
    client = BOTS[sys.argv[1] if len(sys.argv) > 1 else "echo"](
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
