"""Sizes in a text: numbers with the marks beside them (`US M 10`, `8.5w`, `EU 42 2/3`, `9-9.5`, `27cm`).

A size is only found here. Whether it is somebody's usual size, the size of a shoe or a length is decided later.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.core.sizing.phrases import CompiledWords
from bot.core.sizing.profile import Scale, System
from bot.core.sizing.reading_numbers import Number, find_numbers
from bot.core.sizing.reading_text import CODE

_WINDOW = 40
_SYSTEMS = (("us_marks", System.US), ("uk_marks", System.UK), ("eu_marks", System.EU))
_UNITS = (("jp_marks", "jp"), ("kr_marks", "kr"), ("cm_marks", "cm"), ("mm_marks", "mm"), ("inch_marks", "inch"))
_SCALES = (("women_marks", Scale.WOMEN), ("men_marks", Scale.MEN))
_ONE_LETTER = re.compile(r"[\s(\-]*[yc](?!\w)")
_CODE_NEAR = re.compile(rf"[\s(,]{{0,2}}{CODE}+")
_GAP_IN_RANGE = re.compile(r"^\s*(?:(?:a|an|the|size|maybe)\s+)*$")
_OPENS_NEXT = re.compile(r"^[^)]*\(")
_NUMBER_NEXT = re.compile(r"\s*\d")
_MOST_APART = {"eu": 3.0, "other": 2.5}


@dataclass(frozen=True, slots=True)
class SizeFound:
    """One size, or the ends of a range, with the marks beside it."""

    values: tuple[float, ...]
    start: int
    """Of the whole expression, marks included."""
    end: int
    number_start: int
    number_end: int
    system: System | None = None
    scale: Scale | None = None
    unit: str = ""
    """`cm`, `mm`, `inch`, `jp` or `kr`; empty for a size without a unit of length."""
    has_size_word: bool = False
    is_kids: bool = False
    is_foreign: bool = False
    """In a numbering that no chart of ours holds."""
    has_cue: bool = False
    """Something beside it makes a bare number a size."""
    code_at: int = -1
    """Where the width code stands that belongs to it; -1 for none."""

    @property
    def is_length(self) -> bool:
        """Whether a unit of length was said."""
        return bool(self.unit)

    @property
    def is_marked(self) -> bool:
        """Whether the writing alone shows that it is a size."""
        return bool(self.system or self.scale or self.unit or self.has_size_word or self.is_kids or self.code_at >= 0)


def find_sizes(flat: str, numbers: Mapping[str, float], words: CompiledWords) -> list[SizeFound]:
    """All numbers with their marks, ranges joined, in order; bare numbers too, `has_cue` says how sure they are."""
    groups = _join_ranges(flat, find_numbers(flat, numbers), words)
    found: list[SizeFound] = []
    for place, group in enumerate(groups):
        low = groups[place - 1][-1].end if place else 0
        high = groups[place + 1][0].start if place + 1 < len(groups) else len(flat)
        found.append(_with_marks(flat, group, max(low, found[-1].end if found else 0), high, words))
    return found


def _join_ranges(flat: str, numbers: list[Number], words: CompiledWords) -> list[list[Number]]:
    groups: list[list[Number]] = []
    for number in numbers:
        last = groups[-1][-1] if groups else None
        if last and len(groups[-1]) == 1 and _is_range(flat, last, number, words):
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _is_range(flat: str, low: Number, high: Number, words: CompiledWords) -> bool:
    most = _MOST_APART["eu" if low.value >= 32 else "other"]
    if not 0 < abs(high.value - low.value) <= most:
        return False
    gap = flat[low.end : high.start]
    joined = words.after["range_words"].match(gap) or re.match(r"\s*[-/~&]\s*", gap)
    if joined is None:
        return False
    return bool(_GAP_IN_RANGE.match(gap[joined.end() :] + " "))


def _with_marks(flat: str, group: list[Number], low: int, high: int, words: CompiledWords) -> SizeFound:
    start, end = group[0].start, group[-1].end
    found = SizeFound(tuple(sorted({number.value for number in group})), start, end, start, end)
    found = _marks_before(flat, found, low, words)
    found = _marks_after(flat, found, high, words)
    has_part = any(number.has_part for number in group)
    before = flat[max(low, found.start - _WINDOW) : found.start]
    cue = bool(words.before["size_cues"].search(before))
    return replace(found, has_cue=cue or (has_part and not group[0].is_spelled) or len(group) > 1)


def _marks_after(flat: str, found: SizeFound, high: int, words: CompiledWords) -> SizeFound:
    while True:
        behind = flat[found.end : min(high, found.end + _WINDOW)]
        if (code := _CODE_NEAR.match(behind)) and found.code_at < 0:
            found = replace(found, code_at=found.end + code.end() - 1, end=found.end + code.end())
            continue
        changed = _mark(found, behind, words, after=True)
        if changed is None or _is_of_next(flat, found.end, changed.end):
            return found
        found = changed


def _is_of_next(flat: str, start: int, end: int) -> bool:
    """ "10 (EU 44)": a mark behind an opening bracket and before a number is that number's."""
    return bool(_OPENS_NEXT.match(flat[start:end]) and _NUMBER_NEXT.match(flat, end))


def _marks_before(flat: str, found: SizeFound, low: int, words: CompiledWords) -> SizeFound:
    while True:
        ahead = flat[max(low, found.start - _WINDOW) : found.start]
        changed = _mark(found, ahead, words, after=False)
        if changed is None:
            filler = words.before["fillers"].search(ahead)
            if filler and _leads_to_mark(ahead[: filler.start()], words):
                found = replace(found, start=found.start - len(ahead) + filler.start())
                continue
            return found
        found = changed


def _leads_to_mark(ahead: str, words: CompiledWords) -> bool:
    names = ["size_words", "fillers", *(name for name, _ in (*_SYSTEMS, *_SCALES, *_UNITS))]
    return any(words.before[name].search(ahead) for name in names)


def _mark(found: SizeFound, near: str, words: CompiledWords, *, after: bool) -> SizeFound | None:
    """The size with the one mark that stands beside it taken in; None when there is none."""

    def hit(name: str) -> int:
        match = words.after[name].match(near) if after else words.before[name].search(near)
        return 0 if match is None else match.end() if after else len(near) - match.start()

    def grown(length: int) -> SizeFound:
        return replace(found, end=found.end + length) if after else replace(found, start=found.start - length)

    if after and found.end == found.number_end and (kids := _ONE_LETTER.match(near)):
        return replace(grown(kids.end()), is_kids=True)
    if not found.is_foreign and (length := hit("other_marks")):
        return replace(grown(length), is_foreign=True)
    if not found.is_length and found.system is None:
        for name, system in _SYSTEMS:
            if length := hit(name):
                return replace(grown(length), system=system)
        for name, unit in _UNITS:
            if (after or unit in {"jp", "kr", "cm", "mm"}) and (length := hit(name)):
                return replace(grown(length), unit=unit)
    elif found.unit in {"jp", "kr"} and (length := hit("cm_marks") or hit("mm_marks")):
        return grown(length)
    elif found.unit in {"cm", "mm"} and (length := hit("jp_marks") or hit("kr_marks")):
        return replace(grown(length), unit="jp" if found.unit == "cm" else "kr")
    if found.scale is None:
        for name, scale in _SCALES:
            if length := hit(name):
                return replace(grown(length), scale=scale)
    if not found.is_kids and (length := hit("kids_marks")):
        return replace(grown(length), is_kids=True)
    if not found.has_size_word and (length := hit("size_words")):
        return replace(grown(length), has_size_word=True)
    return None
