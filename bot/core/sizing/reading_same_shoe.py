"""Sizes of a shoe that was named before: "I'm a 10 in those", "10.5 in dunks too roomy, 10 perfect"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.own_shoe import own_model
from bot.core.sizing.phrases import CompiledWords
from bot.core.sizing.reading_feel import find_feels
from bot.core.sizing.reading_links import Link
from bot.core.sizing.reading_shoes import ShoeFound
from bot.core.sizing.reading_sizes import SizeFound


def sizes_of_them(
    rest: str,
    sizes: list[SizeFound],
    shoes: list[ShoeFound],
    links: list[Link],
    sizing: SizingKnowledge,
    words: CompiledWords,
) -> list[Link]:
    """ "How do they compare to dunks? I'm a 10 in those": the shoe named last, where it has no size yet."""
    found = []
    for size in sizes:
        pronoun = re.match(r"\s*in\s+", rest[size.end :])
        if pronoun is None or not words["shoe_pronouns"].match(rest[size.end + pronoun.end() :]):
            continue
        before = [shoe for shoe in shoes if shoe.end <= size.start and shoe.model != own_model(sizing)]
        if before and all(link.size is not size and link.shoe is not before[-1] for link in links):
            found.append(Link(size, before[-1]))
    return found


_UP_TO_FEEL = re.compile(r"\s*(?:(?:=|is|are|was|were|feels?|felt|fits?|ones|a|bit|way|just|kinda)\s+)*")
_TURN = re.compile(r"(?:[,;/]|\b(?:but|and|while))\s*(?:the |a |size )?$")


def second_sizes(rest: str, sizes: list[SizeFound], links: list[Link], words: CompiledWords) -> list[Link]:
    """ "10.5 in dunks too roomy, 10 perfect": a second size of the one shoe, told from the first by how it feels."""
    if len(links) != 1:
        return []
    first = links[0]
    end = max(first.shoe.end, first.size.end)
    found = []
    for size in sizes:
        is_plain = size is not first.size and size.start >= end and not size.is_marked and len(size.values) == 1
        if not (is_plain and _TURN.search(rest[: size.start]) and find_feels(rest[end : size.start], words, [])):
            continue
        if _is_felt_next(rest, size.end, words):
            found.append(Link(size, replace(first.shoe, start=size.start, end=size.end)))
    return found


def _is_felt_next(rest: str, position: int, words: CompiledWords) -> bool:
    for word in _NEXT_WORD.finditer(rest, position, position + 30):
        if not _UP_TO_FEEL.fullmatch(rest, position, word.start()):
            return False
        if any(words[name].match(rest, word.start()) for name in _FEEL_LISTS):
            return True
    return False


_NEXT_WORD = re.compile(r"\S+")
_FEEL_LISTS = ("feel_comfortable", "feel_tight", "feel_loose")
