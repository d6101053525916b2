"""The words that typing errors are read as, and which of them can be near to a typed word at all.

Most words are ruled out for all by their lengths and letters, before any is compared letter by letter: one edit changes
the length of a word by one at most, and its set of letters by two.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.thesaurus import Ints

_LETTERS = 31
"""Mask that sorts letters into 32 classes; any a to z has one of its own."""
_ROUNDING = 1e-9


class Vocabulary:
    """Words in a fixed order, with the length and the set of letters of each."""

    __slots__ = ("_bounds", "_lengths", "_letters", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        """`words` are not empty."""
        self._words = tuple(words)
        lengths = [len(word) for word in self._words]
        self._lengths = np.array(lengths, np.int32)
        self._letters = np.zeros(0, np.uint32)
        if lengths:
            starts = self._lengths.cumsum() - self._lengths
            self._letters = np.bitwise_or.reduceat(_letters("".join(self._words)), starts)
        self._bounds: dict[tuple[int, float], Ints] = {}

    def near(self, word: str, least: float) -> list[str]:
        """The words that may be as like to `word` as `least` (1 - edits / letters of the longer), in their order.

        None that is as like is left out; a few that are not remain.
        """
        different = np.bitwise_count(self._letters ^ np.bitwise_or.reduce(_letters(word)))
        may_be = different <= self._most_different(len(word), least).take(self._lengths)
        return [self._words[at] for at in may_be.nonzero()[0].tolist()]

    def _most_different(self, length: int, least: float) -> Ints:
        """By how many letters the set of a word of each length may differ; -1 where the length alone rules it out."""
        bounds = self._bounds.get((length, least))
        if bounds is None:
            longest = int(self._lengths.max(initial=0))
            found = [_most_different(length, other, least) for other in range(longest + 1)]
            bounds = self._bounds[length, least] = np.array(found, np.int32)
        return bounds


def _letters(text: str) -> NDArray[np.uint32]:
    """A bit for each letter of a text."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    bits: NDArray[np.uint32] = np.left_shift(np.uint32(1), codes & np.uint32(_LETTERS))
    return bits


def _most_different(length: int, other: int, least: float) -> int:
    edits = int((1 - least) * max(length, other) + _ROUNDING)
    longer = abs(length - other)
    return 2 * edits - longer if longer <= edits else -1
