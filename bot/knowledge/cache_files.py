"""Bounds how many files a cache directory holds."""

from __future__ import annotations

from pathlib import Path


def keep_newest(directory: Path, pattern: str, count: int) -> None:
    """Delete all but the `count` files of a pattern that were used last. Raises OSError."""
    files = sorted(directory.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[count:]:
        path.unlink(missing_ok=True)
