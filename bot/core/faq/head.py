"""What the pack teaches about itself: a softmax regression over the likenesses to its phrasings.

Trained from the phrasings alone, in numpy, at index time. Without it the index ranks by best phrasing and mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.core.faq.postings import Postings, rare_parts
from bot.core.faq.recipe import Recipe
from bot.core.faq.thesaurus import Floats, Ints

_LOOK_EVERY = 5
_STILL_FALLING = 0.97
"""Training ends when five rounds lower the loss by less than three percent: more rounds only wear the margins down."""


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


def kernel(postings: Postings, meaning_weight: float) -> Floats:
    """Likeness of every phrasing to every other."""
    likeness: Floats = postings.full.T @ postings.full if len(postings.full) else _zeros(postings.size)
    for row, vector in enumerate(rare_parts(postings)):
        likeness[row] += postings.scattered(vector)
    if postings.meaning.shape[1]:
        likeness += postings.meaning @ (postings.meaning.T / np.float32(meaning_weight or 1.0))
    return likeness


def _zeros(size: int) -> Floats:
    return np.zeros((size, size), np.float32)


def train(likeness: Floats, owners: Ints, digest: str, recipe: Recipe) -> TrainedHead:
    """Fit the head to the phrasings; `likeness` is overwritten. Deterministic. The same owners as in the index."""
    size, entries = len(owners), int(owners[-1]) + 1
    means = likeness.mean(axis=0)
    whole = means.mean()
    likeness -= means[None]
    likeness -= (means - whole)[:, None]
    right = np.zeros((size, entries), np.float32)
    right[np.arange(size), owners] = 1.0
    step = np.float32(1.0 / (0.5 * _largest_eigenvalue(likeness) / size + recipe.ridge))
    weights = np.zeros_like(right)
    before, loss = weights, np.inf
    for turn in range(recipe.rounds):
        ahead = weights + np.float32(turn / (turn + 3)) * (weights - before)
        before = weights
        slope = _shares(likeness @ ahead)
        if turn % _LOOK_EVERY == 0:
            last, loss = loss, -float(np.log(slope[np.arange(size), owners] + 1e-9).mean())
            if loss > last * _STILL_FALLING:
                break
        slope -= right
        slope *= np.float32(step / size)
        weights = ahead * np.float32(1 - step * recipe.ridge) - slope
    total = weights.sum(axis=0)
    return TrainedHead(digest, weights, total, whole * total - means @ weights)


def _shares(scores: Floats) -> Floats:
    """Softmax of each row, in place."""
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores


def _largest_eigenvalue(matrix: Floats) -> float:
    vector = np.full(len(matrix), 1 / np.sqrt(len(matrix)), np.float32)
    vector[::2] *= 0.5
    value = 1.0
    for _ in range(8):
        vector = matrix @ vector
        value = max(float(np.linalg.norm(vector)), 1e-9)
        vector /= value
    return value
