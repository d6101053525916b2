"""Modals that survive a restart: each has an id of its own that says what it is for, and what is sent is routed by it.

discord.py forgets modals with the process, so nothing is kept in it: a modal is sent and let go, and the client hands
every submission to `forms`. The id ends in random characters, because phones keep what was typed under an id.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import discord

from bot.discord_ui.limits import MODAL_TIMEOUT_S, MODAL_TITLE_CHARS
from bot.discord_ui.safe_text import clip

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press


def new_modal(title: str, prefix: str) -> discord.ui.Modal:
    """A modal without fields, under an id of its own."""
    custom_id = f"{prefix}:{secrets.token_hex(4)}"
    return discord.ui.Modal(title=clip(title, MODAL_TITLE_CHARS), custom_id=custom_id, timeout=MODAL_TIMEOUT_S)


async def send_modal(interaction: Press, modal: discord.ui.Modal) -> None:
    """Opens it, and lets it go."""
    await interaction.response.send_modal(modal)
    modal.stop()  # the client routes what is sent; kept objects would answer twice, and leak when dismissed
