"""Why a candidate stands where it stands: the words it shares with the question, and those that mean the same."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.faq.features import Featuriser, WordFeatures
from bot.core.faq.ranking import Evidence
from bot.core.faq.reading import SHOE, Reading

_SYNONYM_FROM = 0.3
"""Nearness from which a neighbour is worth telling a person about; weaker ones count, but do not convince."""


def explain(reading: Reading, phrasing: str, words: Sequence[str], featuriser: Featuriser) -> Evidence:
    """The evidence for one phrasing: shared words, most telling first, synonym pairs, and the repairs made."""
    theirs = {featuriser.word(word).number: word for word in words}
    shared: list[tuple[float, str]] = []
    synonyms: list[tuple[str, str]] = []
    same = featuriser.concepts_of(words)
    for word in dict.fromkeys(reading.words):
        known = featuriser.word(word)
        if word == SHOE:
            continue
        if known.number >= 0 and known.number in theirs:
            shared.append((-known.telling, word))
        else:
            other = _same_meaning(known, theirs) or _same_concept(word, same, featuriser)
            if other and other != SHOE:
                synonyms.append((word, other))
    return Evidence(phrasing, tuple(word for _, word in sorted(shared)), tuple(synonyms), reading.repairs)


def _same_meaning(known: WordFeatures, theirs: dict[int, str]) -> str:
    near = [(nearness, theirs[number]) for number, nearness in known.neighbours.items() if number in theirs]
    best = max(near, default=(0.0, ""))
    return best[1] if best[0] >= _SYNONYM_FROM else ""


def _same_concept(word: str, same: dict[str, str], featuriser: Featuriser) -> str:
    return next((same[name] for name in featuriser.concepts_of((word,)) if name in same), "")
