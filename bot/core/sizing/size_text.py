"""One size or length as people write it: "10", "US M 10", "W 8.5", "9½", "9,5", "EU 42 2/3", "JP 27", "10.5 in".

For the values of options, where the whole text has to be a size. Sentences are read elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.plausible import CM_PER_INCH
from bot.core.sizing.profile import Scale, Size, System

_SYSTEMS = {"us": System.US, "uk": System.UK, "eu": System.EU, "eur": System.EU, "euro": System.EU, "eus": System.EU}
_MEN = ("m", "men", "mens", "man", "mans", "male", "guys")
_WOMEN = ("w", "women", "womens", "woman", "womans", "wmns", "wms", "female", "ladies", "lady")
_SCALES = dict.fromkeys(_MEN, Scale.MEN) | dict.fromkeys(_WOMEN, Scale.WOMEN)
_FILLERS = {"size", "sz", "a", "the", "on", "my", "is", "in", "long", "of"}
_JOINED = {"usm": ("us", "m"), "usw": ("us", "w"), "ukm": ("uk", "m"), "ukw": ("uk", "w")}
_FRACTIONS = {"½": ".5", "⅓": ".33", "⅔": ".67", "1/2": ".5", "1/3": ".33", "2/3": ".67"}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[a-z]+|\S")
_FRACTION = re.compile(r"(?<=\d)\s*(½|⅓|⅔)|(?<=\d)\s+(1/2|1/3|2/3)")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=(?:0|5|25|33|66|67|75)(?![\d\w]))")
_NEGATIVE = re.compile(r"\s*[-–−]\s*\d")
_RANGE = re.compile(r"(\d(?:[\d.]*\d)?)\s*(?:-|–|—|/|\bor\b|\bto\b|\band\b)\s*(\d[\d.]*)")


class Meaning(StrEnum):
    """What centimetres are centimetres of."""

    LABEL = "label"
    FOOT = "foot"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Length:
    """A length that stands where a size was asked for."""

    cm: float
    meaning: Meaning


_CM_UNITS = {
    "cm": (1.0, Meaning.UNCLEAR),
    "cms": (1.0, Meaning.UNCLEAR),
    "mm": (0.1, Meaning.UNCLEAR),
    "in": (CM_PER_INCH, Meaning.FOOT),
    "inch": (CM_PER_INCH, Meaning.FOOT),
    "inches": (CM_PER_INCH, Meaning.FOOT),
    "jp": (1.0, Meaning.LABEL),
    "jpn": (1.0, Meaning.LABEL),
    "japan": (1.0, Meaning.LABEL),
    "kr": (0.1, Meaning.LABEL),
    "korea": (0.1, Meaning.LABEL),
}
_MEANINGS = {"label": Meaning.LABEL, "tag": Meaning.LABEL, "box": Meaning.LABEL, "foot": Meaning.FOOT}
_LONGEST_IN_CM = 100.0
"""From here on a Japanese or bare number is in millimetres."""


def with_points(text: str) -> str:
    """The text with fractions and decimal commas written with a point: "9½" and "9,5" become "9.5"."""
    pointed = _FRACTION.sub(lambda found: _FRACTIONS[found.group(1) or found.group(2)], text)
    return _DECIMAL_COMMA.sub(".", pointed)


def read_sizes(text: str, knowledge: SizingKnowledge) -> tuple[Size, ...] | Length | None:
    """The size, both ends of a range ("9.5-10"), or a length; None when the text is neither."""
    plain = with_points(text.casefold())
    found = _RANGE.search(plain)
    if found is None:
        single = read_size(plain, knowledge, text)
        return (single,) if isinstance(single, Size) else single
    ends = [read_size(plain[: found.start()] + end + plain[found.end() :], knowledge, text) for end in found.groups()]
    sizes = tuple(end for end in ends if isinstance(end, Size))
    return sizes if len(sizes) == len(ends) else None


def read_size(text: str, knowledge: SizingKnowledge, said: str = "") -> Size | Length | None:
    """One size or length; None when the text holds no number, several, or words that mean neither."""
    if _NEGATIVE.match(text):
        return None
    words = _words(text)
    numbers = [word for word in words if _NUMBER.fullmatch(word)]
    names = [word for word in words if word not in numbers and word not in _FILLERS | {"'", "’", ".", "-", ":"}]
    if len(numbers) != 1:
        return None
    number = float(numbers[0])
    unit = next((word for word in words if word in _CM_UNITS and (word != "in" or _follows(words, word))), "")
    meaning = next((_MEANINGS[word] for word in names if word in _MEANINGS), None)
    if unit or meaning:
        rest = [word for word in names if word not in _CM_UNITS and word not in _MEANINGS and word not in _SCALES]
        return None if rest else _length(number, unit, meaning)
    return _size(number, names, knowledge, said or text)


def _follows(words: list[str], unit: str) -> bool:
    """Whether the unit stands right after a number ("10.5 in"), so that it is one."""
    return any(before[0].isdigit() and word == unit for before, word in pairwise(words))


def _words(text: str) -> list[str]:
    plain = re.sub(r"['’]s\b", "s", with_points(text.casefold()))
    words: list[str] = []
    for word in _TOKEN.findall(plain):
        words += _JOINED.get(word, (word,))
    return words


def _length(number: float, unit: str, meaning: Meaning | None) -> Length:
    factor, usual = _CM_UNITS.get(unit, (1.0, Meaning.UNCLEAR))
    if factor == 1.0 and number >= _LONGEST_IN_CM and unit not in ("cm", "cms"):
        factor = 0.1
    if unit in ("kr", "korea") and number < _LONGEST_IN_CM:
        factor = 1.0
    return Length(round(number * factor, 2), meaning or usual)


def _size(number: float, names: list[str], knowledge: SizingKnowledge, said: str) -> Size | Length | None:
    systems = [_SYSTEMS[name] for name in names if name in _SYSTEMS]
    scales = [_SCALES[name] for name in names if name in _SCALES]
    if len(systems) + len(scales) != len(names) or len(set(systems)) > 1 or len(set(scales)) > 1:
        return None
    scale = scales[0] if scales else Scale.UNKNOWN
    if systems:
        return Size(number, systems[0], scale, True, said.strip())
    return _bare(number, scale, knowledge, said.strip())


def _bare(number: float, scale: Scale, knowledge: SizingKnowledge, said: str) -> Size | Length:
    """A number alone: US, or EU where only that can be; centimetres where they can be nothing else."""
    spans = knowledge.limits.plausible
    us, eu, cm = spans.get("us"), spans.get("eu"), spans.get("label_cm")
    if us is not None and number not in us:
        if eu is not None and number in eu:
            return Size(number, System.EU, scale, False, said)
        if cm is not None and (number in cm or number / 10 in cm):
            return Length(number if number in cm else number / 10, Meaning.UNCLEAR)
    return Size(number, System.US, scale, False, said)
