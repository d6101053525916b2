"""What a profile offers to start from, strongest first: labels, shoes, the usual size, a measured foot.

Each piece of evidence is a place on the charts with the facts that rules may ask about. Nothing here advises.
"""

from __future__ import annotations

from bot.core.sizing.knowledge import FactValue, ReferenceShoe, SizingKnowledge
from bot.core.sizing.label_evidence import label_evidence
from bot.core.sizing.locate import Place, locate_foot, locate_size
from bot.core.sizing.numbers import centimetres, say_size
from bot.core.sizing.pieces import FOOT, UNKNOWN_SHOE, USUAL, Evidence, Facts, place_facts, rank_of, span_of
from bot.core.sizing.profile import FitProfile, OwnedShoe, Scale, Size, Width


def gather_evidence(profile: FitProfile, knowledge: SizingKnowledge, reading: Scale) -> tuple[Evidence, ...]:
    """All evidence of a profile read on `reading` (MEN or WOMEN), strongest first; in the order said within a rank.

    Evidence that no chart row can hold is left out. Never raises.
    """
    usual = _usual_place(profile, knowledge, reading)
    shared = _shared_facts(profile, knowledge, reading) | {"usual_known": usual is not None}
    found = [
        label_evidence(profile, knowledge, reading, shared),
        *(_shoe(shoe, knowledge, reading, shared, usual) for shoe in profile.shoes),
        _usual(profile, knowledge, usual, shared),
        _foot(profile, knowledge, shared),
    ]
    return tuple(sorted((piece for piece in found if piece is not None), key=lambda piece: piece.rank))


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
        worn=span_of(place),
        facts={**shared, **_shoe_facts(shoe, known, kind, knowledge, reading), **place_facts(place)},
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
    facts = {**shared, **place_facts(place), "evidence": USUAL}
    if len(sizes) > 1 and place.low != place.high:
        facts |= {"between": None if profile.left_right else "usual", "feet": "differ" if profile.left_right else None}
    return Evidence(
        kind=USUAL,
        rank=rank_of(knowledge, USUAL),
        worn=span_of(place),
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
        worn=span_of(place),
        facts={**shared, **place_facts(place), "evidence": FOOT},
        name="your foot length",
        said=centimetres(profile.foot_cm),
        scale=Scale.UNKNOWN,
        words={"foot": centimetres(profile.foot_cm)},
    )
