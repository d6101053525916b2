"""The likeness of every phrasing of a pack to every other: what the head learns from, and what a pack's lint reads."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.brief_arrays import brief_zeros
from bot.core.faq.occurrences import Longs, runs
from bot.core.faq.postings import Postings
from bot.core.faq.thesaurus import Floats

_DENSE_FROM = 1 / 50
"""Share of the phrasings from which a feature is quicker multiplied as a full row than followed through postings."""
_AT_ONCE = 50_000
"""Cells that are added to at once: bounds the memory that following postings takes."""


def kernel(postings: Postings, meaning_weight: float) -> Floats:
    """Likeness of every phrasing to every other, symmetric, one row and one column a phrasing."""
    counts = np.diff(postings.pointers).astype(np.int64)
    is_dense = counts > postings.size * _DENSE_FROM
    features = np.repeat(np.arange(len(counts)), counts)
    rows = postings.rows.astype(np.int64)
    dense = _dense_rows(postings, features, rows, is_dense, meaning_weight)
    likeness = brief_zeros(postings.size, postings.size)
    np.matmul(dense.T, dense, out=likeness)
    rare = ~is_dense[features]
    _add_rare(likeness, features[rare], rows[rare], postings.weights[rare].astype(np.float32))
    return likeness


def _dense_rows(
    postings: Postings, features: Longs, rows: Longs, is_dense: NDArray[np.bool_], meaning_weight: float
) -> Floats:
    full, chosen = len(postings.full), int(is_dense.sum())
    dense = brief_zeros(full + chosen + postings.meaning.shape[1], postings.size)
    dense[:full] = postings.full
    dense[full + chosen :] = postings.meaning.T / np.sqrt(np.float32(meaning_weight or 1.0))
    place = np.cumsum(is_dense) - 1 + full
    mine = is_dense[features]
    dense[place[features[mine]], rows[mine]] = postings.weights[mine]
    return dense


def _add_rare(likeness: Floats, features: Longs, rows: Longs, weights: Floats) -> None:
    """Add what rarer features give; the three arrays have one place a posting, by feature."""
    flat, size = likeness.reshape(-1), len(likeness)
    pointers = np.searchsorted(features, np.arange(int(features[-1]) + 2 if len(features) else 1))
    cells = np.cumsum(np.diff(pointers)[features])  # up to each posting
    steps = np.arange(0, cells.max(initial=0) + _AT_ONCE, _AT_ONCE)
    for low, high in pairwise(np.searchsorted(cells, steps, side="right").tolist()):
        mine, row, weight = features[low:high], rows[low:high], weights[low:high]
        other, of = runs(pointers[mine], pointers[mine + 1])
        np.add.at(flat, (row * size)[of] + rows[other], weight[of] * weights[other])
