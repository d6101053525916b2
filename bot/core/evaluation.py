"""Judging answers against labelled questions: what counts as right, listed, refused or wrong, and how sure we were.

Pure: the turns come in, the figures go out. A labelled question is one line of the JSON form that `eval` reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.conversation.turn import Turn
from bot.core.reply import Kind

BINS = 10
"""Bins of the reliability table; ten is what reliability diagrams use."""


class Outcome(StrEnum):
    """What one answer was worth."""

    RIGHT = "right"
    LISTED = "listed"
    """The right entry stands among the choices offered."""
    REFUSED = "refused"
    """Said that it does not know, or offered choices without the right one."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with what would be right."""

    text: str
    kind: str
    """`faq`, `size` or `oos` (not ours)."""
    accept: tuple[str, ...] = ()
    """Entry ids that are right."""
    refusal_ok: bool = False
    """An honest "not covered" is right too."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled question with its answer and what that was worth."""

    labelled: Labelled
    turn: Turn
    outcome: Outcome
    latency_ms: float


@dataclass(frozen=True, slots=True)
class Bin:
    """One row of the reliability table: how sure we said we were, and how often we were right."""

    low: float
    high: float
    count: int
    mean_confidence: float
    share_right: float


def read_labelled(row: Mapping[str, object]) -> Labelled:
    """One row of a labelled file; raises ValueError that says which key is missing or wrong."""
    text, kind = row.get("text"), row.get("kind", "faq")
    if not isinstance(text, str) or kind not in {"faq", "size", "oos"}:
        raise ValueError("a labelled question needs `text` and a `kind` of faq, size or oos")
    accept = row.get("accept", [])
    if not isinstance(accept, list) or not all(isinstance(item, str) for item in accept):
        raise ValueError("`accept` must be a list of entry ids")
    return Labelled(text, str(kind), tuple(dict.fromkeys(accept)), bool(row.get("refusal_ok", False)))


def judge(labelled: Labelled, turn: Turn, limits: frozenset[str] = frozenset()) -> Outcome:
    """What an answer to a labelled question is worth.

    `limits` are the entries that say "this is not covered, and here is what to do": showing one is an honest refusal.
    """
    if labelled.kind == "oos":
        return _judge_out_of_scope(turn)
    if turn.kind in {Kind.ANSWER, Kind.SMALLTALK}:
        is_right = turn.entry in labelled.accept or (labelled.refusal_ok and turn.entry in limits)
        return Outcome.RIGHT if is_right else Outcome.WRONG
    if turn.kind in {Kind.SIZE, Kind.CLARIFY} and labelled.kind == "size":
        return Outcome.RIGHT
    if set(turn.choices) & set(labelled.accept):
        return Outcome.LISTED
    if turn.kind is Kind.SIZE:
        return Outcome.WRONG
    if labelled.refusal_ok and turn.kind is Kind.NONE:
        return Outcome.RIGHT
    return Outcome.REFUSED


def _judge_out_of_scope(turn: Turn) -> Outcome:
    match turn.kind:
        case Kind.NONE | Kind.SMALLTALK:
            return Outcome.RIGHT
        case Kind.CHOOSE | Kind.CLARIFY:
            return Outcome.REFUSED
        case _:
            return Outcome.WRONG


def count_outcomes(judged: Iterable[Judged]) -> dict[str, Counter[Outcome]]:
    """How often each outcome came up, by the kind of question."""
    counts: dict[str, Counter[Outcome]] = {}
    for item in judged:
        counts.setdefault(item.labelled.kind, Counter())[item.outcome] += 1
    return counts


def reliability(judged: Sequence[Judged], bins: int = BINS) -> tuple[Bin, ...]:
    """Confidence against the share that was right, over the answers that were shown; empty bins are left out."""
    shown = [item for item in judged if item.turn.kind is Kind.ANSWER]
    rows = []
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        inside = [item for item in shown if low <= item.turn.confidence < high or (high == 1.0 == item.turn.confidence)]
        if inside:
            right = sum(item.outcome is Outcome.RIGHT for item in inside) / len(inside)
            mean = sum(item.turn.confidence for item in inside) / len(inside)
            rows.append(Bin(low, high, len(inside), mean, right))
    return tuple(rows)


def calibration_error(rows: Sequence[Bin]) -> float:
    """Expected calibration error, 0 to 1: the mean gap between confidence and share right, weighted by count."""
    total = sum(row.count for row in rows)
    return sum(row.count * abs(row.mean_confidence - row.share_right) for row in rows) / total if total else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share (0 to 1) of the values lies; 0 for none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
