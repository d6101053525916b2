"""What moderators of one server chose. The defaults are what a server gets that never chose anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Tone(StrEnum):
    """How sure of itself the bot is in a server."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    """Never answers outright: offers the entry as a choice."""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """One server's settings."""

    listen_channels: frozenset[int] = frozenset()
    """Channels where every message is read; needs the Message Content intent."""
    shadow_channels: frozenset[int] = frozenset()
    """Channels where nothing is posted and moderators see what would have been said."""
    forum_channels: frozenset[int] = frozenset()
    """Forums whose new posts get an answer."""
    moderators_channel: int | None = None
    moderators_role: int | None = None
    """A role that may keep the knowledge besides those with the permission."""
    wrong_share: float | None = None
    """Share of wrong answers accepted, 0 to 1; None for the pack's own."""
    listen_threshold: float | None = None
    """Lowest confidence, 0 to 1, that answers unasked in a listening channel; None for the product's own."""
    tone: Tone = Tone.ANSWER
    private_by_default: bool = False
    """Whether `/ask` answers privately when nothing is said."""
    retention_days: int = 180
    """How long turns, sizes and feedback are kept, 1 to 365."""
    allow_gap_text: bool = False
    """Whether the scrubbed text of unanswered questions is kept."""
    gap_days: int = 30
    """How long that text is kept, 1 to 90."""


class SettingsStore(Protocol):
    """Settings of every server."""

    async def get(self, server_id: int | None) -> ServerSettings:
        """The server's settings; the last known ones, or else the defaults, while the disk fails. Never raises."""
        ...

    async def change(self, server_id: int, edit: Callable[[ServerSettings], ServerSettings]) -> ServerSettings:
        """Apply `edit` to the settings as they stand, in one transaction; the result.

        Raises `StoreUnavailableError`, and ValueError (with a sentence for the moderator) for a value out of its range.
        """
        ...
