"""A reading in the words of `tests/cases/reading.yaml`, so that expectations are short and complete."""

from __future__ import annotations

from bot.core.sizing.profile import OwnedShoe, Scale, Size
from bot.core.sizing.reading import Reading

_SCALES = {Scale.MEN: " men's", Scale.WOMEN: " women's", Scale.UNKNOWN: ""}


def size_words(size: Size) -> str:
    """`US 9.5`, `EU 38 women's`."""
    return f"{size.system.upper()} {size.number:g}{_SCALES[size.scale]}"


def shoe_words(shoe: OwnedShoe) -> str:
    """`nike-dunk = US 9.5, tight, sized down, 2E, roomier`; a shoe we do not know by the name typed."""
    sized = f"sized {shoe.sized}" if shoe.sized else ""
    parts = (size_words(shoe.size), shoe.feel or "", sized, shoe.width_code, "roomier" if shoe.roomier else "")
    return f"{shoe.model or shoe.name} = {', '.join(part for part in parts if part)}"


def reading_words(reading: Reading) -> dict[str, object]:
    """Everything that was read and only that: a key that is not there was not read."""
    profile = reading.profile
    label = f"{profile.label_cm:g} {profile.label_brand}".strip() if profile.label_cm is not None else ""
    said: dict[str, object] = {
        "usual": " / ".join(size_words(size) for size in profile.usual),
        "feet": " / ".join(size_words(size) for size in profile.left_right),
        "shoes": [shoe_words(shoe) for shoe in profile.shoes],
        "label": label,
        "foot": profile.foot_cm,
        "scale": "" if profile.scale is Scale.UNKNOWN else str(profile.scale),
        "width": str(profile.width or ""),
        "prefers": str(profile.preference or ""),
        "pinch": profile.pinch,
        "notes": list(profile.notes),
        "asks": ", ".join(reading.question.missing) if reading.question else "",
        "missing": ", ".join(name for name in reading.missing if name != "scale") if not reading.question else "",
        "sizing": False if not reading.is_sizing else None,
        "corrects": list(reading.corrections),
    }
    return {key: value for key, value in said.items() if value not in ("", None, [])}
