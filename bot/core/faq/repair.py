"""Reading a word that nobody knows as the known word it is a typing error of.

A word is only ever repaired when neither the pack nor plain English knows it, so a real word is never "corrected". Rare
English words, which lists hold in plenty and people seldom mean, give way to a word of the pack that is much likelier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf, log
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core.faq.ranking import Repair
from bot.core.faq.slips import slip
from bot.core.faq.spellings import Spellings
from bot.core.faq.thesaurus import Thesaurus
from bot.core.faq.vocabulary import Vocabulary

_SHORTEST, _SHORT = 2, 3
"""Letters of the shortest words that are repaired, and up to which one edit of any kind is looked for."""
_FROM_SHORT, _FROM_LONG = 0.74, 0.70
"""Least likeness (1 - edits / letters) for words of up to five letters, and for longer ones."""
_GENERAL = 4
"""Letters from which a word may be read as general English that the pack lacks."""
_RARE, _UNCOMMON = 0.88, 0.8
"""Rareness from which an English word is rare (one of the 34,000 commonest, but not of the first 10,000), and from
which it is uncommon (not of the first 4,400): commoner ones never give way to one of the pack's."""
_PRIOR, _UNUSED = 0.6, 0.5
"""How much the log of a word's count in the pack weighs beside that of the slip, and the count of a word of the lists
alone. 0.3 to 1 are alike on the dev sets."""
_ENGLISH = 5.0
"""The log of how often the commonest word that the pack lacks might be in it; 3 to 6 are alike."""
_BESIDE = 1.5
"""What it adds to the log odds of a word that the pack has it beside the word before, or the one behind."""
_DOUBT, _DOUBT_SHORT = 4.0, 3.0
"""By how much in log odds a word of the pack must be likelier than that an uncommon English one was meant as it was
typed, and than that a rare one of three letters was; 0 for longer rare ones, which lists hold and nobody means. With 1
in place of 4 another tenth of what typing errors cost is saved, but by putting words into people's mouths."""
_SURE, _MEANT = 6, -7.0
"""Letters from which any word of English may be meant; a shorter one must not be rare and have at least these log odds,
for what was typed is sooner a name: `alexa` is not `alexi`."""
_LOOKED_AT = 8
"""Words near to a typed one that are tried beside its neighbours."""
_REMEMBERED = 4096


class _Near(NamedTuple):
    """A word that may have been meant."""

    read: str
    merit: float
    """Log odds beside the others, from how often it is used and how likely the slip is."""
    likeness: float
    sides: int = 0
    """Beside how many of its two neighbours the pack must have it."""
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """What a typed word may be, whatever stands beside it."""

    near: tuple[_Near, ...] = ()
    """Likeliest first; none where its neighbours would not change what it is read as."""
    as_typed: float = -inf
    """Log odds, beside those of the others, that it is right as it was typed."""
    otherwise: tuple[Repair, ...] = ()
    """How it is read where none of `near` is meant."""


_NOTHING = _Found()


