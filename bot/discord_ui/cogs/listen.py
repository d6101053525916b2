"""Messages that are meant for the bot: a mention, a reply to it, a direct message. Everything else is left alone.

Without the Message Content intent Discord shows us exactly those texts, so nothing else is ever read here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.discord_ui.limits import QUESTION_CHARS
from bot.discord_ui.manners import Pace
from bot.discord_ui.safe_text import clip
from bot.discord_ui.typed_text import readable
from bot.discord_ui.views.privacy import text_card
from bot.discord_ui.welcome import welcome_card
from bot.ports import Asker, WayIn

if TYPE_CHECKING:
    from bot.discord_ui.client import FitBot

SLOW_DOWN: Final = "⏳"
ROLE_HINT: Final = "That is my role, and Discord hides such messages from me. Mention {me} itself, or use `/ask`."
BLIND_HINT: Final = "Discord doesn't show me that message. Mention {me} with your question, or use `/ask`."


def way_in(message: discord.Message, bot: FitBot) -> WayIn | None:
    """How a message addresses the bot; None when it does not, or is not from a person."""
    me = bot.user
    if me is None or not is_from_person(message):
        return None
    if message.guild is None:
        return WayIn.DIRECT
    if me.id in message.raw_mentions:
        return WayIn.MENTION
    if any(user.id == me.id for user in message.mentions) and message.reference is not None:
        return WayIn.REPLY
    return None


def is_from_person(message: discord.Message) -> bool:
    """Whether a message was typed by a member: no bot, no webhook, no system line, no odd kind of message."""
    is_plain = message.type in (discord.MessageType.default, discord.MessageType.reply)
    return is_plain and not message.author.bot and not message.author.system and message.webhook_id is None


def mentions_own_role(message: discord.Message) -> bool:
    """Whether the bot's own role was mentioned instead of the bot, which hides the text from us."""
    role = message.guild.self_role if message.guild is not None else None
    return role is not None and any(one.id == role.id for one in message.role_mentions)


async def hear(message: discord.Message, bot: FitBot) -> None:
    """Answers a message that is meant for the bot, once, at a polite pace."""
    way = way_in(message, bot)
    is_role = way is None and is_from_person(message) and mentions_own_role(message)
    if (way is None and not is_role) or not bot.manners.is_new(message.id):
        return
    pace = bot.manners.pace(message.author.id, message.channel.id)
    if pace is not Pace.FINE:
        if pace is Pace.JUST_OVER:
            await _sign(message)
        return
    if way is None:
        await _hint(message, bot, ROLE_HINT)
    else:
        await _answer(message, bot, way)


async def _answer(message: discord.Message, bot: FitBot, way: WayIn) -> None:
    question = clip(readable(message.content), QUESTION_CHARS)
    server_id = message.guild.id if message.guild else None
    if not question and way is WayIn.REPLY and not message.content and not message.attachments:
        await _hint(message, bot, BLIND_HINT)
    elif not question:
        await bot.presenter.send_below(message, welcome_card(bot.desk.welcome(server_id), bot.user))
    else:
        asker = Asker(message.author.id, server_id, message.channel.id, way)
        await bot.presenter.say(message, await bot.desk.ask(question, asker, message_id=message.id))


async def _hint(message: discord.Message, bot: FitBot, hint: str) -> None:
    me = bot.user.mention if bot.user is not None else "me"
    await bot.presenter.send_below(message, text_card(hint.format(me=me)))


async def _sign(message: discord.Message) -> None:
    """The one small sign that questions come too fast; silent where reactions are not allowed."""
    if message.guild is not None:
        permissions = message.channel.permissions_for(message.guild.me)
        if not (permissions.add_reactions and permissions.read_message_history):
            return
    await message.add_reaction(SLOW_DOWN)
