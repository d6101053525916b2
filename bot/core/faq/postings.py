"""The inverted index: for each feature, the phrasings that have it and how strongly. Built once, then read only.

Features that many phrasings share are kept as full rows, because adding a row is quicker than following its postings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.features import Vector
from bot.core.faq.thesaurus import Floats, Ints

_FULL_FROM, _FULL_FROM_LARGE, _LARGE = 1 / 10, 1 / 24, 4000
"""Share of the phrasings from which a feature gets a full row, and the same in packs with that many phrasings, where
time is scarcer than memory. 1 / 100 is a twentieth quicker still and takes five times the memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Likeness of a question to every phrasing."""

    size: int
    """How many phrasings."""
    pointers: Ints
    rows: NDArray[np.uint16] | NDArray[np.uint32]
    weights: NDArray[np.float16]
    full: Floats
    """One row of `size` numbers for each feature that many phrasings share."""
    full_of: Ints
    """For each feature its row in `full`, or -1."""
    meaning: Floats
    """One row a phrasing: its meaning vector, already weighted."""

    def likeness(self, vector: Vector) -> Floats:
        """Likeness of a text to each phrasing, in the order of the phrasings."""
        scores = self.scattered(vector)
        scores += self.shared(vector)
        return scores

    def shared(self, vector: Vector) -> Floats:
        """The part of the likeness that full rows and meaning give."""
        place = self.full_of[vector.features]
        has = place >= 0
        scores: Floats = vector.weights[has] @ self.full[place[has]]
        if self.meaning.shape[1]:
            scores += self.meaning @ vector.meaning
        return scores

    def scattered(self, vector: Vector) -> Floats:
        """The part of the likeness that rarer features give."""
        starts, ends = self.pointers[vector.features], self.pointers[vector.features + 1]
        lengths = ends - starts
        total = int(lengths.sum())
        if not total:
            return np.zeros(self.size, np.float32)
        gather = np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(total, dtype=np.int32)
        weights = self.weights[gather] * np.repeat(vector.weights, lengths)
        return np.bincount(self.rows[gather], weights, minlength=self.size).astype(np.float32)


def build_postings(vectors: Sequence[Vector], features: int, meaning_weight: float) -> Postings:
    """The inverted index of the phrasings' vectors. `features` is how many features there are."""
    lengths = np.array([len(vector.features) for vector in vectors], np.int32)
    of = np.concatenate([vector.features for vector in vectors] or [np.zeros(0, np.int32)])
    weights = np.concatenate([vector.weights for vector in vectors] or [np.zeros(0, np.float32)])
    rows = np.repeat(np.arange(len(vectors), dtype=np.int32), lengths)
    counts = np.bincount(of, minlength=features)
    is_full = counts > max(4.0, len(vectors) * (_FULL_FROM if len(vectors) < _LARGE else _FULL_FROM_LARGE))
    full_of = np.where(is_full, np.cumsum(is_full) - 1, -1).astype(np.int32)
    full = np.zeros((int(is_full.sum()), len(vectors)), np.float32)
    dense = is_full[of]
    full[full_of[of[dense]], rows[dense]] = weights[dense]
    of, rows, weights = of[~dense], rows[~dense], weights[~dense]
    order = np.argsort(of, kind="stable")
    pointers = np.concatenate([[0], np.cumsum(np.where(is_full, 0, counts))]).astype(np.int32)
    meaning = np.array([vector.meaning for vector in vectors], np.float32) * np.float32(meaning_weight)
    return Postings(
        len(vectors),
        pointers,
        rows[order].astype(np.uint16 if len(vectors) < 1 << 16 else np.uint32),
        weights[order].astype(np.float16),
        full,
        full_of,
        meaning.reshape(len(vectors), meaning.shape[1] if meaning.ndim == 2 else 0),
    )


def rare_parts(postings: Postings) -> Iterator[Vector]:
    """For each phrasing, in order, the features that have no full row, read back from the postings."""
    features = np.repeat(np.arange(len(postings.full_of), dtype=np.int32), np.diff(postings.pointers))
    order = np.argsort(postings.rows, kind="stable")
    cuts = np.searchsorted(postings.rows[order], np.arange(postings.size + 1))
    for low, high in pairwise(cuts.tolist()):
        mine = order[low:high]
        yield Vector(features[mine], postings.weights[mine].astype(np.float32), postings.meaning[:0])
