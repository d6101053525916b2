"""The two buttons under `/privacy delete`: erase, or keep. Both act on whoever presses, so their ids name nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.discord_ui.ids import FAQ
from bot.discord_ui.views.control import ButtonControl, row
from bot.ports.privacy import Receipt

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press


class ConfirmForget(ButtonControl, template=f"{FAQ}:forget"):
    """Erases everything held about the member who presses."""

    def __init__(self) -> None:
        super().__init__(f"{FAQ}:forget", "Delete my data", discord.ButtonStyle.danger)

    async def press(self, interaction: Press) -> None:
        await interaction.response.defer()
        receipt = await interaction.client.store.privacy.erase(interaction.user.id)
        interaction.client.desk.forget(interaction.user.id)
        await interaction.edit_original_response(view=text_card(receipt_text(receipt)))


class KeepData(ButtonControl, template=f"{FAQ}:keep"):
    """Leaves everything as it is."""

    def __init__(self) -> None:
        super().__init__(f"{FAQ}:keep", "Keep it")

    async def press(self, interaction: Press) -> None:
        await interaction.response.edit_message(view=text_card("Nothing was deleted."))


def confirm_card(rows: int) -> discord.ui.LayoutView:
    """Says what will be erased and asks for a yes."""
    count = "1 row" if rows == 1 else f"{rows} rows"
    text = f"### Delete what I hold about you?\nThat is {count}, in every server. It cannot be brought back."
    view = text_card(text)
    return view.add_item(row(ConfirmForget(), KeepData()))


def receipt_text(receipt: Receipt) -> str:
    """What was erased, by kind, with counts."""
    if receipt.total == 0:
        return "I held nothing about you, so there was nothing to delete."
    lines = [f"- {what}: {count}" for what, count in sorted(receipt.erased.items())]
    if receipt.unnamed:
        lines.append(f"- knowledge edits that stay, now without your name: {receipt.unnamed}")
    return "### Deleted\n" + "\n".join(lines)


def text_card(text: str) -> discord.ui.LayoutView:
    """A card of text alone."""
    view = discord.ui.LayoutView(timeout=None)
    return view.add_item(discord.ui.Container(discord.ui.TextDisplay(text)))
