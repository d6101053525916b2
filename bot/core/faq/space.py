"""The space of a pack: every feature that its phrasings have, and how telling each is.

A feature is a 64-bit key whose top bits tell its group; all features of a pack are one sorted array of keys, which
takes a tenth of the memory of a dict of strings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.phrase_table import PhraseTable
from bot.core.faq.thesaurus import Floats, Ints, Longs

TAG = 1 << 60
"""Keys from 0 are stems, from TAG neighbouring pairs."""
GROUPS = 2
FIRST_STEM = 2
"""Key of the stem with number 0; start and end of a text have the two keys before it."""
PAIR = 1 << 28
START, END = 0, 1
_MIX = np.array([0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD], np.uint64)
"""Odd factors that spread what differs in a few bits over all of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """All features of a pack with their weights: the part of the index that is stored."""

    stems: tuple[str, ...]
    """Stems of the phrasings; a stem's number is its place."""
    keys: Longs
    telling: Floats
    """How telling each feature is (inverse frequency over phrasings and entries)."""
    telling_stem: Floats
    """How telling each stem is, and one more value for stems that the pack lacks."""
    middle: Floats
    """What the meanings of all phrasings share: their mean, which tells none from another."""
    positions: Ints
    """Where each stem stands in the thesaurus; -1 for those it lacks and for names, which have no synonyms."""


def marks(stems: Sequence[str], keys: Longs) -> NDArray[np.uint64]:
    """A number of 64 bits for each feature, which is the same in whatever pack it is."""
    of_row = np.array([1, 2, *(crc32(stem.encode()) for stem in stems)], np.uint64)
    is_pair = keys >= TAG
    one, other = np.divmod(np.where(is_pair, keys - TAG, keys), np.where(is_pair, PAIR, len(of_row)))
    mixed = of_row[one] * _MIX[0] * is_pair + of_row[other]
    for factor in _MIX:
        mixed = (mixed ^ (mixed >> np.uint64(32))) * factor
    found: NDArray[np.uint64] = mixed ^ (mixed >> np.uint64(32))
    return found


def concept_table(groups: Sequence[Sequence[tuple[str, ...]]]) -> PhraseTable[tuple[str, ...]]:
    """Phrases of stems -> names of the synonym groups that they belong to."""
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for number, group in enumerate(groups):
        for phrase in group:
            names[phrase] = (*names.get(phrase, ()), f"={number}")
    return PhraseTable(names.items())


def pair_key(one: int, other: int) -> int:
    """Key of the pair of two stems by their numbers, or of the ends of a text by theirs."""
    return TAG + (one + FIRST_STEM) * PAIR + other + FIRST_STEM


def pair_keys(numbers: Sequence[int]) -> list[int]:
    """Keys of neighbouring pairs; pairs with unknown words are left out."""
    row = (START, *(number + FIRST_STEM if number >= 0 else -1 for number in numbers), END)
    return [TAG + a * PAIR + b for a, b in pairwise(row) if a >= 0 and b >= 0]
