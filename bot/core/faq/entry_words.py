"""Which stems the phrasings of an entry hold, and how much of a question they cover."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.features import WordFeatures

_REMEMBERED = 256
_LEAST = 0.1
"""What the commonest English words still weigh."""


class EntryWords:
    """The stems of every entry, as one sorted array of pairs."""

    __slots__ = ("_known", "_size", "pairs")

    def __init__(self, pairs: NDArray[np.int64], stems: int) -> None:
        """`pairs` holds entry number times how many stems there are plus stem number, ascending."""
        self.pairs = pairs
        self._size = max(stems, 1)
        self._known: dict[int, frozenset[int]] = {}

    def _numbers(self, entry: int) -> frozenset[int]:
        known = self._known.get(entry)
        if known is None:
            first = entry * self._size
            low, high = self.pairs.searchsorted((first, first + self._size)).tolist()
            known = frozenset((self.pairs[low:high] - first).tolist())
            if len(self._known) < _REMEMBERED:
                self._known[entry] = known
        return known

    def coverage(self, words: Sequence[WordFeatures], entry: int) -> float:
        """How much of a question the entry's words cover.

        A share from 0 to 1 of the words' weight, which is how telling they are in the pack and in English.
        """
        mine = self._numbers(entry)
        total = covered = 0.0
        for word in words:
            weight = word.telling * max(word.rareness, _LEAST)
            total += weight
            if word.number in mine:
                covered += weight
            elif not mine.isdisjoint(word.neighbours):
                covered += weight * max(near for to, near in word.neighbours.items() if to in mine) ** 2
        return covered / max(total, 1e-9)
