"""Which stems the phrasings of an entry hold, and how much of a question they cover."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.features import WordFeatures
from bot.core.faq.thesaurus import Ints

_LEAST = 0.1
"""What the commonest English words still weigh."""


class EntryWords:
    """The stems of every entry, as one sorted array of pairs."""

    __slots__ = ("_pairs", "_size", "_stems", "of")

    def __init__(self, pairs: NDArray[np.int64], stems: Sequence[str]) -> None:
        """`pairs` holds entry number times the number of stems plus stem number, ascending."""
        self._pairs = pairs
        self._stems = stems
        self._size = max(len(stems), 1)
        self.of = lru_cache(maxsize=256)(self._of)

    def _of(self, entry: int) -> frozenset[str]:
        """All stems of an entry's phrasings."""
        return frozenset(self._stems[number] for number in self._numbers(entry).tolist())

    def _numbers(self, entry: int) -> Ints:
        low, high = np.searchsorted(self._pairs, [entry * self._size, (entry + 1) * self._size])
        return (self._pairs[low:high] - entry * self._size).astype(np.int32)

    def coverage(self, words: Sequence[WordFeatures], entry: int) -> float:
        """Share of the words' telling weight that the entry holds, itself or by neighbours."""
        mine = set(self._numbers(entry).tolist())
        total = covered = 0.0
        for word in words:
            weight = word.telling * max(word.rareness, _LEAST)
            total += weight
            if word.number in mine:
                covered += weight
            else:
                covered += weight * max((near**2 for to, near in word.neighbours.items() if to in mine), default=0)
        return covered / max(total, 1e-9)
