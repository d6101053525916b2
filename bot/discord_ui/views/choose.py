"""Controls that settle what was meant: the choices of "did you mean", none of them, and answers to a question back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.discord_ui.guards import whisper
from bot.discord_ui.ids import ENTRY, FAQ, TURN
from bot.discord_ui.limits import CUSTOM_ID_CHARS
from bot.discord_ui.views.answer import GONE, is_private
from bot.discord_ui.views.control import ButtonControl
from bot.ports import WayIn

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

MAX_TAP_CHARS: Final = CUSTOM_ID_CHARS - len(f"{FAQ}:tap::") - 32
"""What is left of an id for the text of a tap, beside the longest turn id."""


class Pick(ButtonControl, template=f"{FAQ}:pick:{TURN}:{ENTRY}"):
    """One of the entries that could be meant, named as a question. The asker's pick replaces the choice."""

    def __init__(self, turn: str, entry: str, label: str = "") -> None:
        super().__init__(f"{FAQ}:pick:{turn}:{entry}", label, discord.ButtonStyle.primary)
        self._turn, self._entry = turn, entry

    async def press(self, interaction: Press) -> None:
        presenter = interaction.client.presenter
        is_own = is_private(interaction) or await presenter.is_asker(interaction, self._turn)
        asker = presenter.asker(interaction, WayIn.BUTTON, private=not is_own)
        chosen_from = self._turn if is_own else ""
        shown = await interaction.client.desk.show(self._entry, asker, chosen_from=chosen_from)
        if shown is None:
            await whisper(interaction, GONE)
        elif is_own:
            await presenter.replace(interaction, shown)
        else:
            await presenter.answer(interaction, shown, private=True)


class NoneOfThese(ButtonControl, template=f"{FAQ}:none:{TURN}"):
    """None of the choices fits: kept for the moderators, and the asker is told where to go next."""

    def __init__(self, turn: str) -> None:
        super().__init__(f"{FAQ}:none:{turn}", "None of these")
        self._turn = turn

    async def press(self, interaction: Press) -> None:
        presenter = interaction.client.presenter
        if not (is_private(interaction) or await presenter.is_asker(interaction, self._turn)):
            await whisper(interaction, "That is up to the person who asked. Ask me your own question with `/ask`.")
            return
        asker = presenter.asker(interaction, WayIn.BUTTON)
        answered = await interaction.client.desk.none_of_these(self._turn, asker)
        await presenter.replace(interaction, answered) if answered else await whisper(interaction, GONE)


class Tap(ButtonControl, template=rf"{FAQ}:tap:{TURN}:(?P<text>.{{1,{MAX_TAP_CHARS}}})"):
    """Answers what was asked back, as if it had been typed. The text is the conversation's own, never a member's."""

    def __init__(self, turn: str, text: str, label: str = "") -> None:
        super().__init__(f"{FAQ}:tap:{turn}:{text}", label, discord.ButtonStyle.primary)
        self._turn, self._text = turn, text

    async def press(self, interaction: Press) -> None:
        presenter = interaction.client.presenter
        if not (is_private(interaction) or await presenter.is_asker(interaction, self._turn)):
            await whisper(interaction, "That question is for the person who asked. Ask me your own with `/ask`.")
            return
        asker = presenter.asker(interaction, WayIn.BUTTON)
        await presenter.replace(interaction, await interaction.client.desk.tap(self._turn, self._text, asker))
