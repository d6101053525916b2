"""Shoes in a text: the pack's reference shoes by name, nickname and typo, and shoes that nobody has heard of.

Digits of a name have to be right (a 991 is no 990), letters may be off by one or two. Nothing about any shoe is known
here beyond what the pack says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.own_shoe import own_model
from bot.core.sizing.phrases import CompiledWords
from bot.core.sizing.reading_text import SHOE, blank

_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_PARTS = re.compile(r"[a-z]+|[0-9]+")
_LONGEST_NAME = 4
"""Words that a misspelt name may have."""
_MODEL_NUMBER = re.compile(
    r"\s*-?\s*(?:v\s?)?(\d{1,4})(?![\d.,]\d|\s*(?:½|1/2)|\d)(?:\s?v\d)?[a-z]?(?:'?s)?(?!\w)(?!\s*(?:or|-|/|to)\s*\d)"
)
_MOST_TYPOS = 2
_MANY_LETTERS = 9
"""Names as long as this may have that many typos, shorter ones a single one."""
_FEWEST_LETTERS = 5
"""Shorter names have to be spelt right: too many words are near them."""
_SMALLEST_MODEL = 14
"""Behind the pack's own nickname a smaller number is more likely a size."""
_SMALLEST_US, _LARGEST_US = 5, 15
"""Behind a family's name a number between them may be a size, unless another number follows that is one."""
_MARKS = ("men_marks", "women_marks", "us_marks", "uk_marks", "eu_marks", "jp_marks", "kr_marks")
_NO_NAMES = ("plain_words", *_MARKS)
"""Lists whose words are no misspelt shoes."""
_NAMED = re.compile(r"\s*(?:([a-z][a-z0-9'&-]*)(?:\s+([a-z][a-z0-9'&-]*))?)?")


@dataclass(frozen=True, slots=True)
class ShoeFound:
    """A shoe that is named in the text."""

    model: str
    """Id of a reference shoe; empty for a shoe we do not know."""
    brand: str
    """Brand id; empty when not known."""
    start: int
    end: int
    name: str
    """As typed."""


@dataclass(frozen=True, slots=True)
class _Near:
    """One of the pack's names as a typo may hit it."""

    squashed: str
    """Without spaces."""
    most_typos: int
    needs_same_letters: bool
    """So short that it must not have a wrong letter, only one too many or two swapped."""


@dataclass(frozen=True, slots=True)
class _Names:
    pattern: re.Pattern[str]
    by_squashed: Mapping[str, tuple[str, str]]
    """Name without spaces -> (model, brand)."""
    first_words: frozenset[str]
    """With which names of several words begin."""
    near: Mapping[tuple[str, str, int], tuple[_Near, ...]]
    """(first letter, digits, length) of what was typed -> names that few enough typos could have made of it."""


def find_shoes(flat: str, sizing: SizingKnowledge, words: CompiledWords) -> list[ShoeFound]:
    """The shoes named, in order, never overlapping; a brand stands for a shoe of that brand."""
    names = _names(sizing, words["plain_words"])
    found = _exact(flat, names, own_model(sizing), words)
    rest = blank(flat, [(shoe.start, shoe.end) for shoe in found], SHOE)
    found += _misspelt(rest, names, words)
    rest = blank(rest, [(shoe.start, shoe.end) for shoe in found], SHOE)
    found += _numbered(rest, words)
    if not found:
        return []
    found = _named_models(flat, sorted(found, key=lambda shoe: shoe.start), sizing, words)
    return sorted(found, key=lambda shoe: shoe.start)


def _listed(sizing: SizingKnowledge) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    shoes = [(shoe.id, shoe.brand, (shoe.name, *shoe.nicknames)) for shoe in sizing.shoes.values()]
    branded = {shoe.brand: shoe.id for shoe in sizing.shoes.values() if shoe.is_brand_only}
    brands = [(branded.get(brand.id, ""), brand.id, (brand.name, *brand.nicknames)) for brand in sizing.brands.values()]
    return (*shoes, *brands)


@lru_cache(maxsize=8)
def _names(sizing: SizingKnowledge, plain_words: re.Pattern[str]) -> _Names:
    by_squashed: dict[str, tuple[str, str]] = {}
    patterns: set[str] = set()
    listed = _listed(sizing)
    for model, brand, names in listed:
        for name in names:
            parts = _PARTS.findall(name.lower())
            squashed = "".join(parts)
            if squashed and squashed not in by_squashed and not plain_words.fullmatch(name.lower()):
                by_squashed[squashed] = (model, brand)
                patterns.add(r"[\s\-'.]*".join(parts))
    longest_first = "|".join(sorted(patterns, key=len, reverse=True)) or r"(?!)"
    return _Names(
        re.compile(rf"(?<![\w'])(?P<name>{longest_first})(?:'?s)?(?![\w]|'\w)"),
        by_squashed,
        frozenset(name.lower().split()[0] for _, _, listed_names in listed for name in listed_names if name.strip()),
        _near(by_squashed),
    )


