"""How high scores stand among the others."""

from __future__ import annotations

from math import log

import numpy as np

from bot.core.faq.thesaurus import Floats

_ALIKE = 1e-6
"""Variance up to which scores are all the same but for rounding."""


def first_places(scores: Floats, count: int) -> list[int]:
    """Numbers of the highest scores, best first; equal scores go by number."""
    among = np.arange(len(scores))
    if count < len(scores):
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


def prominence(scores: Floats, first: int) -> float:
    """How many standard deviations of the scores the one at `first` is above their mean; 0 when all are alike."""
    mean = float(np.add.reduce(scores)) / len(scores)
    variance = float(scores.dot(scores)) / len(scores) - mean * mean
    return (float(scores[first]) - mean) / variance**0.5 if variance > _ALIKE else 0.0


def log_share(scores: Floats, first: int) -> float:
    """Log of the share that the score at `first` has of the softmax over all."""
    top = float(np.maximum.reduce(scores))
    return float(scores[first]) - top - log(float(np.add.reduce(np.exp(scores - np.float32(top)))))
