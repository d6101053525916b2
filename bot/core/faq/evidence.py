"""Why a candidate stands where it stands: the words it shares with the question, and those that mean the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.core.faq.features import Featuriser, WordFeatures
from bot.core.faq.ranking import Evidence, Repair
from bot.core.faq.reading import SHOE, Reading

_SYNONYM_FROM = 0.4
"""Nearness from which a neighbour is worth telling a person about; weaker ones count, but do not convince."""


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of the question with what is needed to find it in a phrasing."""

    word: str
    known: WordFeatures
    concepts: Collection[str]


def asked_words(reading: Reading, featuriser: Featuriser) -> tuple[AskedWord, ...]:
    """The different words of a question, without the shoe's own name."""
    different = [word for word in dict.fromkeys(reading.words) if word != SHOE]
    return tuple(AskedWord(word, featuriser.word(word), featuriser.concepts_of((word,))) for word in different)


@dataclass(frozen=True, slots=True)
class PhrasingWords:
    """What is looked up in a phrasing."""

    numbers: Mapping[int, str]
    """Its words by the number of their stem."""
    concepts: Mapping[str, str]
    """Its words by the synonym group that they belong to."""


def phrasing_words(words: Sequence[str], featuriser: Featuriser) -> PhrasingWords:
    """A phrasing's plain words, ready to be explained by."""
    numbers = {featuriser.number(word): word for word in words if word != SHOE}
    return PhrasingWords(numbers, featuriser.concepts_of(words))


def explain(asked: Sequence[AskedWord], repairs: tuple[Repair, ...], phrasing: str, theirs: PhrasingWords) -> Evidence:
    """The evidence for one phrasing: shared words, most telling first, synonym pairs, and the repairs made."""
    shared: list[tuple[float, str]] = []
    synonyms: list[tuple[str, str]] = []
    for item in asked:
        if item.known.number >= 0 and item.known.number in theirs.numbers:
            shared.append((-item.known.telling, item.word))
        elif other := _synonym(item, theirs):
            synonyms.append((item.word, other))
    shared.sort()
    return Evidence(phrasing, tuple(word for _, word in shared), tuple(synonyms), repairs)


def _synonym(item: AskedWord, theirs: PhrasingWords) -> str:
    """The phrasing's word that means the same: by the pack's groups, or else by the thesaurus; empty for none."""
    for name in item.concepts:
        if name in theirs.concepts:
            return theirs.concepts[name]
    near = item.known.neighbours
    nearness, number = max(
        ((near[number], number) for number in near.keys() & theirs.numbers.keys()), default=(0.0, -1)
    )
    return theirs.numbers[number] if nearness >= _SYNONYM_FROM else ""
