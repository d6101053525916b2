"""What the pack teaches about itself: a softmax regression over the likenesses to its phrasings.

Trained from the phrasings alone, in numpy, at index time. Without it the index ranks by best phrasing and mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.core.faq.recipe import Recipe
from bot.core.faq.thesaurus import Floats, Ints

_LOOK_EVERY = 4
_STILL_FALLING = 0.9
"""Training ends when four rounds lower the loss by less than a tenth: more rounds only wear the margins down."""
_CURVE_AT_MOST, _CURVE_AT_LEAST = 0.5, 1 / 16
"""How strongly the softmax bends. The bound that always holds is 0.5; with many entries it is far from being reached,
and steps eight times as long need a third of the rounds for the same result."""
_ROUNDING = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class TrainedHead:
    """Weights learnt for one pack."""

    digest: str
    """Of the index that it was trained for; it fits no other."""
    weights: Floats
    """One row a phrasing, one column an entry."""
    slope: Floats
    offset: Floats

    def scores(self, likeness: Floats) -> Floats:
        """One score an entry, on the scale of log odds, from the likenesses of a question to the phrasings."""
        scores: Floats = likeness @ self.weights
        scores += self.offset - np.float32(np.add.reduce(likeness) / max(len(likeness), 1)) * self.slope
        return scores


def train(likeness: Floats, owners: Ints, digest: str, recipe: Recipe) -> TrainedHead:
    """Fit the head to the phrasings. Deterministic. The same owners as in the index.

    Likenesses count from their means, of rows and of columns; nothing but the weights and the scores is centred for
    it, because that is all it takes and the likenesses are by far the largest array.
    """
    size, entries = len(owners), int(owners[-1]) + 1
    right = np.zeros((size, entries), np.float32)
    right[np.arange(size), owners] = 1.0
    curve = min(_CURVE_AT_MOST, max(_CURVE_AT_LEAST, 2 / entries))
    step = np.float32(1.0 / (curve * _largest_eigenvalue(likeness) / size + recipe.ridge))
    weights = np.zeros_like(right)
    before, loss, began = weights, np.inf, 0
    untaught = np.log(entries) + _ROUNDING
    for turn in range(recipe.rounds):
        speed = (turn - began) / (turn - began + 3)
        ahead = weights + np.float32(speed) * (weights - before)
        before = weights
        slope = _shares(_centred(likeness @ _centred(ahead)) if turn > began else ahead.copy())
        if turn % _LOOK_EVERY == 0:
            last, loss = loss, -float(np.log(slope[np.arange(size), owners] + 1e-9).mean())
            if not loss <= untaught:  # the steps were too long after all
                step, began, weights, before, loss = step / 4, turn, np.zeros_like(right), np.zeros_like(right), np.inf
                continue
            if loss > last * _STILL_FALLING:
                break
        slope -= right
        slope *= np.float32(step / size)
        weights = ahead * np.float32(1 - step * recipe.ridge) - slope
    means = likeness.mean(axis=0)
    total = weights.sum(axis=0)
    return TrainedHead(digest, weights, total, means.mean() * total - means @ weights)


def _centred(columns: Floats) -> Floats:
    """Columns less their means."""
    centred: Floats = columns - columns.mean(axis=0)
    return centred


def _shares(scores: Floats) -> Floats:
    """Softmax of each row, in place."""
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores


def _largest_eigenvalue(matrix: Floats) -> float:
    """Of the matrix with its rows and columns centred."""
    vector = np.full(len(matrix), 1 / np.sqrt(len(matrix)), np.float32)
    vector[::2] *= 0.5
    value = 1.0
    for _ in range(8):
        vector = _centred(matrix @ _centred(vector))
        value = max(float(np.linalg.norm(vector)), 1e-9)
        vector /= value
    return value
