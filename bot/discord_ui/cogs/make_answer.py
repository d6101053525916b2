"""Right-click a good human answer, "Make this an answer": the form of a new entry opens with it filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord
from discord import app_commands

from bot.discord_ui.cogs.knowledge_entries import start_adding
from bot.discord_ui.guards import whisper
from bot.discord_ui.limits import QUESTION_CHARS, TEXT_INPUT_CHARS
from bot.discord_ui.safe_text import clip
from bot.discord_ui.typed_text import readable
from bot.discord_ui.views.knowledge_access import command

if TYPE_CHECKING:
    from bot.discord_ui.client import FitBot
    from bot.discord_ui.guards import Press

NO_TEXT: Final = "There is no text in that message that could become an answer."


def add_make_answer(tree: app_commands.CommandTree[FitBot]) -> None:
    """Adds the message menu to the tree."""

    @tree.context_menu(name="Make this an answer")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def make_answer(interaction: discord.Interaction[FitBot], message: discord.Message) -> None:
        await command(interaction, lambda press: open_with(press, message))


async def open_with(interaction: Press, message: discord.Message) -> None:
    """Opens the form with the message as the answer, and with what it replied to as the question where that shows."""
    answer = "\n".join(readable(line) for line in message.content.splitlines()).strip()
    if not answer:
        await whisper(interaction, NO_TEXT)
        return
    asked = message.reference.resolved if message.reference is not None else None
    question = readable(asked.content) if isinstance(asked, discord.Message) else ""
    await start_adding(interaction, clip(question, QUESTION_CHARS), clip(answer, TEXT_INPUT_CHARS))
