"""The shoes somebody owns: their size, how they fit, sized up or down, and the width they were bought in."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.sizing.own_shoe import own_model
from bot.core.sizing.profile import Feel, OwnedShoe, Scale, Size, Sized, System
from bot.core.sizing.reading_feel import TRUE_TO_SIZE, StepFound, shoe_spoken_of
from bot.core.sizing.reading_foot import is_negated
from bot.core.sizing.reading_roles import size_of
from bot.core.sizing.reading_scan import Scan
from bot.core.sizing.reading_shoes import ShoeFound
from bot.core.sizing.reading_sizes import SizeFound
from bot.core.sizing.reading_text import has_sentence_end, sentence_after, sentence_before

_HALF, _FULL = 0.5, 1.0
_JOIN = re.compile(r"\b(?:and|but|my|i)\b")


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
    for shoe in _pinching(scan):
        feels.setdefault(shoe, {Feel.TIGHT})
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


_IN_THAT = re.compile(r"\s*(?:in|with|by|from)\s+(?:(?:my|the|these|those|all|both|old|size)\s+)*$")
_GOES_ON = re.compile(r"[\w\s']{0,14}$")


def _pinching(scan: Scan) -> list[ShoeFound]:
    """ "My pinky toe hurts in dunks, 9", "dunks 9 rub my pinky": the shoe that pinches is one that is tight."""
    found = []
    for match in scan.words["pinch"].finditer(scan.rest):
        if is_negated(scan.rest, match.start(), scan.words):
            continue
        for link in scan.links:
            first, last = min(link.shoe.start, link.size.start), max(link.shoe.end, link.size.end)
            is_behind = match.end() <= first and _IN_THAT.match(scan.rest[match.end() : first])
            is_before = last <= match.start() and _GOES_ON.match(scan.rest[last : match.start()])
            says_other = is_before and _JOIN.search(scan.rest[last : match.start()])
            if is_behind or (is_before and not says_other):
                found.append(link.shoe)
    return found


def _against_usual(shoe: OwnedShoe, usual: tuple[Size, ...]) -> OwnedShoe:
    """ "Usually a 10, 9.5 in AF1s": sized down, though nobody says so."""
    if shoe.sized is not None or len(usual) != 1 or usual[0].system is not shoe.size.system or shoe.size.number > 32:
        return shoe
    if Scale.UNKNOWN not in {usual[0].scale, shoe.size.scale} and usual[0].scale is not shoe.size.scale:
        return shoe
    apart = shoe.size.number - usual[0].number
    sized = {-_HALF: Sized.DOWN, -_FULL: Sized.FULL_DOWN, _HALF: Sized.UP, _FULL: Sized.UP}.get(apart)
    return replace(shoe, sized=sized)


_SPOKEN_OF = re.compile(r"\W*(?:(?:i|just)\s+)*(?:these|they|mine|(?:bought|ordered|got)\s+(?:'?em|them|these|mine))\b")


def _pair_at_hand(scan: Scan, usual: tuple[Size, ...]) -> tuple[OwnedShoe, ...]:
    """ "I'm a 7.5 and they are tight": with no other shoe named, "they" are the pair that is asked about."""
    model = own_model(scan.sizing)
    if len(usual) != 1 or not model:
        return ()
    for feel in scan.feels:
        clause = re.split(r"[,(]|\bbut\b|\band\b", sentence_before(scan.rest, feel.start))[-1]
        pronoun = scan.words["shoe_pronouns"]
        is_said = pronoun.search(clause) or _SPOKEN_OF.match(sentence_before(scan.rest, feel.start))
        if is_said and not scan.words["usual_words"].search(clause):
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
