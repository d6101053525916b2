"""Helpful or not, under every answer; and after a "not helpful" one more tap, if somebody likes, that says why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import discord

from bot.discord_ui.guards import whisper
from bot.discord_ui.ids import FAQ, TURN
from bot.discord_ui.views.control import ButtonControl, row
from bot.discord_ui.views.privacy import text_card
from bot.ports import WayIn

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

REASONS: Final[Mapping[str, str]] = {
    "wrong-answer": "Wrong answer",
    "unclear": "Hard to follow",
    "outdated": "Out of date",
    "missing-detail": "Something is missing",
}
"""Ids as they are kept, and how a person would say it."""
TOO_OLD: Final = "That answer is too old for me to keep an opinion on it, but thank you."
NOT_HELPFUL: Final = "Thank you, noted for the moderators. What was wrong with it? One tap, if you like."
GO_ON: Final = "Try asking it in other words, or pick a related question."


class Opinion(ButtonControl, template=rf"{FAQ}:(?P<verdict>yes|no):{TURN}"):
    """Helpful or not; one opinion for each member, the last one counts."""

    def __init__(self, turn: str, verdict: str) -> None:
        label = "Helpful" if verdict == "yes" else "Not helpful"
        super().__init__(f"{FAQ}:{verdict}:{turn}", label, emoji="👍" if verdict == "yes" else "👎")
        self._turn, self._is_helpful = turn, verdict == "yes"

    async def press(self, interaction: Press) -> None:
        presenter = interaction.client.presenter
        asker = presenter.asker(interaction, WayIn.BUTTON)
        is_kept = await interaction.client.desk.feedback(self._turn, asker, is_helpful=self._is_helpful)
        if is_kept and not self._is_helpful:
            await presenter.card(interaction, reasons_card(self._turn))
        else:
            await whisper(interaction, "Thank you, noted." if is_kept else TOO_OLD)


class Reason(ButtonControl, template=rf"{FAQ}:reason:{TURN}:(?P<reason>{'|'.join(REASONS)})"):
    """Why an answer did not help, in one tap."""

    def __init__(self, turn: str, reason: str) -> None:
        super().__init__(f"{FAQ}:reason:{turn}:{reason}", REASONS[reason])
        self._turn, self._reason = turn, reason

    async def press(self, interaction: Press) -> None:
        asker = interaction.client.presenter.asker(interaction, WayIn.BUTTON)
        is_kept = await interaction.client.desk.feedback(self._turn, asker, is_helpful=False, reason=self._reason)
        noted = f"Thank you, noted: {REASONS[self._reason].lower()}. {GO_ON}"
        await interaction.response.edit_message(view=text_card(noted if is_kept else TOO_OLD))


def reasons_card(turn: str) -> discord.ui.LayoutView:
    """Thanks, and the reasons as buttons."""
    return text_card(NOT_HELPFUL).add_item(row(*(Reason(turn, reason) for reason in REASONS)))
