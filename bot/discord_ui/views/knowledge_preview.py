"""The preview of a change: the answer exactly as members get it, with controls that cannot be pressed."""

from __future__ import annotations

from typing import Any, Final

import discord

from bot.discord_ui.limits import LAYOUT_BYTES_PER_TEXT
from bot.discord_ui.render import Frame, TextBudget, render
from bot.ports.proposals import Proposal

PREVIEW_TURN: Final = "preview"


def preview_of(proposal: Proposal) -> list[discord.ui.Item[Any]]:
    """The answer exactly as members get it, with controls that cannot be pressed."""
    if proposal.preview is None:
        return []
    shown = render(proposal.preview, Frame(PREVIEW_TURN, is_private=False, in_server=True))
    for one in shown.walk_children():
        inner = one.item if isinstance(one, discord.ui.DynamicItem) else one
        if isinstance(inner, discord.ui.Button | discord.ui.Select):
            inner.disabled = True
    return list(shown.children)


def has_text_left(looks: list[discord.ui.Item[Any]], budget: TextBudget) -> bool:
    cards = [look for look in looks if isinstance(look, discord.ui.Container)]
    shown = (one for look in cards for one in look.walk_children())
    texts = [one.content for one in shown if isinstance(one, discord.ui.TextDisplay)]
    size_bytes = sum(len(text.encode()) + LAYOUT_BYTES_PER_TEXT for text in texts)
    return sum(map(len, texts)) <= budget.chars and size_bytes <= budget.size_bytes
