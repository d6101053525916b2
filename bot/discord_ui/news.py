"""What moderators are told without asking, in the channel they chose: changes, broken files, stale facts.

Each server is told its own and nothing of another. Where no channel is chosen, or the bot may not write there, nothing
is said: the log and the commands have it all.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord

from bot.core.problems import Problem
from bot.discord_ui.guards import may_speak
from bot.discord_ui.views.knowledge_card import Part, card
from bot.discord_ui.views.knowledge_history import revision_parts
from bot.discord_ui.views.knowledge_news import problems_card, reminder_card, stale_overlay_card
from bot.ports import StoreUnavailableError
from bot.ports.moderation import RevisionCard
from bot.ports.proposals import Saved

if TYPE_CHECKING:
    from bot.discord_ui.client import FitBot

log = logging.getLogger(__name__)

TOLD_DIFFS: Final = 3
REMIND_EVERY: Final = timedelta(days=7)


class News:
    """Posts in the moderators' channels of one client's servers."""

    def __init__(self, bot: FitBot) -> None:
        self._bot = bot
        self._told: dict[int, str] = {}

    async def post(self, server_id: int, view: discord.ui.LayoutView) -> discord.Message | None:
        """Posts a card in a server's moderators' channel; None where there is none, or it may not be written in."""
        settings = await self._bot.store.settings.get(server_id)
        channel = self._bot.get_channel(settings.moderators_channel) if settings.moderators_channel else None
        if not isinstance(channel, discord.TextChannel | discord.Thread) or channel.guild.id != server_id:
            return None
        is_thread = isinstance(channel, discord.Thread)
        if not may_speak(channel.permissions_for(channel.guild.me), in_thread=is_thread):
            return None
        try:
            return await channel.send(view=view)
        except discord.HTTPException as error:
            log.info("The moderators' channel %s was not told: %s", channel.id, error)
            return None

    async def tell_saved(self, server_id: int, saved: Saved) -> None:
        """The diff card of what was just saved."""
        assert self._bot.workshop is not None
        newest = max(saved.revision_ids)
        page = await self._bot.workshop.history(server_id, None, newest + 1, len(saved.revision_ids))
        await self.tell_revisions(server_id, [one for one in page.cards if one.id in saved.revision_ids])

    async def tell_revisions(self, server_id: int, revisions: Sequence[RevisionCard]) -> None:
        """Diff cards, each with its Undo; of a large import the first few, and how to see the rest."""
        parts: list[Part] = ["### The answers were changed", *revision_parts(revisions[:TOLD_DIFFS])]
        if len(revisions) > TOLD_DIFFS:
            parts.append(f"… and {len(revisions) - TOLD_DIFFS} more. `/knowledge history` shows all of them.")
        await self.post(server_id, card(*parts))

    async def tell_problems(self, problems: Sequence[Problem]) -> None:
        """What is wrong with changed files of the pack, to every server, once for each state of the files."""
        digest = hashlib.sha256("\n".join(map(str, problems)).encode()).hexdigest()
        for guild in list(self._bot.guilds):
            if self._told.get(guild.id) != digest:
                self._told[guild.id] = digest
                await self.post(guild.id, problems_card(problems))

    async def tell_outdated(self) -> None:
        """After a new pack: which servers' own entries no longer fit it, to those servers."""
        workshop = self._bot.workshop
        assert workshop is not None
        self._told.clear()
        for guild in list(self._bot.guilds):
            faults = await workshop.problems(guild.id)
            if faults:
                await self.post(guild.id, stale_overlay_card(faults))

    async def remind(self) -> None:
        """Facts past their review day, at most once a week for each server, also over restarts."""
        workshop, hashes = self._bot.workshop, self._bot.store.command_hash
        if workshop is None:
            return
        for guild in list(self._bot.guilds):
            scope, today = f"reminder:{guild.id}", self._bot.clock().date()
            last = await hashes.load(scope)
            if last is not None and last > (today - REMIND_EVERY).isoformat():
                continue
            try:
                due = await workshop.reminders(guild.id)
            except StoreUnavailableError:
                continue
            if due and await self.post(guild.id, reminder_card(due)) is not None:
                await hashes.save(scope, today.isoformat())
