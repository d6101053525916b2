"""Cards that moderators get without asking: broken files, own entries that no longer fit, facts that have aged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import discord

from bot.core.problems import Problem
from bot.discord_ui.ids import KNOWLEDGE, MAX_ENTRY_CHARS
from bot.discord_ui.views.control import SelectControl, options_of, row
from bot.discord_ui.views.knowledge_access import begin, keepers_only, server_of, show, workshop_of
from bot.discord_ui.views.knowledge_card import WARNING, bullets, card, count_of, fault_line, plain, worded
from bot.discord_ui.views.knowledge_effect import effect_card
from bot.ports.moderation import Reminder
from bot.ports.proposals import Fault

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

MOST_PROBLEMS: Final = 10
MOST_REMINDERS: Final = 25


class StillTrue(SelectControl, template=f"{KNOWLEDGE}:true"):
    """Says of one stale entry that it is still right; the effect card follows, as for any change."""

    def __init__(self, due: Sequence[Reminder] = ()) -> None:
        pairs = [(one.entry.entry_id, one.entry.title) for one in due if len(one.entry.entry_id) <= MAX_ENTRY_CHARS]
        super().__init__(f"{KNOWLEDGE}:true", "I checked it today, it is still right", options_of(pairs))

    @keepers_only
    async def press(self, interaction: Press) -> None:
        await begin(interaction)
        moderator = interaction.user.id
        proposal = await workshop_of(interaction).mark_checked(server_of(interaction), moderator, self.picked)
        await show(interaction, effect_card(proposal))


def problems_card(problems: Sequence[Problem]) -> discord.ui.LayoutView:
    """What is wrong with changed files of the pack; what was live stays live."""
    lines = [
        f"`{worded(one.path, 80)}` line {one.line}: {worded(one.message)}{f' → {worded(one.hint)}' if one.hint else ''}"
        for one in problems
    ]
    head = "### A changed file cannot be used\nMembers notice nothing: what was live stays live until it is mended."
    return card(head, bullets(lines, MOST_PROBLEMS), accent=WARNING)


def stale_overlay_card(faults: Sequence[Fault]) -> discord.ui.LayoutView:
    """Own entries that no longer fit the pack as it is now."""
    head = "### The pack was changed, and some of this server's own entries no longer fit it"
    return card(head, bullets([fault_line(fault) for fault in faults], MOST_PROBLEMS), accent=WARNING)


def reminder_card(due: Sequence[Reminder]) -> discord.ui.LayoutView:
    """Facts past their review day, longest overdue first, with one tap for what is still right."""
    lines = [
        f"{plain(one.entry.title, 100)}\n  -# last checked {one.checked.day} {one.checked:%B %Y}, "
        f"{count_of(one.days_over, 'day')} overdue"
        for one in due
    ]
    head = (
        f"### {count_of(len(due), 'fact')} to check again\n"
        "Members read “may have changed” under these answers. Check the source, then pick it below, or correct it with "
        "`/knowledge edit`."
    )
    return card(head, bullets(lines, MOST_PROBLEMS), row(StillTrue(due[:MOST_REMINDERS])))
