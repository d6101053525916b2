"""Advice: a fit profile in, a recommendation or a question out, with a reason for every step.

The order of work is fixed (evidence by rank, rules by stage, comparison, remarks); what any rule says is the pack's.
Pure and total: the same profile and pack always give the same advice, and no profile raises.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.sizing.chart import row_on, size_row
from bot.core.sizing.decision import Decision, decide
from bot.core.sizing.evidence import gather_evidence
from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.locate import locate_foot, locate_label, locate_size
from bot.core.sizing.numbers import centimetres, plain_number, say_size
from bot.core.sizing.plausible import find_implausible
from bot.core.sizing.profile import FitProfile, Scale, Size
from bot.core.sizing.reasons import confidence_of, explain, remark
from bot.core.sizing.recommendation import Advice, NeedMore, Recommendation, SizeRow
from bot.core.sizing.unknowns import find_unknowns
from bot.core.sizing.what_if import find_what_ifs
from bot.core.sizing.wording import fill, join_clauses


def advise(profile: FitProfile, knowledge: SizingKnowledge) -> Advice:
    """The size for a profile, or the question that has to be answered first.

    Where men's or women's is not known, the men's reading is given with the women's beside it in `other_reading`.
    Never raises.
    """
    question = find_implausible(profile, knowledge)
    if question is not None:
        return question
    scale = find_scale(profile, knowledge)
    if scale is not Scale.UNKNOWN:
        said = replace(profile, scale=scale)
        found = _find_size(said, knowledge, scale)
        return found if isinstance(found, NeedMore) else _recommend(said, knowledge, found)
    men, women = (_find_size(profile, knowledge, reading) for reading in (Scale.MEN, Scale.WOMEN))
    if isinstance(men, NeedMore):
        return men if isinstance(women, NeedMore) else _only_reading(_recommend(profile, knowledge, women), knowledge)
    advice = _recommend(profile, knowledge, men)
    if isinstance(women, NeedMore):
        return _only_reading(advice, knowledge)
    return replace(advice, other_reading=women.primary, unknown=("scale", *advice.unknown))


def find_scale(profile: FitProfile, knowledge: SizingKnowledge) -> Scale:
    """The scale a person thinks in: the one said for all sizes, else the one that came with the usual size or shoe."""
    if profile.scale is not Scale.UNKNOWN:
        return profile.scale
    shoes = [piece.scale for piece in gather_evidence(profile, knowledge, Scale.MEN)]
    said = [size.scale for size in (*profile.usual, *profile.left_right)]
    return next((scale for scale in (*said, *shoes) if scale is not Scale.UNKNOWN), Scale.UNKNOWN)


def _only_reading(advice: Recommendation, knowledge: SizingKnowledge) -> Recommendation:
    """Only one of the two scales has such a size."""
    scale = advice.primary.row
    note = fill(knowledge.words.get("only-on-scale", ""), scale=f"{scale}'s")
    notes = (*advice.notes, note) if note else advice.notes
    return replace(advice, profile=replace(advice.profile, scale=scale), notes=notes)


@dataclass(frozen=True, slots=True)
class _Size:
    """The size on one scale, before anything is said about it."""

    decision: Decision
    primary: SizeRow


def _find_size(profile: FitProfile, knowledge: SizingKnowledge, reading: Scale) -> _Size | NeedMore:
    evidence = gather_evidence(profile, knowledge, reading)
    lost = _off_the_chart(profile, knowledge, reading)
    if lost:
        ask, error = knowledge.words.get("off-chart", ""), knowledge.words.get("off-chart-error", "")
        return NeedMore(("usual_size",), fill(ask, said=lost), fill(error, said=lost))
    decision = decide(evidence, knowledge)
    primary = size_row(knowledge, decision.place, reading) if decision else None
    if decision is None or primary is None:
        return NeedMore(("usual_size",), fill(knowledge.words.get("no-evidence", "")))
    return _Size(decision, primary)


def _recommend(profile: FitProfile, knowledge: SizingKnowledge, size: _Size) -> Recommendation:
    decision, primary, reading = size.decision, size.primary, size.primary.row
    alternative = None
    if decision.alternative is not None:
        alternative = size_row(knowledge, decision.alternative, reading)
    remarks = remark(profile, knowledge, decision, reading)
    clauses = join_clauses(decision.alternative_when, decision.chosen.evidence.words) if alternative else ""
    return Recommendation(
        primary=primary,
        alternative=alternative,
        alternative_when=clauses,
        other_reading=None,
        confidence=confidence_of(knowledge, decision, remarks.rules),
        profile=profile,
        reasons=explain(knowledge, decision, reading),
        unknown=find_unknowns(knowledge, decision),
        notes=remarks.texts,
        what_ifs=find_what_ifs(knowledge, decision, reading),
        chart_rows=_chart_rows(knowledge, (decision.place, decision.alternative), reading),
        note_rules=tuple(rule.id for rule in remarks.rules),
    )


def _chart_rows(knowledge: SizingKnowledge, used: Sequence[float | None], reading: Scale) -> tuple[str, ...]:
    rows = [row_on(knowledge, place, reading) for place in used if place is not None]
    return tuple(f"{knowledge.maker}/{reading}/{plain_number(row.us)}" for row in rows if row)


def _off_the_chart(profile: FitProfile, knowledge: SizingKnowledge, reading: Scale) -> str:
    """What the person said that no row of a chart could hold, in words; empty when everything has its place."""
    for size, brand in _sizes(profile, knowledge):
        if locate_size(knowledge, size, brand, reading) is None:
            return say_size(size)
    if profile.label_cm is not None and locate_label(knowledge, profile.label_cm, reading) is None:
        return centimetres(profile.label_cm)
    if profile.foot_cm is not None and locate_foot(knowledge, profile.foot_cm) is None:
        return centimetres(profile.foot_cm)
    return ""


def _sizes(profile: FitProfile, knowledge: SizingKnowledge) -> list[tuple[Size, str]]:
    brands = {shoe_id: shoe.brand for shoe_id, shoe in knowledge.shoes.items()}
    plain = [(size, "") for size in (*profile.usual, *profile.left_right)]
    return plain + [(shoe.size, brands.get(shoe.model, "")) for shoe in profile.shoes]
