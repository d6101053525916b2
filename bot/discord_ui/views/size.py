"""Controls of the size dialogue. Each carries the token of a dialogue in the store and the name of what was pressed.

What is pressed is looked up on the card as it stands, so ids hold no typed words and an old message does no harm.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from zlib import crc32

import discord

from bot.core.conversation.size_dialogue import ButtonField, ButtonStyle, SelectField
from bot.discord_ui.did_it_fit import ask_fit
from bot.discord_ui.ids import SIZE, TOKEN
from bot.discord_ui.views.control import ButtonControl, SelectControl, option

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

SAY: Final = "say:"
"""Prefix of buttons whose id is a sentence; in a control's id they stand as `say.<number>` instead."""
MENU_IDS: Final = 1000
"""Component ids set apart for each menu; far above those that Discord gives to the rest of a message."""
STYLES: Final = {
    ButtonStyle.MAIN: discord.ButtonStyle.primary,
    ButtonStyle.PLAIN: discord.ButtonStyle.secondary,
    ButtonStyle.STRONG: discord.ButtonStyle.success,
    ButtonStyle.CAREFUL: discord.ButtonStyle.secondary,
}


class SizeButton(ButtonControl, template=rf"{SIZE}:b:{TOKEN}:(?P<field>[a-z0-9:.-]{{1,40}})"):
    """A button of a card."""

    def __init__(self, token: str, field: str, label: str = "", style: ButtonStyle = ButtonStyle.PLAIN) -> None:
        super().__init__(f"{SIZE}:b:{token}:{field}", label, STYLES[style])
        self._token, self._field = token, field

    async def press(self, interaction: Press) -> None:
        await interaction.client.sizes.press(interaction, self._token, self._field, "")


class SizeMenu(SelectControl, template=rf"{SIZE}:s:{TOKEN}:(?P<field>[a-z0-9-]{{1,40}})"):
    """A menu of a card; what is known already is chosen in it."""

    def __init__(self, token: str, field: str, menu: SelectField | None = None) -> None:
        options = _options(menu) if menu is not None else []
        super().__init__(f"{SIZE}:s:{token}:{field}", menu.placeholder if menu else "", options)
        if menu is not None and menu.max_values > 1:
            self.item.max_values = max(1, min(menu.max_values, len(self.item.options)))
            self.item.min_values, self.item.required = 0, False
        self._token, self._field = token, field

    def placed(self, position: int) -> SizeMenu:
        """The menu with a component id of its own for what is chosen in it now.

        Clients keep what they show in a menu under that id; with the same id after an edit they may go on showing the
        old choice, or none.
        """
        chosen = ",".join(one.value for one in self.item.options if one.default)
        self.item.id = MENU_IDS * (position + 1) + crc32(f"{self._field}={chosen}".encode()) % MENU_IDS
        return self

    async def press(self, interaction: Press) -> None:
        await interaction.client.sizes.press(interaction, self._token, self._field, ",".join(self.item.values))


class OpenSize(ButtonControl, template=rf"{SIZE}:open:(?P<entry>[a-z0-9-]{{0,48}})"):
    """Begins a dialogue of one's own: from an answer, or from somebody's shared size."""

    def __init__(self, entry: str = "", label: str = "Find my size", *, is_main: bool = False) -> None:
        style = discord.ButtonStyle.primary if is_main else discord.ButtonStyle.secondary
        super().__init__(f"{SIZE}:open:{entry}", label, style)
        self._entry = entry

    async def press(self, interaction: Press) -> None:
        await interaction.client.sizes.open(interaction, applied_entry=self._entry)


class SizeDetail(ButtonControl, template=rf"{SIZE}:detail:(?P<detail>why|what-if|add-shoe)"):
    """Under a size given in a conversation: opens the presser's own card at that place."""

    def __init__(self, detail: str, label: str = "") -> None:
        super().__init__(f"{SIZE}:detail:{detail}", label)
        self._detail = detail

    async def press(self, interaction: Press) -> None:
        await interaction.client.sizes.open(interaction, then=self._detail)


class DidItFit(ButtonControl, template=rf"{SIZE}:fit:(?P<turn>[0-9A-Za-z_-]{{1,32}})"):
    """Asks how the pair turned out; the size is the one that the turn gave."""

    def __init__(self, turn: str) -> None:
        super().__init__(f"{SIZE}:fit:{turn}", "Did it fit?")
        self._turn = turn

    async def press(self, interaction: Press) -> None:
        await ask_fit(interaction, self._turn)


def buttons_of(token: str, buttons: Sequence[ButtonField], of_card: Sequence[ButtonField]) -> list[SizeButton]:
    """Some of a card's buttons as controls; sentences stand in ids by their number among all of the card's."""
    says = [button.id for button in of_card if button.id.startswith(SAY)]
    return [
        SizeButton(
            token,
            f"say.{says.index(button.id)}" if button.id.startswith(SAY) else button.id,
            button.label,
            button.style,
        )
        for button in buttons
    ]


def pressed_button(field: str, buttons: Sequence[ButtonField]) -> str:
    """The card's own id of a pressed button; the id as it came where the card has no such sentence."""
    says = [button.id for button in buttons if button.id.startswith(SAY)]
    _, _, number = field.partition("say.")
    return says[int(number)] if number.isdigit() and int(number) < len(says) else field


def _options(menu: SelectField) -> list[discord.SelectOption]:
    made = []
    for one in menu.options:
        shown = option(one.value, one.label, one.description)
        if shown is not None:
            shown.default = one.value in menu.selected
            made.append(shown)
    return made
