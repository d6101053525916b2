"""The space of a pack: every feature that its phrasings have, and how telling each is.

A feature is a 64-bit key whose top bits tell its group; all features of a pack are one sorted array of keys, which
takes a tenth of the memory of a dict of strings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.phrase_table import PhraseTable
from bot.core.faq.thesaurus import Floats, Ints

TAG = 1 << 60
"""Keys from 0 are stems, from 1 TAG neighbouring pairs, from 2 TAG pairs around a word, from 3 TAG runs of letters."""
GROUPS = 4
FIRST_STEM = 2
"""Key of the stem with number 0; start and end of a text have the two keys before it."""
PAIR = 1 << 28
START, END = 0, 1


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """All features of a pack with their weights: the part of the index that is stored."""

    stems: tuple[str, ...]
    """Stems of the phrasings; a stem's number is its place."""
    keys: NDArray[np.int64]
    telling: Floats
    """How telling each feature is (inverse frequency over phrasings and entries)."""
    telling_stem: Floats
    """How telling each stem is, and one more value for stems that the pack lacks."""
    middle: Floats
    """What the meanings of all phrasings share: their mean, which tells none from another."""
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
    row = [START, *(number + FIRST_STEM if number >= 0 else -1 for number in numbers), END]
    near = [TAG + a * PAIR + b for a, b in pairwise(row) if a >= 0 and b >= 0]
    return near + [2 * TAG + a * PAIR + b for a, b in zip(row, row[2:], strict=False) if a >= 0 and b >= 0]
