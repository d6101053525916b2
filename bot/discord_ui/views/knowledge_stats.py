"""`/knowledge stats`: pictures with alt text where they can be drawn, and the same as numbers, for a chosen period."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.discord_ui.ids import KNOWLEDGE
from bot.discord_ui.safe_text import clip
from bot.discord_ui.views.control import SelectControl, option, row
from bot.discord_ui.views.knowledge_access import begin, keepers_only, server_of, show, workshop_of
from bot.discord_ui.views.knowledge_card import Part, bullets, card, plain, worded
from bot.ports.moderation import StatsView
from bot.ports.stats import EntryCount, Period

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

PERIODS: Final = {"7": "The last 7 days", "30": "The last 30 days", "90": "The last 90 days", "365": "The last year"}
ENTRIES: Final = 8
NEVER_USED: Final = 5
ALT_CHARS: Final = 1024


class PickPeriod(SelectControl, template=f"{KNOWLEDGE}:stats"):
    """Shows another period."""

    def __init__(self, days: str = "") -> None:
        options = [one for value, label in PERIODS.items() if (one := option(value, label)) is not None]
        for one in options:
            one.default = one.value == days
        super().__init__(f"{KNOWLEDGE}:stats", "Which period?", options)

    @keepers_only
    async def press(self, interaction: Press) -> None:
        await open_stats(interaction, int(self.picked))


async def open_stats(interaction: Press, days: int) -> None:
    """Shows the counts of the last days, today included."""
    await begin(interaction)
    today = interaction.client.clock().date()
    period = Period(today - timedelta(days=days - 1), today)
    stats = await workshop_of(interaction).stats(server_of(interaction), period)
    files = [
        discord.File(io.BytesIO(picture.png), picture.filename, description=clip(picture.alt, ALT_CHARS))
        for picture in stats.pictures
    ]
    await show(interaction, stats_card(stats, str(days)), files)


def stats_card(stats: StatsView, days: str) -> discord.ui.LayoutView:
    """The numbers in sentences, the pictures, and what nobody uses."""
    period = stats.report.period
    head = f"### {PERIODS.get(days, 'This period')}\n-# {period.since} to {period.until}, this server alone"
    parts: list[Part] = [head, bullets([worded(sentence, 400) for sentence in stats.sentences], 12)]
    if stats.pictures:
        gallery: discord.ui.MediaGallery[Any] = discord.ui.MediaGallery(
            *(
                discord.MediaGalleryItem(f"attachment://{picture.filename}", description=clip(picture.alt, ALT_CHARS))
                for picture in stats.pictures
            )
        )
        parts.append(gallery)
    parts += [_entries_text(stats), _never_text(stats), row(PickPeriod(days))]
    return card(*parts)


def _entries_text(stats: StatsView) -> str:
    shown = stats.report.entries[:ENTRIES]
    lines = [f"{plain(stats.titles.get(one.entry, one.entry), 80)} · {_counts(one)}" for one in shown]
    return f"**Answers**\n{bullets(lines, ENTRIES)}" if lines else ""


def _counts(one: EntryCount) -> str:
    numbers = (
        (one.shown, "shown"),
        (one.chosen, "picked"),
        (one.refused, "refused"),
        (one.helpful, "helpful"),
        (one.not_helpful, "not helpful"),
    )
    return ", ".join(f"{number} {word}" for number, word in numbers if number)


def _never_text(stats: StatsView) -> str:
    titles = [plain(one.title, 80) for one in stats.never_used]
    return f"**Never shown in this time**\n{bullets(titles, NEVER_USED)}" if titles and stats.report.turns else ""
