"""The protocols at which the rooms meet. Adapters implement them; nothing here knows an adapter.

Times are `datetime` in UTC. Ids are Discord's integers where they come from Discord; members only ever appear in
stored rows as keyed pseudonyms. The methods of stores are coroutines that return once the data is committed.
"""

from __future__ import annotations

from typing import Protocol

from bot.core.pack import Library


class Libraries(Protocol):
    """Gives the knowledge to answer from."""

    def library(self, server_id: int | None) -> Library:
        """The pack with that server's overlay, ready to answer; the bare pack for None. Never blocks on a file."""
        ...
