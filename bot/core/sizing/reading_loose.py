"""Whose a number of no shoe is: a size somebody has, one that is only asked about, or no size at all."""

from __future__ import annotations

import re

from bot.core.sizing.phrases import CompiledWords
from bot.core.sizing.reading_links import Link
from bot.core.sizing.reading_sizes import SizeFound
from bot.core.sizing.reading_text import sentence_before

_WORD = re.compile(r"[a-z0-9']+")
_SHORT_MESSAGE = 4
"""Words beside the number in a message short enough for the number to be its point."""
SMALLEST, _LARGEST = 3.0, 18.0
"""A bare number outside this and below EU sizes is not taken for a size without a mark."""
SMALLEST_EU, _LARGEST_EU = 32.0, 52.0
_COUNTED = 4.0
"""A whole number below it is sooner a count or a version ("lootbox 3"), unless a word says that it is a size."""


def offered_sizes(
    rest: str, loose: list[SizeFound], links: list[Link], targets: list[Link], words: CompiledWords, *, is_answer: bool
) -> list[SizeFound]:
    """Sizes that are only asked about. One of the shoe asked about counts as the person's own if there is no other."""
    asked = [
        size
        for size in loose
        if _is_asked_about(size, rest, words, has_other=bool(links) or len(loose) > 1, is_answer=is_answer)
    ]
    wanted = [link.size for link in targets if link.size not in asked]
    has_own = bool(links) or any(size not in asked and size not in wanted for size in loose)
    return asked + wanted if has_own else asked


_FROM = re.compile(r"\bfrom (?:an? |my |size )?$")
_IS_IT = re.compile(r"^\W*(?:so |and |but )?(?:is|are|would) (?:an?|the|size)?\s*$")
_ALRIGHT = re.compile(r"\s*(?:s\b)?\s*(?:ok|okay|fine|good|right|alright|better|best|correct|too|work|be|fit)\b")


def _is_asked_about(size: SizeFound, rest: str, words: CompiledWords, *, has_other: bool, is_answer: bool) -> bool:
    if is_answer or _FROM.search(rest[: size.start]):
        return False
    clause = re.split(r"[,(]|\bbut\b|\bif\b", sentence_before(rest, size.start))[-1]
    if has_other and _IS_IT.match(clause) and _ALRIGHT.match(rest[size.end :]):
        return True
    if (len(size.values) > 1 and not has_other) or size.scale:
        return False
    clause = re.split(r"[,(]|\bbut\b|\bif\b", sentence_before(rest, size.start))[-1]
    asking = words["asking"].search(clause)
    return bool(asking and not words["personal"].search(clause[asking.end() :]))


def is_size(size: SizeFound, rest: str, words: CompiledWords, *, is_answer: bool) -> bool:
    """Whether a number of no shoe is a size: by its marks, by the words before it, or because nothing else is there."""
    if size.is_marked:
        return True
    low, high = size.values[0], size.values[-1]
    smallest = SMALLEST if size.has_cue or low % 1 else _COUNTED
    is_plausible = (low >= SMALLEST and smallest <= high <= _LARGEST) or (low >= SMALLEST_EU and high <= _LARGEST_EU)
    if not is_plausible:
        return is_answer and low >= 1
    others = _WORD.findall(rest[: size.start]) + _WORD.findall(rest[size.end :])
    return size.has_cue or is_answer or len(others) <= _SHORT_MESSAGE or _stands_alone(size, rest, words)


_IN = re.compile(r"\s*(?:in|for|with)\s+")
_FRAGMENT_END = re.compile(r"\s*(?:[,.;!?()\n]|$|(?:and|but|with)\b)")
_FRAGMENT_START = re.compile(r"(?:^|[,.;!?()\n]|\b(?:and|but|with))\s*$")


def _stands_alone(size: SizeFound, rest: str, words: CompiledWords) -> bool:
    """ "I like a snug fit, 10", "feet like bricks, 9 wide", "but 10 in everything": a part by itself."""
    after = rest[size.end :]
    if (general := _IN.match(after)) and words["usual_words"].match(after[general.end() :]):
        return True
    gap = len(after) - len(after.lstrip())
    for name in ("regular", "extra_wide", "narrow", "wide"):
        if gap and (width := words[name].match(after[gap:])):
            return bool(_FRAGMENT_START.search(rest[: size.start]) and _FRAGMENT_END.match(after[gap + width.end() :]))
    return bool(_FRAGMENT_START.search(rest[: size.start]) and _FRAGMENT_END.match(after))
