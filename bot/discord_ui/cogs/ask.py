"""/ask: a question in one's own words, or one picked while typing; for everybody or for the asker alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.core.reply import Kind
from bot.discord_ui.guards import guarded
from bot.discord_ui.limits import (
    AUTOCOMPLETE_CHOICES,
    AUTOCOMPLETE_NAME_CHARS,
    AUTOCOMPLETE_VALUE_CHARS,
    QUESTION_CHARS,
)
from bot.discord_ui.manners import Pace
from bot.discord_ui.safe_text import clip
from bot.ports import WayIn

if TYPE_CHECKING:
    from bot.discord_ui.client import FitBot
    from bot.discord_ui.guards import Press


def add_ask(tree: app_commands.CommandTree[FitBot]) -> None:
    """Adds the command to the tree."""

    @tree.command(name="ask", description="Ask anything about the shoe: size, fit, comfort, price, story")
    @app_commands.describe(
        question="Your question, in your own words, or one from the list", private="Show the answer to you alone"
    )
    @app_commands.autocomplete(question=complete_question)
    async def ask(
        interaction: discord.Interaction[FitBot],
        question: app_commands.Range[str, 1, QUESTION_CHARS],
        private: bool | None = None,
    ) -> None:
        await guarded(interaction, lambda press: answer_question(press, question, private))


async def complete_question(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """Questions that fit what is typed so far; from memory alone, because bursts of these have to be answered."""
    found = interaction.client.desk.complete(typed[:QUESTION_CHARS], interaction.guild_id)
    return [
        app_commands.Choice(name=clip(choice.label, AUTOCOMPLETE_NAME_CHARS), value=choice.id)
        for choice in found
        if choice.label.strip() and 1 <= len(choice.id) <= AUTOCOMPLETE_VALUE_CHARS
    ][:AUTOCOMPLETE_CHOICES]


async def answer_question(interaction: Press, question: str, private: bool | None) -> None:
    """Answers in the channel unless privacy was asked for; what has no answer, and floods, are kept off the channel."""
    bot = interaction.client
    if private is None:
        private = (await bot.store.settings.get(interaction.guild_id)).private_by_default
    is_flood = bot.manners.pace(interaction.user.id, interaction.channel_id or 0) is not Pace.FINE
    alone = private or is_flood
    asker = bot.presenter.asker(interaction, WayIn.ASK, private=alone)
    answered = await bot.presenter.patiently(interaction, bot.desk.ask(question, asker), private=alone)
    is_quiet = alone or answered.turn.kind is Kind.NONE
    await bot.presenter.answer(interaction, answered, private=is_quiet)
