"""Fit rules at work: which rules fire on a set of facts, and what one piece of evidence comes to under them.

The language is small on purpose: a rule fires if every condition of one of its groups holds; conditions compare one
fact with a list of values. What the rules say about any shoe is data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.core.sizing.chart import is_held, settle
from bot.core.sizing.knowledge import Clause, FactValue, FitRule, SizingKnowledge, Stage
from bot.core.sizing.pieces import Evidence, Facts

HALF = 0.5
"""One half size, in sizes."""


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that fired and what it added in the end."""

    rule: FitRule
    half_sizes: int
    """After the cap on what may be added together."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one piece of evidence comes to."""

    evidence: Evidence
    place: float
    """The advised place on the men's scale; a row of the maker's charts holds it."""
    alternative: float | None
    alternative_when: tuple[Clause, ...]
    fired: tuple[Fired, ...]
    """In the order in which the rules were applied."""
    is_moved_to_row: bool = False
    """The chart skips the size that the rules came to; `place` is the next one below."""


def fire(knowledge: SizingKnowledge, stage: Stage, facts: Facts) -> tuple[FitRule, ...]:
    """The rules of one stage that fire, in the order of the file; a fact that is not there counts as not known."""
    fired: list[FitRule] = []
    for rule, groups in _rules_for(knowledge, stage, facts.get(_KIND)):
        for group in groups:
            for field, values in group:
                if facts.get(field) not in values:
                    break
            else:
                fired.append(rule)
                break
    return tuple(fired)


_KIND = "evidence"
"""The fact that nearly every rule asks for: one kind of evidence concerns a tenth of the rules."""

_Group = tuple[tuple[str, tuple[FactValue, ...]], ...]


@lru_cache(maxsize=256)
def _rules_for(
    knowledge: SizingKnowledge, stage: Stage, kind: FactValue
) -> tuple[tuple[FitRule, tuple[_Group, ...]], ...]:
    """The rules of a stage that may fire on a kind of evidence, each with what else they ask for, by groups."""
    found = []
    for rule in knowledge.rules:
        groups = tuple(
            tuple((part.field, part.values) for part in group if part.field != _KIND)
            for group in rule.when
            if all(kind in part.values for part in group if part.field == _KIND)
        )
        if rule.stage is stage and groups:
            found.append((rule, groups))
    return tuple(found)


def weigh(evidence: Evidence, knowledge: SizingKnowledge, flipped: Facts | None = None) -> Outcome:
    """What a piece of evidence comes to, with some facts replaced by `flipped` ones. Never raises."""
    facts: dict[str, FactValue] = {**evidence.facts, **(flipped or {})}
    start = fire(knowledge, Stage.START, facts)[:1]
    picks = fire(knowledge, Stage.PICK, facts)
    adjusts = () if any(rule.is_final for rule in start) else fire(knowledge, Stage.ADJUST, facts)
    begin = _begin(evidence, start, picks)
    capped = _cap(adjusts, knowledge.limits.most_added)
    started = tuple(Fired(rule, _start_effect(rule, evidence, begin)) for rule in start)
    added = sum(fired.half_sizes for fired in capped)
    first = begin + sum(rule.half_sizes for rule in start if not rule.go_to) * HALF
    target = first + added * HALF
    outcome = Outcome(evidence, target, None, (), (*started, *(Fired(rule, 0) for rule in picks), *capped))
    outcome = _with_alternative(outcome, facts, first, added, knowledge)
    return _on_a_row(outcome, knowledge)


def _begin(evidence: Evidence, start: Sequence[FitRule], picks: Sequence[FitRule]) -> float:
    """The size worn, or the usual one where a rule goes back to it."""
    if any(rule.go_to == "usual" for rule in start) and evidence.usual is not None:
        return evidence.usual
    picked = (evidence.worn.get(rule.pick) for rule in picks if rule.pick)
    return next((place for place in picked if place is not None), evidence.worn["larger"])


def _start_effect(rule: FitRule, evidence: Evidence, begin: float) -> int:
    return round((begin - evidence.worn["larger"]) / HALF) if rule.go_to else rule.half_sizes


def _cap(rules: Sequence[FitRule], most: int) -> tuple[Fired, ...]:
    """Each rule with what it adds once all together add no more than `most`; the last ones give way."""
    excess = max(0, sum(rule.half_sizes for rule in rules) - most)
    fired = []
    for rule in reversed(rules):
        cut = min(excess, max(0, rule.half_sizes))
        excess -= cut
        fired.append(Fired(rule, rule.half_sizes - cut))
    return tuple(reversed(fired))


def _with_alternative(outcome: Outcome, facts: Facts, first: float, added: int, knowledge: SizingKnowledge) -> Outcome:
    """The first alternative that a fired rule offers, that is another size and still open."""
    for fired in outcome.fired:
        place = _alternative_of(fired.rule, outcome, first, added, knowledge)
        clauses = tuple(part for part in fired.rule.alternative_when if facts.get(part.asks) is None)
        if place is not None and clauses and place != outcome.place and is_held(knowledge, place):
            return replace(outcome, alternative=place, alternative_when=clauses)
    return outcome


def _alternative_of(
    rule: FitRule, outcome: Outcome, first: float, added: int, knowledge: SizingKnowledge
) -> float | None:
    if rule.alternative_pick:
        picked = outcome.evidence.worn.get(rule.alternative_pick)
        return None if picked is None else picked + added * HALF
    if rule.alternative_half_sizes is None:
        return None
    return first + min(added + rule.alternative_half_sizes, knowledge.limits.most_added) * HALF


def _on_a_row(outcome: Outcome, knowledge: SizingKnowledge) -> Outcome:
    held = settle(knowledge, outcome.place)
    if held == outcome.place:
        return outcome
    return replace(outcome, place=held, is_moved_to_row=True, alternative=None, alternative_when=())
