"""Lengths: which centimetres are meant. Those of a label and those of a foot are different things, never mixed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.core.sizing.phrases import CompiledWords
from bot.core.sizing.reading_sizes import SizeFound
from bot.core.sizing.reading_text import sentence_after, sentence_before

CM_PER_INCH = 2.54
LABEL_CM = (22.0, 31.5)
"""Bare numbers in this range are more likely centimetres than a size in any numbering of adults."""
SMALLEST_CM, LARGEST_CM = 12.0, 36.0
"""No shoe of ours is outside this."""
EU_CM = (35.0, 52.0)
"""Centimetres in this range are EU sizes somebody gave the wrong unit."""
MM = (200.0, 340.0)
_NEAR = 45
_FEW_WORDS = 4
"""Inches in so short a message are those of a foot."""
_INCHES_SPELT_IN = re.compile(r"\s?in(?:\s+(?:long|length)|\s*$|\s*[.,;!?)])")


class Measure(StrEnum):
    """What a length measures."""

    LABEL = "label"
    FOOT = "foot"
    UNCLEAR = "unclear"
    NO_FOOT = "no-foot"
    """Too long or too short for a foot or a shoe."""


@dataclass(frozen=True, slots=True)
class LengthFound:
    """A length in centimetres."""

    cm: float
    measure: Measure
    size: SizeFound


def read_length(flat: str, size: SizeFound, words: CompiledWords, *, is_of_shoe: bool) -> LengthFound | None:
    """The length that a number with a unit, or a bare one such as 27, stands for; None when it is none."""
    cm = _centimetres(flat, size, words)
    if cm is None:
        return None
    if size.unit == "inch":
        measure = Measure.FOOT if 7 <= size.values[-1] <= 14 else Measure.NO_FOOT
        return LengthFound(cm, measure, size)
    if not SMALLEST_CM <= cm <= LARGEST_CM or (size.unit == "cm" and cm >= EU_CM[0]):
        return LengthFound(cm, Measure.NO_FOOT, size)
    return LengthFound(cm, _measured(flat, size, words, is_of_shoe=is_of_shoe), size)


def is_breadth(flat: str, size: SizeFound, words: CompiledWords) -> bool:
    """ "My foot is 26 cm long and 10 cm wide": a length across the foot, which no size follows from."""
    clause = re.split(r",|\band\b|\bbut\b", sentence_before(flat, size.start))[-1]
    after = sentence_after(flat, size.end).lstrip()
    pattern = words["breadth_words"]
    return bool(size.is_length and (pattern.search(clause) or pattern.match(after)))


def _centimetres(flat: str, size: SizeFound, words: CompiledWords) -> float | None:
    value = size.values[-1]
    if size.unit == "inch" or _is_spelt_in(flat, size, words):
        is_alone = len(flat.split()) <= _FEW_WORDS
        return round(value * CM_PER_INCH, 2) if is_alone or _says_foot(flat, size, words) else None
    if size.unit in {"mm", "kr"}:
        return value / 10 if value > 100 else value
    if size.unit in {"cm", "jp"}:
        return value / 10 if value > 200 else value
    if size.system or size.is_kids or size.is_foreign:
        return None
    if LABEL_CM[0] <= value <= LABEL_CM[1]:
        return value
    is_told = size.has_cue or size.has_size_word or _tells(flat, size, words) is not Measure.UNCLEAR
    if MM[0] <= value <= MM[1] and value % 5 == 0 and is_told:
        return value / 10
    return value if _tells(flat, size, words) is Measure.FOOT and 18 <= value <= 34 else None


def _is_spelt_in(flat: str, size: SizeFound, words: CompiledWords) -> bool:
    """ "my foot is 10.5 in": inches, where nothing follows that one could be in."""
    return bool(not size.is_marked and _INCHES_SPELT_IN.match(flat[size.end :]) and _says_foot(flat, size, words))


def _says_foot(flat: str, size: SizeFound, words: CompiledWords) -> bool:
    return _tells(flat, size, words) is Measure.FOOT


def _measured(flat: str, size: SizeFound, words: CompiledWords, *, is_of_shoe: bool) -> Measure:
    if size.unit in {"jp", "kr"}:
        return Measure.LABEL
    told = _tells(flat, size, words)
    if told is not Measure.UNCLEAR:
        return told
    if is_of_shoe:
        return Measure.LABEL
    before = sentence_before(flat, size.start)[-_NEAR:]
    wears = (
        size.has_size_word
        or size.scale
        or words.before["label_wear_words"].search(re.sub(r"\b(?:an?|about)\s*$", "", before))
    )
    return Measure.LABEL if size.is_length and wears else Measure.UNCLEAR


def _tells(flat: str, size: SizeFound, words: CompiledWords) -> Measure:
    """What the words near say: the nearest of a word about labels and a word about feet."""
    before = sentence_before(flat, size.start)[-_NEAR:]
    after = sentence_after(flat, size.number_end)[:_NEAR]
    label = _distance(before, after, words["label_words"])
    foot = _distance(before, after, words["foot_words"])
    if label is None and foot is None:
        return Measure.UNCLEAR
    if foot is None or (label is not None and label < foot):
        return Measure.LABEL
    return Measure.FOOT


def _distance(before: str, after: str, pattern: re.Pattern[str]) -> int | None:
    """Characters to the nearest hit on either side; a comma counts for some more."""
    far = [len(before) - match.end() + 15 * before[match.end() :].count(",") for match in pattern.finditer(before)]
    near = [match.start() + 15 * after[: match.start()].count(",") for match in pattern.finditer(after)]
    return min([*far, *near], default=None)
