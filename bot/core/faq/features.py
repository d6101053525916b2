"""From plain words to a vector: stems with synonyms, word pairs, and what the words mean.

What a pack's features are is `space`'s work; here a text is put into them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

import numpy as np

from bot.core.faq.links import Links
from bot.core.faq.meanings import SILENT, apart
from bot.core.faq.phrase_table import PhraseTable
from bot.core.faq.reading import SHOE
from bot.core.faq.recipe import Recipe
from bot.core.faq.space import END, FIRST_STEM, START, Space, pair_key, pair_keys
from bot.core.faq.stemming import Stemmer
from bot.core.faq.thesaurus import Floats, Ints, Thesaurus

_REMEMBERED = 2048


@dataclass(frozen=True, slots=True)
class Vector:
    """One text as the matcher sees it."""

    features: Ints
    """Feature numbers, each once, group after group."""
    weights: Floats
    """Of each feature; a group has the length that the recipe gives it."""
    meaning: Floats
    """At most of the length that the recipe gives it, the shorter the more words the thesaurus lacks, all zero when it
    has none."""
    said: float
    """How much the words say together, by the lengths of their vectors; 0 when the thesaurus has none of them."""
    shared: float
    """By how much the text is nearer to the middle of the pack in meaning than the phrasings are, a difference of
    cosines; 0 when there is no meaning."""
    common: float
    """How densely questions of all kinds lie around the text, on the scale of a cosine; 0 when there is no meaning."""

    def is_empty(self) -> bool:
        """Whether nothing in the text is known."""
        return not len(self.features) and not self.meaning.any()


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """What one word brings along, remembered."""

    stem: str
    number: int
    """The stem's number in the pack, or -1."""
    telling: float
    """How rare it is in the pack; most for words that the pack lacks."""
    rareness: float
    """How rare it is in English, 0 to 1; 1 as well without a thesaurus."""
    near: Mapping[int, float]
    """The stem itself and its neighbours, as features with their weights."""
    position: int
    """Where its stem stands in the thesaurus; -1 for those that it lacks, `SILENT` for the shoe's name."""
    neighbours: Mapping[int, float]
    """Numbers of the pack's stems near to this word."""


