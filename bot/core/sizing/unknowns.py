"""What is not known of a person, the fact that would change the size most first: found by running the rules again."""

from __future__ import annotations

from dataclasses import replace

from bot.core.sizing.decision import Decision
from bot.core.sizing.knowledge import FactValue, SizingKnowledge
from bot.core.sizing.pieces import USUAL, Evidence, rank_of
from bot.core.sizing.rules import Outcome, weigh

FIELD_NAMES = {"width": "foot_width", "preference": "fit_preference", "pinch": "pinch"}
"""What the facts that rules see are called outside of the core."""

_ONLY_THE_ALTERNATIVE = 0.1
"""Weight of an answer that leaves the size as it is and settles or opens the alternative, in sizes."""


def find_unknowns(knowledge: SizingKnowledge, decision: Decision) -> tuple[str, ...]:
    """The fields that are not known and could change the advice, most important first; ties in the pack's order."""
    chosen = decision.chosen
    weights = {
        FIELD_NAMES.get(fact, fact): max((_effect(knowledge, chosen, {fact: value}) for value in values), default=0.0)
        for fact, values in knowledge.facts_to_ask
        if chosen.evidence.facts.get(fact) is None
    }
    if _waits_for_usual(knowledge, chosen.evidence):
        weights = {"usual_size": 1.0} | weights
    ordered = sorted((field for field, weight in weights.items() if weight > 0), key=lambda field: -weights[field])
    is_weak = chosen.evidence.rank > rank_of(knowledge, USUAL)
    return tuple(ordered) + (("usual_size",) if is_weak and "usual_size" not in ordered else ())


def _effect(knowledge: SizingKnowledge, chosen: Outcome, flipped: dict[str, FactValue]) -> float:
    other = weigh(chosen.evidence, knowledge, flipped)
    moved = abs(other.place - chosen.place)
    return moved + (_ONLY_THE_ALTERNATIVE if other.alternative != chosen.alternative and not moved else 0.0)


def _waits_for_usual(knowledge: SizingKnowledge, evidence: Evidence) -> bool:
    """Whether a rule would go back to the usual size if only it were known."""
    if evidence.usual is not None:
        return False
    known = weigh(replace(evidence, usual=evidence.worn["larger"]), knowledge, {"usual_known": True})
    return any(fired.rule.go_to for fired in known.fired)
