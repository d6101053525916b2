"""Arrays of many megabytes that are needed for a moment only, in memory that goes back to the system afterwards.

They are mapped past `malloc`. Once it has freed a large array, glibc takes such sizes for usual, and keeps as much and
more of whatever is freed later for itself.
"""

from __future__ import annotations

import contextlib
import mmap

import numpy as np

from bot.core.faq.thesaurus import Floats

_LARGE_PAGES = getattr(mmap, "MADV_HUGEPAGE", None)
"""Where there are pages of two megabytes, a new array is filled with far fewer faults."""


def brief_zeros(rows: int, columns: int) -> Floats:
    """A new array of zeros; its memory is gone with the last reference to it."""
    size = rows * columns
    memory = mmap.mmap(-1, max(4 * size, 1), access=mmap.ACCESS_COPY)
    if _LARGE_PAGES is not None:
        with contextlib.suppress(OSError):
            memory.madvise(_LARGE_PAGES)
    return np.frombuffer(memory, np.float32, size).reshape(rows, columns)
