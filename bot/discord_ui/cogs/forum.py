"""New posts in the forums that moderators chose: answered once, by their title, which Discord shows to every bot."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

import discord

from bot.core.reply import Kind
from bot.discord_ui.guards import may_speak
from bot.discord_ui.limits import QUESTION_CHARS
from bot.discord_ui.render import Frame, render
from bot.discord_ui.safe_text import clip
from bot.discord_ui.typed_text import readable
from bot.ports import Asker, WayIn

if TYPE_CHECKING:
    from bot.discord_ui.client import FitBot

log = logging.getLogger(__name__)

WORTH_SAYING: Final = frozenset({Kind.ANSWER, Kind.SIZE, Kind.CHOOSE, Kind.CLARIFY})
NOT_YET: Final = 40058
"""Discord takes no message in a post before its author's own first one has arrived."""
TRIES: Final = 5
WAIT_S: Final = 1.0


async def greet_post(thread: discord.Thread, bot: FitBot) -> None:
    """Answers a new post where the forum was chosen and there is something to say; otherwise stays silent."""
    if not isinstance(thread.parent, discord.ForumChannel) or bot.user is None or thread.owner_id == bot.user.id:
        return
    settings = await bot.store.settings.get(thread.guild.id)
    if thread.parent_id not in settings.forum_channels or not bot.manners.is_new(thread.id):
        return
    question = clip(readable(thread.name), QUESTION_CHARS)
    if not question or not may_speak(thread.permissions_for(thread.guild.me), in_thread=True):
        return
    asker = Asker(thread.owner_id, thread.guild.id, thread.id, WayIn.FORUM)
    answered = await bot.desk.ask(question, asker, message_id=thread.id)
    if answered.turn.kind in WORTH_SAYING:
        frame = Frame(answered.turn_id, is_private=False, in_server=True)
        await _send(thread, render(answered.turn.reply, frame))


async def _send(thread: discord.Thread, view: discord.ui.LayoutView) -> None:
    for left in range(TRIES, 0, -1):
        try:
            await thread.send(view=view)
        except discord.HTTPException as error:
            if error.code != NOT_YET or left == 1:
                raise
            await asyncio.sleep(WAIT_S)
        else:
            return
