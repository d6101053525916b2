"""Messages that were not meant for the bot, in channels where moderators want it to listen, or only to watch.

Needs the Message Content intent; without it nothing here does anything. What would not be said is not recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.discord_ui.cogs.listen import is_from_person, way_in
from bot.discord_ui.limits import QUESTION_CHARS
from bot.discord_ui.manners import Pace
from bot.discord_ui.safe_text import clip
from bot.discord_ui.typed_text import readable
from bot.discord_ui.views.knowledge_shadow import shadow_card
from bot.ports import Asker, WayIn

if TYPE_CHECKING:
    from bot.discord_ui.client import FitBot

FEWEST_WORDS: Final = 2
"""One word is no question that anybody would want answered unasked."""


async def overhear(message: discord.Message, bot: FitBot) -> None:
    """Answers, or shows moderators what it would answer, where they chose so and it is sure enough."""
    if not bot.intents.message_content or message.guild is None or not is_from_person(message):
        return
    is_for_somebody = way_in(message, bot) is not None or message.reference is not None or message.mentions
    question = clip(readable(message.content), QUESTION_CHARS)
    if is_for_somebody or len(question.split()) < FEWEST_WORDS:
        return
    settings = await bot.store.settings.get(message.guild.id)
    is_shadow = message.channel.id in settings.shadow_channels
    if not (is_shadow or message.channel.id in settings.listen_channels) or not bot.manners.is_new(message.id):
        return
    asker = Asker(message.author.id, message.guild.id, message.channel.id, WayIn.LISTEN)
    answered = await bot.desk.overhear(question, asker, message_id=message.id, is_shadow=is_shadow)
    if answered is None:
        return
    if is_shadow:
        await bot.news.post(message.guild.id, shadow_card(answered, message, question))
    elif bot.manners.pace(message.author.id, message.channel.id) is Pace.FINE:
        await bot.presenter.say(message, answered)
