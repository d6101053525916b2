"""What a profile offers to start from, strongest first: labels, shoes, the usual size, a measured foot.

Each piece of evidence is a place on the charts with the facts that rules may ask about. Nothing here advises.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.sizing.knowledge import FactValue, ReferenceShoe, SizingKnowledge
from bot.core.sizing.locate import Place, locate_foot, locate_label, locate_size
from bot.core.sizing.numbers import centimetres, say_size
from bot.core.sizing.profile import FitProfile, OwnedShoe, Scale, Size, Width

Facts = Mapping[str, FactValue]

LABEL, USUAL, UNKNOWN_SHOE, FOOT = "label", "usual", "unknown-shoe", "foot-length"
"""The classes of evidence that do not come from a reference shoe's own line."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing to start from, as read on one scale."""

    kind: str
    """Class id; its rank is its position in `SizingKnowledge.evidence`."""
    rank: int
    """0 is the strongest."""
    worn: Mapping[str, float]
    """The sizes that it leaves open, as places: `larger` and `smaller`, or `same-label` and `maker-chart`."""
    facts: Facts
    name: str
    """In words: "your Nike Air Force 1"."""
    said: str
    """The size as said: "US 10", "EU 43"."""
    scale: Scale
    """The scale that the person gave the size on."""
    usual: float | None = None
    """The usual size as a place, where it is known."""
    chart_source: str = ""
    """Where the chart stands that the size was read on; empty where none was needed."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Further values for placeholders."""


def gather_evidence(profile: FitProfile, knowledge: SizingKnowledge, reading: Scale) -> tuple[Evidence, ...]:
    """All evidence of a profile read on `reading` (MEN or WOMEN), strongest first; in the order said within a rank.

    Evidence that no chart row can hold is left out. Never raises.
    """
    usual = _usual_place(profile, knowledge, reading)
    shared = _shared_facts(profile, knowledge, reading) | {"usual_known": usual is not None}
    found = [
        _label(profile, knowledge, reading, shared),
        *(_shoe(shoe, knowledge, reading, shared, usual) for shoe in profile.shoes),
        _usual(profile, knowledge, usual, shared),
        _foot(profile, knowledge, shared),
    ]
    return tuple(sorted((piece for piece in found if piece is not None), key=lambda piece: piece.rank))


def rank_of(knowledge: SizingKnowledge, kind: str) -> int:
    """The rank of a class of evidence; one past the last for a class that the pack does not list."""
    return next((rank for rank, known in enumerate(knowledge.evidence) if known.id == kind), len(knowledge.evidence))


def _shared_facts(profile: FitProfile, knowledge: SizingKnowledge, reading: Scale) -> dict[str, FactValue]:
    width = profile.width or _width_from_boxes(profile, knowledge, reading)
    return {
        "width": str(width) if width else None,
        "preference": str(profile.preference) if profile.preference else None,
        "pinch": profile.pinch,
        "roomier": False,
        "reading": str(reading),
    }


def _width_from_boxes(profile: FitProfile, knowledge: SizingKnowledge, reading: Scale) -> Width | None:
    """The width of somebody who buys a wide or narrow fitting and has not said more."""
    codes = (_bought_width(shoe, knowledge, reading) for shoe in profile.shoes)
    return next((width for width in codes if width not in (None, Width.REGULAR)), None)


def _bought_width(shoe: OwnedShoe, knowledge: SizingKnowledge, reading: Scale) -> Width | None:
    scale = shoe.size.scale if shoe.size.scale is not Scale.UNKNOWN else reading
    return knowledge.width_codes.get(scale, {}).get(shoe.width_code.strip().upper())


def _span(place: Place) -> dict[str, float]:
    return {"larger": place.high, "smaller": place.low}


def _place_facts(place: Place) -> dict[str, FactValue]:
    return {
        "between": "chart" if place.low != place.high else None,
        "converted": place.converted or None,
        "chart": place.chart,
        "chart_row": "confirmed" if place.is_sure else "unconfirmed",
    }


def _label(profile: FitProfile, knowledge: SizingKnowledge, reading: Scale, shared: Facts) -> Evidence | None:
    if profile.label_cm is None:
        return None
    place = locate_label(knowledge, profile.label_cm, reading)
    if place is None:
        return None
    theirs = _label_on_own_chart(profile, knowledge, reading)
    worn = _span(place) | {"same-label": place.high, "maker-chart": theirs if theirs is not None else place.high}
    brand = knowledge.brands.get(profile.label_brand)
    facts = {"evidence": LABEL, "brand": profile.label_brand or None} | _place_facts(place)
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


