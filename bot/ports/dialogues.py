"""State behind controls: the size dialogue's, and what lasting buttons need beyond the 100 characters of an id.

Both are found by a random token that stands in the control. A token of one server opens nothing in another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.ports.place import JsonValue, Place

DIALOGUE_IDLE = timedelta(minutes=15)
"""After this the dialogue is offered to be taken up again, instead of simply going on."""
DIALOGUE_LIFE = timedelta(hours=24)
"""Then the state is deleted, measurements with it."""
CONTROL_LIFE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A size dialogue under way."""

    token: str
    place: Place
    state: Mapping[str, JsonValue]
    version: int
    """Counts saves; a save on top of an older version is refused."""
    updated_at: datetime
    is_owner: bool
    """Whether the member who looked it up began it."""
    is_idle: bool
    """More than `DIALOGUE_IDLE` since the last step."""


class Dialogues(Protocol):
    """Size dialogues by token. Where the disk fails they live in memory until it is back; no method raises."""

    async def create(self, member_id: int, place: Place, state: Mapping[str, JsonValue]) -> Dialogue:
        """Begin a dialogue; the member's earlier one in the same server is deleted."""
        ...

    async def load(self, token: str, member_id: int, server_id: int | None) -> Dialogue | None:
        """The dialogue, or None when it is unknown, of another server, or older than `DIALOGUE_LIFE`."""
        ...

    async def latest(self, member_id: int, server_id: int | None) -> Dialogue | None:
        """The member's own dialogue in that server, to be taken up again."""
        ...

    async def save(self, dialogue: Dialogue, state: Mapping[str, JsonValue]) -> Dialogue | None:
        """The dialogue with its new state; None when it is gone or another press came first (`version`)."""
        ...

    async def delete(self, token: str) -> None:
        """End a dialogue; unknown tokens are fine."""
        ...


@dataclass(frozen=True, slots=True)
class Control:
    """What a lasting control remembers."""

    token: str
    payload: Mapping[str, JsonValue]
    is_owner: bool


class Controls(Protocol):
    """Small payloads by token. Ids and numbers only: a string with a space or over 100 characters is refused.

    Where the disk fails they live in memory until it is back.
    """

    async def create(
        self,
        member_id: int,
        server_id: int | None,
        payload: Mapping[str, JsonValue],
        life: timedelta = CONTROL_LIFE,
    ) -> str:
        """Keep a payload; its token (16 characters of A-Z, a-z, 0-9, `-`, `_`). Raises ValueError for text in it."""
        ...

    async def load(self, token: str, member_id: int, server_id: int | None) -> Control | None:
        """The payload, or None when it is unknown, expired or of another server."""
        ...

    async def replace(self, token: str, payload: Mapping[str, JsonValue]) -> bool:
        """Change a payload; False when it is gone."""
        ...

    async def delete(self, token: str) -> None:
        """Drop a payload; unknown tokens are fine."""
        ...
