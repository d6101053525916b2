"""The label of a shoe that somebody likes, as evidence: the same centimetres on the maker's chart.

Another maker's centimetres may mean another size, so its own chart is looked at too; which of the two is advised is for
the rules to say.
"""

from __future__ import annotations

from bot.core.sizing.knowledge import FactValue, SizingKnowledge
from bot.core.sizing.locate import Place, locate_label
from bot.core.sizing.numbers import centimetres
from bot.core.sizing.pieces import LABEL, Evidence, Facts, place_facts, rank_of, span_of
from bot.core.sizing.profile import FitProfile, Scale


def label_evidence(profile: FitProfile, knowledge: SizingKnowledge, reading: Scale, shared: Facts) -> Evidence | None:
    """The label of a profile read on `reading`; None without one, or where no row carries it."""
    if profile.label_cm is None:
        return None
    place = locate_label(knowledge, profile.label_cm, reading)
    if place is None:
        return None
    theirs = _label_on_own_chart(profile, knowledge, reading)
    worn = span_of(place) | {"same-label": place.high, "maker-chart": theirs if theirs is not None else place.high}
    brand = knowledge.brands.get(profile.label_brand)
    facts = {"evidence": LABEL, "brand": profile.label_brand or None} | place_facts(place)
    facts |= _label_facts(profile, knowledge, reading, place, theirs)
    said = centimetres(profile.label_cm)
    return Evidence(
        kind=LABEL,
        rank=rank_of(knowledge, LABEL),
        worn=worn,
        facts={**shared, **facts, "roomier": any(shoe.roomier for shoe in profile.shoes)},
        name=f"the label of your {brand.name} shoe" if brand else "the label",
        said=said,
        scale=Scale.UNKNOWN,
        words={"brand": brand.name if brand else "that maker", "label": said},
    )


def _label_on_own_chart(profile: FitProfile, knowledge: SizingKnowledge, reading: Scale) -> float | None:
    if profile.label_cm is None or profile.label_brand in ("", knowledge.maker):
        return None
    place = locate_label(knowledge, profile.label_cm, reading, profile.label_brand)
    return place.high if place else None


def _label_facts(
    profile: FitProfile, knowledge: SizingKnowledge, reading: Scale, place: Place, theirs: float | None
) -> dict[str, FactValue]:
    """`label`: `own-maker`, `not-said`, `no-chart`, `agrees`, `differs` or `far`; `label_zone`: `same` or `other`."""
    zone = knowledge.limits.same_label_zone.get(reading)
    us = place.high + (knowledge.gender_step if reading is Scale.WOMEN else 0)
    return {"label": _label_status(profile, knowledge, place, theirs), "label_zone": _zone(zone is None or us in zone)}


def _zone(is_same: bool) -> str:
    return "same" if is_same else "other"


def _label_status(profile: FitProfile, knowledge: SizingKnowledge, place: Place, theirs: float | None) -> str:
    if not profile.label_brand:
        return "not-said"
    if profile.label_brand == knowledge.maker:
        return "own-maker"
    if theirs is None:
        return "no-chart"
    gap = abs(theirs - place.high) * 2
    if gap > knowledge.limits.near_half_sizes:
        return "far"
    return "differs" if gap else "agrees"
