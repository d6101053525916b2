"""Shadow mode: what moderators thought of answers that were not posted. Who rated is not kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

RATINGS_NEEDED = 50
"""Ratings from which the table of thresholds is worth reading."""


class Rating(StrEnum):
    """What a moderator thought of an answer that was not posted."""

    RIGHT = "right"
    WRONG = "wrong"
    SILENT = "silent"
    """The bot should have stayed silent."""


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """What answering from one confidence on would have meant."""

    threshold: float
    answers: int
    """Rated turns at or above the threshold."""
    right: int
    wrong: int
    """Rated WRONG or SILENT."""


@dataclass(frozen=True, slots=True)
class ShadowTable:
    """One shadow channel's ratings."""

    ratings: int
    rows: tuple[ThresholdRow, ...]
    """Lowest threshold first."""


class Shadow(Protocol):
    """Ratings of turns recorded with `is_shadow`."""

    async def rate(self, server_id: int, turn_id: str, rating: Rating) -> bool:
        """Keep a rating, the last one counts; False when that is no shadow turn of that server, or nothing was kept."""
        ...

    async def table(self, server_id: int, channel_id: int) -> ShadowTable:
        """Thresholds against answers given and wrong ones, for one channel."""
        ...
