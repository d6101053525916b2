"""What would change the size: the rules run again with one fact flipped, and the flips that matter said in words."""

from __future__ import annotations

from bot.core.sizing.chart import size_row
from bot.core.sizing.decision import Decision
from bot.core.sizing.knowledge import Clause, Flip, SizingKnowledge
from bot.core.sizing.pieces import Evidence
from bot.core.sizing.profile import Scale
from bot.core.sizing.recommendation import WhatIf
from bot.core.sizing.rules import weigh
from bot.core.sizing.wording import join_clauses

MOST = 3
"""More than three is a table, not an answer."""


def find_what_ifs(knowledge: SizingKnowledge, decision: Decision, reading: Scale) -> tuple[WhatIf, ...]:
    """Up to three flips that change the size: those of facts that are not known first, and other sizes before more of
    the same; otherwise in the pack's order.
    """
    evidence = decision.chosen.evidence
    found: list[tuple[float, bool, WhatIf]] = []
    for flip in knowledge.flips:
        place = _flipped(knowledge, decision, flip)
        row = size_row(knowledge, place, reading) if place is not None else None
        if row is not None and place is not None:
            when = join_clauses((Clause(flip.text),), {**evidence.words, "name": evidence.name})
            found.append((place, _is_new(flip, evidence), WhatIf(when, row)))
    found.sort(key=lambda item: not item[1])
    return tuple(item for _, item in _varied(found))[:MOST]


def _flipped(knowledge: SizingKnowledge, decision: Decision, flip: Flip) -> float | None:
    """The place with the flip made; None when the flip makes no sense or changes nothing."""
    evidence = decision.chosen.evidence
    if flip.evidence and evidence.kind not in flip.evidence:
        return None
    if all(evidence.facts.get(fact) == value for fact, value in flip.facts):
        return None
    place = weigh(evidence, knowledge, dict(flip.facts)).place
    return place if place != decision.place else None


def _is_new(flip: Flip, evidence: Evidence) -> bool:
    return all(evidence.facts.get(fact) in (None, False) for fact, _ in flip.facts)


def _varied(found: list[tuple[float, bool, WhatIf]]) -> list[tuple[float, WhatIf]]:
    """The first flip to each size, then the rest."""
    seen: set[float] = set()
    first: list[tuple[float, WhatIf]] = []
    rest: list[tuple[float, WhatIf]] = []
    for place, _, item in found:
        (rest if place in seen else first).append((place, item))
        seen.add(place)
    return first + rest