class Featuriser:
    """Turns plain words into vectors of one space."""

    __slots__ = (
        "_concepts",
        "_links",
        "_meaning_length",
        "_memory",
        "_numbers",
        "_recipe",
        "_stemmer",
        "_thesaurus",
        "space",
    )

    def __init__(
        self,
        space: Space,
        concepts: PhraseTable[tuple[str, ...]],
        stemmer: Stemmer,
        thesaurus: Thesaurus | None,
        recipe: Recipe,
    ) -> None:
        self.space = space
        self._concepts = concepts
        self._stemmer = stemmer
        self._thesaurus = thesaurus
        self._recipe = recipe
        self._meaning_length = np.float32(recipe.meaning**0.5)
        self._numbers = {stem: number for number, stem in enumerate(space.stems)}
        self._links = Links(thesaurus, space.positions) if thesaurus else None
        self._memory: dict[str, WordFeatures] = {}

    def word(self, word: str) -> WordFeatures:
        """What one word brings along."""
        known = self._memory.get(word)
        if known is None:
            known = self._describe(word)
            if len(self._memory) < _REMEMBERED:
                self._memory[word] = known
        return known

    def stem(self, word: str) -> str:
        """The stem of a word."""
        return self._stemmer.stem(word)

    def number(self, word: str) -> int:
        """The number of a word's stem in the pack, or -1."""
        return self._numbers.get(self._stemmer.stem(word), -1)

    def follows(self, one: str, other: str) -> bool:
        """Whether the pack has one word right behind another; an empty one is the start or the end of a text."""
        first = self._numbers.get(self._stemmer.stem(one)) if one else START - FIRST_STEM
        second = self._numbers.get(self._stemmer.stem(other)) if other else END - FIRST_STEM
        if first is None or second is None:
            return False
        key = pair_key(first, second)
        at = int(self.space.keys.searchsorted(key))
        return at < len(self.space.keys) and int(self.space.keys[at]) == key

    def known_stems(self) -> Mapping[str, str]:
        """Stems of all words met so far."""
        return self._stemmer.known()

    def concepts_of(self, words: Sequence[str]) -> dict[str, str]:
        """Names of the synonym groups in a text, each with the words that stand for it there."""
        found = self._concepts.find([self._stemmer.stem(word) for word in words])
        return {name: " ".join(words[match.start : match.end]) for match in found for name in match.value}

    def vector(self, words: Sequence[str]) -> Vector:
        """The vector of a text; words that the pack lacks bring their neighbours only."""
        known = [self.word(word) for word in words]
        stems: dict[int, float] = {}
        for item in {item.stem: item for item in known}.values():
            _add(stems, item.near)
        for number in self._concept_numbers([item.stem for item in known]):
            stems[number] = stems.get(number, 0.0) + self._recipe.concept * float(self.space.telling[number])
        pairs: dict[int, float] = {}
        for feature, weight in self._pairs([item.number for item in known]):
            pairs[feature] = pairs.get(feature, 0.0) + weight
        features, weights = self._joined((stems, pairs))
        return Vector(features, weights, *self._meaning(known))

    def _joined(self, groups: tuple[dict[int, float], ...]) -> tuple[Ints, Floats]:
        """The features of all groups, each brought to the length of the recipe, and their weights."""
        features: list[int] = []
        weights: list[float] = []
        for group, wanted in zip(groups, self._recipe.group_weights(), strict=True):
            raw = group.values()
            squares = sum(map(mul, raw, raw))
            if squares:
                scale = (wanted / squares) ** 0.5
                features += group
                weights += [weight * scale for weight in raw]
        return np.array(features, np.int32), np.array(weights, np.float32)

    def _meaning(self, known: Sequence[WordFeatures]) -> tuple[Floats, float, float, float]:
        """What a text means, how much it says, how near to the pack's middle it is, and how common."""
        if self._thesaurus is None:
            return np.zeros(0, np.float32), 0.0, 0.0, 0.0
        whole, said = self._thesaurus.meanings.of_text([item.position for item in known])
        common = self._thesaurus.meanings.commonness(whole) if said else 0.0
        meaning, shared = apart(whole, self.space.middle)
        meaning *= self._meaning_length
        return meaning, said, shared, common

    def _concept_numbers(self, stems: Sequence[str]) -> list[int]:
        numbers = [self._numbers.get(name, -1) for match in self._concepts.find(stems) for name in match.value]
        return [number for number in numbers if number >= 0]

    def _pairs(self, numbers: list[int]) -> list[tuple[int, float]]:
        """Numbers of those pairs that the pack has, and how telling they are."""
        if not len(self.space.keys):
            return []
        wanted = np.array(pair_keys(numbers), np.int64)
        at = self.space.keys.searchsorted(wanted)
        held = at[self.space.keys.take(at, mode="clip") == wanted]
        return list(zip(held.tolist(), self.space.telling[held].tolist(), strict=True))

    def _describe(self, word: str) -> WordFeatures:
        stem = self._stemmer.stem(word)
        number = self._numbers.get(stem, -1)
        position = self._thesaurus.position(stem) if self._thesaurus and word != SHOE else -1
        neighbours = self._neighbours(number, position)
        telling = self.space.telling
        near = {number: float(telling[number])} if number >= 0 else {}
        near |= {to: self._recipe.neighbour * nearness**2 * float(telling[to]) for to, nearness in neighbours.items()}
        return WordFeatures(
            stem=stem,
            number=number,
            position=position if word != SHOE else SILENT,
            telling=float(self.space.telling_stem[number]),
            rareness=self._thesaurus.rareness(position) if self._thesaurus and not word[0].isdigit() else 1.0,
            near=near,
            neighbours=neighbours,
        )

    def _neighbours(self, number: int, position: int) -> dict[int, float]:
        """Numbers of the pack's stems near to a word; names have none."""
        if self._links is None:
            return {}
        if number >= 0:
            return self._links.of_stem(number)
        return self._links.of(position) if position >= 0 else {}


def _add(to: dict[int, float], more: Mapping[int, float]) -> None:
    """Add weights to those that are there already; mostly none of the features is."""
    if to.keys().isdisjoint(more):
        to.update(more)
    else:
        to.update({feature: weight + to.get(feature, 0.0) for feature, weight in more.items()})
