"""Sizes as buckets: what is kept of a recommendation, and the profile that gives it again on replay.

Kept are sizes of shoes, ids of models and words for a foot. Not kept: anything typed, names of shoes that the pack
does not know, the length of a foot, and things that only add a note (flat feet, insoles), since they are no size.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.core.sizing.profile import (
    Feel,
    FitProfile,
    OwnedShoe,
    Preference,
    Scale,
    Size,
    Sized,
    System,
    Width,
)
from bot.core.sizing.recommendation import Recommendation
from bot.ports import JsonValue

UNKNOWN_MODEL = "a shoe we do not know"


def bucket_profile(profile: FitProfile) -> dict[str, JsonValue]:
    """The profile without words and without a foot's length; unknown fields are left out."""
    bucket: dict[str, JsonValue] = {
        "usual": [_size(size) for size in profile.usual],
        "scale": profile.scale.value if profile.scale is not Scale.UNKNOWN else None,
        "width": profile.width.value if profile.width else None,
        "preference": profile.preference.value if profile.preference else None,
        "pinch": profile.pinch,
        "shoes": [_shoe(shoe) for shoe in profile.shoes],
        "label_cm": profile.label_cm,
        "label_brand": profile.label_brand,
        "left_right": [_size(size) for size in profile.left_right],
    }
    return {name: value for name, value in bucket.items() if value not in (None, "", [])}


def profile_from_bucket(bucket: Mapping[str, JsonValue]) -> FitProfile:
    """The profile as far as it was kept. Raises ValueError, KeyError or TypeError for what no bucket looks like."""
    return FitProfile(
        usual=tuple(_read_size(size) for size in _list(bucket, "usual")),
        scale=Scale(str(bucket.get("scale", Scale.UNKNOWN))),
        width=Width(str(bucket["width"])) if "width" in bucket else None,
        preference=Preference(str(bucket["preference"])) if "preference" in bucket else None,
        pinch=bool(bucket["pinch"]) if "pinch" in bucket else None,
        shoes=tuple(_read_shoe(shoe) for shoe in _list(bucket, "shoes")),
        label_cm=_number(bucket["label_cm"]) if "label_cm" in bucket else None,
        label_brand=str(bucket.get("label_brand", "")),
        left_right=tuple(_read_size(size) for size in _list(bucket, "left_right")),
    )


def is_replayable(profile: FitProfile) -> bool:
    """Whether the bucket gives the same size again: a bare foot's length is not in it."""
    return profile.foot_cm is None


def advice_key(recommendation: Recommendation) -> str:
    """What an advice is counted under: the rules that made it, each with its half sizes."""
    return " ".join(f"{reason.rule}:{reason.half_sizes:+d}" for reason in recommendation.reasons)


def rules_fired(recommendation: Recommendation) -> str:
    """Ids of the rules, as a JSON list in the order in which they were applied."""
    return json.dumps([reason.rule for reason in recommendation.reasons])


def _size(size: Size) -> dict[str, JsonValue]:
    return {
        "number": size.number,
        "system": size.system.value,
        "scale": size.scale.value,
        "stated": size.system_stated,
    }


def _read_size(value: JsonValue) -> Size:
    size = _object(value)
    return Size(
        _number(size["number"]), System(str(size["system"])), Scale(str(size["scale"])), bool(size.get("stated"))
    )


def _shoe(shoe: OwnedShoe) -> dict[str, JsonValue]:
    bucket: dict[str, JsonValue] = {
        "model": shoe.model,
        "size": _size(shoe.size),
        "feel": shoe.feel.value if shoe.feel else None,
        "sized": shoe.sized.value if shoe.sized else None,
        "width_code": shoe.width_code,
        "roomier": shoe.roomier or None,
    }
    return {name: value for name, value in bucket.items() if value not in (None, "")}


def _read_shoe(value: JsonValue) -> OwnedShoe:
    shoe = _object(value)
    model = str(shoe.get("model", ""))
    return OwnedShoe(
        name=model or UNKNOWN_MODEL,
        size=_read_size(shoe["size"]),
        model=model,
        feel=Feel(str(shoe["feel"])) if "feel" in shoe else None,
        sized=Sized(str(shoe["sized"])) if "sized" in shoe else None,
        width_code=str(shoe.get("width_code", "")),
        roomier=bool(shoe.get("roomier", False)),
    )


def _list(bucket: Mapping[str, JsonValue], name: str) -> list[JsonValue]:
    value = bucket.get(name, [])
    if not isinstance(value, list):
        raise TypeError(f"{name} is no list")
    return value


def _object(value: JsonValue) -> dict[str, JsonValue]:
    if not isinstance(value, dict):
        raise TypeError("a size or a shoe is no object")
    return value


def _number(value: JsonValue) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError("a number is none")
    return float(value)
