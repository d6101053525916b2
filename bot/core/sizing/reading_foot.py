"""The foot and its owner in a text: width, liking, pinch, notes, whose scale; with negation ("not wide")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.sizing.phrases import CompiledWords
from bot.core.sizing.profile import Preference, Scale, Width
from bot.core.sizing.reading_text import CODE, SHOE, STEP, sentence_after, sentence_before

WIDTH_CODE = re.compile(
    r"(?<![\w.])(?:(?P<plain>[2-6]e|eeee|eee|ee)(?!\w)|(?P<letter>[db])\s+width(?!\w)|width\s+(?P<behind>[db])(?!\w))"
    r"|(?<=[\d½])\s?(?P<glued>[2-6]e|eeee|eee|ee|e|d|b)(?!\w|')"
)
_AGE = re.compile(r"(?<![\d.])(\d{1,2})[\s\-]*$")
_OLDEST_CHILD = 14
"""Older ones mostly wear adult sizes."""
_REPEATED = {"EE": "2E", "EEE": "3E", "EEEE": "4E"}


@dataclass(frozen=True, slots=True)
class WordFact:
    """A fact that words, not numbers, give."""

    field: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CodeFound:
    """A width code in the text: 2E, 4E, D, B."""

    code: str
    start: int
    end: int


def find_codes(flat: str) -> list[CodeFound]:
    """Width codes as they stand on boxes, in capitals; EE is 2E. Single letters only where a number or "width" is."""
    found = []
    for match in WIDTH_CODE.finditer(flat):
        group = match.lastgroup or "plain"
        code = match[group].upper()
        found.append(CodeFound(_REPEATED.get(code, code), match.start(), match.end()))
    return found


def is_negated(flat: str, position: int, words: CompiledWords, reach: int = 3) -> bool:
    """Whether one of the few words before a position in the same clause turns it round."""
    clause = re.split(r"[,(]|\bbut\b|\band\b", sentence_before(flat, position))[-1]
    near = " ".join(clause.split()[-reach:])
    return words["negations"].search(near) is not None


_WIDTHS = (("extra_wide", Width.EXTRA_WIDE), ("regular", Width.REGULAR), ("narrow", Width.NARROW), ("wide", Width.WIDE))


def find_width(
    flat: str, words: CompiledWords, taken: list[tuple[int, int]], of_shoes: list[int], of_feet: list[int]
) -> WordFact | None:
    """The width of the foot, the first that is said of a foot. What is said of a shoe ("wide toe box") is left out.

    `of_shoes` and `of_feet` are the ends of sizes of shoes and of sizes of no shoe: right behind them "wide" is a width
    to buy ("990 10 wide"), or the foot's ("size 13 wide").
    """
    if words["regular_answers"].fullmatch(flat.strip(" .,!?")):
        return WordFact("width", Width.REGULAR, 0, len(flat))
    found: list[WordFact] = []
    for name, width in _WIDTHS:
        for match in words[name].finditer(flat):
            if any(fact.start < match.end() and match.start() < fact.end for fact in found):
                continue
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            if _is_behind(flat, match, of_shoes, words):
                continue
            is_beside = _is_behind(flat, match, of_feet, words) or flat[match.end() :].lstrip()[:1].isdigit()
            if not is_beside and not _is_of_foot(flat, match, words, width):
                continue
            value = width
            if width is not Width.REGULAR and is_negated(flat, match.start(), words):
                value = Width.REGULAR
            found.append(WordFact("width", value, match.start(), match.end()))
    return min(found, key=lambda fact: fact.start, default=None)


def _is_behind(flat: str, match: re.Match[str], ends: list[int], words: CompiledWords) -> bool:
    if words["foot_nouns"].match(flat[match.end() :].lstrip(" )-")):
        return False
    return any(end <= match.start() and not flat[end : match.start()].strip(" -(") for end in ends)


def _is_of_foot(flat: str, match: re.Match[str], words: CompiledWords, width: Width) -> bool:
    after = sentence_after(flat, match.end())
    before = sentence_before(flat, match.start())
    clause = re.split(r"[,(]|\bbut\b|\band\b", before)[-1]
    if words["foot_nouns"].match(after.lstrip(" )-")):
        return True
    if words["width_of_shoe"].match(after.lstrip(" -")):
        return False
    if width is Width.REGULAR or words["foot_nouns"].search(clause) or words["foot_nouns"].search(match[0]):
        return True
    alone = not re.sub(r"[^a-z]", "", clause) or words["hedges"].fullmatch(clause.strip())
    ends = not after.strip() or after.lstrip()[:1] in ",)"
    return bool(alone and ends) or bool(words["is_person"].search(clause) and not words["shoe_pronouns"].search(clause))


_LIKINGS = (
    ("prefer_standard", Preference.STANDARD),
    ("prefer_snug", Preference.SNUG),
    ("prefer_roomy", Preference.ROOMY),
)
_PART = re.compile(r"[^.,;!?\n]+")
_LIKING_ANSWERS = (("snug_answers", Preference.SNUG), ("roomy_answers", Preference.ROOMY))


def _liking_alone(flat: str, words: CompiledWords, *, in_parts: bool) -> WordFact | None:
    """ "snug", "10, wide, a bit snug please": a liking that is a part by itself; said of a shoe it is a feel."""
    if words["shoe_pronouns"].search(flat):
        return None
    for part in _PART.finditer(flat) if in_parts else ():
        left = words["answer_fillers"].sub(" ", words["hedges"].sub(" ", part[0]))
        for name, liking in _LIKING_ANSWERS:
            if words[name].fullmatch(" ".join(left.split())):
                return WordFact("preference", liking, part.start(), part.end())
    return None


def find_preference(
    flat: str, words: CompiledWords, taken: list[tuple[int, int]], *, in_parts: bool = True
) -> WordFact | None:
    """How they like shoes to fit; "don't like them tight" is roomy, "don't like loose" is snug."""
    answer = _liking_alone(flat, words, in_parts=in_parts)
    if answer:
        return answer
    for name, liking in _LIKINGS:
        for match in words[name].finditer(flat):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            if is_negated(flat, match.start(), words, reach=2):
                turned = {Preference.SNUG: Preference.ROOMY, Preference.ROOMY: Preference.SNUG}
                return WordFact("preference", turned.get(liking, liking), match.start(), match.end())
            return WordFact("preference", liking, match.start(), match.end())
    return None


def find_pinch(flat: str, words: CompiledWords) -> WordFact | None:
    """Whether the little toe is pinched; value `yes` or `no`."""
    for match in words["pinch"].finditer(flat):
        inside = words["negations"].search(match[0])
        answer = "no" if inside or is_negated(flat, match.start(), words) else "yes"
        return WordFact("pinch", answer, match.start(), match.end())
    return None


def find_notes(flat: str, words: CompiledWords) -> list[WordFact]:
    """Things that add a note, by id, unless they are denied."""
    found = []
    for note, pattern in words.notes.items():
        match = pattern.search(flat)
        if match and not is_negated(flat, match.start(), words):
            found.append(WordFact("notes", note, match.start(), match.end()))
    return found


_PEOPLE: Mapping[str, str] = {"women_people": Scale.WOMEN, "men_people": Scale.MEN}


_MARKS: Mapping[str, str] = {"women_marks": Scale.WOMEN, "men_marks": Scale.MEN}
_BEHIND = f",.;!?(:{SHOE}{CODE}{STEP}"
_NOT_ALONE = re.compile(r"(?:\b(?:in|to|for|vs|or|and|between|the|a|my|than)|[/\-'])\s*$")
_OF_SHOE = re.compile(rf"\s*{SHOE}")
_ENDS = re.compile(r"\s*(?:size[sd]?|sizing|please|pls|thanks|btw|here)?\s*(?:[,.;!?)]|$|(?:but|and|with|i|what)\b)")


def _scale_alone(flat: str, words: CompiledWords) -> WordFact | None:
    """ "10 in dunks, mens": said of everything, behind a mark or at the end; not "what is it in women's?"."""
    for name, scale in _MARKS.items():
        for match in words[name].finditer(flat):
            before = flat[: match.start()]
            is_last = match.end() == len(flat.rstrip()) and re.search(r"\d", before) is not None
            is_behind = before.rstrip()[-1:] in _BEHIND or not before.strip() or is_last
            if len(match[0]) > 1 and _OF_SHOE.match(flat, match.end()) and re.search(r"\d", flat):
                return WordFact("scale", scale, match.start(), match.end())
            if len(match[0]) > 1 and is_behind and not _NOT_ALONE.search(before) and _ENDS.match(flat[match.end() :]):
                return WordFact("scale", scale, match.start(), match.end())
    return None


def find_scale(flat: str, words: CompiledWords) -> WordFact | None:
    """Whose sizes a message that names a person is in; the first person named counts."""
    alone = _scale_alone(flat, words)
    if alone:
        return alone
    hits = [
        (match.start(), WordFact("scale", scale, match.start(), match.end()))
        for name, scale in _PEOPLE.items()
        for match in words[name].finditer(flat)
    ]
    return min(hits, key=lambda hit: hit[0])[1] if hits else None


def is_for_child(flat: str, words: CompiledWords) -> WordFact | None:
    """Whether the shoes are for a child."""
    match = words["kids_people"].search(flat)
    if match:
        return WordFact("notes", "kids", match.start(), match.end())
    for age in words["age_words"].finditer(flat):
        years = _AGE.search(flat[: age.start()])
        is_of_shoes = words["things_worn"].match(flat[age.end() :].lstrip())
        if years and not is_of_shoes and int(years[1]) <= _OLDEST_CHILD:
            return WordFact("notes", "kids", years.start(1), age.end())
    return None
