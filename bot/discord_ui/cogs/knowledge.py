"""/knowledge: everything moderators do with the answers. Each command only reads its options and calls what does it.

Discord hides the group from members without Manage Server, which an administrator can change; so every command, press
and submit asks again who it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_ui.cogs.knowledge_entries import (
    complete_entry,
    complete_own,
    complete_revision,
    hide_entry,
    restore_entry,
    start_adding,
    start_editing,
)
from bot.discord_ui.cogs.knowledge_files import import_file, send_export
from bot.discord_ui.limits import AUTOCOMPLETE_VALUE_CHARS, QUESTION_CHARS
from bot.discord_ui.views.knowledge_access import command, server_of, show, workshop_of
from bot.discord_ui.views.knowledge_gaps import open_gaps
from bot.discord_ui.views.knowledge_history import open_history, undo
from bot.discord_ui.views.knowledge_settings import open_settings
from bot.discord_ui.views.knowledge_shadow import open_table
from bot.discord_ui.views.knowledge_stats import PERIODS, open_stats
from bot.discord_ui.views.knowledge_trial import trial_card

if TYPE_CHECKING:
    from bot.discord_ui.client import FitBot
    from bot.discord_ui.guards import Press

    Asked = discord.Interaction[FitBot]

Name = app_commands.Range[str, 1, AUTOCOMPLETE_VALUE_CHARS]
Typed = app_commands.Range[str, 1, QUESTION_CHARS]
DAYS = [app_commands.Choice(name=label, value=int(days)) for days, label in PERIODS.items()]
SHELVES = [app_commands.Choice(name="Open", value="open"), app_commands.Choice(name="Set aside", value="later")]
DEFAULT_DAYS = 30


def add_knowledge(tree: app_commands.CommandTree[FitBot]) -> None:
    """Adds the command group to the tree."""
    group = app_commands.Group(
        name="knowledge",
        description="Keep the answers of this server",
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
    )
    _add_editing(group)
    _add_looking(group)
    _add_running(group)
    tree.add_command(group)


def _add_editing(group: app_commands.Group) -> None:
    @group.command(name="add", description="Write a new answer")
    @app_commands.describe(question="The question that has no answer yet")
    async def add(interaction: Asked, question: Typed | None = None) -> None:
        await command(interaction, lambda press: start_adding(press, question or ""))

    @group.command(name="edit", description="Change an answer")
    @app_commands.describe(entry="Which one")
    @app_commands.autocomplete(entry=complete_entry)
    async def edit(interaction: Asked, entry: Name) -> None:
        await command(interaction, lambda press: start_editing(press, entry))

    @group.command(name="hide", description="Stop answering with an entry in this server; it can be brought back")
    @app_commands.describe(entry="Which one")
    @app_commands.autocomplete(entry=complete_entry)
    async def hide(interaction: Asked, entry: Name) -> None:
        await command(interaction, lambda press: hide_entry(press, entry))

    @group.command(name="restore", description="Bring a hidden entry back, or a changed one to the pack's text")
    @app_commands.describe(entry="Which one")
    @app_commands.autocomplete(entry=complete_own)
    async def restore(interaction: Asked, entry: Name) -> None:
        await command(interaction, lambda press: restore_entry(press, entry))

    @group.command(name="import", description="Take entries from a YAML file, after showing what they would do")
    @app_commands.describe(file="A .yaml file, as export writes it")
    async def import_(interaction: Asked, file: discord.Attachment) -> None:
        await command(interaction, lambda press: import_file(press, file))

    @group.command(name="export", description="Get this server's own entries as a YAML file")
    async def export(interaction: Asked) -> None:
        await command(interaction, send_export)


def _add_looking(group: app_commands.Group) -> None:
    @group.command(name="try", description="See what a member who wrote this would get, and why")
    @app_commands.describe(text="A question as a member would type it")
    async def try_(interaction: Asked, text: Typed) -> None:
        await command(interaction, lambda press: try_text(press, text))

    @group.command(name="history", description="See who changed what, with a button to undo it")
    @app_commands.describe(entry="Only of this entry")
    @app_commands.autocomplete(entry=complete_entry)
    async def history(interaction: Asked, entry: Name | None = None) -> None:
        await command(interaction, lambda press: open_history(press, entry or ""))

    @group.command(name="undo", description="Take one change back")
    @app_commands.describe(change="The number of the change, as in the history")
    @app_commands.autocomplete(change=complete_revision)
    async def undo_(interaction: Asked, change: app_commands.Range[int, 1, 2**40]) -> None:
        await command(interaction, lambda press: undo(press, change))

    @group.command(name="gaps", description="Questions without a good answer, and what to do with them")
    @app_commands.describe(show="Open ones, or those set aside")
    @app_commands.choices(show=SHELVES)
    async def gaps(interaction: Asked, show: app_commands.Choice[str] | None = None) -> None:
        await command(interaction, lambda press: open_gaps(press, show.value if show else "open", 0))

    @group.command(name="stats", description="What is asked, answered, picked, refused and disliked here")
    @app_commands.describe(period="How far back")
    @app_commands.choices(period=DAYS)
    async def stats(interaction: Asked, period: app_commands.Choice[int] | None = None) -> None:
        await command(interaction, lambda press: open_stats(press, period.value if period else DEFAULT_DAYS))


def _add_running(group: app_commands.Group) -> None:
    @group.command(name="settings", description="Channels, roles, tone, and what is kept")
    async def settings(interaction: Asked) -> None:
        await command(interaction, open_settings)

    @group.command(name="shadow", description="How unposted answers of a shadow channel were rated; switch it on")
    @app_commands.describe(channel="The shadow channel")
    async def shadow(interaction: Asked, channel: discord.TextChannel) -> None:
        await command(interaction, lambda press: open_table(press, channel.id))


async def try_text(interaction: Press, text: str) -> None:
    """Shows the trial of one text; nothing of it is recorded."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    trial = await workshop_of(interaction).try_text(server_of(interaction), text)
    await show(interaction, trial_card(trial))
