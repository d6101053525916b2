"""What is measured: who is right, who knows when not to answer, and how long it takes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.data_sets import DataSet
from bench.matchers import Matcher, Ranked
from bot.terminal.typing_errors import with_typing_errors


@dataclass(frozen=True)
class Quality:
    """Shares in percent."""

    top1: float
    top3: float
    right_at_5: float | None
    """Questions answered rightly at the bar where 5 % of the outside questions get an answer; None without any."""
    auroc: float | None
    """How well the score tells inside from outside, 50 to 100."""
    milliseconds: float
    """Median processor time of one question, which other programs on the machine do not lengthen much."""


def measure(matcher: Matcher, data: DataSet, typing_errors: float = 0.0) -> Quality:
    """Quality over all questions of a set; the same typing errors for every matcher."""
    random = np.random.default_rng(7)
    questions = [(with_typing_errors(text, typing_errors, random), label) for text, label in data.questions]
    times: list[float] = []
    inside = [_timed(matcher, text, times) for text, _ in questions]
    right = np.array(
        [bool(found) and found[0][0] == label for found, (_, label) in zip(inside, questions, strict=True)]
    )
    listed = [any(entry == label for entry, _ in found) for found, (_, label) in zip(inside, questions, strict=True)]
    sure = _scores(inside)
    outside = _scores([matcher.rank(text) for text in data.outside]) if not typing_errors else np.zeros(0)
    return Quality(
        100 * float(right.mean()),
        100 * float(np.mean(listed)),
        100 * float((right & (sure > np.quantile(outside, 0.95))).mean()) if len(outside) else None,
        100 * auroc(sure, outside) if len(outside) else None,
        1000 * float(np.median(times)),
    )


def _timed(matcher: Matcher, text: str, times: list[float]) -> Ranked:
    start = time.process_time()
    found = matcher.rank(text)
    times.append(time.process_time() - start)
    return found


def _scores(ranked: Sequence[Ranked]) -> np.ndarray:
    return np.array([found[0][1] if found else 0.0 for found in ranked])


def auroc(inside: np.ndarray, outside: np.ndarray) -> float:
    """How often a value from inside is above one from outside, 0 to 1; equal ones count half."""
    both = np.concatenate([inside, outside])
    ranks = np.empty(len(both))
    ranks[np.argsort(both, kind="stable")] = np.arange(1, len(both) + 1)
    for value in np.unique(both):
        same = both == value
        ranks[same] = ranks[same].mean()
    total = ranks[: len(inside)].sum() - len(inside) * (len(inside) + 1) / 2
    return float(total / (len(inside) * len(outside)))


def reliability(probabilities: np.ndarray, right: np.ndarray, bins: int = 10) -> list[tuple[float, float, int]]:
    """For each filled tenth of the probabilities: mean probability, share that is right, how many."""
    at = np.minimum((probabilities * bins).astype(int), bins - 1)
    return [
        (float(probabilities[at == b].mean()), float(right[at == b].mean()), int((at == b).sum()))
        for b in range(bins)
        if (at == b).any()
    ]
