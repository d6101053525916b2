"""Right-click a message, "Answer this": candidates privately, one tap posts the answer as a reply to that message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord
from discord import app_commands

from bot.discord_ui.guards import guarded, whisper
from bot.discord_ui.limits import QUESTION_CHARS
from bot.discord_ui.typed_text import readable
from bot.discord_ui.views.answer_this import MAY_NOT, candidates_card

if TYPE_CHECKING:
    from bot.discord_ui.client import FitBot
    from bot.discord_ui.guards import Press

NOTHING_TO_READ: Final = "There is no text in that message that I could answer."
NO_CANDIDATE: Final = "I have no answer for that message. Browse what I know with `/faq browse`."


def add_answer_this(tree: app_commands.CommandTree[FitBot]) -> None:
    """Adds the message menu to the tree."""

    @tree.context_menu(name="Answer this")
    async def answer_this(interaction: discord.Interaction[FitBot], message: discord.Message) -> None:
        await guarded(interaction, lambda press: offer_candidates(press, message))


async def offer_candidates(interaction: Press, message: discord.Message) -> None:
    """Shows which answers could fit somebody's message, to the member who asked for it alone."""
    question = readable(message.content)[:QUESTION_CHARS]
    if not question:
        await whisper(interaction, NOTHING_TO_READ)
        return
    if not interaction.client.presenter.may_post(interaction):
        await whisper(interaction, MAY_NOT)
        return
    candidates = interaction.client.desk.preview(question, interaction.guild_id)
    if not candidates:
        await whisper(interaction, NO_CANDIDATE)
        return
    await interaction.client.presenter.card(interaction, candidates_card(message.id, candidates))
