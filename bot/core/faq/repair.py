"""Reading a word that nobody knows as the known word it is a typing error of.

A word is only ever repaired when neither the pack nor plain English knows it, so a real word is never "corrected". Rare
English words, which lists hold in plenty and people seldom mean, give way to a word of the pack that is very near.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from bot.core.faq.ranking import Repair
from bot.core.faq.thesaurus import Thesaurus
from bot.core.faq.vocabulary import Vocabulary

_SHORTEST, _SHORT = 2, 3
"""Letters of the shortest words that are repaired, and up to which one edit of any kind is looked for."""
_FROM_SHORT, _FROM_LONG = 0.74, 0.70
"""Least likeness (1 - edits / letters) for words of up to five letters, and for longer ones."""
_FROM_EDIT = 0.5
"""The least likeness of two words of two letters and more that are an edit apart."""
_FROM_RARE = 0.74
"""The same for a word that English has, but seldom uses."""
_GENERAL, _FROM_GENERAL = 5, 0.8
"""Letters from which a word may be read as general English that the pack lacks, and the least likeness of its stem."""
_RARE = 0.88
"""Rareness from which an English word is rare: one of the 34,000 commonest, but not of the first 10,000."""
_SAME_FIRST_LETTER = 0.06
_COMMON = 0.02
_SWAPPED = 0.2
"""Two letters in each other's place are the likeliest error of short words."""
_REMEMBERED = 4096


class Repairer:
    """Finds the vocabulary word that an unknown word was meant to be. Remembers what it found; bounded."""

    __slots__ = ("_counts", "_english", "_memory", "_stem", "_words")

    def __init__(
        self,
        counts: Mapping[str, int],
        also: Iterable[str] = (),
        english: Thesaurus | None = None,
        stem: Callable[[str], str] = str,
    ) -> None:
        """`counts` are the words of the phrasings; `also` words that are known besides, to which may be repaired."""
        words = dict.fromkeys([*counts, *also])
        self._words = Vocabulary(word for word in words if len(word) >= _SHORTEST and not word[0].isdigit())
        self._counts = counts
        self._english = english
        self._stem = stem
        self._memory: dict[str, tuple[Repair, ...]] = {}

    def repair(self, word: str) -> tuple[Repair, ...]:
        """The reading of a word that the pack lacks: one repair, two for words run together, none when it is English
        or nothing is near."""
        known = self._memory.get(word)
        if known is None:
            known = self._read(word)
            if len(self._memory) < _REMEMBERED:
                self._memory[word] = known
        return known

    def _read(self, word: str) -> tuple[Repair, ...]:
        if len(word) < _SHORTEST or word[0].isdigit():
            return ()
        position = self._english.position(self._stem(word)) if self._english else -1
        if self._english and position >= 0:
            is_plain = self._english.rareness(position) < _RARE
            return () if is_plain or len(word) <= _SHORT else self._nearest(word, _FROM_RARE)
        if len(word) <= _SHORT:
            return self._short(word) or self._parted(word)
        least = _FROM_SHORT if len(word) <= 5 else _FROM_LONG
        return self._nearest(word, least) or self._parted(word) or self._general(word)

    def _nearest(self, word: str, least: float) -> tuple[Repair, ...]:
        words = self._words.near(word, least)
        found = process.extract(word, words, scorer=OSA.normalized_similarity, score_cutoff=least, limit=5)
        if not found:
            return ()
        best, likeness, _ = max(found, key=lambda item: (self._merit(word, item[0], item[1]), item[0]))
        return (Repair(word, best, likeness),)

    def _short(self, word: str) -> tuple[Repair, ...]:
        """The pack's commonest word one edit away: short words have many neighbours, and are mostly common ones."""
        words = self._words.near(word, _FROM_EDIT)
        found = process.extract(word, words, scorer=OSA.distance, score_cutoff=1, limit=None)
        best = max((item[0] for item in found), key=lambda read: (self._short_merit(word, read), read), default="")
        return (Repair(word, best, 1 - 1 / max(len(word), len(best))),) if best else ()

    def _short_merit(self, typed: str, read: str) -> float:
        merit = _SWAPPED if sorted(typed) == sorted(read) else 0.0
        merit += _SAME_FIRST_LETTER if typed[0] == read[0] else 0.0
        return merit + _SAME_FIRST_LETTER * log(1 + self._counts.get(read, 0))

    def _general(self, word: str) -> tuple[Repair, ...]:
        """The English stem that a word nears which the pack does not hold in any spelling: it still has neighbours."""
        if self._english is None or len(word) < _GENERAL:
            return ()
        stems = self._english.stems_from(word[0])
        found = process.extractOne(
            self._stem(word), stems, scorer=OSA.normalized_similarity, score_cutoff=_FROM_GENERAL
        )
        return (Repair(word, found[0], found[1]),) if found else ()

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