def _near(names: Iterable[str]) -> dict[tuple[str, str, int], tuple[_Near, ...]]:
    """Which names could be meant, by what does not change: a typo leaves first letter and digits, and hardly the
    length, which an "s" at the end may add to.
    """
    found: dict[tuple[str, str, int], list[_Near]] = {}
    for name in names:
        letters = sum(char.isalpha() for char in name)
        if letters < _FEWEST_LETTERS:
            continue
        most = _MOST_TYPOS if letters >= _MANY_LETTERS else 1
        one = _Near(name, most, letters == _FEWEST_LETTERS)
        for length in range(len(name) - most, len(name) + most + 2):
            found.setdefault((name[0], _digits_of(name), length), []).append(one)
    return {shape: tuple(near) for shape, near in found.items()}


def _digits_of(squashed: str) -> str:
    return "".join(char for char in squashed if char.isdigit())


def _squash(text: str) -> str:
    return "".join(_PARTS.findall(text))


def _exact(flat: str, names: _Names, own: str, words: CompiledWords) -> list[ShoeFound]:
    found = []
    for first in names.pattern.finditer(flat):
        match = _longest(flat, first, names)
        model, brand = names.by_squashed[_squash(match["name"])]
        number = None if re.search(r"\d", match[0]) else _other_model(flat, match, words)
        if number and (model != own or int(number[1]) >= _SMALLEST_MODEL):
            end = number.end()
            family = "" if model == own else model
            found.append(ShoeFound(family, brand, first.start(), end, flat[first.start() : end]))
        else:
            found.append(ShoeFound(model, brand, first.start(), match.end(), flat[first.start() : match.end()]))
    return _apart(found)


def _longest(flat: str, first: re.Match[str], names: _Names) -> re.Match[str]:
    """ "Make Family 4" where the pack names "make family" and "family 4": the one that reaches farther."""
    inside = [names.pattern.match(flat, token.start()) for token in _TOKEN.finditer(flat, first.start(), first.end())]
    return max((first, *(match for match in inside if match)), key=lambda match: match.end())


def _apart(found: list[ShoeFound]) -> list[ShoeFound]:
    """Without those that a longer name before has reached over."""
    kept: list[ShoeFound] = []
    for shoe in found:
        if not kept or shoe.start >= kept[-1].end:
            kept.append(shoe)
    return kept


def _other_model(flat: str, match: re.Match[str], words: CompiledWords) -> re.Match[str] | None:
    """The number behind a name that is also that of a family: "nimbus 25"."""
    number = _MODEL_NUMBER.match(flat, match.end())
    if number is None or not words["numbered_lines"].fullmatch(match[0]):
        return None
    behind = flat[number.end() :]
    is_marked = any(words[mark].match(behind.lstrip()) for mark in _MARKS)
    is_size = _SMALLEST_US <= int(number[1]) <= _LARGEST_US or is_marked
    return number if not is_size or re.search(r"\d", behind) else None


def _misspelt(flat: str, names: _Names, words: CompiledWords) -> list[ShoeFound]:
    tokens = list(_TOKEN.finditer(flat))
    squashed = [token[0].replace("'", "") for token in tokens]
    found: list[ShoeFound] = []
    place = 0
    while place < len(tokens):
        for behind in range(min(place + _LONGEST_NAME, len(tokens)), place, -1):
            typed = "".join(squashed[place:behind])
            near = _shaped(typed, names)
            if not near:
                continue
            start, end = tokens[place].start(), tokens[behind - 1].end()
            hit = _nearest(typed, near)
            if hit and (SHOE in flat[start:end] or _is_word(flat[start:end], names, words)):
                continue
            if hit:
                model, brand = names.by_squashed[hit]
                found.append(ShoeFound(model, brand, start, end, flat[start:end]))
                place = behind - 1
                break
        place += 1
    return found


def _shaped(squashed: str, names: _Names) -> tuple[_Near, ...]:
    """The names that something typed, without its spaces, could be a typo of: most words are near none."""
    if len(squashed) < _FEWEST_LETTERS:
        return ()
    digits = "" if squashed.isalpha() else _digits_of(squashed)
    return names.near.get((squashed[0], digits, len(squashed)), ())


