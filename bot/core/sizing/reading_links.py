"""Which size belongs to which shoe: the words between the two decide, the closest pairs first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.sizing.phrases import CompiledWords
from bot.core.sizing.reading_shoes import ShoeFound
from bot.core.sizing.reading_sizes import SizeFound
from bot.core.sizing.reading_text import CODE, NO_SIZE, STEP, has_sentence_end

_WORD = re.compile(r"[a-z']+|&|\+|=")
_COMMA_COST = 1.5
_JOIN_COST = 1.5
_BARE_COST = 2.0
_LINK_GAIN = 0.2
"""An "in" between a size and a shoe is worth more than standing side by side."""
_MOST_COST = 3.0
_MOST_PAIRED = 12
"""Sizes and shoes of one message that are paired: each with each takes time, and nobody tells of more."""
_JOINS = frozenset({"and", "but", "while", "then", "plus"})


@dataclass(frozen=True, slots=True)
class Link:
    """A size and the shoe it is the size of."""

    size: SizeFound
    shoe: ShoeFound


def link_sizes(flat: str, sizes: list[SizeFound], shoes: list[ShoeFound], words: CompiledWords) -> list[Link]:
    """Pairs in the order of the text. A size may be shared by a list of shoes; a shoe has at most one size."""
    costs = sorted(
        (cost, min(size.start, shoe.start), at_size, at_shoe)
        for at_size, size in enumerate(sizes[:_MOST_PAIRED])
        for at_shoe, shoe in enumerate(shoes[:_MOST_PAIRED])
        if (cost := _cost(flat, size, shoe, sizes, shoes, words)) <= _MOST_COST
    )
    linked: dict[int, int] = {}
    used: set[int] = set()
    for _, _, at_size, at_shoe in costs:
        if at_shoe not in linked and at_size not in used:
            linked[at_shoe] = at_size
            used.add(at_size)
    _share_in_lists(flat, linked, shoes, words)
    pairs = [Link(sizes[at_size], shoes[at_shoe]) for at_shoe, at_size in linked.items()]
    return sorted(pairs, key=lambda link: link.shoe.start)


def _cost(
    flat: str,
    size: SizeFound,
    shoe: ShoeFound,
    sizes: list[SizeFound],
    shoes: list[ShoeFound],
    words: CompiledWords,
) -> float:
    size_first = size.start < shoe.start
    start, end = (size.end, shoe.start) if size_first else (shoe.end, size.start)
    if start > end:
        return 99.0
    gap = flat[start:end]
    if has_sentence_end(gap) or _has_between(start, end, size, shoe, sizes, shoes):
        return 99.0
    if size_first and "," in gap and words["usual_words"].search(flat[max(0, size.start - 20) : size.start]):
        return 99.0
    cost = _gap_cost(gap, words) - (_LINK_GAIN if words["size_links"].match(gap.strip()) else 0.0)
    if size_first and not words["size_links"].search(gap):
        cost += 0.0 if _is_direct(gap, words) else _BARE_COST
    if not size_first and words["usual_words"].search(gap):
        cost += _BARE_COST
    return cost


def _has_between(
    start: int, end: int, size: SizeFound, shoe: ShoeFound, sizes: list[SizeFound], shoes: list[ShoeFound]
) -> bool:
    """Another size in between cuts a pair; other shoes do not, since they may be a list."""
    others = [other for other in sizes if other is not size and other.has_cue | other.is_marked]
    return any(start <= other.start < end for other in others) and shoe in shoes


def _gap_cost(gap: str, words: CompiledWords) -> float:
    cost = 0.0
    for word in _WORD.findall(gap):
        if word in _JOINS:
            cost += _JOIN_COST
        elif not words["glue_words"].fullmatch(word):
            cost += 1.0
    cost += _COMMA_COST * gap.count(",") + (0.5 if "(" in gap or ")" in gap else 0.0)
    return cost + 0.01 * len(gap)


def _is_direct(gap: str, words: CompiledWords) -> bool:
    """ "9.5 af1s", "my 10 2E dunks": nothing but a width between a size and its shoe."""
    left = gap.translate({ord(mark): " " for mark in (CODE, STEP, NO_SIZE, "(")})
    return not left.strip(" -") or words["wide_code_words"].fullmatch(left.strip()) is not None


def _share_in_lists(flat: str, linked: dict[int, int], shoes: list[ShoeFound], words: CompiledWords) -> None:
    """ "9 in my dunks, 530s and 2002rs": a list of shoes shares the size of the one that has it."""
    for step, order in ((1, range(1, len(shoes))), (-1, range(len(shoes) - 2, -1, -1))):
        for place in order:
            neighbour = place - step
            if place in linked or neighbour not in linked:
                continue
            low, high = sorted((place, neighbour))
            gap = flat[shoes[low].end : shoes[high].start].strip()
            if _is_list_gap(gap, words):
                linked[place] = linked[neighbour]


def _is_list_gap(gap: str, words: CompiledWords) -> bool:
    parts = re.split(r"[\s,]+", gap.strip(" ,"))
    plain = [part for part in parts if part and part not in {"my", "the", "both", "also", "in"}]
    joined = "," in gap or bool(plain)
    return joined and all(words["list_joins"].fullmatch(part) for part in plain)
