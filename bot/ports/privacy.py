"""What members may do with what is held about them: see it, take it along, have it erased."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.ports.place import JsonValue


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One row that is held about a member, exactly as it is kept."""

    what: str
    """What kind of row, in words a member knows: `question`, `size result` …"""
    server_id: int | None
    values: Mapping[str, JsonValue]
    """Every column as it is kept."""
    deleted_on: date | None
    """The day by which it is deleted by itself; None when it has none (a moderator's own edits)."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an erasure did."""

    at: datetime
    erased: Mapping[str, int]
    """Rows erased, by kind in the words of `HeldRow.what`; kinds without rows are left out."""
    unnamed: int
    """Moderator's edits that stay with the server's knowledge, now without the member's id."""

    @property
    def total(self) -> int:
        """Rows erased or unnamed altogether."""
        return sum(self.erased.values()) + self.unnamed


@dataclass(frozen=True, slots=True)
class RetentionReport:
    """What one retention run deleted."""

    deleted: Mapping[str, int]
    """Rows by table; tables without deletions are left out."""
    purged_servers: tuple[int, ...]
    """Servers that had removed the bot longer ago than the grace period."""


class Privacy(Protocol):
    """A member's rights, over every server, and the servers' own. All methods raise `StoreUnavailableError`."""

    async def show(self, member_id: int) -> tuple[HeldRow, ...]:
        """Every row held about the member, newest first."""
        ...

    async def export(self, member_id: int) -> dict[str, JsonValue]:
        """The same as an object for a JSON file, with the day of each deletion."""
        ...

    async def erase(self, member_id: int) -> Receipt:
        """Erase all of it, in one commit that also outlives a power cut."""
        ...

    async def server_left(self, server_id: int) -> None:
        """The server removed the bot: its rows are purged after the grace period."""
        ...

    async def server_returned(self, server_id: int) -> None:
        """The server has the bot again: nothing is purged."""
        ...

    async def servers_here(self, server_ids: Collection[int]) -> None:
        """These servers and no others have the bot now: these `server_returned`, all others with rows `server_left`.

        For what happened while no process was connected; Discord does not tell of it afterwards.
        """
        ...

    async def purge_server(self, server_id: int) -> Mapping[str, int]:
        """Delete everything of a server at once; rows by table."""
        ...
