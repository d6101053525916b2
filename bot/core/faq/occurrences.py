"""Every feature of every phrasing of a pack as often as it occurs: its stems, synonym groups and pairs of stems.

All phrasings at once, as flat arrays; `counting` weighs them. No loop over features may stand in here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.faq.phrase_table import PhraseTable
from bot.core.faq.space import END, FIRST_STEM, PAIR, START, TAG
from bot.core.faq.stemming import Stemmer
from bot.core.faq.thesaurus import Longs


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words of all phrasings, one after another."""

    size: int
    """How many phrasings."""
    words: tuple[str, ...]
    """Different words."""
    places: Longs
    """For each token its word's place in `words`."""
    rows: Longs
    """For each token its phrasing."""
    stem_of: Longs
    """For each word the number of its stem."""
    names: tuple[str, ...]
    """Stems, then synonym groups; the number of each is its place."""
    group_rows: Longs
    """The phrasing of each synonym group that was found …"""
    group_numbers: Longs
    """… and the group's number."""

    @property
    def numbers(self) -> Longs:
        """For each token the number of its stem."""
        return self.stem_of[self.places]


def read_tokens(
    phrasings: Sequence[tuple[str, ...]], concepts: PhraseTable[tuple[str, ...]], stemmer: Stemmer
) -> Tokens:
    """The words of plain phrasings, numbered."""
    places = {word: at for at, word in enumerate(dict.fromkeys(word for words in phrasings for word in words))}
    stems = {word: stemmer.stem(word) for word in places}
    numbers = {stem: at for at, stem in enumerate(dict.fromkeys(stems.values()))}
    stem_of = np.array([numbers[stem] for stem in stems.values()], np.int64)
    groups = [
        (row, numbers.setdefault(name, len(numbers)))
        for row, words in enumerate(phrasings)
        for match in concepts.find([stems[word] for word in words])
        for name in match.value
    ]
    found = np.array(groups, np.int64).reshape(len(groups), 2)
    return Tokens(
        size=len(phrasings),
        words=tuple(places),
        places=np.fromiter((places[word] for words in phrasings for word in words), np.int64),
        rows=np.repeat(np.arange(len(phrasings)), [len(words) for words in phrasings]),
        stem_of=stem_of,
        names=tuple(numbers),
        group_rows=found[:, 0],
        group_numbers=found[:, 1],
    )


def occurrences(tokens: Tokens) -> tuple[Longs, Longs]:
    """The key of every feature as often as it occurs, and the phrasing that it occurs in."""
    pairs, of = _pairs(tokens)
    stems = np.concatenate([tokens.numbers, tokens.group_numbers]) + FIRST_STEM
    rows = np.concatenate([tokens.rows, tokens.group_rows])
    return np.concatenate([stems, pairs]), np.concatenate([rows, of])


def _pairs(tokens: Tokens) -> tuple[Longs, Longs]:
    """Keys and phrasings of the pairs of neighbouring stems; start and end of a text count as words."""
    lengths = np.bincount(tokens.rows, minlength=tokens.size) + 2
    row = np.full(len(tokens.rows) + 2 * tokens.size, END, np.int64)
    row[np.cumsum(lengths) - lengths] = START
    row[np.arange(len(tokens.rows)) + 2 * tokens.rows + 1] = tokens.numbers + FIRST_STEM
    of = np.repeat(np.arange(tokens.size), lengths)
    inside = of[1:] == of[:-1]
    return (TAG + row[:-1] * PAIR + row[1:])[inside], of[1:][inside]
