"""The demo: the very same client inside a simulated Discord, shown in the browser; no token, no network.

The simulation is an extra (`[demo]`) and is imported only here and only when the demo starts, so that nothing of it is
ever near the real thing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import discord

from bot.core.reply import Choice
from bot.discord_ui.client import FitBot
from bot.discord_ui.run import FINISH_S, stop_on_signals

log = logging.getLogger(__name__)

TICK_S: Final = 2.5
"""The simulated clock follows the real one in these steps; faster ones collide with what people do on the page."""
SETTLE_S: Final = 15.0
EXAMPLES: Final = 2
INSTALL: Final = 'pip install "gel-kayano-fitbot[demo]"   (in a checkout: pip install -e ".[demo]")'


class DemoUnavailableError(Exception):
    """The simulated Discord is not installed; the message says how to install it."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The server that the demo plays in."""

    env: Any
    channel: Any
    viewers: tuple[Any, ...]


async def run_demo(
    make_client: Callable[[], FitBot], port: int, tell: Callable[[str], None], stop: asyncio.Event, *, bot_name: str
) -> None:
    """Serves the demo on a loopback port until `stop` is set, a signal comes, or the page ends the session.

    `make_client` gives a client with one shard that syncs its commands always (the simulation knows none); `tell`
    prints a line for the person at the terminal. Raises `DemoUnavailableError` without the extra.
    """
    simcord = _simulation()
    undo = stop_on_signals(stop)
    client = make_client()
    try:
        async with simcord.run(client, shard_count=1, settle_timeout=SETTLE_S) as env:
            stage = await _set_stage(env, client, bot_name)
            async with env.preview(stage.channel, viewers=stage.viewers, layout="channel", port=port) as preview:
                _announce(preview.url, tell)
                await _serve(env, preview, stop)
            await client.work.finish(FINISH_S)
    finally:
        undo()


def _simulation() -> Any:
    try:
        import simcord
        import simcord.preview
    except ImportError as error:
        raise DemoUnavailableError(f"The demo needs its extra. Install it with: {INSTALL}") from error
    return simcord


def _announce(url: str, tell: Callable[[str], None]) -> None:
    tell("The demo is running. Open this address in a browser on this machine:")
    tell(f"  {url}")
    tell("Switch between the member and the moderator at the top of the page. Ctrl-C ends the demo.")
    tell('No browser here? "chat" is the same conversation in the terminal.')


async def _set_stage(env: Any, client: FitBot, bot_name: str) -> Stage:
    """A server with a channel, a member and a moderator, now, and a first message that says what to try."""
    await env.advance_time(max(0.0, (datetime.now(UTC) - env.now()).total_seconds()))
    assert client.user is not None
    await client.user.edit(username=f"{bot_name} Fit")
    guild = env.create_guild("Sneaker club")
    channel = guild.create_text_channel("fit-questions")
    rights = discord.Permissions(manage_messages=True, manage_guild=True)
    member = guild.add_member(env.create_user("sam", global_name="Sam (member)"))
    moderator = guild.add_member(
        env.create_user("mona", global_name="Mona (moderator)"),
        roles=[guild.create_role("Moderators", permissions=rights)],
    )
    shown = client.get_channel(channel.id)
    assert isinstance(shown, discord.TextChannel)
    await shown.send(view=welcome(client.user, client.desk.topics(guild.id)))
    await env.settle()
    return Stage(env, channel, (member, moderator))


def welcome(me: discord.ClientUser, topics: Mapping[str, tuple[Choice, ...]]) -> discord.ui.LayoutView:
    """What to try, with lines that can be pasted as they are."""
    examples = sorted((choices[0].label for choices in topics.values()), key=len)[:EXAMPLES]
    lines = "\n".join(f"`<@{me.id}> {example}`" for example in examples)
    text = (
        "### Try me\n"
        "This is the real bot in a simulated Discord; nothing leaves this machine.\n"
        f"- **Mention me**: paste a line below.\n{lines}\n"
        "- **Use a command**: type `/` and pick `/size`, `/ask` or `/faq browse`.\n"
        "- **Press** what is under an answer, or reply to it with a follow-up.\n"
        "- **Switch the viewer** above to see what others may press."
    )
    view = discord.ui.LayoutView(timeout=None)
    return view.add_item(discord.ui.Container(discord.ui.TextDisplay(text)))


async def _serve(env: Any, preview: Any, stop: asyncio.Event) -> None:
    waits = [asyncio.create_task(stop.wait()), asyncio.create_task(preview.wait_closed())]
    ticker = asyncio.create_task(_tick(env, preview))
    try:
        await asyncio.wait([*waits, ticker], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (*waits, ticker):
            task.cancel()
        await asyncio.gather(*waits, ticker, return_exceptions=True)


async def _tick(env: Any, preview: Any) -> None:
    """Keeps the simulated clock with the real one; a tick that meets somebody's press is made up for by the next.

    The page is only told to look again when a tick made the bot do something: each refresh makes presses on the old
    picture of the page be refused, and a typed message with them.
    """
    from simcord import SetupError

    while True:
        await asyncio.sleep(TICK_S)
        late_s = (datetime.now(UTC) - env.now()).total_seconds()
        sent = len(env.http_requests)
        with suppress(SetupError, TimeoutError):
            await env.advance_time(max(0.0, late_s))
            if len(env.http_requests) != sent:
                await preview.refresh()
