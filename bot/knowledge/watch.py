"""Notices that a pack directory has changed, and gives the new knowledge when it is valid.

Polling, because it works on every system, over network disks and in containers, and costs less than a millisecond. What
is live changes only when the whole pack reads without an error; reading is done in a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.core.pack import Library
from bot.core.problems import Problem
from bot.knowledge.library import library_of
from bot.knowledge.loader import LoadResult, load_files
from bot.knowledge.pack_files import PackFiles, read_pack_files, stamp_of

INTERVAL_S = 0.5
"""Between two looks. A change is read at the first look after which nothing moved, so it is live within two seconds."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The directory holds other, valid knowledge now."""

    library: Library
    warnings: tuple[Problem, ...]
    loaded: LoadResult


@dataclass(frozen=True, slots=True)
class Broken:
    """The directory changed and cannot be used; what was live stays so."""

    problems: tuple[Problem, ...]


class PackWatcher:
    """Watches one directory. `look` is called again and again, by `run` or by a scheduler of the caller's."""

    def __init__(
        self,
        directory: Path,
        live_digest: str,
        check: Callable[[LoadResult], tuple[Problem, ...]] = lambda _: (),
        build: Callable[[LoadResult], Library] | None = None,
    ) -> None:
        """`live_digest` is that of the pack in use. `check` may add problems that refuse a pack (its tests)."""
        self._directory = directory
        self._digest = live_digest
        self._check = check
        self._build = build or _library
        self._read_stamp: object = None
        self._last_stamp: object = None

    async def look(self) -> Changed | Broken | None:
        """What a change since the last look came to; None without one. Each change is told once."""
        stamp = await asyncio.to_thread(stamp_of, self._directory)
        is_settled, self._last_stamp = stamp == self._last_stamp, stamp
        if stamp == self._read_stamp or not is_settled:
            return None
        self._read_stamp = stamp
        return await asyncio.to_thread(self._read)

    def _read(self) -> Changed | Broken | None:
        files = read_pack_files(self._directory)
        if files.digest == self._digest and not files.problems:
            return None
        return self._load(files)

    def _load(self, files: PackFiles) -> Changed | Broken:
        result = load_files(files)
        problems = tuple(sorted({*result.problems, *(self._check(result) if result.pack else ())}))
        self._digest = files.digest
        if result.pack is None or any(problem.severity == "error" for problem in problems):
            return Broken(problems)
        return Changed(self._build(result), problems, result)

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


def _library(result: LoadResult) -> Library:
    if result.pack is None:
        raise ValueError("a pack with errors has no library")
    return library_of(result.pack)
