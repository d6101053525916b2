"""`eval`: answers a labelled file and prints accuracy, wrong answers, refusals, calibration and latency, as the
questions stand there and with typing errors."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TextIO

import numpy as np

from bot.core.conversation.closer_look import Look
from bot.core.evaluation import (
    Judged,
    Labelled,
    Outcome,
    calibration_error,
    count_outcomes,
    judge,
    percentile,
    read_labelled,
    reliability,
)
from bot.core.faq.ranking import Ranking
from bot.core.pack import Library
from bot.terminal.ask import Answerer
from bot.terminal.typing_errors import with_typing_errors

TYPING_ERRORS = (0.1, 0.2)
"""Shares of the words that are mistyped in the second and third pass."""
_SEED = 7


@dataclass
class CountedLooks:
    """A closer look that counts how often it was asked for."""

    look: Look
    count: int = 0

    def __call__(self, library: Library, doubts: tuple[Ranking, ...], /) -> Library | None:
        self.count += 1
        return self.look(library, doubts)


class LabelledFileError(Exception):
    """A labelled file cannot be used; `problems` names each line."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_questions(lines: Iterable[str], path: str) -> list[Labelled]:
    """The labelled questions of a JSON-lines file; raises `LabelledFileError` with every bad line."""
    questions, problems = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            questions.append(read_labelled(json.loads(line)))
        except (ValueError, AttributeError) as error:
            problems.append(f"{path}:{number}: {error}")
    if problems:
        raise LabelledFileError(tuple(problems))
    return questions


def mistyped(questions: Iterable[Labelled], share: float) -> list[Labelled]:
    """The same questions with a typing error in that share of their words; always the same errors."""
    random = np.random.default_rng(_SEED)
    return [replace(labelled, text=with_typing_errors(labelled.text, share, random)) for labelled in questions]


def judge_all(questions: Iterable[Labelled], answer: Answerer, limits: frozenset[str]) -> list[Judged]:
    """Every question answered and judged, timed one by one; `limits` as in `judge`."""
    judged = []
    for labelled in questions:
        start = time.perf_counter()
        turn = answer(labelled.text)
        latency_ms = (time.perf_counter() - start) * 1000
        judged.append(Judged(labelled, turn, judge(labelled, turn, limits), latency_ms))
    return judged


def print_evaluation(judged: list[Judged], out: TextIO, *, show_misses: bool) -> None:
    """The figures as tables; with `show_misses` also each answer that was not right or listed."""
    _print_outcomes(judged, out)
    rows = reliability(judged)
    out.write("\nconfidence     n   said  right\n")
    out.writelines(
        f"{row.low:.1f} to {row.high:.1f}{row.count:>6}{row.mean_confidence:>7.2f}{row.share_right:>7.2f}\n"
        for row in rows
    )
    out.write(f"calibration error {calibration_error(rows):.3f}\n")
    _print_latency(judged, out)
    if show_misses:
        _print_misses(judged, out)
    out.flush()


def print_looks(looks: CountedLooks | None, judged: list[Judged], out: TextIO) -> None:
    """What share of the questions words alone decided; nothing where there is nothing else."""
    if looks is not None and judged:
        out.write(f"words alone decided {1 - looks.count / len(judged):.0%} of the questions\n")


def print_mistyped(judged: list[Judged], share: float, out: TextIO) -> None:
    """What is left of it with typing errors in that share of the words."""
    out.write(f"\nwith a typing error in {share:.0%} of the words\n")
    _print_outcomes(judged, out)
    _print_latency(judged, out)
    out.flush()


def _print_outcomes(judged: list[Judged], out: TextIO) -> None:
    out.write(f"{'kind':6}{'n':>6}" + "".join(f"{outcome:>16}" for outcome in Outcome) + "\n")
    for kind, counts in sorted(count_outcomes(judged).items()):
        total = sum(counts.values())
        cells = "".join(f"{counts[outcome]:>8} {counts[outcome] / total:>6.1%}" for outcome in Outcome)
        out.write(f"{kind:6}{total:>6}{cells}\n")


def _print_latency(judged: list[Judged], out: TextIO) -> None:
    latencies = [item.latency_ms for item in judged]
    out.write(f"latency median {percentile(latencies, 0.5):.2f} ms, p99 {percentile(latencies, 0.99):.2f} ms\n")


def _print_misses(judged: list[Judged], out: TextIO) -> None:
    out.write("\n")
    for item in judged:
        if item.outcome in {Outcome.RIGHT, Outcome.LISTED}:
            continue
        turn = item.turn
        got = turn.entry or ",".join(turn.choices[:3])
        wanted = "|".join(item.labelled.accept) or "nothing"
        out.write(f"{item.outcome:8}{item.labelled.kind:5}{turn.kind:9}{turn.confidence:5.2f}  ")
        out.write(f"{item.labelled.text[:90]}  ->  {got}  (wanted {wanted})\n")
