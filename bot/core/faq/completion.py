"""What to offer while a question is being typed: titles that go on as typed, then titles that are near.

Asked at every key press, so it must stay within milliseconds for thousands of entries: misspelt words are looked for
among the different words of all titles, never in the titles themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core.faq.entry import Entry
from bot.core.faq.thesaurus import Floats
from bot.core.text import plain

_LIKE = 0.65
"""Least likeness, 0 to 1, of a title's word to a typed one."""
_BEGUN = 0.9
"""Likeness of a word to the beginning of it, where that is the last thing typed."""
_NEAR = 0.45
"""Least share of what was typed that a near title has; below it suggestions look random."""
_AS_GOOD = 0.05
"""By how much less likely a spelling may be than the likeliest."""
_SPELLINGS = 8
"""Words that one typed word may stand for."""
_TYPED = 12
"""Words of what was typed that are looked at; a title is found by fewer."""


@dataclass(frozen=True, slots=True)
class Completion:
    """One entry to offer while somebody types."""

    entry_id: str
    title: str


class Completer:
    """Completes from the titles and phrasings of a pack."""

    __slots__ = ("_asked", "_asked_words", "_offers", "_plain", "_title_words")

    def __init__(self, entries: Iterable[Entry]) -> None:
        known = tuple(entries)
        self._offers = tuple(Completion(entry.id, entry.title) for entry in known)
        self._plain = tuple(plain(entry.title) for entry in known)
        self._asked = tuple("\n".join((entry.title, *entry.ask)).lower() for entry in known)
        self._title_words = _Words(self._plain)
        self._asked_words = _Words(self._asked)

    def complete(self, typed: str, limit: int) -> tuple[Completion, ...]:
        """Entries best first: titles that begin as typed, that have a word that does, that are merely near."""
        wanted = plain(typed)
        if not wanted:
            return self._offers[:limit]
        places = [at for at, title in enumerate(self._plain) if title.startswith(wanted)]
        places += [at for at, title in enumerate(self._plain) if f" {wanted}" in title]
        if len(places) < limit:
            places += self._title_words.near(wanted, limit) or self._near_phrasings(wanted, limit)
        return tuple(self._offers[at] for at in list(dict.fromkeys(places))[:limit])

    def _near_phrasings(self, wanted: str, limit: int) -> list[int]:
        """Entries with a phrasing that has what was typed, or most of its words; only when no title helps."""
        whole = [at for at, asked in enumerate(self._asked) if wanted in asked]
        return whole or self._asked_words.near(wanted, limit)


class _Words:
    """The different words of some texts, and where each stands."""

    __slots__ = ("_numbers", "_places", "_size", "_starts")

    def __init__(self, texts: Sequence[str]) -> None:
        places: dict[str, list[int]] = {}
        for at, text in enumerate(texts):
            for word in dict.fromkeys(_cut(text)):
                places.setdefault(word, []).append(at)
        self._numbers = {word: number for number, word in enumerate(places)}
        self._places = np.fromiter(chain.from_iterable(places.values()), np.int32)
        self._starts = np.cumsum([0, *map(len, places.values())], dtype=np.int32)
        self._size = len(texts)

    def near(self, wanted: str, limit: int) -> list[int]:
        """Texts that have most of what was typed, rare words counting most; equal ones in their own order."""
        typed = list(dict.fromkeys(_cut(wanted)))[:_TYPED]
        scores, total = np.zeros(self._size, np.float32), 0.0
        for word in typed:
            total += self._add(scores, self._spellings(word, is_last=word == typed[-1]))
        best = np.argsort(-scores, kind="stable")[:limit]
        return [at for at in best.tolist() if scores[at] > 0 and scores[at] >= _NEAR * total]

    def _spellings(self, word: str, *, is_last: bool) -> list[tuple[str, float]]:
        if word in self._numbers:
            return [(word, 1.0)]
        begun = [(other, _BEGUN) for other in self._numbers if other.startswith(word)] if is_last else []
        words = tuple(self._numbers)
        like = process.extract(word, words, scorer=OSA.normalized_similarity, score_cutoff=_LIKE, limit=_SPELLINGS)
        found = begun[:_SPELLINGS] + [(other, likeness) for other, likeness, _ in like]
        bar = max((likeness for _, likeness in found), default=0.0) - _AS_GOOD
        return [(other, likeness) for other, likeness in found if likeness >= bar]

    def _add(self, scores: Floats, spellings: list[tuple[str, float]]) -> float:
        """Add what one typed word gives each text; back comes what it could give at most."""
        if not spellings:
            return 1.0
        gained = np.zeros(self._size, np.float32)
        for word, likeness in spellings:
            number = self._numbers[word]
            places = self._places[self._starts[number] : self._starts[number + 1]]
            weight = likeness * (log((1 + self._size) / len(places)) + 0.1)
            gained[places] = np.maximum(gained[places], np.float32(weight))
        scores += gained
        return float(gained.max())


def _cut(text: str) -> list[str]:
    return [word for typed in text.split() if (word := typed.strip("?!.,;:()'\""))]
