"""Which sizes of no shoe are the usual one, which are of the two feet, and which are nobody's own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.core.sizing.profile import Scale, Size, System
from bot.core.sizing.reading_scan import Scan
from bot.core.sizing.reading_sizes import SizeFound
from bot.core.sizing.reading_text import sentence_after, sentence_before

_BARE_EU = 32.0
_NEAR = 40
_MOST_BETWEEN = 1.5
_YOUNGEST = 13
""" "I'm 17 and wear a 9": from here on a number that is not worn may be an age."""


@dataclass(frozen=True, slots=True)
class Roles:
    """What each size is the size of."""

    usual: tuple[Size, ...]
    left_right: tuple[Size, ...]
    others: tuple[SizeFound, ...]
    """Sizes that were measured, tried or named by somebody else, and repetitions in another numbering."""


def size_of(scan: Scan, found: SizeFound, value: float) -> Size:
    """One size as the profile keeps it."""
    system = found.system or (System.EU if value >= _BARE_EU and value <= 60 else System.US)
    return Size(
        value, system, found.scale or Scale.UNKNOWN, found.system is not None, scan.said(found.start, found.end)
    )


def assign_roles(scan: Scan) -> Roles:
    """Usual sizes and the sizes of the two feet among the sizes of no shoe."""
    left_right, rest = _left_right(scan, [found for found in scan.loose if not found.is_kids])
    own = [found for found in rest if not _is_named_by_others(scan, found)]
    pool = own or ([] if scan.links else rest[:1])
    chosen = _usual(scan, pool)
    usual = tuple(size_of(scan, found, value) for found in chosen for value in found.values)[:2]
    others = tuple(found for found in rest if found not in chosen)
    return Roles(usual, left_right, others)


def _left_right(scan: Scan, sizes: list[SizeFound]) -> tuple[tuple[Size, ...], list[SizeFound]]:
    sides: dict[str, SizeFound] = {}
    for found in sizes:
        for side in ("left", "right"):
            if side not in sides and _is_side(scan, found, side):
                sides[side] = found
                break
    if len(sides) < 2:
        return (), sizes
    both = tuple(size_of(scan, sides[side], sides[side].values[-1]) for side in ("left", "right"))
    system = next((size.system for size in both if size.system_stated), None)
    if system:
        both = tuple(replace(size, system=system) for size in both)
    return both, [found for found in sizes if found not in sides.values()]


def _is_side(scan: Scan, found: SizeFound, side: str) -> bool:
    before = re.split(r"\band\b|,", sentence_before(scan.rest, found.start))[-1][-_NEAR:]
    after = re.split(r"\band\b|,", sentence_after(scan.rest, found.end))[0]
    pattern = scan.words[f"{side}_words"]
    if pattern.search(before):
        return True
    behind = re.match(r"\s*(?:on|for|in|=|\()?\s*(?:my|the)?\s*", after)
    return bool(behind and pattern.match(after[behind.end() :]))


def _is_named_by_others(scan: Scan, found: SizeFound) -> bool:
    before = sentence_before(scan.rest, found.start)[-_NEAR:]
    if scan.words.before["rejected_words"].search(before):
        return True
    near = re.split(r"\bbut\b|,(?!\d)", before)[-1]
    if scan.words["measured_words"].search(near):
        return True
    said = scan.words["offered_words"].search(near)
    return bool(said and not re.search(r"\b(?:my|i am|i'm|im)\b", near[said.end() :]))


def _usual(scan: Scan, pool: list[SizeFound]) -> list[SizeFound]:
    """The one that is called usual; else the first, with a second of the same kind for "between two"."""
    if not pool:
        return []
    called = [found for found in pool if _is_called_usual(scan, found)]
    first = called[0] if called else pool[0]
    if len(first.values) > 1 or called:
        return [first]
    marked = [found for found in pool if found.is_marked]
    if marked and not first.is_marked and abs(marked[0].values[0] - first.values[0]) > _MOST_BETWEEN:
        return marked[:1]
    worn = [found for found in pool if _is_worn(scan, found)]
    if worn and first not in worn and first.values[0] >= _YOUNGEST:
        return worn[:1]
    for other in pool:
        is_same_kind = (other.system, other.scale, len(other.values)) == (first.system, first.scale, 1)
        apart = abs(other.values[0] - first.values[0])
        if (
            other is not first
            and is_same_kind
            and 0 < apart <= _MOST_BETWEEN
            and (first.values[0] < 32) == (other.values[0] < 32)
        ):
            return sorted((first, other), key=lambda found: found.values[0])
    return [first]


def _is_worn(scan: Scan, found: SizeFound) -> bool:
    before = sentence_before(scan.rest, found.start)[-_NEAR:]
    before = re.sub(r"\b(?:an?|about)\s*$", "", before)
    return found.has_size_word or bool(scan.words.before["label_wear_words"].search(before))


def _is_called_usual(scan: Scan, found: SizeFound) -> bool:
    before = re.split(r"\bbut\b|,(?!\d)", sentence_before(scan.rest, found.start))[-1][-_NEAR:]
    after = re.split(r"\bbut\b|\band\b|,(?!\d)", sentence_after(scan.rest, found.end))[0][:_NEAR]
    usual = scan.words["usual_words"]
    return bool(usual.search(before) or usual.match(after.lstrip()) or usual.match(after.lstrip()[3:]))
