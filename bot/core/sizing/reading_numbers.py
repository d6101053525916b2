"""Numbers as people write sizes: `9½`, `9 1/2`, `9,5`, `nine and a half`; and the numbers that are no sizes.

Only the shape of a number is decided here. What it counts, and whether it is a size, is decided by the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.core.sizing.phrases import CompiledWords

_FRACTIONS = {
    "½": 0.5, "1/2": 0.5, "⅓": 1 / 3, "1/3": 1 / 3, "⅔": 2 / 3, "2/3": 2 / 3, "¼": 0.25, "1/4": 0.25, "¾": 0.75,
    "3/4": 0.75,
}  # fmt: skip
_FRACTION = "|".join(map(re.escape, _FRACTIONS))
_QUARTER = r"\s*(?:and|n|&)\s*a\s*quarter\b"
_HALF = r"\s*(?:and|n|&|an|-and-)\s*(?:a\s*)?-?half\b"

_DIGITS = re.compile(
    rf"(?<![\d.,])(?P<whole>\d{{1,3}})(?:(?:\s*-?\s*(?:(?:and|&)\s+)?)(?P<fraction>{_FRACTION})(?![\d/])|(?P<half>{_HALF})|(?P<quarter>{_QUARTER})"
    r"|[.,·](?P<decimals>\d{1,2})(?!\d))?(?![\d])"
)
_OFFER = re.compile(
    r"\b(?:for|at|under|below|only)\s(?:only |just |about |like )?[$€£¥]|[$€£¥]\s?\d[\d.,]*\s(?:for|on)\b|\d\s?% off\b"
)
_SHAPES = (
    re.compile(r"[$€£¥]\s?\d[\d.,]*k?"),
    re.compile(r"\d(?:[\d.,]*\d)?\s?[$€£¥%°](?!\s?\d)"),
    re.compile(r"(?<![\d.])\d\s?'\s?\d{0,2}(?:\.\d)?(?:\s?(?:\"|''))?(?!\w)"),
    re.compile(r"(?<![\d.])[4-7]\s?(?:ft|foot|feet)\s?(?:\d{1,2}\b)?(?!\s?\d)"),
    re.compile(r"(?<![\d.])1[.,]\d\d\s?m\b"),
    re.compile(r"(?<![\d.])1[2-9]\d\s?cm\b"),
    re.compile(r"#\s?\d+"),
    re.compile(r"'\d\ds?\b"),
    re.compile(r"\d{1,2}:\d\d"),
    re.compile(r"\d{1,4}/\d{1,2}/\d{1,4}"),
    re.compile(r"\b24/7\b|\b9\s?(?:-|to)\s?5\b"),
    re.compile(r"(?<![\d.,])\d{1,2}/10\b(?!\.)"),
    re.compile(r"(?<![\d.,])\d{4,}[\d.,]*"),
    re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+"),
)
"""Money, per cent, heights (5'8", 6 ft 2, 1.80m, 180 cm), #3, '08, times, dates, marks out of ten, long numbers."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text."""

    value: float
    start: int
    end: int
    is_spelled: bool = False
    """Written in words."""
    has_part: bool = False
    """With a half, a third or decimals."""


def is_offer(flat: str) -> bool:
    """Whether something is offered for money: "size 9 for $80", "20% off"."""
    return _OFFER.search(flat) is not None


def other_numbers(flat: str, words: CompiledWords) -> list[tuple[int, int]]:
    """Where numbers stand that are no sizes: prices, heights, weights, ages, years, quantities, distances."""
    spans = [match.span() for shape in _SHAPES for match in shape.finditer(flat)]
    for number in _digits(flat):
        if _is_counted(flat, number, words) and not any(start <= number.start < end for start, end in spans):
            spans.append((number.start, number.end))
    return spans


def _is_counted(flat: str, number: Number, words: CompiledWords) -> bool:
    before = flat[max(0, number.start - 40) : number.start]
    is_size = words.before["size_words"].search(before)
    after = words.after["counted_after"].match(flat[number.end : number.end + 40])
    if after and not is_size:
        return True
    return bool(words.before["counted_before"].search(before)) and not is_size


def find_numbers(flat: str, number_words: Mapping[str, float]) -> list[Number]:
    """All numbers in order, thirds rounded to two places. Digits inside a code (`990v6`) are left out."""
    found = [number for number in _digits(flat) if not _is_in_code(flat, number)]
    for match in _word_pattern(tuple(number_words)).finditer(flat):
        part = 0.5 if match["half"] or match["point"] else 0.0
        found.append(Number(number_words[match["word"]] + part, match.start(), match.end(), True, bool(part)))
    return sorted(found, key=lambda number: number.start)


@lru_cache(maxsize=8)
def _word_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or r"(?!)"
    return re.compile(
        rf"(?<![\w'])(?P<word>{longest_first})\b(?:(?P<half>[\s-]*{_HALF})|(?P<point>\s+point\s+five\b))?"
    )


def _digits(flat: str) -> list[Number]:
    found = []
    for match in _DIGITS.finditer(flat):
        part = _FRACTIONS.get(match["fraction"] or "", 0.5 if match["half"] else 0.25 if match["quarter"] else 0.0)
        value = float(f"{match['whole']}.{match['decimals']}") if match["decimals"] else int(match["whole"]) + part
        has_part = bool(match["decimals"] or match["fraction"] or match["half"] or match["quarter"])
        found.append(Number(round(value, 2), match.start(), match.end(), has_part=has_part))
    return found


_AFFIX_BEFORE = re.compile(r"([a-z]+)-?$")
_AFFIX_AFTER = re.compile(r"-?([a-z]+)(\d?)")
_GLUED = frozenset(
    ["us", "uk", "eu", "eur", "m", "w", "mens", "womens", "wmns", "men", "women", "cm", "jp", "kr", "usm", "usw", "gs"]
)  # fmt: skip
"""Marks that stand glued to a number, on either side."""
_GLUED_BEFORE = _GLUED | {"size", "sz", "jpn", "l", "r"}
_GLUED_AFTER = _GLUED | {
    "cms",
    "mm",
    "in",
    "inch",
    "inches",
    "s",
    "ish",
    "y",
    "c",
    "e",
    "ee",
    "eee",
    "eeee",
    "d",
    "b",
    "wide",
    "uks",
    "and",
    "or",
}


def _is_in_code(flat: str, number: Number) -> bool:
    """Letters glued to digits make a code unless they are a mark of size: `990v6`, `gel-1130`, `7u9`, `10k`."""
    before = _AFFIX_BEFORE.search(flat[max(0, number.start - 12) : number.start])
    if before and before[1] not in _GLUED_BEFORE:
        return True
    after = _AFFIX_AFTER.match(flat, number.end)
    if after is None:
        return False
    is_hyphen = flat[number.end] == "-"
    if is_hyphen and after[1] not in _GLUED_AFTER:
        return False
    return after[1] not in _GLUED_AFTER or bool(after[2])
