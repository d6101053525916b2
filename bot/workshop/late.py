"""The workshop's door: what is behind it is imported when a moderator first comes, because most starts see none.

Editing, trying and charting bring a fifth of the bot's modules with them, and megabytes that members have no use for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from bot.ports.workshop import Workshop


def late_workshop(open_it: Callable[[], Workshop]) -> Workshop:
    """A workshop that opens in a thread at the first call; its methods are coroutines, so that nobody notices."""
    return cast("Workshop", _Door(open_it))


class _Door:
    def __init__(self, open_it: Callable[[], Workshop]) -> None:
        self._open_it = open_it
        self._opening: asyncio.Future[Workshop] | None = None

    def __getattr__(self, name: str) -> Callable[..., Coroutine[Any, Any, Any]]:
        async def call(*args: Any, **named: Any) -> Any:
            if self._opening is None:
                self._opening = asyncio.ensure_future(asyncio.to_thread(self._open_it))
            workshop = await asyncio.shield(self._opening)
            return await getattr(workshop, name)(*args, **named)

        return call
