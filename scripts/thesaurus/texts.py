"""The texts that the teacher reads: made-up questions, WordNet's glosses, single words. None is from a benchmark."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from scripts.thesaurus.chained import Chain
from scripts.thesaurus.composed import Composer, Words, glosses, irregular_pasts

LISTED = 34_000
"""Commonest words read; 18,000 to 45,000 made no difference on the dev sets beyond noise, more covers more slang."""
_COMPOSED = ((1, 50_000, 20_000), (2, 100_000, 40_000))
"""Seed, composed texts, glosses."""
_CHAINED = (5, 300_000)
"""Seed, texts; five times as many as at first gave 0.3 points on the dev sets, and as much again with typing errors."""


@dataclass(frozen=True)
class Texts:
    """What is read besides the single words, by kind."""

    questions: list[str]
    glosses: list[str]


def read_counts(path: Path) -> dict[str, int]:
    """Words of letters alone with their counts, commonest first."""
    rows = (line.split() for line in path.read_text(encoding="utf-8-sig").splitlines())
    return {row[0]: int(row[1]) for row in rows if len(row) == 2 and row[0].isascii() and row[0].isalpha()}


def read_pairs(path: Path) -> list[tuple[str, str, int]]:
    """Pairs of words with their counts."""
    rows = (line.split() for line in path.read_text(encoding="utf-8-sig").splitlines())
    return [(row[0], row[1], int(row[2])) for row in rows if len(row) == 3]


def make_texts(wordnet: Path, counts: dict[str, int], pairs: list[tuple[str, str, int]]) -> Texts:
    """All texts; the same for the same files."""
    listed = list(counts)[:LISTED]
    words = Words(wordnet, {word: counts[word] for word in listed}, pairs)
    questions, explained = [], []
    for seed, many, few in _COMPOSED:
        chance = random.Random(seed)
        found = glosses(wordnet, set(listed[: 20_000 - 1]), chance)
        questions += Composer(words, irregular_pasts(wordnet), chance).compose(many)
        explained += found[:few]
    questions += Chain(counts, pairs, random.Random(_CHAINED[0])).texts(_CHAINED[1])
    return Texts(questions, explained)
