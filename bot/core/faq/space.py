"""The space of a pack: every feature that its phrasings have, and how telling each is.

A feature is a 64-bit key whose top bits tell its group; all features of a pack are one sorted array of keys, which
takes a tenth of the memory of a dict of strings.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.letters import letter_keys
from bot.core.faq.phrase_table import PhraseTable
from bot.core.faq.reading import SHOE
from bot.core.faq.recipe import Recipe
from bot.core.faq.stemming import Stemmer
from bot.core.faq.thesaurus import Floats, Ints, Thesaurus

TAG = 1 << 60
"""Keys from 0 are stems, from 1 TAG neighbouring pairs, from 2 TAG pairs around a word, from 3 TAG runs of letters."""
GROUPS = 4
FIRST_STEM = 2
"""Key of the stem with number 0; start and end of a text have the two keys before it."""
_PAIR = 1 << 28
_START, _END = 0, 1


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """All features of a pack with their weights: the part of the index that is stored."""

    stems: tuple[str, ...]
    """Stems of the phrasings; a stem's number is its place."""
    keys: NDArray[np.int64]
    telling: Floats
    """How telling each feature is (inverse frequency over phrasings and entries)."""
    telling_stem: Floats
    """How telling each stem is for the meaning vector, and one more value for stems that the pack lacks."""
    positions: Ints
    """Where each stem stands in the thesaurus; -1 for those it lacks and for names, which have no synonyms."""


def concept_table(groups: Sequence[Sequence[tuple[str, ...]]]) -> PhraseTable[tuple[str, ...]]:
    """Phrases of stems -> names of the synonym groups that they belong to."""
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for number, group in enumerate(groups):
        for phrase in group:
            names[phrase] = (*names.get(phrase, ()), f"={number}")
    return PhraseTable(names.items())


def pair_keys(numbers: Sequence[int]) -> list[int]:
    """Keys of neighbouring pairs and of pairs with one word between; pairs with unknown words are left out."""
    row = [_START, *(number + FIRST_STEM if number >= 0 else -1 for number in numbers), _END]
    near = [TAG + a * _PAIR + b for a, b in pairwise(row) if a >= 0 and b >= 0]
    return near + [2 * TAG + a * _PAIR + b for a, b in zip(row, row[2:], strict=False) if a >= 0 and b >= 0]


def count_features(
    phrasings: Sequence[tuple[str, ...]],
    owners: NDArray[np.int32],
    concepts: PhraseTable[tuple[str, ...]],
    stemmer: Stemmer,
    thesaurus: Thesaurus | None,
    closed: Collection[str],
    recipe: Recipe,
) -> Space:
    """The space of a pack: every feature of its phrasings, and how telling each is.

    `owners` holds the number of the entry that each phrasing belongs to, ascending; `closed` are stems of names.
    """
    numbers: dict[str, int] = {}
    letters: dict[str, array[int]] = {}
    keys = array("q")  # a list of as many int objects would stay in memory for good
    lengths = array("l")
    for words in phrasings:
        stems = [stemmer.stem(word) for word in words]
        names = stems + [name for match in concepts.find(stems) for name in match.value]
        found = [numbers.setdefault(name, len(numbers)) for name in names]
        mine = [number + FIRST_STEM for number in found] + pair_keys(found[: len(stems)])
        for word in words:
            if word not in letters:
                runs = letter_keys(word, recipe.letter_runs) if word != SHOE else []
                letters[word] = array("q", (3 * TAG + key for key in runs))
            mine += letters[word]
        once = set(mine)
        keys.extend(once)
        lengths.append(len(once))
    unique, back = np.unique(np.frombuffer(keys, np.int64), return_inverse=True)
    in_phrasings = np.bincount(back, minlength=len(unique))
    in_entries = _entry_counts(back, np.repeat(owners, lengths), len(unique))
    by_phrasing = np.log((1 + len(phrasings)) / (1 + in_phrasings)) + 1
    by_entry = np.log((1 + _entries(owners)) / (1 + in_entries)) + 1
    stem_counts = in_phrasings[np.searchsorted(unique, np.arange(len(numbers)) + FIRST_STEM)]
    return Space(
        tuple(numbers),
        unique,
        np.sqrt(by_phrasing * by_entry).astype(np.float32),
        np.log((1 + len(phrasings)) / (0.5 + np.append(stem_counts, 0))).astype(np.float32),
        np.array([thesaurus.position(n) if thesaurus and n not in closed else -1 for n in numbers], np.int32),
    )


def _entries(owners: NDArray[np.int32]) -> int:
    return int(owners[-1]) + 1 if len(owners) else 0


def _entry_counts(features: NDArray[np.intp], owners: NDArray[np.int32], size: int) -> NDArray[np.intp]:
    """In how many entries each feature occurs; both arrays have one place for each feature of each phrasing."""
    entries = _entries(owners)
    pairs = np.unique(features.astype(np.int64) * entries + owners)
    return np.bincount(pairs // entries, minlength=size)
