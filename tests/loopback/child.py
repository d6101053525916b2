"""The bot's own command line, in a process of its own, with discord.py told that Discord is on the loopback address.

`LOOPBACK` is the address. Everything else is the very `python -m bot`.
"""

from __future__ import annotations

import os

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


def meet_loopback(url: str) -> None:
    """Sends what discord.py asks of Discord to that address."""
    Route.BASE = f"{url}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url.replace("http", "ws"))


if __name__ == "__main__":
    meet_loopback(os.environ["LOOPBACK"])
    from bot.__main__ import run_and_exit

    run_and_exit()
