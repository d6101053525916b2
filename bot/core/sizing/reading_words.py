"""The facts of a message that words give and not numbers, gathered with what overrules what."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.sizing.profile import Preference, Scale, Width
from bot.core.sizing.reading_foot import (
    WordFact,
    find_notes,
    find_pinch,
    find_preference,
    find_scale,
    find_width,
    is_for_child,
)
from bot.core.sizing.reading_scan import Scan

_FEW_WORDS = 3
"""In so short a message a width code alone is an answer."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Width, liking, pinch, scale and notes, each with the place of its words."""

    facts: tuple[WordFact, ...]

    def value(self, field: str) -> str:
        """The value of a field; empty when it was not said."""
        return next((fact.value for fact in self.facts if fact.field == field), "")

    @property
    def width(self) -> Width | None:
        """How wide the foot is said to be."""
        return Width(value) if (value := self.value("width")) else None

    @property
    def preference(self) -> Preference | None:
        """How they like shoes to fit."""
        return Preference(value) if (value := self.value("preference")) else None

    @property
    def pinch(self) -> bool | None:
        """Whether the little toe is said to be pinched."""
        return {"yes": True, "no": False}.get(self.value("pinch"))

    @property
    def scale(self) -> Scale:
        """Whose sizes these are, from the person named."""
        return Scale(self.value("scale") or Scale.UNKNOWN)

    @property
    def notes(self) -> tuple[str, ...]:
        """Ids of notes."""
        return tuple(fact.value for fact in self.facts if fact.field == "notes")


def read_words(scan: Scan) -> Spoken:
    """Every fact that words give; a width letter beside a size of no shoe is the width of the foot."""
    words, text = scan.words, scan.rest
    shoes_wide = [(feel.start, feel.end) for feel in scan.feels]
    across = words["tight_across"].search(text)
    of_shoes = [end for link in scan.links for end in (link.size.end, link.shoe.end)]
    width = find_width(text, words, shoes_wide, of_shoes, [found.end for found in scan.loose]) or _width_of_code(scan)
    if width is None and across:
        width = WordFact("width", Width.WIDE, across.start(), across.end())
    found = [
        width,
        find_preference(
            text,
            words,
            [match.span() for match in words["roomier"].finditer(text)] if scan.links else [],
            in_parts=not scan.links,
        ),
        find_pinch(text, words),
        find_scale(text, words),
        is_for_child(scan.flat, words) or _child_size(scan),
        *find_notes(text, words),
    ]
    return Spoken(tuple(fact for fact in found if fact is not None))


def _width_of_code(scan: Scan) -> WordFact | None:
    for found in scan.loose:
        if found.code_at < 0:
            continue
        code = next((code for code in scan.codes if code.start <= found.code_at < code.end), None)
        scale = found.scale if found.scale is Scale.WOMEN else Scale.MEN
        width = scan.sizing.width_codes.get(scale, {}).get(code.code) if code else None
        if code and width:
            return WordFact("width", width, code.start, code.end)
    is_told = scan.words["personal"].search(scan.rest) or len(scan.flat.split()) <= _FEW_WORDS
    for code in scan.codes:
        if is_told and not scan.links and (width := scan.sizing.width_codes.get(Scale.MEN, {}).get(code.code)):
            return WordFact("width", width, code.start, code.end)
    return None


def _child_size(scan: Scan) -> WordFact | None:
    size = next((found for found in scan.loose if found.is_kids), None)
    return WordFact("notes", "kids", size.start, size.end) if size else None
