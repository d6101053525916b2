"""Reading a word that nobody knows as the known word it is a typing error of.

A word is only ever repaired when neither the pack nor plain English knows it, so a real word is never "corrected". Rare
English words, which lists hold in plenty and people seldom mean, give way to a word of the pack that is very near.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import inf, log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core.faq.ranking import Repair
from bot.core.faq.slips import slip
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
_RARE, _UNCOMMON = 0.88, 0.8
"""Rareness from which an English word is rare (one of the 34,000 commonest, but not of the first 10,000), and from
which it is uncommon (not of the first 4,400): that gives way only to a word which the pack has between the same two."""
_PRIOR, _UNUSED = 0.6, 0.5
"""How much the log of a word's count in the pack weighs beside that of the slip, and the count of a word of the lists
alone. 0.3 to 1 are alike on the dev sets."""
_BESIDE = 1.5
"""What it adds to the log odds of a word that the pack has it beside the word before, or the one behind."""
_LOOKED_AT = 8
"""Words near to a typed one that are tried beside its neighbours."""
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class _Near:
    """A word that may have been meant."""

    read: str
    merit: float
    """Log odds beside the others, from how often it is used and how likely the slip is."""
    likeness: float
    sides: int
    """Beside how many of its two neighbours the pack must have it; 3 rules it out."""


class Repairer:
    """Finds the vocabulary word that an unknown word was meant to be. Remembers what it found; bounded."""

    __slots__ = ("_counts", "_english", "_follows", "_memory", "_stem", "_words")

    def __init__(
        self,
        counts: Mapping[str, int],
        also: Iterable[str] = (),
        english: Thesaurus | None = None,
        stem: Callable[[str], str] = str,
        follows: Callable[[str, str], bool] = lambda one, other: False,
    ) -> None:
        """`counts` are the words of the phrasings; `also` words that are known besides, to which may be repaired.

        `follows` tells whether the pack has one word right behind another; an empty one is the start or the end.
        """
        words = dict.fromkeys([*counts, *also])
        self._words = Vocabulary(word for word in words if len(word) >= _SHORTEST and not word[0].isdigit())
        self._counts = counts
        self._english = english
        self._stem = stem
        self._follows = follows
        self._memory: dict[str, tuple[tuple[_Near, ...], tuple[Repair, ...]]] = {}

    def repair(self, word: str, before: str = "", after: str = "") -> tuple[Repair, ...]:
        """The reading of a word that the pack lacks, between its neighbours (empty at the ends of a text): one repair,
        two for words run together, none when it is English or nothing is near."""
        known = self._memory.get(word)
        if known is None:
            known = self._read(word)
            if len(self._memory) < _REMEMBERED:
                self._memory[word] = known
        near, otherwise = known
        best, most = None, -inf
        for one in near:
            is_tried = one.sides or len(near) > 1
            beside = self._follows(before, one.read) + self._follows(one.read, after) if is_tried else 0
            if beside >= one.sides and one.merit + _BESIDE * beside > most:
                best, most = one, one.merit + _BESIDE * beside
        return (Repair(word, best.read, best.likeness),) if best else otherwise

    def _read(self, word: str) -> tuple[tuple[_Near, ...], tuple[Repair, ...]]:
        """Words that may be meant, and what is read where none of them is."""
        if len(word) < _SHORTEST or word[0].isdigit():
            return (), ()
        position = self._english.position(self._stem(word)) if self._english else -1
        if self._english and position >= 0:
            rareness = self._english.rareness(position)
            if rareness < _UNCOMMON or len(word) < _SHORT:
                return (), ()
            if len(word) == _SHORT:
                return self._an_edit_away(word, 2), ()
            return self._nearest(word, _FROM_RARE, 0 if rareness >= _RARE else 2), ()
        if len(word) <= _SHORT:
            near = self._an_edit_away(word)
            return near, () if near else self._parted(word)
        near = self._nearest(word, _FROM_SHORT if len(word) <= 5 else _FROM_LONG)
        return near, () if near else self._parted(word) or self._general(word)

    def _nearest(self, word: str, least: float, sides: int = 0) -> tuple[_Near, ...]:
        words = self._words.near(word, least)
        found = process.extract(word, words, scorer=OSA.normalized_similarity, score_cutoff=least, limit=None)
        return self._best(word, [read for read, _, _ in found], sides)

    def _an_edit_away(self, word: str, sides: int = 0) -> tuple[_Near, ...]:
        words = self._words.near(word, _FROM_EDIT)
        found = process.extract(word, words, scorer=OSA.distance, score_cutoff=1, limit=None)
        return self._best(word, [read for read, _, _ in found], sides)

    def _best(self, typed: str, words: Iterable[str], sides: int) -> tuple[_Near, ...]:
        """The likeliest few of these words."""
        found = []
        for read in words:
            edits = OSA.distance(typed, read)
            merit = slip(typed, read, edits) + _PRIOR * log(_UNUSED + self._counts.get(read, 0))
            likeness = 1 - edits / max(len(typed), len(read))
            found.append(_Near(read, merit, likeness, _sides_needed(typed, read, sides)))
        found.sort(key=lambda one: (-one.merit, one.read))
        return tuple(found[:_LOOKED_AT])

    def _general(self, word: str) -> tuple[Repair, ...]:
        """The English stem that a word nears which the pack does not hold in any spelling: it still has neighbours."""
        if self._english is None or len(word) < _GENERAL:
            return ()
        stems = self._english.stems_from(word[0])
        found = process.extractOne(
            self._stem(word), stems, scorer=OSA.normalized_similarity, score_cutoff=_FROM_GENERAL
        )
        return (Repair(word, found[0], found[1]),) if found else ()

    def _parted(self, word: str) -> tuple[Repair, ...]:
        """`flatfeet` -> `flat feet`, when both halves are words of the pack."""
        for cut in range(3, len(word) - 2):
            first, second = word[:cut], word[cut:]
            if first in self._counts and second in self._counts:
                return (Repair(word, first, 1.0), Repair(word, second, 1.0))
        return ()


def _sides_needed(typed: str, read: str, usual: int) -> int:
    """Beside how many of its neighbours the pack must have `read` for it to be meant.

    Of two letters one changed leaves nothing to know a word by (`qq` is not `qc`), and little where the first was left
    out (`oz`, `coz`); two swapped are no doubt (`ti` is `it`).
    """
    if len(typed) > _SHORTEST or sorted(typed) == sorted(read):
        return usual
    return 3 if len(read) == _SHORTEST else max(usual, int(typed[0] != read[0]))
