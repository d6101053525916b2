"""Reasons, remarks and the confidence word: everything that a decision says for itself, in the pack's sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.basis import Basis
from bot.core.sizing.chart import row_on, size_row
from bot.core.sizing.decision import Decision
from bot.core.sizing.knowledge import FactValue, FitRule, SizingKnowledge, Stage
from bot.core.sizing.numbers import centimetres, plain_number, say_row
from bot.core.sizing.pieces import Facts
from bot.core.sizing.profile import FitProfile, Scale
from bot.core.sizing.recommendation import Confidence, Reason
from bot.core.sizing.rules import Outcome, fire
from bot.core.sizing.wording import fill

_FROM_LOW = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


@dataclass(frozen=True, slots=True)
class Remarks:
    """The notes of a recommendation with the rules that made them."""

    rules: tuple[FitRule, ...]
    texts: tuple[str, ...]


def explain(knowledge: SizingKnowledge, decision: Decision, reading: Scale) -> tuple[Reason, ...]:
    """One reason for each rule that fired for the deciding evidence, then one for each other piece of evidence."""
    chosen = decision.chosen
    words = _words(knowledge, chosen, decision, reading)
    reasons = [_reason(fired.rule, fired.half_sizes, words, chosen, knowledge) for fired in chosen.fired]
    for compared in decision.compared:
        words = _words(knowledge, compared.outcome, decision, reading)
        reasons += [_reason(rule, 0, words, compared.outcome, knowledge) for rule in compared.rules]
    return tuple(reasons)


def _reason(
    rule: FitRule, half_sizes: int, words: dict[str, str], outcome: Outcome, knowledge: SizingKnowledge
) -> Reason:
    basis, source = rule.basis, rule.source
    model = outcome.evidence.facts.get("model")
    shoe = knowledge.shoes.get(model) if isinstance(model, str) else None
    if rule.stage is Stage.START and shoe is not None and shoe.basis is Basis.HOUSE:
        basis, source = Basis.HOUSE, shoe.source or rule.source
    if rule.stage is Stage.PICK and rule.basis is Basis.CHART:
        source = outcome.evidence.chart_source or source
    return Reason(rule.id, half_sizes, basis, fill(rule.reason or rule.text, words), source)


def _words(knowledge: SizingKnowledge, outcome: Outcome, decision: Decision, reading: Scale) -> dict[str, str]:
    evidence, winner = outcome.evidence, decision.chosen.evidence
    return {
        **evidence.words,
        "name": evidence.name,
        "said": evidence.said,
        "winner": winner.name,
        "size": say_row(size_row(knowledge, outcome.place, reading)),
        "advised": say_row(size_row(knowledge, decision.place, reading)),
        "start": say_row(size_row(knowledge, evidence.worn["larger"], reading)),
        "smaller": say_row(size_row(knowledge, evidence.worn["smaller"], reading)),
        "theirs": say_row(size_row(knowledge, evidence.worn.get("maker-chart", decision.place), reading)),
    }


def remark(profile: FitProfile, knowledge: SizingKnowledge, decision: Decision, reading: Scale) -> Remarks:
    """The notes that go with a decision, each once, in the order of the rules file."""
    facts = _facts_of_result(knowledge, decision, reading)
    words = _words(knowledge, decision.chosen, decision, reading) | _clash_words(knowledge, decision, reading)
    fired = {rule.id for rule in fire(knowledge, Stage.NOTE, facts)}
    for note in profile.notes:
        fired |= {rule.id for rule in fire(knowledge, Stage.NOTE, {**facts, "note": note})}
    rules = tuple(rule for rule in knowledge.rules if rule.id in fired)
    return Remarks(rules, tuple(fill(rule.reason or rule.text, words) for rule in rules))


def _facts_of_result(knowledge: SizingKnowledge, decision: Decision, reading: Scale) -> Facts:
    evidence = decision.chosen.evidence
    row = row_on(knowledge, decision.place, reading)
    is_crossing = evidence.scale not in (Scale.UNKNOWN, reading)
    other = Scale.MEN if reading is Scale.WOMEN else Scale.WOMEN
    facts: dict[str, FactValue] = {
        "row": "missing" if row is None else "confirmed" if row.is_sure else "unconfirmed",
        "skipped": decision.chosen.is_moved_to_row,
        "crossed": is_crossing,
        "label_clash": _clash(knowledge, decision.place) is not None and (reading is Scale.WOMEN or is_crossing),
        "other_row": "missing" if row_on(knowledge, decision.place, other) is None else "there",
    }
    return {**evidence.facts, **facts}


def _clash(knowledge: SizingKnowledge, place: float) -> float | None:
    """The men's size whose label reads the same centimetres as the women's row here, where it is another size."""
    women, men = row_on(knowledge, place, Scale.WOMEN), knowledge.chart(knowledge.maker, Scale.MEN)
    if women is None or men is None or women.cm is None or row_on(knowledge, place, Scale.MEN) is None:
        return None
    same = next((row.us for row in men.rows if row.cm == women.cm), None)
    return same if same != place else None


def _clash_words(knowledge: SizingKnowledge, decision: Decision, reading: Scale) -> dict[str, str]:
    women, clash = row_on(knowledge, decision.place, Scale.WOMEN), _clash(knowledge, decision.place)
    row = size_row(knowledge, decision.place, reading)
    return {
        "men": plain_number(row.us_men) if row and row.us_men is not None else "",
        "women": plain_number(row.us_women) if row and row.us_women is not None else "",
        "men_by_label": plain_number(clash) if clash is not None else "",
        "women_cm": centimetres(women.cm) if women and women.cm is not None else "",
    }


def confidence_of(knowledge: SizingKnowledge, decision: Decision, noted: Iterable[FitRule]) -> Confidence:
    """The word for how sure the advice is: that of the deciding class, lowered by every rule that fired and says so."""
    kind = decision.chosen.evidence.kind
    start = next((known.confidence for known in knowledge.evidence if known.id == kind), Confidence.LOW)
    rules = [fired.rule for fired in decision.chosen.fired] + list(noted)
    rules += [rule for compared in decision.compared for rule in compared.rules]
    ceilings = [rule.confidence_at_most for rule in rules if rule.confidence_at_most is not None]
    return min((start, *ceilings), key=_FROM_LOW.index)
