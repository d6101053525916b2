"""Reading a word that nobody knows as the known word it is a typing error of.

A word is only ever repaired when neither the pack nor common English knows it, so a real word is never "corrected".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from bot.core.faq.ranking import Repair

_SHORTEST = 3
"""Shorter words have too many neighbours one edit away."""
_FROM_SHORT, _FROM_LONG = 0.74, 0.70
"""Least likeness (1 - edits / letters) for words of up to five letters, and for longer ones."""
_SAME_FIRST_LETTER = 0.06
_COMMON = 0.02
_REMEMBERED = 4096


class Repairer:
    """Finds the vocabulary word that an unknown word was meant to be. Remembers what it found; bounded."""

    __slots__ = ("_counts", "_memory", "_near", "_words")

    def __init__(self, counts: Mapping[str, int], also: Iterable[str] = ()) -> None:
        words = dict.fromkeys([*counts, *also])
        self._words = tuple(word for word in words if len(word) >= _SHORTEST and not word[0].isdigit())
        self._near: dict[int, tuple[str, ...]] = {}
        self._counts = counts
        self._memory: dict[str, tuple[Repair, ...]] = {}

    def repair(self, word: str) -> tuple[Repair, ...]:
        """The reading of an unknown word: one repair, two for words run together, none when nothing is near."""
        known = self._memory.get(word)
        if known is None:
            known = self._nearest(word) or self._parted(word)
            if len(self._memory) < _REMEMBERED:
                self._memory[word] = known
        return known

    def _nearest(self, word: str) -> tuple[Repair, ...]:
        if len(word) < _SHORTEST or word[0].isdigit():
            return ()
        least = _FROM_SHORT if len(word) <= 5 else _FROM_LONG
        words = self._of_length(len(word), least)
        found = process.extract(word, words, scorer=OSA.normalized_similarity, score_cutoff=least, limit=5)
        if not found:
            return ()
        best, likeness, _ = max(found, key=lambda item: (self._merit(word, item[0], item[1]), item[0]))
        return (Repair(word, best, likeness),)

    def _of_length(self, length: int, least: float) -> tuple[str, ...]:
        """The words whose length alone does not rule them out."""
        if length not in self._near:
            low, high = length * least - 1e-9, length / least + 1e-9
            self._near[length] = tuple(word for word in self._words if low <= len(word) <= high)
        return self._near[length]

    def _merit(self, typed: str, read: str, likeness: float) -> float:
        merit = likeness + 0.1 * JaroWinkler.similarity(typed, read)
        merit += _SAME_FIRST_LETTER if typed[0] == read[0] else 0.0
        return merit + _COMMON * min(self._counts.get(read, 0), 10) / 10

    def _parted(self, word: str) -> tuple[Repair, ...]:
        """`flatfeet` -> `flat feet`, when both halves are words of the pack."""
        for cut in range(3, len(word) - 2):
            first, second = word[:cut], word[cut:]
            if first in self._counts and second in self._counts:
                return (Repair(word, first, 1.0), Repair(word, second, 1.0))
        return ()
