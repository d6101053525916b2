"""How shoes fit and whether they were sized up or down, each with the shoe it is said of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.sizing.phrases import CompiledWords
from bot.core.sizing.profile import Feel, Sized
from bot.core.sizing.reading_foot import is_negated
from bot.core.sizing.reading_shoes import ShoeFound
from bot.core.sizing.reading_text import has_sentence_end, sentence_before

TRUE_TO_SIZE = "true"
_STEPS = (
    ("sized_full_down", Sized.FULL_DOWN.value),
    ("sized_down", Sized.DOWN.value),
    ("sized_up", Sized.UP.value),
    ("sized_true", TRUE_TO_SIZE),
)
_FEELS = (("feel_comfortable", Feel.COMFORTABLE), ("feel_tight", Feel.TIGHT), ("feel_loose", Feel.LOOSE))


@dataclass(frozen=True, slots=True)
class StepFound:
    """A step up or down from the usual size, or none (`true`)."""

    value: str
    start: int
    end: int
    is_full: bool
    """A whole size."""
    is_asked: bool
    """Part of a question, so no fact."""


@dataclass(frozen=True, slots=True)
class FeelFound:
    """How a shoe feels."""

    feel: Feel
    start: int
    end: int


def find_steps(flat: str, words: CompiledWords) -> list[StepFound]:
    """Sizing up and down, in order, never overlapping."""
    found: list[StepFound] = []
    for name, value in _STEPS:
        for match in words[name].finditer(flat):
            if any(step.start < match.end() and match.start() < step.end for step in found):
                continue
            is_full = words["full_size"].search(match[0]) is not None
            sized = Sized.FULL_DOWN.value if value == Sized.DOWN and is_full else value
            found.append(StepFound(sized, match.start(), match.end(), is_full, _is_asked(flat, match, words)))
    return sorted(found, key=lambda step: step.start)


def _is_asked(flat: str, match: re.Match[str], words: CompiledWords) -> bool:
    clause = re.split(r"[,(]", sentence_before(flat, match.start()))[-1]
    if words["asking"].search(clause + match[0]):
        return True
    rest = flat[match.end() :]
    return match[0].startswith(("tts", "true")) and not re.match(r"\s*(?:in|for|with|on)\b", rest) and "?" in rest[:2]


def find_feels(flat: str, words: CompiledWords, taken: list[tuple[int, int]]) -> list[FeelFound]:
    """How shoes feel, in order; "not tight" is comfortable, "not comfortable" says nothing sure and is left out."""
    found: list[FeelFound] = []
    covered = list(taken)
    for name, feel in _FEELS:
        for match in words[name].finditer(flat):
            if any(start < match.end() and match.start() < end for start, end in covered):
                continue
            clause = re.split(r"[,(]|\bbut\b", sentence_before(flat, match.start()))[-1]
            if words["hypothetical"].search(clause):
                continue
            covered.append(match.span())
            if not is_negated(flat, match.start(), words):
                found.append(FeelFound(feel, match.start(), match.end()))
            elif feel is not Feel.COMFORTABLE:
                found.append(FeelFound(Feel.COMFORTABLE, match.start(), match.end()))
    return sorted(found, key=lambda hit: hit.start)


def shoe_spoken_of(flat: str, start: int, end: int, shoes: list[ShoeFound]) -> ShoeFound | None:
    """The shoe that something at a place is said of: the nearest before it in the sentence, else right behind it, else
    the last one named before.
    """
    behind = re.compile(r"\s*(?:,\s*)?(?:in|for|with|on|of)\s+(?:(?:my|the|all|most|both|old|new)\s+)*$")
    for shoe in shoes:
        if shoe.start >= end and behind.match(flat[end : shoe.start]):
            return shoe
    before = [shoe for shoe in shoes if shoe.end <= start]
    if before:
        return before[-1]
    after = [shoe for shoe in shoes if shoe.start >= end and not has_sentence_end(flat[end : shoe.start])]
    return after[0] if after else None
