"""What members say about an answer, and the questions that are still without one.

A gap's text is kept only where the server allows it: scrubbed, with the day alone, without its author.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Verdict(StrEnum):
    """What somebody said about a turn."""

    HELPFUL = "helpful"
    NOT_HELPFUL = "not-helpful"
    CHOSEN = "chosen"
    """One of the choices was picked."""
    NONE_OF_THESE = "none-of-these"
    DISMISSED = "dismissed"


class GapReason(StrEnum):
    """Why a question counts as a gap."""

    NO_ANSWER = "no-answer"
    NONE_OF_THESE = "none-of-these"
    NOT_HELPFUL = "not-helpful"
    UNKNOWN_SHOE = "unknown-shoe"


class GapStatus(StrEnum):
    """What moderators made of a gap."""

    OPEN = "open"
    ADDED = "added"
    """Added as a phrasing of `Gap.resolved_entry`."""
    NEW_ENTRY = "new-entry"
    NOT_OURS = "not-ours"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class FeedbackRecord:
    """One press under a reply; one per member and turn, the last one counts."""

    turn_id: str
    member_id: int
    server_id: int | None
    """Where it was pressed; a turn of another server is not touched."""
    verdict: Verdict
    reason: str = ""
    """Id of the reason tapped after "not helpful"; never free text."""
    entry: str = ""
    """The choice picked."""
    question: str = ""
    """The turn's question, where it is at hand: kept as a gap's text under the same rules as in `TurnRecord`."""
    message_id: int | None = None
    """The message that the question stood in; see `TurnRecord`."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One question of one server that has no good answer yet."""

    id: str
    """Random, so that it tells nothing about when in the day."""
    server_id: int
    on: date
    reason: GapReason
    text: str
    """Scrubbed, at most 300 characters."""
    entry: str
    """The entry that was shown and disliked; empty for none."""
    near: tuple[str, ...]
    """Entries that came nearest, or were offered and refused."""
    knowledge_digest: str
    """The pack it was asked of."""
    status: GapStatus
    resolved_entry: str = ""
    asker: int = 0
    """Tells people apart within one answer of `Gaps.list`: the same number is the same person; 0 is unknown.

    Made anew for each call, never stored.
    """


class Feedback(Protocol):
    """What members press under a reply."""

    async def record(self, record: FeedbackRecord) -> bool:
        """Keep a press; False when the turn is not known there (any more) or nothing could be kept. Never raises."""
        ...


class Gaps(Protocol):
    """The inbox of one server's gaps."""

    async def list(
        self, server_id: int, statuses: Sequence[GapStatus] = (GapStatus.OPEN, GapStatus.LATER), limit: int = 500
    ) -> tuple[Gap, ...]:
        """That server's gaps, newest day first."""
        ...

    async def mark(self, server_id: int, gap_ids: Sequence[str], status: GapStatus, entry: str = "") -> int:
        """Set what became of gaps; how many were that server's and changed. Raises `StoreUnavailableError`."""
        ...
