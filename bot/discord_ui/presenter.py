"""Gets a reply out: as a first response, in place of what was pressed, or as a message in a channel.

Decides what only Discord knows: who sees it, whether the bot may write there, whether the same answer stands in the
channel already. What is said was decided before.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Final, TypeVar

import discord

from bot.core.reply import Kind, Reply
from bot.discord_ui.guards import may_speak
from bot.discord_ui.manners import Manners, Spot
from bot.discord_ui.render import Frame, render, render_repeat
from bot.discord_ui.views.answer import is_private
from bot.discord_ui.views.browse import back_topic_of
from bot.discord_ui.views.privacy import text_card
from bot.ports import Answered, Asker, Desk, WayIn

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

Value = TypeVar("Value")

PATIENCE_S: Final = 1.5
"""Discord wants a first sign within 3 s; after half of that we say that we are thinking."""


class Presenter:
    """Shows replies in Discord."""

    def __init__(self, desk: Desk, manners: Manners) -> None:
        self._desk = desk
        self._manners = manners

    def asker(self, interaction: Press, way_in: WayIn, *, private: bool = False) -> Asker:
        """Who pressed or typed, and where; `private` when only they will see the reply, as under a private message."""
        is_alone = private or is_private(interaction)
        return Asker(interaction.user.id, interaction.guild_id, interaction.channel_id or 0, way_in, is_alone)

    async def is_asker(self, interaction: Press, turn_id: str) -> bool:
        """Whether the member who presses asked that turn."""
        return bool(turn_id) and await self._desk.is_asker(turn_id, interaction.user.id)

    def may_post(self, interaction: Press) -> bool:
        """Whether both the bot and the member who presses may write in this channel."""
        if interaction.guild_id is None:
            return True
        in_thread = isinstance(interaction.channel, discord.Thread)
        return may_speak(interaction.app_permissions, in_thread=in_thread) and may_speak(
            interaction.permissions, in_thread=in_thread
        )

    async def patiently(self, interaction: Press, work: Awaitable[Value], *, private: bool) -> Value:
        """Waits for work; where it takes long, tells Discord in time that an answer is coming."""
        task = asyncio.ensure_future(work)
        done, _ = await asyncio.wait({task}, timeout=PATIENCE_S)
        if not done and not interaction.response.is_done():
            await interaction.response.defer(ephemeral=private, thinking=True)
        return await task

    async def answer(self, interaction: Press, answered: Answered, *, private: bool) -> None:
        """Answers a command or a press with a message of its own, or with a link where it was just said."""
        frame = Frame(answered.turn_id, is_private=private, in_server=interaction.guild_id is not None)
        entry, channel_id = answered.turn.entry, interaction.channel_id or 0
        spot = None if private else self._standing(answered, channel_id)
        if spot is not None:
            await self._send(interaction, render_repeat(spot.url, entry, frame), private=True)
            return
        message_id = await self._send(interaction, render(answered.turn.reply, frame), private=private)
        if not private:
            self._note(answered, interaction.guild_id, channel_id, message_id)

    async def _send(self, interaction: Press, view: discord.ui.LayoutView, *, private: bool) -> int:
        if interaction.response.is_done():
            message = await interaction.edit_original_response(view=view)
            return message.id
        sent = await interaction.response.send_message(view=view, ephemeral=private)
        return sent.message_id or 0

    async def card(self, interaction: Press, view: discord.ui.LayoutView) -> None:
        """Answers privately with a ready card."""
        await self._send(interaction, view, private=True)

    async def replace(self, interaction: Press, answered: Answered, *, back_topic: str = "") -> None:
        """Puts a reply in the place of the message that was pressed."""
        private, channel_id = is_private(interaction), interaction.channel_id or 0
        frame = Frame(answered.turn_id, private, interaction.guild_id is not None, back_topic=back_topic)
        spot = None if private else self._standing(answered, channel_id)
        view = render_repeat(spot.url, answered.turn.entry, frame) if spot else render(answered.turn.reply, frame)
        await interaction.response.edit_message(view=view)
        if not private and spot is None and interaction.message is not None:
            self._note(answered, interaction.guild_id, channel_id, interaction.message.id)

    async def expand(self, interaction: Press, reply: Reply, turn_id: str) -> None:
        """Shows a reply's detail: in place for the asker, privately for anybody else."""
        private = is_private(interaction)
        in_server = interaction.guild_id is not None
        if private or await self.is_asker(interaction, turn_id):
            back_topic = back_topic_of(interaction.message)
            frame = Frame(turn_id, private, in_server, is_expanded=True, back_topic=back_topic)
            await interaction.response.edit_message(view=render(reply, frame))
            return
        frame = Frame(turn_id, is_private=True, in_server=in_server, is_expanded=True)
        await self._send(interaction, render(reply, frame), private=True)

    async def say(self, message: discord.Message, answered: Answered) -> None:
        """Replies to a message in its channel, where the bot may; stays silent where it may not."""
        frame = Frame(answered.turn_id, is_private=False, in_server=message.guild is not None)
        spot = self._standing(answered, message.channel.id)
        view = render_repeat(spot.url, answered.turn.entry, frame) if spot else render(answered.turn.reply, frame)
        sent = await self.send_below(message, view)
        if sent is not None and spot is None:
            self._note(answered, message.guild.id if message.guild else None, message.channel.id, sent.id)

    async def send_below(self, message: discord.Message, view: discord.ui.LayoutView) -> discord.Message | None:
        """Posts a card as a reply to a message, or plainly where history may not be read; None when it may not."""
        if message.guild is None:
            return await message.channel.send(view=view)
        permissions = message.channel.permissions_for(message.guild.me)
        if not may_speak(permissions, in_thread=isinstance(message.channel, discord.Thread)):
            return None
        if not permissions.read_message_history:
            return await message.channel.send(view=view)
        reference = message.to_reference(fail_if_not_exists=False)
        return await message.channel.send(view=view, reference=reference, mention_author=False)

    async def post_reply(self, interaction: Press, answered: Answered, message_id: int) -> None:
        """Posts an answer as a reply to somebody's message, and turns the private card into a link to it."""
        channel = interaction.channel
        assert isinstance(channel, discord.abc.Messageable)
        spot = self._standing(answered, interaction.channel_id or 0)
        if spot is None:
            credit = interaction.user.id if interaction.guild_id is not None else None
            frame = Frame(answered.turn_id, False, interaction.guild_id is not None, credit_id=credit)
            reference = discord.MessageReference(
                message_id=message_id, channel_id=interaction.channel_id or 0, fail_if_not_exists=False
            )
            view = render(answered.turn.reply, frame)
            sent = await channel.send(view=view, reference=reference, mention_author=False)
            self._note(answered, interaction.guild_id, sent.channel.id, sent.id)
            text = f"Posted: {sent.jump_url}"
        else:
            text = f"That answer was posted here just a moment ago: {spot.url}"
        await interaction.response.edit_message(view=text_card(text))

    def _standing(self, answered: Answered, channel_id: int) -> Spot | None:
        if answered.turn.kind is not Kind.ANSWER or not answered.turn.entry or answered.turn.reply.parts:
            return None
        return self._manners.recall(answered.turn.entry, channel_id)

    def _note(self, answered: Answered, server_id: int | None, channel_id: int, message_id: int) -> None:
        if (
            answered.turn.kind is not Kind.ANSWER
            or not answered.turn.entry
            or answered.turn.reply.parts
            or not server_id
        ):
            return
        url = f"https://discord.com/channels/{server_id}/{channel_id}/{message_id}"
        self._manners.remember(answered.turn.entry, Spot(channel_id, message_id, url))
