"""The size dialogue's cards as messages: the private card with its controls, and the size as everybody may see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import discord

from bot.core.conversation.size_dialogue import ButtonField, ButtonStyle, DialogueCard
from bot.discord_ui.limits import LAYOUT_CHARS, ROW_BUTTONS
from bot.discord_ui.safe_text import clip_bytes, safe_text
from bot.discord_ui.views.control import row
from bot.discord_ui.views.size import DidItFit, OpenSize, SizeMenu, buttons_of

ACCENT: Final = 0x2F9E6B
BODY_CHARS: Final = LAYOUT_CHARS - 600
BODY_BYTES: Final = 8000


def size_card(card: DialogueCard, token: str, remark: str = "") -> discord.ui.LayoutView:
    """One card of a dialogue; `remark` stands above its text, as when it is taken up again."""
    view = discord.ui.LayoutView(timeout=None)
    shown = _texts(card, remark)
    for position, menu in enumerate(card.selects):
        shown.add_item(row(SizeMenu(token, menu.field, menu).placed(position)))
    for shelf in _shelves(card.buttons):
        shown.add_item(row(*buttons_of(token, shelf, card.buttons)))
    return view.add_item(shown)


def _shelves(buttons: Sequence[ButtonField]) -> list[Sequence[ButtonField]]:
    """Buttons in rows: what goes on first, the ways around it below, so that a thumb finds both at the same place."""
    onward = [button for button in buttons if button.style in (ButtonStyle.MAIN, ButtonStyle.STRONG)]
    around = [button for button in buttons if button not in onward]
    return [
        group[start : start + ROW_BUTTONS] for group in (onward, around) for start in range(0, len(group), ROW_BUTTONS)
    ]


def shared_card(card: DialogueCard, turn_id: str, member_id: int, remark: str = "") -> discord.ui.LayoutView:
    """A size for everybody to see: who it is for, without anything that changes it, and a way to one's own."""
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(_texts(card, "\n".join(part for part in (f"Size advice for <@{member_id}>", remark) if part)))
    buttons: list[Any] = [OpenSize(label="Find my size", is_main=True)]
    return view.add_item(row(*buttons, DidItFit(turn_id)) if turn_id else row(*buttons))


def _texts(card: DialogueCard, remark: str) -> discord.ui.Container[Any]:
    title = safe_text(card.title, keeps_links=False).replace("\n", " ")
    progress = f"-# Step {card.progress}\n" if card.progress else ""
    body = clip_bytes(safe_text(card.body, keeps_links=False), BODY_CHARS, BODY_BYTES)
    parts: Sequence[str] = [f"### {title}", f"{progress}{body}".strip(), f"-# {remark}" if remark else ""]
    text = "\n".join(part for part in parts if part)
    return discord.ui.Container(discord.ui.TextDisplay(text), accent_colour=ACCENT)
