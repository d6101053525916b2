"""The help card: what the pack says the bot can do, and Discord's own ways to ask it."""

from __future__ import annotations

import discord

from bot.core.reply import Reply
from bot.discord_ui.safe_text import clip, reflow, safe_text

BODY_CHARS = 2500


def welcome_card(reply: Reply, user: discord.ClientUser | None) -> discord.ui.LayoutView:
    """What `/help` and an empty mention show. No control on it needs a turn, so none can go stale."""
    name = user.mention if user is not None else "me"
    ways = (
        f"Mention {name}, reply to me, or write to me directly.\n"
        "`/ask` · `/size` · `/faq browse` · `/help` · `/privacy show`\n"
        "On somebody's message (right-click, or hold it on a phone): Apps, **Answer this**."
    )
    title = f"### {safe_text(reply.title, keeps_links=False)}\n" if reply.title else ""
    body = clip(title + safe_text(reflow(reply.body), keeps_links=bool(reply.entry)), BODY_CHARS)
    view = discord.ui.LayoutView(timeout=None)
    card: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(
        discord.ui.TextDisplay(body or "### How to ask me"),
        discord.ui.Separator(),
        discord.ui.TextDisplay(ways),
    )
    return view.add_item(card)
