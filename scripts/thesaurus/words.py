"""Single words: their stems, how rare these are, and which of them are near-synonyms."""

from __future__ import annotations

import numpy as np
import snowballstemmer

from scripts.thesaurus.teacher import unit

_NEIGHBOURS = 10
_NEAR = 0.35
"""Cosine, after centring, from which two words count as neighbours."""


def by_stem(words: list[str], vectors: np.ndarray) -> tuple[list[str], np.ndarray, np.ndarray]:
    """One vector a stem: the mean over its forms, the commonest counting most; stems in alphabetical order.

    With them the rarity of each: sixteen times the binary log of the rank of its commonest form.
    """
    stem = snowballstemmer.stemmer("english").stemWord
    sums: dict[str, np.ndarray] = {}
    seen: dict[str, int] = {}
    ranks: dict[str, int] = {}
    for rank, (word, vector) in enumerate(zip(words, vectors, strict=True), 1):
        key = stem(word)
        ranks.setdefault(key, rank)
        seen[key] = seen.get(key, 0) + 1
        sums[key] = sums.get(key, 0.0) + vector / seen[key]
    stems = sorted(sums)
    rarity = np.round(16 * np.log2([ranks[key] for key in stems])).astype(np.uint8)
    return stems, unit(np.array([sums[key] for key in stems])), rarity


def neighbours(vectors: np.ndarray) -> dict[str, np.ndarray]:
    """Counts a stem, then for all stems the steps from one neighbour to the next (in two bytes), with how near."""
    vectors = unit(vectors - vectors.mean(axis=0))
    counts, steps, nearness = [], [], []
    for start in range(0, len(vectors), 2000):
        cosines = vectors[start : start + 2000] @ vectors.T
        cosines[np.arange(len(cosines)), np.arange(start, start + len(cosines))] = -1
        for row in cosines:
            best = np.argpartition(-row, _NEIGHBOURS)[:_NEIGHBOURS]
            best = np.sort(best[row[best] >= _NEAR])
            steps.append(np.diff(best, prepend=0).astype("<u2"))
            nearness.append((np.round(row[best] * 31) * 8).astype(np.uint8))
            counts.append(len(best))
    whole = np.concatenate(steps)
    return {
        "counts": np.array(counts, np.uint8),
        "steps_low": (whole & 255).astype(np.uint8),
        "steps_high": (whole >> 8).astype(np.uint8),
        "nearness": np.concatenate(nearness),
    }
