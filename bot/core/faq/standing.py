"""How high scores stand among the others."""

from __future__ import annotations

from math import log, sqrt

import numpy as np

from bot.core.faq.thesaurus import Floats

_FIFTH = 5
_SORTED = 500
"""Scores up to which sorting all is quicker than looking for the highest first."""
_MANY, _ALONE = 15, 2.5
"""Entries up to which a score is taken for as prominent as it would be among so many, and how prominent a lone one is.
Confidence was fitted to packs of 25 entries and more; as if there were 25, packs of two would be too sure."""
_ALIKE = 1e-6
"""Variance up to which scores are all the same but for rounding."""


def first_places(scores: Floats, count: int) -> list[int]:
    """Numbers of the highest scores, best first; equal scores go by number."""
    if len(scores) <= max(_SORTED, count):
        whole: list[int] = (-scores).argsort(kind="stable")[:count].tolist()
        return whole
    among = (scores >= np.partition(scores, -count)[-count]).nonzero()[0]
    order: list[int] = among[np.argsort(-scores[among], kind="stable")][:count].tolist()
    return order


def next_best(values: Floats, first: int) -> float:
    """The highest value but that at `first`; 0 when it is the only one."""
    if len(values) < 2:
        return 0.0
    kept, values[first] = float(values[first]), -np.inf
    found, values[first] = float(np.maximum.reduce(values)), kept
    return found


def fifth(values: Floats) -> float:
    """The fifth highest value, or the lowest of fewer."""
    count = min(_FIFTH, len(values))
    return float(np.partition(values, -count)[-count])


def prominence(scores: Floats, first: int) -> float:
    """How many standard deviations of the scores the one at `first` is above their mean; 0 when all are alike.

    Among few none can be far above, of n at most the root of n - 1, so there it is what it would be among `_MANY`.
    """
    if len(scores) == 1:
        return _ALONE
    mean = float(np.add.reduce(scores)) / len(scores)
    variance = float(scores.dot(scores)) / len(scores) - mean * mean
    if variance <= _ALIKE:
        return 0.0
    few = max(1.0, (_MANY - 1) / (len(scores) - 1))
    return (float(scores[first]) - mean) * sqrt(few / variance)


def log_share(scores: Floats, first: int) -> float:
    """Log of the share that the score at `first` has of the softmax over all."""
    top = float(np.maximum.reduce(scores))
    return float(scores[first]) - top - log(float(np.add.reduce(np.exp(scores - np.float32(top)))))