def _nearest(squashed: str, near: Iterable[_Near]) -> str:
    """The name that was probably meant; empty for none. First letter and digits have to be right."""
    for name in near:
        if _is_typo(squashed, name) or (squashed.endswith("s") and _is_typo(squashed[:-1], name)):
            return name.squashed
    return ""


def _is_word(typed: str, names: _Names, words: CompiledWords) -> bool:
    """Whether it is right as it is: asked last, because few typed words come near any name."""
    is_listed = any(words[name].fullmatch(typed) for name in _NO_NAMES)
    first, _, more = typed.partition(" ")
    is_listed = is_listed or bool(more and first not in names.first_words and words["glue_words"].fullmatch(first))
    return is_listed or all(words["plain_words"].fullmatch(part) for part in typed.split())


def _is_typo(typed: str, name: _Near) -> bool:
    if name.needs_same_letters and not (len(typed) == len(name.squashed) + 1 or sorted(typed) == sorted(name.squashed)):
        return False
    return OSA.distance(typed, name.squashed, score_cutoff=name.most_typos) <= name.most_typos


def _numbered(flat: str, words: CompiledWords) -> list[ShoeFound]:
    """Families whose next number is a model: the number is taken in, so that it is no size."""
    found = []
    for match in words["numbered_lines"].finditer(flat):
        number = _MODEL_NUMBER.match(flat, match.end())
        if number:
            found.append(ShoeFound("", "", match.start(), number.end(), flat[match.start() : number.end()]))
    return found


def _named_models(flat: str, found: list[ShoeFound], sizing: SizingKnowledge, words: CompiledWords) -> list[ShoeFound]:
    """A brand followed by a model we do not know is that model: it gets its name and is no longer "some shoe"."""
    whole: list[ShoeFound] = []
    for place, shoe in enumerate(found):
        follower = found[place + 1] if place + 1 < len(found) else None
        is_next = follower is not None and not flat[shoe.end : follower.start].strip()
        if follower and is_next and _is_brand(shoe, sizing) and follower.brand in {"", shoe.brand}:
            continue
        before = found[place - 1] if place else None
        is_after_brand = before is not None and not flat[before.end : shoe.start].strip() and _is_brand(before, sizing)
        if before and is_after_brand and shoe.brand in {"", before.brand} and not _is_brand(shoe, sizing):
            whole.append(ShoeFound(shoe.model, before.brand, before.start, shoe.end, flat[before.start : shoe.end]))
        elif _is_brand(shoe, sizing):
            end = _end_of_name(flat, shoe.end, follower.start if follower else len(flat), words)
            known = shoe if end == shoe.end else ShoeFound("", shoe.brand, shoe.start, end, flat[shoe.start : end])
            whole.append(known)
        else:
            whole.append(shoe)
    return whole


def _is_brand(shoe: ShoeFound, sizing: SizingKnowledge) -> bool:
    known = sizing.shoes.get(shoe.model)
    return known.is_brand_only if known else bool(shoe.brand)


def _end_of_name(flat: str, start: int, limit: int, words: CompiledWords) -> int:
    """Where a name ends that begins at `start`: at most two words, none of them an ordinary one."""
    end = start
    for match in re.finditer(r"[ ]+([a-z0-9][a-z0-9'&-]*)", flat[start:limit]):
        word = match[1]
        is_ordinary = words["plain_words"].fullmatch(word) or words["glue_words"].fullmatch(word)
        is_number = re.fullmatch(r"\d{1,2}(?:\.\d+)?", word)
        if start + match.start() != end or is_ordinary or is_number or not re.search(r"[a-z]{3}|\d{3}", word):
            break
        end = start + match.end()
        if len(flat[start:end].split()) >= 2:
            break
    return end


def unknown_shoe_after(flat: str, position: int, words: CompiledWords) -> ShoeFound | None:
    """A shoe that nobody has heard of, where `in …` behind a size names one: "9 in my frobnicators"."""
    link = re.match(r"\s*in\s+(?:(?:my|some|all|his|her|old|new|another|other)\s+)*", flat[position:])
    if link is None:
        return None
    start = position + link.end()
    first = re.match(r"[a-z][a-z0-9'&-]*", flat[start:])
    if first is None or words["plain_words"].fullmatch(first[0]) or len(first[0]) < 3:
        return None
    end = _end_of_name(flat, start + first.end(), len(flat), words)
    return ShoeFound("", "", start, end, flat[start:end])
