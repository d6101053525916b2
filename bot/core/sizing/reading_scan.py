"""One pass over a message: shoes, steps, width codes, numbers that are no sizes, sizes, and which belongs to which.

Each step blanks out what it understood, so that nothing is read twice. What follows from it is decided elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.own_shoe import own_model
from bot.core.sizing.phrases import CompiledWords, compile_words
from bot.core.sizing.reading_feel import FeelFound, StepFound, find_feels, find_steps
from bot.core.sizing.reading_foot import CodeFound, find_codes
from bot.core.sizing.reading_lengths import LengthFound, Measure, is_breadth, read_length
from bot.core.sizing.reading_links import Link, link_sizes
from bot.core.sizing.reading_loose import SMALLEST, SMALLEST_EU, is_size, offered_sizes
from bot.core.sizing.reading_numbers import other_numbers
from bot.core.sizing.reading_same_shoe import second_sizes, sizes_of_them
from bot.core.sizing.reading_shoes import ShoeFound, find_shoes, unknown_shoe_after
from bot.core.sizing.reading_sizes import SizeFound, find_sizes
from bot.core.sizing.reading_text import CODE, NO_SIZE, SHOE, STEP, blank, flatten, sentence_after, sentence_before
from bot.core.sizing.words import SizeWords

MOST_READ = 600
"""Characters read of one message; longer ones are pasted text."""
MOST_SIZES = 12
"""Sizes read of one message: nobody has more to say, and each is compared with all the others."""


@dataclass(frozen=True, slots=True)
class Scan:
    """Everything that was found in a message, with places."""

    text: str
    flat: str
    rest: str
    """`flat` with everything that was understood blanked out."""
    words: CompiledWords
    sizing: SizingKnowledge
    shoes: tuple[ShoeFound, ...]
    steps: tuple[StepFound, ...]
    codes: tuple[CodeFound, ...]
    feels: tuple[FeelFound, ...]
    links: tuple[Link, ...]
    """Sizes of shoes, in the order of the shoes."""
    lengths: tuple[LengthFound, ...]
    loose: tuple[SizeFound, ...]
    """Sizes of no shoe."""
    foreign: tuple[SizeFound, ...]
    """Sizes in numberings that no chart holds."""
    offered: tuple[SizeFound, ...]
    """Sizes of no shoe that are only asked about: of the pack's own shoe, or "should I get a 9.5"."""
    ignored: tuple[SizeFound, ...]
    """Bare numbers that nothing makes a size."""

    def said(self, start: int, end: int) -> str:
        """The words that were typed there."""
        return self.text[start:end].strip(" ,.;:!?()[]-\n")


def scan_message(text: str, sizing: SizingKnowledge, size_words: SizeWords, *, is_answer: bool) -> Scan:
    """What stands in a message; `is_answer`: a size was just asked for, so a bare number is one. Never raises."""
    words = compile_words(size_words)
    flat = flatten(text[:MOST_READ])
    shoes = find_shoes(flat, sizing, words)
    rest = blank(flat, [(shoe.start, shoe.end) for shoe in shoes], SHOE)
    steps = find_steps(rest, words)
    rest = blank(rest, [(step.start, step.end) for step in steps], STEP)
    rest = blank(rest, other_numbers(rest, words) + _sibling_models(rest, sizing), NO_SIZE)
    codes = find_codes(rest)
    rest = blank(rest, [(code.start, code.end) for code in codes], CODE)
    sizes = find_sizes(rest, size_words.number_words, words)[:MOST_SIZES]
    usable = _without_repeats(rest, [size for size in sizes if not size.is_foreign])
    shoes += _unknown_shoes(rest, usable, shoes, words)
    shoes.sort(key=lambda shoe: shoe.start)
    links, targets = _linked(rest, usable, shoes, sizing, words)
    sorts = _sorted(rest, usable, links, words, is_answer=is_answer)
    offered = offered_sizes(rest, sorts.loose, links, targets, words, is_answer=is_answer)
    measured = {length.size for length in sorts.lengths}
    return Scan(
        text=text,
        flat=flat,
        rest=rest,
        words=words,
        sizing=sizing,
        shoes=tuple(shoes),
        steps=tuple(steps),
        codes=tuple(codes),
        feels=tuple(find_feels(rest, words, [(size.start, size.end) for size in usable] + _likings(rest, words))),
        links=tuple(link for link in links if link.size not in measured),
        lengths=tuple(sorts.lengths),
        loose=tuple(size for size in sorts.loose if size not in offered),
        foreign=tuple(size for size in sizes if size.is_foreign),
        offered=tuple(offered),
        ignored=tuple(sorts.ignored),
    )


def without_sizes(scan: Scan) -> Scan:
    """The same message with its sizes ignored: they are nobody's."""
    sizes = (*scan.loose, *(link.size for link in scan.links), *scan.offered, *scan.foreign)
    return replace(scan, loose=(), links=(), offered=(), foreign=(), ignored=(*scan.ignored, *sizes))


def _likings(rest: str, words: CompiledWords) -> list[tuple[int, int]]:
    """Where somebody says how they like their shoes: "I like them tight" says nothing of how a pair feels."""
    return [match.span() for name in ("prefer_snug", "prefer_roomy") for match in words[name].finditer(rest)]


