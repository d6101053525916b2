"""The vectors of a pack's phrasings: how like a question is to those of a few entries, and what the head learns from.

They are sparse, phrasing after phrasing, so that those of an entry lie side by side. Built once, then read only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.core.faq.brief_arrays import brief_zeros
from bot.core.faq.features import Vector
from bot.core.faq.runs import runs
from bot.core.faq.sketch import Sketch
from bot.core.faq.thesaurus import Floats, Ints, Longs

_AT_ONCE = 256
"""Features whose weights are summed up at once: what they need stays in the processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class PhrasingVectors:
    """One vector a phrasing: its features with their weights, and what it means."""

    starts: Ints
    """Number of each entry's first phrasing, and one more: how many phrasings there are."""
    cells: Ints
    """Number of each phrasing's first cell, and one more: how many cells there are. Each phrasing has one at least, the
    pair of its start and its first word, or of its ends."""
    features: Ints
    """For each cell its feature."""
    weights: Floats
    """For each cell how much of the feature the phrasing has."""
    meaning: Floats
    """One row a phrasing, weighted as in `Vector`."""
    sketch: Sketch
    _means: list[Floats] = field(default_factory=list, repr=False)

    def likeness(self, vector: Vector, rows: Longs) -> Floats:
        """Likeness of a text to each of these phrasings."""
        first = self.cells.take(rows)
        gather, begins = runs(first, self.cells.take(rows + 1) - first)
        asked = np.zeros(len(self.sketch.places), np.float32)
        asked[vector.features] = vector.weights
        products = asked.take(self.features.take(gather)) * self.weights.take(gather)
        found: Floats = np.add.reduceat(products, begins)
        if self.meaning.shape[1]:
            found += self.meaning.take(rows, axis=0) @ vector.meaning
        return found

    def rows(self, entries: Sequence[int]) -> tuple[Longs, Longs]:
        """The numbers of all phrasings of these entries, entry after entry, and where each of them begins."""
        chosen = np.array(entries, np.int32)
        first = self.starts.take(chosen)
        return runs(first, self.starts.take(chosen + 1) - first)

    @property
    def owners(self) -> Ints:
        """For each phrasing the number of its entry."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))

    @property
    def _row_of_cells(self) -> Longs:
        """For each cell the number of its phrasing."""
        return np.repeat(np.arange(len(self.cells) - 1), np.diff(self.cells))

    def sketched(self, more: int = 0) -> Floats:
        """All of them in the sketch, one row a phrasing, what they mean behind it, then `more` dimensions of zeros: a
        large new array that is best let go of soon."""
        ends = self.sketch.width + self.meaning.shape[1]
        whole = brief_zeros(len(self.cells) - 1, ends + more)
        places, weights = self.sketch.sketched(self.features, self.weights)
        np.add.at(whole.reshape(-1), self._row_of_cells * whole.shape[1] + places, weights)
        whole[:, self.sketch.width : ends] = self.meaning
        return whole

    def mean(self) -> Floats:
        """The mean of all vectors without their meaning, one number a feature."""
        summed = np.bincount(self.features, self.weights, len(self.sketch.places))
        return (summed / (len(self.cells) - 1)).astype(np.float32)

    def carried_over(self, weights: Floats, coefficients: Floats) -> Floats:
        """Weights of all features from those of the dimensions of the sketch.

        The columns of the weights are the sums of the vectors times one column of the coefficients each.
        """
        is_alone = self.sketch.is_alone()
        rest = (~is_alone.take(self.features)).nonzero()[0]
        rest = rest[np.argsort(self.features[rest], kind="stable")]
        rows, features, by = self._row_of_cells[rest], self.features[rest], self.weights[rest, None]
        begins = np.append(np.flatnonzero(np.diff(features, prepend=-1)), len(rest))
        whole = np.zeros((len(is_alone), coefficients.shape[1]), np.float32)
        whole[is_alone] = weights[self.sketch.places[is_alone]]
        for low in range(0, len(begins) - 1, _AT_ONCE):
            starts = begins[low : low + _AT_ONCE + 1]
            products = coefficients.take(rows[starts[0] : starts[-1]], axis=0)
            products *= by[starts[0] : starts[-1]]
            whole[features[starts[:-1]]] = np.add.reduceat(products, starts[:-1] - starts[0], axis=0)
        return whole

    def mean_likeness(self, vector: Vector) -> Floats:
        """The mean likeness of a text to the phrasings of each entry, in the sketch."""
        means, (places, weights) = self._mean_vectors(), self.sketch.sketched(vector.features, vector.weights)
        found: Floats = weights @ means.take(places, axis=0)
        if len(vector.meaning):
            found += vector.meaning @ means[self.sketch.width :]
        return found

    def _mean_vectors(self) -> Floats:
        """The mean vector of each entry's phrasings in the sketch, one column an entry; remembered."""
        if not self._means:
            width, counts = self.sketch.width, np.diff(self.starts)
            places, weights = self.sketch.sketched(self.features, self.weights)
            owners = self.owners[self._row_of_cells]
            cells = np.bincount(owners + places.astype(np.int64) * len(counts), weights, width * len(counts))
            meant = np.add.reduceat(self.meaning, self.starts[:-1], axis=0).T
            summed = np.concatenate([cells.reshape(width, len(counts)), meant])
            self._means.append((summed / counts).astype(np.float32))
        return self._means[0]
