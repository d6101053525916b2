"""What members tell about the pair they took: kept as buckets, shown as a count, never moving a rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.core.sizing.recommendation import Recommendation

MINIMUM_REPORTS = 10
"""Fewer reports than this are not shown: they would tell about persons, not about the advice."""


class Length(StrEnum):
    """How the pair fits lengthwise."""

    SHORT = "short"
    RIGHT = "right"
    LONG = "long"


class Girth(StrEnum):
    """How the pair fits across."""

    TIGHT = "tight"
    RIGHT = "right"
    WIDE = "wide"


class Taken(StrEnum):
    """Which size was bought, against the advice."""

    ADVISED = "advised"
    ALTERNATIVE = "alternative"
    SMALLER = "smaller"
    LARGER = "larger"


@dataclass(frozen=True, slots=True)
class FitReport:
    """One member's report; one per member and turn, the last one counts."""

    turn_id: str
    """The turn that gave the size."""
    member_id: int
    server_id: int | None
    taken: Taken
    length: Length
    girth: Girth
    kept: bool


@dataclass(frozen=True, slots=True)
class FitCounts:
    """How an advice went, within one server."""

    reports: int
    """How many followed the advice and reported: the M of "N of M kept it"."""
    kept: int

    @property
    def may_be_shown(self) -> bool:
        """Whether there are enough reports to say anything."""
        return self.reports >= MINIMUM_REPORTS


class FitReports(Protocol):
    """Reports on sizes taken."""

    async def record(self, report: FitReport) -> bool:
        """Keep a report; False when the turn gave no size there, was forgotten, or nothing could be kept."""
        ...

    async def counts(self, server_id: int | None, recommendation: Recommendation) -> FitCounts:
        """How those fared there who followed the same advice: same deciding rules, same change of size.

        One member counts once, with the last report, however often the advice was given.
        """
        ...
