"""The `size` object of the command line, exactly as documented: numbers without needless decimals, null for unknown.

Checks outside the repository read this shape; a change of a key is a breaking change.
"""

from __future__ import annotations

from bot.core.sizing.numbers import json_number
from bot.core.sizing.profile import FitProfile, OwnedShoe, Size
from bot.core.sizing.recommendation import NeedMore, Reason, Recommendation, SizeRow

Json = dict[str, object]


def recommendation_json(recommendation: Recommendation) -> Json:
    """A recommendation as a `size` object."""
    alternative = recommendation.alternative
    return {
        "primary": _row(recommendation.primary) | {"row": str(recommendation.primary.row)},
        "alternative": _row(alternative) if alternative else None,
        "alternative_when": recommendation.alternative_when or None,
        "other_reading": _other(recommendation.other_reading),
        "confidence": str(recommendation.confidence),
        "profile": profile_json(recommendation.profile),
        "reasons": [_reason(reason) for reason in recommendation.reasons],
        "unknown": list(recommendation.unknown),
        "notes": list(recommendation.notes),
        "what_ifs": [{"when": flip.when, "size": _row(flip.size)} for flip in recommendation.what_ifs],
    }


def need_more_json(need: NeedMore) -> Json:
    """What is wrong or missing, and what to ask the person."""
    return {"error": need.error or f"more is needed: {', '.join(need.missing)}", "ask": need.ask}


def _row(row: SizeRow) -> Json:
    numbers = {"us_men": row.us_men, "us_women": row.us_women, "uk": row.uk, "eu": row.eu, "cm": row.cm}
    return {name: json_number(number) for name, number in numbers.items()}


def _other(row: SizeRow | None) -> Json | None:
    return _row(row) | {"row": str(row.row)} if row else None


def _reason(reason: Reason) -> Json:
    return {
        "rule": reason.rule,
        "half_sizes": reason.half_sizes,
        "basis": str(reason.basis),
        "text": reason.text,
        "source": reason.source,
    }


def profile_json(profile: FitProfile) -> Json:
    """What was understood: `scale` always, every other fact only where it is known."""
    facts: Json = {
        "usual_size": [_size(size) for size in profile.usual],
        "foot_width": str(profile.width) if profile.width else None,
        "fit_preference": str(profile.preference) if profile.preference else None,
        "pinch": profile.pinch,
        "shoes": [_shoe(shoe) for shoe in profile.shoes],
        "label_cm": json_number(profile.label_cm),
        "label_brand": profile.label_brand,
        "foot_cm": json_number(profile.foot_cm),
        "left_right": [_size(size) for size in profile.left_right],
        "notes": list(profile.notes),
    }
    return {"scale": str(profile.scale)} | _known(facts)


def _known(facts: Json) -> Json:
    return {name: fact for name, fact in facts.items() if fact is not None and fact not in ("", [])}


def _size(size: Size) -> Json:
    facts: Json = {"number": json_number(size.number), "system": str(size.system), "scale": str(size.scale)}
    return facts | _known({"text": size.text})


def _shoe(shoe: OwnedShoe) -> Json:
    facts: Json = {
        "model": shoe.model,
        "feel": str(shoe.feel) if shoe.feel else None,
        "sized": str(shoe.sized) if shoe.sized else None,
        "width_code": shoe.width_code,
        "roomier": shoe.roomier or None,
    }
    return {"name": shoe.name, "size": _size(shoe.size)} | _known(facts)
