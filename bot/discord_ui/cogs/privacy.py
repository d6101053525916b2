"""/privacy show, export, delete: what is held about the member who asks, and the way to be rid of it."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Final

import discord
from discord import app_commands

from bot.discord_ui.guards import guarded, whisper
from bot.discord_ui.limits import ATTACHMENT_BYTES, LAYOUT_CHARS
from bot.discord_ui.safe_text import clip, safe_text
from bot.discord_ui.views.privacy import confirm_card, text_card
from bot.ports.place import JsonValue
from bot.ports.privacy import HeldRow

if TYPE_CHECKING:
    from bot.discord_ui.client import FitBot
    from bot.discord_ui.guards import Press

NOTHING_HELD: Final = "I hold nothing about you."
SHOWN_ROWS: Final = 10
MARK_CHARS: Final = 24
"""Longer values without a space are hashes and the like."""
EPOCHS: Final = range(1_500_000_000, 5_000_000_000)
"""Whole seconds since 1970 that are moments of this bot's life."""


def add_privacy(tree: app_commands.CommandTree[FitBot]) -> None:
    """Adds the command group to the tree."""
    group: app_commands.Group = app_commands.Group(
        name="privacy", description="What I hold about you, and how to erase it"
    )

    @group.command(name="show", description="Show what I hold about you; only you see it")
    async def show(interaction: discord.Interaction[FitBot]) -> None:
        await guarded(interaction, show_rows)

    @group.command(name="export", description="Get all of it as a JSON file; only you see it")
    async def export(interaction: discord.Interaction[FitBot]) -> None:
        await guarded(interaction, send_export)

    @group.command(name="delete", description="Erase all of it, after asking once more")
    async def delete(interaction: discord.Interaction[FitBot]) -> None:
        await guarded(interaction, confirm_delete)

    tree.add_command(group)


async def show_rows(interaction: Press) -> None:
    """The newest rows as they are kept, with the day each is deleted."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    rows = await interaction.client.store.privacy.show(interaction.user.id)
    await interaction.client.presenter.card(interaction, text_card(rows_text(rows)))


def rows_text(rows: tuple[HeldRow, ...]) -> str:
    """All counts and the newest rows, in plain lines."""
    if not rows:
        return NOTHING_HELD
    head = f"### What I hold about you: {len(rows)} {'row' if len(rows) == 1 else 'rows'}\n"
    lines = [_row_line(row) for row in rows[:SHOWN_ROWS]]
    rest = len(rows) - len(lines)
    tail = f"\n… and {rest} older. `/privacy export` gives all of them." if rest > 0 else ""
    foot = "\n-# You appear in it under a pseudonym. `/privacy export` has it whole, `/privacy delete` erases it."
    return head + clip("\n".join(lines), LAYOUT_CHARS - 400) + tail + foot


def _row_line(row: HeldRow) -> str:
    told = [_told(name, value) for name, value in row.values.items() if value not in (None, "", [], {})]
    until = f" · deleted by {row.deleted_on.isoformat()}" if row.deleted_on else ""
    return f"- **{row.what}**: {safe_text(', '.join(told), keeps_links=False)}{until}"


def _told(name: str, value: JsonValue) -> str:
    """A column as a person reads it; moments in the reader's own time, long marks cut (the export has them whole)."""
    label = name.replace("_", " ")
    if isinstance(value, int) and (name == "at" or name.endswith("_at")) and value in EPOCHS:
        return f"{label} <t:{value}:f>"
    if isinstance(value, float):
        return f"{label} {value:.4g}"
    shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"{label} {shown if ' ' in shown or len(shown) <= MARK_CHARS else shown[:8] + '…'}"


async def send_export(interaction: Press) -> None:
    """Everything as a JSON file."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    held = await interaction.client.store.privacy.export(interaction.user.id)
    data = json.dumps(held, indent=2, ensure_ascii=False).encode()
    if len(data) > ATTACHMENT_BYTES:
        await whisper(interaction, "That is too much for one file here. Please ask the operator for your export.")
        return
    file = discord.File(io.BytesIO(data), filename="what-the-bot-holds.json", description="All rows held about you")
    await interaction.edit_original_response(content="Everything I hold about you:", attachments=[file])


async def confirm_delete(interaction: Press) -> None:
    """Asks once more, with the number of rows."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    rows = await interaction.client.store.privacy.show(interaction.user.id)
    await interaction.client.presenter.card(interaction, confirm_card(len(rows)) if rows else text_card(NOTHING_HELD))
