"""Runs the client against the real Discord until it is told to stop, and stops it without losing work."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import discord

from bot.discord_ui.client import FitBot

log = logging.getLogger(__name__)

FINISH_S: Final = 6.0
"""Supervisors give ten seconds between the request to stop and the kill; the store needs some of them."""


class RefusedError(Exception):
    """Discord refuses this token or an intent: starting again would not help. Maps to exit code 77."""

    exit_code: Final = 77


def stop_on_signals(stop: asyncio.Event) -> Callable[[], None]:
    """Sets `stop` on SIGTERM and SIGINT instead of dying from them; returns what undoes it."""
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    for number in signals:
        with suppress(NotImplementedError):  # Windows has no signal handlers on its loop
            loop.add_signal_handler(number, stop.set)

    def undo() -> None:
        for number in signals:
            with suppress(NotImplementedError):
                loop.remove_signal_handler(number)

    return undo


async def run_bot(client: FitBot, token: str, stop: asyncio.Event) -> None:
    """Connects and serves until `stop` is set, then takes no more work, finishes what runs, and closes.

    Raises `RefusedError` for a token or an intent that Discord will not have, and whatever else ended the connection.
    """
    undo = stop_on_signals(stop)
    serving = asyncio.create_task(client.start(token), name="discord")
    stopping = asyncio.create_task(stop.wait(), name="stop")
    try:
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            _raise_refusal(serving)
        await client.work.finish(FINISH_S)
    finally:
        stopping.cancel()
        await close(client)
        serving.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await serving
        undo()


async def close(client: FitBot) -> None:
    """Closes the client, also one that never got as far as connecting."""
    if not client.is_closed():
        with suppress(AttributeError):  # discord.py 2.7.1 cannot close a sharded client before its setup
            await client.close()
    await client.http.close()


def _raise_refusal(serving: asyncio.Task[None]) -> None:
    error = serving.exception()
    if isinstance(error, discord.LoginFailure):
        raise RefusedError(
            "Discord does not accept the token. Copy it again from the Developer Portal (Bot, Reset Token)."
        ) from error
    if isinstance(error, discord.PrivilegedIntentsRequired):
        raise RefusedError(
            "The Message Content intent is asked for but not switched on. Switch it on in the Developer Portal "
            "(Bot, Privileged Gateway Intents), or set MESSAGE_CONTENT=false."
        ) from error
    if error is not None:
        raise error
