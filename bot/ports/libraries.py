"""Where every room gets the knowledge it answers from. Nothing here may read a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the index behind it is dear to import, and the store has no use for it
    from bot.core.pack import Library


class Libraries(Protocol):
    """Gives the knowledge to answer from."""

    def library(self, server_id: int | None) -> Library:
        """The pack with that server's overlay, ready to answer; the bare pack for None. Never blocks on a file."""
        ...

    async def prepare(self, server_id: int | None) -> None:
        """Waits until that server's library is ready, the bare pack's for None, so that `library` gives it at once."""
        ...
