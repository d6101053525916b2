"""/help: what the bot can do and how to ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_ui.guards import guarded
from bot.discord_ui.welcome import welcome_card

if TYPE_CHECKING:
    from bot.discord_ui.client import FitBot
    from bot.discord_ui.guards import Press


def add_help(tree: app_commands.CommandTree[FitBot]) -> None:
    """Adds the command to the tree."""

    @tree.command(name="help", description="What I can do and how to ask me")
    async def show_help(interaction: discord.Interaction[FitBot]) -> None:
        await guarded(interaction, explain)


async def explain(interaction: Press) -> None:
    """Shows the help privately."""
    bot = interaction.client
    await bot.presenter.card(interaction, welcome_card(bot.desk.welcome(interaction.guild_id), bot.user))
