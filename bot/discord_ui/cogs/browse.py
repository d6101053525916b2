"""/faq browse: every question by topic, on a private card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_ui.guards import guarded
from bot.discord_ui.views.browse import browsable, topics_card

if TYPE_CHECKING:
    from bot.discord_ui.client import FitBot
    from bot.discord_ui.guards import Press


def add_browse(tree: app_commands.CommandTree[FitBot]) -> None:
    """Adds the command group to the tree."""
    group: app_commands.Group = app_commands.Group(name="faq", description="Everything the bot can answer")

    @group.command(name="browse", description="Browse all questions by topic; only you see it")
    async def browse(interaction: discord.Interaction[FitBot]) -> None:
        await guarded(interaction, open_browser)

    tree.add_command(group)


async def open_browser(interaction: Press) -> None:
    """Shows the topics."""
    await interaction.client.presenter.card(interaction, topics_card(*browsable(interaction)))
