"""Why a candidate stands where it stands: the words it shares with the question, and those that mean the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.core.faq.features import Featuriser, WordFeatures
from bot.core.faq.ranking import Evidence
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


def explain(
    asked: Sequence[AskedWord], reading: Reading, phrasing: str, words: Sequence[str], featuriser: Featuriser
) -> Evidence:
    """The evidence for one phrasing: shared words, most telling first, synonym pairs, and the repairs made."""
    theirs = {featuriser.number(word): word for word in words if word != SHOE}
    shared = [item for item in asked if item.known.number >= 0 and item.known.number in theirs]
    concepts = featuriser.concepts_of(words)
    pairs = [
        (item.word, _synonym(item, theirs, concepts)) for item in asked if not any(item is other for other in shared)
    ]
    return Evidence(
        phrasing,
        tuple(item.word for item in sorted(shared, key=lambda item: -item.known.telling)),
        tuple((word, other) for word, other in pairs if other),
        reading.repairs,
    )


def _synonym(item: AskedWord, theirs: dict[int, str], concepts: dict[str, str]) -> str:
    """The phrasing's word that means the same: by the pack's groups, or else by the thesaurus; empty for none."""
    for name in item.concepts:
        if name in concepts:
            return concepts[name]
    near = ((nearness, theirs[number]) for number, nearness in item.known.neighbours.items() if number in theirs)
    nearness, word = max(near, default=(0.0, ""))
    return word if nearness >= _SYNONYM_FROM else ""
