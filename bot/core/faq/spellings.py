"""Which of many words are one typing error away from a typed one, found without going through them.

Words an edit apart (a letter more or less, one changed, two swapped) are alike once a letter is left out of either or
both. So every word is filed under itself and under itself without each of its letters, all of it as one sorted array of
hashes: a twentieth of the memory of a dict.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

_BASE = 0x9E3779B1
"""A hash is the sum of a word's letters times powers of this, so that a letter can be taken out of it; odd."""
_ALL = 0xFFFFFFFF
"""Hashes have 32 bits: that two words share one by chance is seen when they are compared."""


class Spellings:
    """Words that can be looked up with a typing error in them."""

    __slots__ = ("_hashes", "_owners", "_powers", "words")

    def __init__(self, words: Sequence[str]) -> None:
        """`words` are all different."""
        self.words = words
        lengths = np.array([len(word) for word in words], np.int64)
        self._powers = _powers(int(lengths.max(initial=0)) + 1)
        letters = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32)
        owners = np.repeat(np.arange(len(words), dtype=np.int32), lengths)
        starts = lengths.cumsum() - lengths
        places = np.arange(len(letters)) - starts[owners]
        powers = np.array([0, *self._powers], np.uint32)
        here, moved = _sums(letters * powers[places + 1]), _sums(letters * powers[places])  # `moved` up by a place
        whole = here[starts + lengths] - here[starts]
        without = here[:-1] - here[starts][owners] + moved[(starts + lengths)[owners]] - moved[1:]
        hashes = np.concatenate([whole, without])
        order = hashes.argsort()
        self._hashes: NDArray[np.uint32] = hashes[order]
        self._owners = np.concatenate([np.arange(len(words), dtype=np.int32), owners])[order]

    def near(self, word: str) -> list[int]:
        """Places of the words that are exactly one edit away from `word`, ascending."""
        if len(word) > len(self._powers):
            return []
        wanted = np.array(self._wanted(word), np.uint32)
        starts, ends = self._hashes.searchsorted(wanted).tolist(), self._hashes.searchsorted(wanted, "right").tolist()
        found: set[int] = set()
        for start, end in zip(starts, ends, strict=True):
            if start < end:
                found.update(self._owners[start:end].tolist())
        words = self.words
        return [at for at in sorted(found) if OSA.distance(word, words[at], score_cutoff=1) == 1]

    def _wanted(self, word: str) -> list[int]:
        letters = list(map(ord, word))
        powers = self._powers
        moved = [letter * power for letter, power in zip(letters[1:], powers, strict=False)]
        before, after = 0, sum(moved)
        found = [after & _ALL]
        for letter, power, later in zip(letters, powers, moved, strict=False):
            before += letter * power
            after -= later
            found.append((before + after) & _ALL)
        before += letters[-1] * powers[len(letters) - 1]
        found.append(before & _ALL)
        return found


def _powers(count: int) -> list[int]:
    found = [1]
    while len(found) < count:
        found.append(found[-1] * _BASE & _ALL)
    return found


def _sums(terms: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """What stands before each place, and everything; as hashes, without what they cannot hold."""
    return np.concatenate([np.zeros(1, np.uint32), terms.cumsum(dtype=np.uint32)])
