"""Vectors in few bytes: a byte for the length, and for every two numbers of the direction one of 256 centres."""

from __future__ import annotations

import numpy as np

from scripts.thesaurus.teacher import unit

PARTS = 64
"""Bytes a vector, of two numbers each. Half as many cost up to 0.5 points on the dev sets."""
_ROUNDS = 20


def quantise(vectors: np.ndarray, seen: np.ndarray) -> dict[str, np.ndarray]:
    """The arrays that `bot.core.faq.meanings` reads; a direction seen often is kept more exactly."""
    chance = np.random.default_rng(14)
    size = vectors.shape[1]
    turned = vectors @ np.linalg.qr(chance.normal(size=(size, size)))[0].astype(np.float32)
    lengths = np.round(16 * (np.log2(np.maximum(np.linalg.norm(turned, axis=1), 1e-6)) + 8))
    directions, weights, width = unit(turned), np.sqrt(seen + 1.0), size // PARTS
    codes = np.zeros((len(vectors), PARTS), np.uint8)
    centres = np.zeros((PARTS, 256, width))
    for part in range(PARTS):
        points = directions[:, part * width : (part + 1) * width]
        centres[part], codes[:, part] = _cluster(points, weights, chance)
    return {
        "codes": np.ascontiguousarray(codes.T),
        "lengths": np.clip(lengths, 0, 255).astype(np.uint8),
        "centres": centres.astype(np.float16),
    }


def _cluster(points: np.ndarray, weights: np.ndarray, chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    centres = points[chance.choice(len(points), 256, replace=False, p=weights / weights.sum())]
    nearest = np.zeros(len(points), np.int64)
    for _ in range(_ROUNDS):
        nearest = np.argmin((centres**2).sum(1)[None] - 2 * points @ centres.T, axis=1)
        counts = np.bincount(nearest, weights, minlength=256)
        for axis in range(points.shape[1]):
            sums = np.bincount(nearest, points[:, axis] * weights, minlength=256)
            centres[:, axis] = np.where(counts > 0, sums / np.maximum(counts, 1e-9), centres[:, axis])
    return centres, nearest.astype(np.uint8)
