"""The command tree: which commands there are, where they may be used, and one place for their errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_ui.cogs.answer_this import add_answer_this
from bot.discord_ui.cogs.ask import add_ask
from bot.discord_ui.cogs.browse import add_browse
from bot.discord_ui.cogs.help import add_help
from bot.discord_ui.cogs.knowledge import add_knowledge
from bot.discord_ui.cogs.make_answer import add_make_answer
from bot.discord_ui.cogs.privacy import add_privacy
from bot.discord_ui.cogs.size import add_size
from bot.discord_ui.guards import report

if TYPE_CHECKING:
    from bot.discord_ui.client import FitBot


class FitTree(app_commands.CommandTree["FitBot"]):
    """The tree of this bot's commands."""

    async def interaction_check(self, interaction: discord.Interaction[FitBot], /) -> bool:
        """Before every command and completion: the server's own knowledge is made ready."""
        await interaction.client.desk.prepare(interaction.guild_id)
        return True

    async def on_error(self, interaction: discord.Interaction[FitBot], error: app_commands.AppCommandError, /) -> None:
        """Whatever went wrong before a command's own guard."""
        await report(interaction, error)


def build_tree(client: FitBot) -> FitTree:
    """The tree with every command; usable in servers and in direct messages with the bot."""
    tree = FitTree(
        client,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )
    for add in (add_ask, add_answer_this, add_browse, add_help, add_privacy, add_size):
        add(tree)
    if client.workshop is not None:
        add_knowledge(tree)
        add_make_answer(tree)
    return tree
