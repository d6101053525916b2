"""From what was found to a profile: usual sizes, shoes, left and right, labels, foot, each with its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.core.sizing.own_shoe import own_model
from bot.core.sizing.profile import Feel, OwnedShoe, Scale, Size, Sized, System
from bot.core.sizing.reading_feel import TRUE_TO_SIZE, StepFound, shoe_spoken_of
from bot.core.sizing.reading_scan import Scan
from bot.core.sizing.reading_shoes import ShoeFound
from bot.core.sizing.reading_sizes import SizeFound
from bot.core.sizing.reading_text import has_sentence_end, sentence_after, sentence_before

_BARE_EU = 32.0
_HALF, _FULL = 0.5, 1.0
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


def owned_shoes(scan: Scan, usual: tuple[Size, ...], scale: Scale) -> tuple[OwnedShoe, ...]:
    """The shoes that somebody owns, in order, with how they fit and whether they were sized up or down."""
    steps = _by_shoe(scan, [step for step in scan.steps if not step.is_asked])
    feels: dict[ShoeFound, set[Feel]] = {}
    for feel in scan.feels:
        linked = [link.shoe for link in scan.links]
        shoe = shoe_spoken_of(scan.rest, feel.start, feel.end, linked)
        clause = re.split(r"[,(]", sentence_before(scan.rest, feel.start))[-1]
        is_of_all = scan.words["all_words"].search(clause) and all(one.end <= feel.start for one in linked)
        for one in linked if is_of_all else [shoe] if shoe else []:
            feels.setdefault(one, set()).add(feel.feel)
    owned: list[OwnedShoe] = []
    for link in scan.links:
        step = steps.get(link.shoe)
        for value in link.size.values:
            size = size_of(scan, link.size, value)
            owned.append(_owned(scan, link.shoe, size, step, feels.get(link.shoe, set()), link.size, scale))
    owned += _shoes_by_step(scan, steps, usual, feels)
    each = {
        (shoe.model or shoe.name.lower(), shoe.size.number): _against_usual(shoe, usual) for shoe in reversed(owned)
    }
    return tuple(reversed(each.values())) or _pair_at_hand(scan, usual)


def _against_usual(shoe: OwnedShoe, usual: tuple[Size, ...]) -> OwnedShoe:
    """ "Usually a 10, 9.5 in AF1s": sized down, though nobody says so."""
    if shoe.sized is not None or len(usual) != 1 or usual[0].system is not shoe.size.system or shoe.size.number > 32:
        return shoe
    if Scale.UNKNOWN not in {usual[0].scale, shoe.size.scale} and usual[0].scale is not shoe.size.scale:
        return shoe
    apart = shoe.size.number - usual[0].number
    sized = {-_HALF: Sized.DOWN, -_FULL: Sized.FULL_DOWN, _HALF: Sized.UP, _FULL: Sized.UP}.get(apart)
    return replace(shoe, sized=sized)


def _pair_at_hand(scan: Scan, usual: tuple[Size, ...]) -> tuple[OwnedShoe, ...]:
    """ "I'm a 7.5 and they are tight": with no other shoe named, "they" are the pair that is asked about."""
    model = own_model(scan.sizing)
    if len(usual) != 1 or not model:
        return ()
    for feel in scan.feels:
        clause = re.split(r"[,(]|\bbut\b|\band\b", sentence_before(scan.rest, feel.start))[-1]
        if scan.words["shoe_pronouns"].search(clause) and not scan.words["usual_words"].search(clause):
            name = scan.sizing.shoes[model].name
            return (OwnedShoe(name, usual[0], model, feel.feel, text=scan.said(feel.start, feel.end)),)
    return ()


def _owned(
    scan: Scan,
    shoe: ShoeFound,
    size: Size,
    step: StepFound | None,
    feels: set[Feel],
    found: SizeFound | None,
    scale: Scale,
) -> OwnedShoe:
    sized = Sized(step.value) if step and step.value != TRUE_TO_SIZE else None
    start = min(shoe.start, found.start) if found else min(shoe.start, step.start if step else shoe.start)
    end = max(shoe.end, found.end) if found else max(shoe.end, step.end if step else shoe.end)
    return OwnedShoe(
        scan.said(shoe.start, shoe.end),
        size,
        shoe.model,
        next(iter(feels)) if len(feels) == 1 else None,
        sized,
        _code_of(scan, shoe, found, size.scale if size.scale is not Scale.UNKNOWN else scale),
        bool(scan.words["roomier"].search(sentence_after(scan.rest, end))),
        scan.said(start, end),
    )


def _by_shoe(scan: Scan, steps: list[StepFound]) -> dict[ShoeFound, StepFound]:
    shoes = [shoe for shoe in scan.shoes if shoe.model != own_model(scan.sizing)]
    found: dict[ShoeFound, StepFound] = {}
    for step in steps:
        shoe = shoe_spoken_of(scan.rest, step.start, step.end, shoes)
        if shoe:
            found.setdefault(shoe, step)
    return found


def _shoes_by_step(
    scan: Scan, steps: dict[ShoeFound, StepFound], usual: tuple[Size, ...], feels: dict[ShoeFound, set[Feel]]
) -> list[OwnedShoe]:
    """ "Usually a 10, half down in AF1s": the size of the shoe follows from the usual one."""
    linked = {link.shoe for link in scan.links}
    if len(usual) != 1 or usual[0].system is System.EU:
        return []
    found = []
    for shoe, step in steps.items():
        if shoe in linked:
            continue
        number = usual[0].number + step_size(step.value, is_full=step.is_full)
        size = replace(usual[0], number=number, text=scan.said(step.start, step.end))
        found.append(_owned(scan, shoe, size, step, feels.get(shoe, set()), None, usual[0].scale))
    return found


def step_size(value: str, *, is_full: bool) -> float:
    """How far a step goes, in sizes."""
    if value == Sized.FULL_DOWN:
        return -_FULL
    if value == Sized.DOWN:
        return -_HALF
    if value == Sized.UP:
        return _FULL if is_full else _HALF
    return 0.0


def _code_of(scan: Scan, shoe: ShoeFound, found: SizeFound | None, scale: Scale) -> str:
    for code in scan.codes:
        low, high = sorted([(code.start, code.end), (shoe.start, shoe.end)])
        is_inside = found is not None and found.start <= code.start < found.end
        if is_inside or (scan.rest[low[1] : high[0]].strip(" ,()") == ""):
            return code.code
    if len(scan.links) == 1 and len(scan.codes) == 1 and not has_sentence_end(scan.rest[: scan.codes[0].start]):
        return scan.codes[0].code
    end = max(shoe.end, found.end) if found else shoe.end
    wide = scan.words["wide_code_words"].match(scan.rest[end:].lstrip(" ,("))
    between = scan.rest[min(shoe.end, found.end) : max(shoe.start, found.start)] if found else ""
    says_wide = wide is not None and not _is_foot_next(scan, end)
    if says_wide or scan.words["wide_code_words"].fullmatch(re.sub(r"\s+(?:in|for)\s*$", "", between).strip(" ,")):
        return "D" if scale is Scale.WOMEN else "2E"
    return ""


def _is_foot_next(scan: Scan, end: int) -> bool:
    """ "size 9 wide feet", "10, wide": the foot is wide, not the shoe."""
    rest = scan.rest[end:]
    behind = re.match(r"[\s,(]*(?:extra |x )?wide\w*\s*", rest)
    if behind is None or "," in rest[: behind.end()] or has_sentence_end(rest[: behind.end()]):
        return True
    return scan.words["foot_nouns"].match(rest[behind.end() :]) is not None


def used_codes(scan: Scan, shoes: tuple[OwnedShoe, ...]) -> set[str]:
    """Codes that are of a shoe."""
    return {shoe.width_code for shoe in shoes if shoe.width_code}
