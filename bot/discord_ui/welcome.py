"""The help card: what the pack says the bot can do, and how to ask in Discord where the pack does not say."""

from __future__ import annotations

import discord

from bot.core.reply import Reply
from bot.discord_ui.safe_text import clip, reflow, safe_text
from bot.discord_ui.views.control import row
from bot.discord_ui.views.size import OpenSize

BODY_CHARS = 2000
DETAIL_CHARS = 1000


def welcome_card(reply: Reply, user: discord.ClientUser | None) -> discord.ui.LayoutView:
    """What `/help` and an empty mention show. No control on it needs a turn, so none can go stale."""
    title = f"### {safe_text(reply.title, keeps_links=False)}\n" if reply.title else ""
    body = clip(title + _text(reply, reply.body), BODY_CHARS)
    card: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(
        discord.ui.TextDisplay(body or "### How to ask me")
    )
    for further in (_ways(reply, user), clip(_text(reply, reply.more), DETAIL_CHARS)):
        if further:
            card.add_item(discord.ui.Separator()).add_item(discord.ui.TextDisplay(further))
    card.add_item(row(OpenSize(label="Find my size", is_main=True)))
    return discord.ui.LayoutView(timeout=None).add_item(card)


def _text(reply: Reply, text: str) -> str:
    return safe_text(reflow(text), keeps_links=bool(reply.entry))


def _ways(reply: Reply, user: discord.ClientUser | None) -> str:
    """How to ask in Discord; empty where the pack's own words say so already."""
    if "/ask" in reply.body:
        return ""
    return (
        f"Mention {user.mention if user is not None else 'me'}, reply to me, or write to me directly.\n"
        "`/ask` · `/size` · `/faq browse` · `/help` · `/privacy show`\n"
        "On somebody's message (right-click, or hold it on a phone): Apps, **Answer this**."
    )
