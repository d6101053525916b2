"""Controls under an answer: its detail, related questions, sharing, and taking it away.

Anyone may press More and related questions; only the asker changes what everybody sees, others get it privately.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord

from bot.core.reply import Choice
from bot.discord_ui.guards import may_moderate, whisper
from bot.discord_ui.ids import ENTRY, FAQ, PAGE, TURN
from bot.discord_ui.views.control import ButtonControl, SelectControl, options_of
from bot.ports import WayIn

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

GONE = "That answer is no longer in my notes. Ask me again and I'll look."


class More(ButtonControl, template=f"{FAQ}:more:{TURN}:{ENTRY}"):
    """Opens the detail: in place for the asker, privately for everybody else."""

    def __init__(self, turn: str, entry: str) -> None:
        super().__init__(f"{FAQ}:more:{turn}:{entry}", "More")
        self._turn, self._entry = turn, entry

    async def press(self, interaction: Press) -> None:
        reply = interaction.client.desk.more(self._entry, interaction.guild_id)
        if reply is None:
            await whisper(interaction, GONE)
        else:
            await interaction.client.presenter.expand(interaction, reply, self._turn)


class Related(SelectControl, template=f"{FAQ}:rel:{TURN}:{PAGE}"):
    """Asks one of the related questions; `page` tells apart the selects of a message with several answers."""

    def __init__(self, turn: str, page: str, related: Sequence[Choice] = (), of: str = "") -> None:
        options = options_of([(choice.id, choice.label) for choice in related])
        super().__init__(f"{FAQ}:rel:{turn}:{page}", f"Related to: {of}" if of else "Related questions", options)
        self._turn = turn

    async def press(self, interaction: Press) -> None:
        await show_entry(interaction, self.picked, self._turn)


class ShowAnyway(ButtonControl, template=f"{FAQ}:show:{TURN}:{ENTRY}"):
    """Under the link to an answer given a moment ago: shows it again, to whoever presses."""

    def __init__(self, turn: str, entry: str) -> None:
        super().__init__(f"{FAQ}:show:{turn}:{entry}", "Show it to me here")
        self._entry = entry

    async def press(self, interaction: Press) -> None:
        presenter = interaction.client.presenter
        asker = presenter.asker(interaction, WayIn.BUTTON, private=True)
        shown = await interaction.client.desk.show(self._entry, asker)
        await presenter.answer(interaction, shown, private=True) if shown else await whisper(interaction, GONE)


class Share(ButtonControl, template=f"{FAQ}:share:{TURN}:{ENTRY}"):
    """Under a private answer: posts it for everybody in the channel."""

    def __init__(self, turn: str, entry: str) -> None:
        super().__init__(f"{FAQ}:share:{turn}:{entry}", "Share in channel")
        self._entry = entry

    async def press(self, interaction: Press) -> None:
        await show_entry(interaction, self._entry, "", is_public=True)


class Remove(ButtonControl, template=f"{FAQ}:del:{TURN}"):
    """Takes the answer away; for the asker and for moderators."""

    def __init__(self, turn: str) -> None:
        super().__init__(f"{FAQ}:del:{turn}", "Remove")
        self._turn = turn

    async def press(self, interaction: Press) -> None:
        presenter = interaction.client.presenter
        if not (may_moderate(interaction) or await presenter.is_asker(interaction, self._turn)):
            await whisper(interaction, "Only the person who asked, or a moderator, can remove this.")
            return
        await interaction.response.defer()
        await interaction.delete_original_response()
        await interaction.client.desk.dismiss(self._turn, presenter.asker(interaction, WayIn.BUTTON))
        if interaction.message is not None:
            interaction.client.manners.forget(interaction.message.id)


async def show_entry(interaction: Press, entry_id: str, turn: str, *, is_public: bool = False) -> None:
    """Shows an entry below a message: for everybody when the asker of `turn` presses, else privately."""
    presenter = interaction.client.presenter
    public = is_public or (not is_private(interaction) and await presenter.is_asker(interaction, turn))
    if public and not presenter.may_post(interaction):
        public = False
    asker = presenter.asker(interaction, WayIn.BUTTON, private=not public)
    shown = await interaction.client.desk.show(entry_id, asker)
    if shown is None:
        await whisper(interaction, GONE)
    else:
        await presenter.answer(interaction, shown, private=not public)


def is_private(interaction: discord.Interaction) -> bool:
    """Whether the pressed control stands on a message that only this member sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral
