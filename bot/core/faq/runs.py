"""Runs of numbers: for each of many, everything from where it begins, in one array."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.thesaurus import Longs


def runs(starts: NDArray[np.integer], lengths: NDArray[np.integer]) -> tuple[Longs, Longs]:
    """As many numbers as each run is long, counted up from its start, one run after another; and where each begins."""
    begins = lengths.cumsum() - lengths
    numbers = (starts - begins).repeat(lengths)
    return numbers + np.arange(len(numbers)), begins