class Repairer:
    """Finds the vocabulary word that an unknown word was meant to be. Remembers what it found; bounded."""

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
        self._words = tuple(word for word in words if len(word) >= _SHORTEST and not word[0].isdigit())
        self._counts = counts
        self._english = english
        self._stem = stem
        self._follows = follows
        self._memory: dict[str, _Found] = {}

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings(self._words)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._words)

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(map(self._stem, self._words))

    def repair(self, word: str, before: str = "", after: str = "") -> tuple[Repair, ...]:
        """The reading of a word that the pack lacks, between its neighbours (empty at the ends of a text): one repair,
        two for words run together, none when it is English or nothing is near."""
        found = self._memory.get(word)
        if found is None:
            found = self._find(word)
            if len(self._memory) < _REMEMBERED:
                self._memory[word] = found
        best, most = None, found.as_typed
        for one in found.near:
            beside = self._follows(before, one.read) + self._follows(one.read, after)
            if beside >= one.sides and one.merit + _BESIDE * beside > most:
                best, most = one, one.merit + _BESIDE * beside
        return _read_as(word, best) if best else found.otherwise

    def _find(self, word: str) -> _Found:
        if len(word) < _SHORTEST or word[0].isdigit():
            return _NOTHING
        stem = self._stem(word)
        position = self._english.position(stem) if self._english else -1
        if self._english and position >= 0:
            rareness = self._english.rareness(position)
            if rareness < _UNCOMMON or len(word) < _SHORT:
                return _NOTHING
            return _found(word, self._an_edit_away(word), self._prior(position) + _doubt(word, rareness))
        if stem in self._stems:
            return _NOTHING
        near = self._an_edit_away(word)
        if near:
            return _found(word, near)
        parted = self._parted(word)
        return _Found(otherwise=parted) if parted else _found(word, self._in_english(word, stem) or self._farther(word))

    def _an_edit_away(self, word: str) -> tuple[_Near, ...]:
        words = [self._words[at] for at in self._spellings.near(word)]
        return _best(
            _Near(read, slip(word, read, 1) + self._use(read), 1 - 1 / max(len(word), len(read)), _sides(word, read))
            for read in words
            if not _is_half_another(word, read)
        )

    def _farther(self, word: str) -> tuple[_Near, ...]:
        if len(word) <= _SHORT:
            return ()
        least = _FROM_SHORT if len(word) <= 5 else _FROM_LONG
        words = self._vocabulary.near(word, least)
        found = process.extract(word, words, scorer=OSA.normalized_similarity, score_cutoff=least, limit=None)
        return _best(
            _Near(read, slip(word, read, OSA.distance(word, read)) + self._use(read), likeness, is_guess=True)
            for read, likeness, _ in found
        )

    def _in_english(self, word: str, stem: str) -> tuple[_Near, ...]:
        """Common English stems that the pack does not hold in any spelling: they still have neighbours."""
        if self._english is None or len(word) < _GENERAL:
            return ()
        found = (
            _Near(
                read,
                slip(typed, read, 1) + self._prior(position),
                1 - 1 / max(len(typed), len(read)),
                is_guess=True,
            )
            for typed in dict.fromkeys((stem, word))
            for read, position in self._english.an_edit_away(typed)
            if len(read) >= _SURE or (len(read) >= _SHORT and self._english.rareness(position) < _RARE)
        )
        return _best(one for one in found if len(one.read) >= _SURE or one.merit > _MEANT)

    def _parted(self, word: str) -> tuple[Repair, ...]:
        """`flatfeet` -> `flat feet`, when both halves are words of the pack."""
        for cut in range(3, len(word) - 1):
            first, second = word[:cut], word[cut:]
            if first in self._counts and second in self._counts:
                return (Repair(word, first, 1.0), Repair(word, second, 1.0))
        return ()

    def _use(self, read: str) -> float:
        return _PRIOR * log(_UNUSED + self._counts.get(read, 0))

    def _prior(self, position: int) -> float:
        return _PRIOR * (_ENGLISH - self._english.log_rank(position)) if self._english else -inf


def _found(word: str, near: tuple[_Near, ...], as_typed: float = -inf) -> _Found:
    """What a word may be, without what cannot win whatever it stands beside."""
    most = max((one.merit for one in near if not one.sides), default=-inf)
    most = max(most, as_typed)
    near = tuple(one for one in near if one.merit + 2 * _BESIDE >= most)
    if len(near) == 1 and near[0].merit > as_typed and not near[0].sides:
        return _Found(otherwise=_read_as(word, near[0]))
    return _Found(near, as_typed)


def _read_as(word: str, near: _Near) -> tuple[Repair, ...]:
    return (Repair(word, near.read, near.likeness, near.is_guess),)


def _best(found: Iterable[_Near]) -> tuple[_Near, ...]:
    """The likeliest few."""
    return tuple(sorted(found, key=lambda one: (-one.merit, one.read))[:_LOOKED_AT])


def _doubt(word: str, rareness: float) -> float:
    if rareness < _RARE:
        return _DOUBT
    return _DOUBT_SHORT if len(word) <= _SHORT else 0.0


def _is_half_another(typed: str, read: str) -> bool:
    """Whether one of two letters was changed, which leaves nothing to know a word by: `qq` is not `qc`."""
    return len(typed) == len(read) == _SHORTEST and sorted(typed) != sorted(read)


def _sides(typed: str, read: str) -> int:
    """Beside how many of its neighbours the pack must have a word an edit away: one where two letters are left and the
    first of them is another, which is little to know a word by (`oz`, `coz`)."""
    return int(len(typed) == _SHORTEST < len(read) and typed[0] != read[0])
