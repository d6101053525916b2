"""The outermost guard of everything a member can press or type: errors, shutting down, and who may do what.

discord.py only logs what goes wrong in a `DynamicItem`, so every control runs inside `guarded`. What a member sees of
an error is an incident number, never its text.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import aiohttp
import discord
from discord import app_commands

if TYPE_CHECKING:
    from bot.discord_ui.client import FitBot

    Press = discord.Interaction[FitBot]

log = logging.getLogger(__name__)

GONE: Final = frozenset({10008, 10015, 10062})
"""Unknown message, webhook or interaction: nobody is there to read a reply any more."""

STOPPING: Final = "I'm just restarting. Please try that again in a minute."
OUT_OF_DATE: Final = "That command has changed since your Discord loaded it. Reload Discord (Ctrl+R) and try again."


class Work:
    """What is being handled right now, so that a shutdown can wait for it."""

    def __init__(self) -> None:
        self.is_stopping = False
        self._tasks: set[asyncio.Task[Any]] = set()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Counts the current task as work until the block ends."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    async def finish(self, timeout_s: float) -> None:
        """Takes no more work and waits for what runs, at most `timeout_s` seconds."""
        self.is_stopping = True
        running = self._tasks - {asyncio.current_task()}
        if running:
            await asyncio.wait(running, timeout=timeout_s)


async def guarded(interaction: Press, act: Callable[[Press], Awaitable[None]]) -> None:
    """Runs one press or command; whatever goes wrong is reported, never raised."""
    work = interaction.client.work
    if work.is_stopping:
        await whisper(interaction, STOPPING)
        return
    with work.one():
        try:
            await interaction.client.desk.prepare(interaction.guild_id)
            await act(interaction)
        except Exception as error:
            await report(interaction, error)


async def report(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Logs an error under an incident number and tells the member the number, privately."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, discord.HTTPException) and cause.code in GONE:
        log.info("Nobody to answer any more: %s", cause)
        return
    if isinstance(cause, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        await whisper(interaction, OUT_OF_DATE)
        return
    incident = secrets.token_hex(3)
    log.error("Incident %s in %s", incident, _named(interaction), exc_info=cause)
    await whisper(
        interaction, f"Something went wrong on my side. Please try again in a moment. (Incident `{incident}`)"
    )


def _named(interaction: discord.Interaction[Any]) -> str:
    """What was pressed or typed, without anything a member wrote."""
    if interaction.command is not None:
        return f"command {interaction.command.qualified_name}"
    data: Mapping[str, Any] = interaction.data or {}
    return "control " + ":".join(str(data.get("custom_id", "")).split(":")[:2])


async def whisper(interaction: discord.Interaction[Any], text: str) -> None:
    """Says one line to the member alone, whatever was answered before; never raises when Discord does not take it."""
    try:
        if interaction.response.is_done():
            await interaction.followup.send(text, ephemeral=True)
        else:
            await interaction.response.send_message(text, ephemeral=True)
    except discord.NotFound:
        pass  # the interaction is dead
    except (discord.HTTPException, discord.InteractionResponded, aiohttp.ClientError, TimeoutError, OSError) as error:
        log.warning("A member could not be told: %s", error)


def may_moderate(interaction: discord.Interaction[Any]) -> bool:
    """Whether the member may take away messages in this channel, as Discord says it with this very press."""
    return interaction.guild_id is not None and interaction.permissions.manage_messages


def may_speak(permissions: discord.Permissions, *, in_thread: bool) -> bool:
    """Whether these permissions are enough to post a message in a channel or thread."""
    can_send = permissions.send_messages_in_threads if in_thread else permissions.send_messages
    return permissions.view_channel and can_send
