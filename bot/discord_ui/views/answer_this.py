"""The private card of "Answer this": candidates for somebody's message; one tap posts an answer as a reply to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord

from bot.core.reply import Choice
from bot.discord_ui.guards import whisper
from bot.discord_ui.ids import ENTRY, FAQ, MAX_ENTRY_CHARS, MESSAGE
from bot.discord_ui.views.answer import GONE
from bot.discord_ui.views.control import ButtonControl, row
from bot.ports import WayIn

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

MAY_NOT = (
    "I can't post here: one of us is not allowed to write in this channel. You can still copy an answer from `/ask`."
)


class PostReply(ButtonControl, template=f"{FAQ}:post:{MESSAGE}:{ENTRY}"):
    """Posts one entry as a reply to the message that the card is about."""

    def __init__(self, message: str, entry: str, label: str = "") -> None:
        super().__init__(f"{FAQ}:post:{message}:{entry}", label, discord.ButtonStyle.primary)
        self._message_id, self._entry = int(message), entry

    async def press(self, interaction: Press) -> None:
        presenter = interaction.client.presenter
        if not presenter.may_post(interaction):
            await whisper(interaction, MAY_NOT)
            return
        shown = await interaction.client.desk.show(self._entry, presenter.asker(interaction, WayIn.ANSWER_THIS))
        if shown is None:
            await whisper(interaction, GONE)
        else:
            await presenter.post_reply(interaction, shown, self._message_id)


def candidates_card(message_id: int, candidates: Sequence[Choice]) -> discord.ui.LayoutView:
    """The candidates for one message, each a button that names its question."""
    view = discord.ui.LayoutView(timeout=None)
    text = "### Answer that message\nTap the answer to post as a reply. Nobody is pinged, and only you see this card."
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(discord.ui.TextDisplay(text))
    for choice in candidates:
        if len(choice.id) <= MAX_ENTRY_CHARS:
            container.add_item(row(PostReply(str(message_id), choice.id, choice.label)))
    return view.add_item(container)