def _shoe(
    shoe: OwnedShoe, knowledge: SizingKnowledge, reading: Scale, shared: Facts, usual: Place | None
) -> Evidence | None:
    known = knowledge.shoes.get(shoe.model)
    place = locate_size(knowledge, shoe.size, known.brand if known else "", reading)
    if place is None:
        return None
    kind = known.evidence if known else UNKNOWN_SHOE
    return Evidence(
        kind=kind,
        rank=rank_of(knowledge, kind),
        worn=_span(place),
        facts={**shared, **_shoe_facts(shoe, known, kind, knowledge, reading), **_place_facts(place)},
        name=f"your {_shoe_name(shoe, known)}",
        said=say_size(shoe.size),
        scale=shoe.size.scale,
        usual=usual.high if usual else None,
        chart_source=place.source,
        words={"shoe": f"your {_shoe_name(shoe, known)}", "brand": _brand_name(known, knowledge)},
    )


def _shoe_name(shoe: OwnedShoe, known: ReferenceShoe | None) -> str:
    if known is None:
        return shoe.name.strip() or "shoe"
    return f"{known.name} shoe" if known.is_brand_only else known.name


def _brand_name(known: ReferenceShoe | None, knowledge: SizingKnowledge) -> str:
    brand = knowledge.brands.get(known.brand) if known else None
    return brand.name if brand else "that maker"


def _shoe_facts(
    shoe: OwnedShoe, known: ReferenceShoe | None, kind: str, knowledge: SizingKnowledge, reading: Scale
) -> dict[str, FactValue]:
    bought = _bought_width(shoe, knowledge, reading)
    return {
        "evidence": kind,
        "model": known.id if known else None,
        "brand": known.brand if known else None,
        "fit": (known.fit or None) if known else None,
        "feel": str(shoe.feel) if shoe.feel else None,
        "sized": str(shoe.sized) if shoe.sized else None,
        "bought_width": str(bought) if bought else None,
        "roomier": shoe.roomier,
    }


def usual_sizes(profile: FitProfile) -> tuple[Size, ...]:
    """The sizes that stand for the usual one: those of the two feet where they differ, else those said to be usual."""
    return profile.left_right or profile.usual


def _usual_place(profile: FitProfile, knowledge: SizingKnowledge, reading: Scale) -> Place | None:
    located = [locate_size(knowledge, size, "", reading) for size in usual_sizes(profile)]
    found = [place for place in located if place is not None]
    if not found:
        return None
    low, high = min(place.low for place in found), max(place.high for place in found)
    first = found[0]
    return Place(low, high, all(place.is_sure for place in found), first.chart, first.converted, first.source)


def _usual(profile: FitProfile, knowledge: SizingKnowledge, place: Place | None, shared: Facts) -> Evidence | None:
    sizes = usual_sizes(profile)
    if place is None:
        return None
    facts = {**shared, **_place_facts(place), "evidence": USUAL}
    if len(sizes) > 1 and place.low != place.high:
        facts |= {"between": None if profile.left_right else "usual", "feet": "differ" if profile.left_right else None}
    return Evidence(
        kind=USUAL,
        rank=rank_of(knowledge, USUAL),
        worn=_span(place),
        facts=facts,
        name="your usual size",
        said=" or ".join(say_size(size) for size in sizes),
        scale=next((size.scale for size in sizes if size.scale is not Scale.UNKNOWN), Scale.UNKNOWN),
        usual=place.high,
        chart_source=place.source,
        words={"brand": _maker_name(knowledge)},
    )


def _maker_name(knowledge: SizingKnowledge) -> str:
    brand = knowledge.brands.get(knowledge.maker)
    return brand.name if brand else knowledge.maker


def _foot(profile: FitProfile, knowledge: SizingKnowledge, shared: Facts) -> Evidence | None:
    place = locate_foot(knowledge, profile.foot_cm) if profile.foot_cm is not None else None
    if place is None or profile.foot_cm is None:
        return None
    return Evidence(
        kind=FOOT,
        rank=rank_of(knowledge, FOOT),
        worn=_span(place),
        facts={**shared, **_place_facts(place), "evidence": FOOT},
        name="your foot length",
        said=centimetres(profile.foot_cm),
        scale=Scale.UNKNOWN,
        words={"foot": centimetres(profile.foot_cm)},
    )
