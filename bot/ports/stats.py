"""What one server's moderators see of how the bot is used: counts, never rows and never members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.core.reply import Kind


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included, in UTC."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class DayCount:
    """One day."""

    on: date
    turns: int
    members: int
    answered: int
    """Turns of kind answer or size."""
    unanswered: int
    """Turns of kind none."""


@dataclass(frozen=True, slots=True)
class EntryCount:
    """One entry."""

    entry: str
    shown: int
    chosen: int
    """Picked from choices."""
    refused: int
    """Offered among choices that got "none of these"."""
    helpful: int
    not_helpful: int


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step of the size dialogue."""

    step: str
    reached: int
    """Dialogues that came here."""
    skipped: int
    back: int
    """Dialogues that went back from here."""
    last: int
    """Dialogues that went no further and were not finished."""


@dataclass(frozen=True, slots=True)
class GapCount:
    """How many gaps of one kind stand at one status; only those whose text is kept."""

    reason: str
    status: str
    gaps: int


@dataclass(frozen=True, slots=True)
class StatsReport:
    """One server over one period. Shadow turns are not in it."""

    period: Period
    sessions: int
    members: int
    turns: int
    median_latency_ms: float
    days: tuple[DayCount, ...]
    """Every day of the period, also those without a turn."""
    kinds: tuple[tuple[Kind, int], ...]
    """Most first."""
    ways_in: tuple[tuple[str, int], ...]
    entries: tuple[EntryCount, ...]
    """Most shown first; only entries that were shown, offered or rated."""
    funnel: tuple[FunnelStep, ...]
    """In the order in which dialogues reach them."""
    dialogues: int
    """Size dialogues begun."""
    finished: int
    """Size dialogues that came to a result."""
    gaps: tuple[GapCount, ...]

    def never_used(self, entry_ids: tuple[str, ...]) -> tuple[str, ...]:
        """Which of `entry_ids` were not shown in this period, in the order given."""
        shown = {count.entry for count in self.entries if count.shown}
        return tuple(entry for entry in entry_ids if entry not in shown)


class Stats(Protocol):
    """Counts for one server."""

    async def report(self, server_id: int | None, period: Period) -> StatsReport:
        """All counts of that server (None: direct messages and terminal). Raises `StoreUnavailableError`."""
        ...
