"""Notices that a pack directory has changed, and gives the new knowledge when it is valid.

Polling, because it works on every system, over network disks and in containers, and costs less than a millisecond. What
is live changes only when the whole pack reads without an error; reading is done in a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.core.pack import Library, Pack
from bot.core.problems import Problem
from bot.knowledge.library import library_of
from bot.knowledge.pack_files import read_pack_files, stamp_of

if TYPE_CHECKING:
    from bot.knowledge.loader import LoadResult

INTERVAL_S = 0.25
"""Between two looks; one costs a third of a millisecond."""
SETTLE_S = 0.1
"""A file that moved within this time is still being written; it is read at a later look."""

Build = Callable[[Pack], Library]
Check = Callable[["LoadResult", Library], Iterable[Problem]]
"""Problems that refuse a pack which reads well: its entries' tests."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The directory holds other, valid knowledge now."""

    library: Library
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """The directory changed and cannot be used; what was live stays so."""

    problems: tuple[Problem, ...]


class PackWatcher:
    """Watches one directory. `look` is called again and again, by `run` or by a scheduler of the caller's."""

    def __init__(
        self, directory: Path, live_digest: str, check: Check = lambda _result, _library: (), build: Build = library_of
    ) -> None:
        """`live_digest` is that of the pack in use. `build` and `check` run in a thread."""
        self._directory = directory
        self._digest = live_digest
        self._check = check
        self._build = build
        self._seen: object = None

    async def look(self) -> Changed | Broken | None:
        """What a change since the last look came to; None without one. Each change is told once."""
        stamp = await asyncio.to_thread(stamp_of, self._directory)
        if stamp == self._seen:
            return None
        await asyncio.sleep(SETTLE_S)
        if await asyncio.to_thread(stamp_of, self._directory) != stamp:
            return None
        self._seen = stamp
        return await asyncio.to_thread(self._read)

    def _read(self) -> Changed | Broken | None:
        files = read_pack_files(self._directory)
        if files.digest == self._digest and not files.problems:
            return None
        from bot.knowledge.loader import has_errors, load_files  # what reads YAML: only where something changed

        self._digest = files.digest
        result = load_files(files)
        if result.pack is None:
            return Broken(result.problems)
        library = self._build(result.pack)
        problems = tuple(sorted({*result.problems, *self._check(result, library)}))
        return Broken(problems) if has_errors(problems) else Changed(library, problems)

    async def run(
        self,
        on_change: Callable[[Changed], None],
        on_problems: Callable[[tuple[Problem, ...]], None],
        interval_s: float = INTERVAL_S,
    ) -> None:
        """Look for ever; ends when its task is cancelled. The callbacks run on the event loop and have to be quick."""
        while True:
            seen = await self.look()
            if isinstance(seen, Changed):
                on_change(seen)
            elif isinstance(seen, Broken):
                on_problems(seen.problems)
            await asyncio.sleep(interval_s)
