"""Runs targets and collects what they failed on. Every input follows from the seed and its number;
a target that goes on from input to input (a conversation, a dialogue) needs those before it as well."""

from __future__ import annotations

import random
import traceback
from dataclasses import dataclass
from time import process_time

from fuzz.targets import Target

SLOW_S = 1.0
"""CPU time of one input above which it counts as a failure: it would hold up everybody else."""
KEPT = 5
"""Failures kept of each target; one cause fails thousands of times."""


@dataclass(frozen=True)
class Failure:
    """One input that broke a promise."""

    seed: str
    what: str


@dataclass(frozen=True)
class Outcome:
    """What fuzzing one target came to."""

    target: str
    inputs: int
    failed: int
    slowest_s: float
    failures: tuple[Failure, ...]


def fuzz(name: str, target: Target, seed: int, *, inputs: int | None = None, seconds: float | None = None) -> Outcome:
    """Tries inputs until there were `inputs` of them, or `seconds` of CPU time are over."""
    began, tried, failed, slowest = process_time(), 0, 0, 0.0
    failures: list[Failure] = []
    while (inputs is None or tried < inputs) and (seconds is None or process_time() - began < seconds):
        one = f"{name}/{seed}/{tried}"
        what, took_s = _try(target, one)
        tried, slowest = tried + 1, max(slowest, took_s)
        if what:
            failed += 1
            if len(failures) < KEPT:
                failures.append(Failure(one, what))
    return Outcome(name, tried, failed, slowest, tuple(failures))


def _try(target: Target, seed: str) -> tuple[str, float]:
    """What went wrong with one input, and how long it took; empty for nothing."""
    began = process_time()
    try:
        text = target(random.Random(seed))
    except Exception:
        return traceback.format_exc(limit=-4), process_time() - began
    took_s = process_time() - began
    return (f"took {took_s:.2f} s: {ascii(text)[:400]}" if took_s > SLOW_S else ""), took_s
