"""Which piece of evidence decides, and how the others stand to it.

The strongest class decides; within a class the larger size. Everything else is compared with the winner and shown,
never averaged into it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.sizing.knowledge import Clause, FactValue, FitRule, SizingKnowledge, Stage
from bot.core.sizing.pieces import Evidence
from bot.core.sizing.rules import HALF, Outcome, fire, weigh

_NOTHING_SAID_OF_THE_FOOT: dict[str, FactValue] = {"width": None, "preference": None, "pinch": None}


@dataclass(frozen=True, slots=True)
class Compared:
    """A piece of evidence that did not decide, beside the one that did."""

    outcome: Outcome
    rules: tuple[FitRule, ...]
    """The COMPARE rules that fired."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the evidence comes to."""

    chosen: Outcome
    alternative: float | None
    alternative_when: tuple[Clause, ...]
    compared: tuple[Compared, ...]

    @property
    def place(self) -> float:
        """The advised place on the men's scale."""
        return self.chosen.place


def decide(evidence: Sequence[Evidence], knowledge: SizingKnowledge) -> Decision | None:
    """The decision over all evidence, which comes strongest first; None without any."""
    if not evidence:
        return None
    outcomes = [weigh(piece, knowledge) for piece in evidence]
    peers = [outcome for outcome in outcomes if outcome.evidence.rank == evidence[0].rank]
    chosen = max(peers, key=lambda outcome: outcome.place)
    others = [outcome for outcome in outcomes if outcome is not chosen]
    compared = tuple(_compare(chosen, other, knowledge) for other in others)
    decision = Decision(chosen, chosen.alternative, chosen.alternative_when, compared)
    return decision if _leaves_it_open(chosen, peers) else replace(decision, alternative=None, alternative_when=())


def _leaves_it_open(chosen: Outcome, peers: Sequence[Outcome]) -> bool:
    """Whether every peer leaves another size open as well: a second shoe that is sure settles the first one's doubt."""
    return all(peer.alternative is not None for peer in peers)


def _compare(chosen: Outcome, other: Outcome, knowledge: SizingKnowledge) -> Compared:
    is_peer = other.evidence.rank == chosen.evidence.rank
    gap = _gap(chosen, other) if is_peer else _gap_of_evidence(chosen, other, knowledge)
    facts: dict[str, FactValue] = {
        **other.evidence.facts,
        "against": "same-rank" if is_peer else "other-rank",
        "gap": _word_for(gap, knowledge),
    }
    return Compared(other, fire(knowledge, Stage.COMPARE, facts))


def _gap(chosen: Outcome, other: Outcome) -> int:
    return round(abs(chosen.place - other.place) / HALF)


def _gap_of_evidence(chosen: Outcome, other: Outcome, knowledge: SizingKnowledge) -> int:
    """How far two kinds of evidence lie apart by themselves, before anything said of the foot is added to one."""
    bare = [weigh(piece.evidence, knowledge, _NOTHING_SAID_OF_THE_FOOT) for piece in (chosen, other)]
    return _gap(bare[0], bare[1])


def _word_for(gap: int, knowledge: SizingKnowledge) -> str:
    if gap == 0:
        return "none"
    return "near" if gap <= knowledge.limits.near_half_sizes else "far"