def _without_repeats(rest: str, sizes: list[SizeFound]) -> list[SizeFound]:
    """ "9.5 (43)": a bare number in brackets that says the size before it once more, in another numbering."""
    kept: list[SizeFound] = []
    for size in sizes:
        before = kept[-1] if kept else None
        is_in_brackets = (
            before and rest[before.end : size.start].strip() == "(" and rest[size.end :].lstrip()[:1] == ")"
        )
        is_other = before and (before.values[0] < SMALLEST_EU) != (size.values[0] < SMALLEST_EU)
        if not (is_in_brackets and is_other and not size.is_marked):
            kept.append(size)
    return kept


def _linked(
    rest: str, sizes: list[SizeFound], shoes: list[ShoeFound], sizing: SizingKnowledge, words: CompiledWords
) -> tuple[list[Link], list[Link]]:
    """Sizes of shoes that somebody has, and sizes of the shoe that is asked about."""
    links = link_sizes(rest, [size for size in sizes if _may_be_of_shoe(size)], shoes, words)
    targets = [link for link in links if _is_target(link, rest, sizing, words)]
    owned = [link for link in links if link not in targets]
    owned += sizes_of_them(rest, sizes, shoes, owned, sizing, words)
    owned += second_sizes(rest, sizes, owned, words)
    return owned, [link for link in targets if "," not in _between(rest, link)]


@dataclass(frozen=True, slots=True)
class _Sorted:
    lengths: list[LengthFound]
    loose: list[SizeFound]
    ignored: list[SizeFound]


def _sorted(rest: str, sizes: list[SizeFound], links: list[Link], words: CompiledWords, *, is_answer: bool) -> _Sorted:
    """Lengths, sizes of no shoe, and numbers that are neither."""
    linked = {link.size for link in links}
    found = _Sorted([], [], [])
    for size in sizes:
        is_across = is_breadth(rest, size, words)
        length = None if is_across else read_length(rest, size, words, is_of_shoe=size in linked)
        if length:
            found.lengths.append(length)
        elif is_across or size.unit == "inch":
            found.ignored.append(size)
        elif size not in linked:
            (found.loose if is_size(size, rest, words, is_answer=is_answer) else found.ignored).append(size)
    is_row = any(size.system for size in found.loose)
    return replace(found, lengths=[_on_label(length) for length in found.lengths]) if is_row else found


_THE_MODEL = re.compile(r"\bthe\s+(?P<number>1[3-9]|2\d|3[01])(?![\d.,½]\d|½|\d)")
_COMPARED = re.compile(
    rf"{SHOE}\s*(?:vs\.?|versus|or|and|to|from|than|/|over)\s*(?:the\s+)?(?P<number>\d{{1,2}})(?!\d|[.,]\d|\s*(?:½|1/2))"
)
_VERSUS = re.compile(r"(?<![\d.])(?P<number>\d{1,2})\s*(?:vs\b|versus\b)")
_YOUNGEST_SIBLING = 13


def _sibling_models(rest: str, sizing: SizingKnowledge) -> list[tuple[int, int]]:
    """Other models named by their number alone: "the 15", "… vs 14", behind a shoe and "or"."""
    own = re.findall(r"\d+", sizing.shoes[own_model(sizing)].name) if own_model(sizing) else []
    hits = [*_THE_MODEL.finditer(rest), *_VERSUS.finditer(rest)]
    hits += [
        match
        for match in _COMPARED.finditer(rest)
        if match["number"] in own or _YOUNGEST_SIBLING <= int(match["number"]) < SMALLEST_EU
    ]
    return [match.span("number") for match in hits]


def _on_label(length: LengthFound) -> LengthFound:
    """Centimetres beside a size in another numbering ("US 9 / EU 42.5 / 27 cm") stand on the same label."""
    is_plain = length.measure is Measure.UNCLEAR and length.size.unit == "cm"
    return replace(length, measure=Measure.LABEL) if is_plain else length


def _unknown_shoes(rest: str, sizes: list[SizeFound], shoes: list[ShoeFound], words: CompiledWords) -> list[ShoeFound]:
    found = [shoe for size in sizes if (shoe := unknown_shoe_after(rest, size.end, words))]
    return [shoe for shoe in found if not any(other.start < shoe.end and shoe.start < other.end for other in shoes)]


def _may_be_of_shoe(size: SizeFound) -> bool:
    return size.is_marked or size.values[0] >= SMALLEST


def _between(rest: str, link: Link) -> str:
    first, last = sorted(((link.shoe.start, link.shoe.end), (link.size.start, link.size.end)))
    return rest[first[1] : last[0]]


def _is_target(link: Link, rest: str, sizing: SizingKnowledge, words: CompiledWords) -> bool:
    """The pack's own shoe is what is asked about, unless somebody says that they have it."""
    if link.shoe.model != own_model(sizing):
        return False
    first, last = sorted(((link.shoe.start, link.shoe.end), (link.size.start, link.size.end)))
    before = sentence_before(rest, first[0])
    if "," in _between(rest, link) or any(
        words[name].search(before) for name in ("asking", "asks_size", "asks_step", "offered_words")
    ):
        return True
    clause = re.split(r"[,(]|\bbut\b|\bso\b", before)[-1]
    return not words["owned_words"].search(clause) and not find_feels(sentence_after(rest, last[1]), words, [])
