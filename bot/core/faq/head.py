"""What the pack teaches about itself: a softmax regression over the vectors of its phrasings.

Trained from the phrasings alone, in numpy, at index time. Without it the index ranks by best phrasing and mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.features import Vector
from bot.core.faq.recipe import Recipe
from bot.core.faq.sketch import Sketch
from bot.core.faq.thesaurus import Floats, Ints

_LOOK_EVERY = 4
_OF_LAST, _OF_UNTAUGHT = 0.2, 0.03
"""Training ends when four rounds lower the loss by less than a fifth, and by less than this share of what it was before
any: more rounds only wear the margins down."""
_CURVE_AT_MOST, _CURVE_AT_LEAST = 0.5, 1 / 32
"""How strongly the softmax bends. The bound that always holds is 0.5; with many entries it is far from being reached,
and steps sixteen times as long need a quarter of the rounds for the same result."""
_ROUNDING = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class TrainedHead:
    """Weights learnt for one pack."""

    digest: str
    """Of the index that it was trained for; it fits no other."""
    weights: NDArray[np.int8]
    """One row a feature, or one a dimension of the sketch where `is_sketched`; one column an entry. In steps of the
    row's own size: as good as whole numbers of four bytes, and quicker to read."""
    steps: Floats
    """What one step of each row is worth."""
    by_meaning: Floats
    """One row a dimension of meaning, and then of a sentence where the index has sentences."""
    offset: Floats
    is_sketched: bool

    def scores(self, vector: Vector, sketch: Sketch, meant: Floats | None = None) -> Floats:
        """One score an entry, on the scale of log odds; `meant` is what the question's sentence means."""
        features, weights = vector.features, vector.weights
        at, by = sketch.sketched(features, weights) if self.is_sketched else (features, weights)
        found: Floats = (by * self.steps.take(at)) @ self.weights.take(at, axis=0).astype(np.float32)
        if len(self.by_meaning):
            found += (vector.meaning if meant is None else np.concatenate([vector.meaning, meant])) @ self.by_meaning
        found += self.offset
        return found


def in_steps(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Each row in 127 steps up to its largest weight, and what a step is worth."""
    steps: Floats = np.abs(weights).max(axis=1, initial=1e-9) / np.float32(127)
    return np.rint(weights / steps[:, None]).astype(np.int8), steps


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """What training gives."""

    weights: Floats
    """One row a dimension of the vectors, one column an entry."""
    coefficients: Floats | None
    """The same as one row a phrasing: the weights are the sums of the vectors times these. None unless asked for."""


def learn(vectors: Floats, owners: Ints, recipe: Recipe, with_coefficients: bool) -> Learnt:
    """Fit a softmax regression to vectors, one row a phrasing; their mean must be zero. Deterministic.

    `owners` holds the number of the entry of each phrasing.
    """
    size, entries = len(owners), int(owners[-1]) + 1
    right = np.zeros((size, entries), np.float32)
    right[np.arange(size), owners] = 1.0
    curve = min(_CURVE_AT_MOST, max(_CURVE_AT_LEAST, 1 / entries))
    step = np.float32(1.0 / (curve * _largest_eigenvalue(vectors) / size + recipe.ridge))
    weights = np.zeros((vectors.shape[1], entries), np.float32)
    coefficients = np.zeros_like(right if with_coefficients else right[:0])
    last_weights, last_coefficients, loss, began = weights, coefficients, np.inf, 0
    untaught = float(np.log(entries)) + _ROUNDING
    for turn in range(recipe.rounds):
        speed = np.float32((turn - began) / (turn - began + 3))
        ahead = weights + speed * (weights - last_weights)
        ahead_coefficients = coefficients + speed * (coefficients - last_coefficients)
        last_weights, last_coefficients = weights, coefficients
        slope = _shares(vectors @ ahead)
        if turn % _LOOK_EVERY == 0:
            last, loss = loss, -float(np.log(slope[np.arange(size), owners] + 1e-9).mean())
            if not loss <= untaught:  # the steps were too long after all
                step, began, loss = step / 4, turn, np.inf
                weights = last_weights = np.zeros_like(weights)
                coefficients = last_coefficients = np.zeros_like(coefficients)
                continue
            if last - loss < min(last * _OF_LAST, untaught * _OF_UNTAUGHT):
                break
        slope -= right
        slope *= step / np.float32(size)
        kept = np.float32(1 - step * recipe.ridge)
        weights = ahead * kept - vectors.T @ slope
        coefficients = ahead_coefficients * kept - slope[: len(coefficients)]
    return Learnt(weights, coefficients - coefficients.mean(axis=0) if with_coefficients else None)


def _shares(scores: Floats) -> Floats:
    """Softmax of each row, in place."""
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores


def _largest_eigenvalue(vectors: Floats) -> float:
    """Of the likenesses of the vectors to each other."""
    vector = np.full(vectors.shape[1], 1 / np.sqrt(vectors.shape[1]), np.float32)
    vector[::2] *= 0.5
    value = 1.0
    for _ in range(8):
        vector = vectors.T @ (vectors @ vector)
        value = max(float(np.linalg.norm(vector)), 1e-9)
        vector /= value
    return value
