"""The inverted index: for each feature, the phrasings that have it and how strongly. Built once, then read only.

Features that many phrasings share are kept as full rows, because adding a row is quicker than following its postings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.features import Vector
from bot.core.faq.thesaurus import Floats, Ints

_FULL_FROM = 1 / 10
"""Share of the phrasings from which a feature gets a full row. 1 / 24 is as quick for 16,000 phrasings, and takes more
than twice the memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Likeness of a question to every phrasing."""

    size: int
    """How many phrasings."""
    pointers: Ints
    rows: NDArray[np.uint16] | NDArray[np.uint32]
    weights: Floats
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
        place = self.full_of.take(vector.features)
        has = (place >= 0).nonzero()[0]
        scores: Floats = vector.weights.take(has) @ self.full.take(place.take(has), axis=0)
        if self.meaning.shape[1]:
            scores += self.meaning @ vector.meaning
        return scores

    def scattered(self, vector: Vector) -> Floats:
        """The part of the likeness that rarer features give."""
        starts = self.pointers.take(vector.features)
        lengths = self.pointers.take(vector.features + 1) - starts
        ends = lengths.cumsum()
        if not len(ends) or not ends[-1]:
            return np.zeros(self.size, np.float32)
        gather = (starts - ends + lengths).repeat(lengths) + np.arange(ends[-1])
        weights = vector.weights.repeat(lengths) * self.weights.take(gather)
        return np.bincount(self.rows.take(gather), weights, minlength=self.size).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The vectors of all phrasings in one, by feature and then by phrasing."""

    size: int
    """How many phrasings."""
    features: Ints
    rows: Ints
    weights: Floats


def build_postings(cells: Cells, features: int, meaning: Floats) -> Postings:
    """The inverted index. `features` is how many there are, `meaning` has one row a phrasing, already weighted."""
    counts = np.bincount(cells.features, minlength=features)
    is_full = counts > max(4.0, cells.size * _FULL_FROM)
    full_of = np.where(is_full, np.cumsum(is_full) - 1, -1).astype(np.int32)
    full = np.zeros((int(is_full.sum()), cells.size), np.float32)
    dense = is_full[cells.features]
    full[full_of[cells.features[dense]], cells.rows[dense]] = cells.weights[dense]
    pointers = np.concatenate([[0], np.cumsum(np.where(is_full, 0, counts))]).astype(np.int32)
    spare = cells.rows[~dense]
    rows = spare.astype(np.uint16) if cells.size < 1 << 16 else spare.astype(np.uint32)
    return Postings(cells.size, pointers, rows, cells.weights[~dense], full, full_of, meaning)
