"""Work beside the conversation: tasks that repeat until the bot stops, and that may fail without taking it along.

They live outside the Discord client, so that the client is the same in the demo, in tests and in service.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from types import TracebackType
from typing import Any, Final

log = logging.getLogger(__name__)

RESTART_S: Final = 5.0
"""Wait before a failed task is begun again; twice as long each time, so that the log is not flooded."""
LONGEST_RESTART_S: Final = 600.0


class Background:
    """Tasks of one process. Leaving the block cancels them and waits until they have ended."""

    def __init__(self, restart_s: float = RESTART_S) -> None:
        self._restart_s = restart_s
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Background:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    def keep(self, name: str, run: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Runs something that never ends by itself; when it fails, that is logged and it begins again."""
        self._tasks.add(asyncio.create_task(self._kept(name, run), name=name))

    async def _kept(self, name: str, run: Callable[[], Coroutine[Any, Any, None]]) -> None:
        wait_s = self._restart_s
        while True:
            try:
                await run()
            except Exception:
                log.exception("The background task %r failed and begins again in %g s", name, wait_s)
            await asyncio.sleep(wait_s)
            wait_s = min(2 * wait_s, LONGEST_RESTART_S)


async def every(seconds: float, do: Callable[[], Awaitable[object]]) -> None:
    """Does something now and then again and again, `seconds` after it was done; raises what that raises."""
    while True:
        await do()
        await asyncio.sleep(seconds)
