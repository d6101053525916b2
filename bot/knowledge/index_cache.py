"""Keeps indexes on disk by content hash, so that the next start need not count and train again.

A cache, so nothing that can go wrong with it may stop the bot: a missing, foreign or damaged file is the same as none,
and a file that cannot be written is left out.
"""

from __future__ import annotations

from pathlib import Path

from bot.cache_files import keep_newest, mark_used, read_arrays, write_arrays
from bot.core.faq.index import Stored, TrainedHead
from bot.core.faq.stored import head_from_arrays, head_to_arrays, stored_from_arrays, stored_to_arrays

_KEPT = 32
"""Files kept in the directory; the ones longest unused go first."""
_SUFFIX = ".index"


class IndexCache:
    """A directory of stored indexes."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def load(self, digest: str) -> tuple[Stored, TrainedHead | None] | None:
        """What was kept under a content hash, or None when there is nothing usable. Never raises."""
        path = self._path(digest)
        arrays = read_arrays(path)
        if arrays is None:
            return None
        try:
            stored = stored_from_arrays(arrays)
            found = stored, head_from_arrays(arrays, digest, stored.vectors)
        except ValueError:
            return None
        mark_used(path)
        return found

    def save(self, digest: str, stored: Stored, trained: TrainedHead | None) -> bool:
        """Keep an index; False when that was not possible. A crash leaves the old file or the new one."""
        try:
            write_arrays(
                self._path(digest), {**stored_to_arrays(stored), **(head_to_arrays(trained) if trained else {})}
            )
            keep_newest(self._directory, f"*{_SUFFIX}", _KEPT)
        except OSError:
            return False
        return True

    def _path(self, digest: str) -> Path:
        return self._directory / f"{digest}{_SUFFIX}"
