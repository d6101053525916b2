"""From plain words to a weighted sparse vector: stems with synonyms, word pairs, runs of letters, and a meaning vector.

What a pack's features are is `space`'s work; here a text is put into them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.faq.letters import letter_keys
from bot.core.faq.links import Links
from bot.core.faq.phrase_table import PhraseTable
from bot.core.faq.reading import SHOE
from bot.core.faq.recipe import Recipe
from bot.core.faq.space import FIRST_STEM, GROUPS, TAG, Space, pair_keys
from bot.core.faq.stemming import Stemmer
from bot.core.faq.thesaurus import Floats, Ints, Thesaurus

_REMEMBERED = 2048


@dataclass(frozen=True, slots=True)
class Vector:
    """One text as the matcher sees it."""

    features: Ints
    """Ascending feature numbers."""
    weights: Floats
    """Each group has the length that the recipe gives it."""
    meaning: Floats
    """Unit vector, or all zero when no word is in the thesaurus."""


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """What one word brings along, remembered."""

    stem: str
    number: int
    """The stem's number in the pack, or -1."""
    is_english: bool
    """Whether the thesaurus has it."""
    telling: float
    """How rare it is in the pack; most for words that the pack lacks."""
    rareness: float
    """How rare it is in English, 0 to 1; 1 as well without a thesaurus."""
    features: Ints
    """The stem itself and its neighbours, as features."""
    weights: Floats
    letters: Ints
    meaning: Floats | None
    """Word vector times how telling the word is."""
    neighbours: Mapping[int, float]
    """Numbers of the pack's stems near to this word."""


class Featuriser:
    """Turns plain words into vectors of one space."""

    __slots__ = ("_bounds", "_concepts", "_links", "_memory", "_numbers", "_recipe", "_stemmer", "_thesaurus", "space")

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
        self._numbers = {stem: number for number, stem in enumerate(space.stems)}
        self._links = Links(thesaurus, space.positions) if thesaurus else None
        self._bounds = np.searchsorted(space.keys, [tag * TAG for tag in range(GROUPS + 1)]).tolist()
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

    def known_stems(self) -> Mapping[str, str]:
        """Stems of all words met so far."""
        return self._stemmer.known()

    def is_english(self, word: str) -> bool:
        """Whether a word is common English, and so no typing error."""
        return self._thesaurus is not None and self._thesaurus.position(self._stemmer.stem(word)) >= 0

    def concepts_of(self, words: Sequence[str]) -> dict[str, str]:
        """Names of the synonym groups in a text, each with the words that stand for it there."""
        found = self._concepts.find([self._stemmer.stem(word) for word in words])
        return {name: " ".join(words[match.start : match.end]) for match in found for name in match.value}

    def vector(self, words: Sequence[str]) -> Vector:
        """The vector of a text; words that the pack lacks bring their neighbours and letters only."""
        known = [self.word(word) for word in words]
        once = {item.stem: item for item in known}.values()
        concepts = self._concept_features([item.stem for item in known])
        pairs = self._find(pair_keys([item.number for item in known]))
        features = np.concatenate([*(item.features for item in once), concepts, pairs, *(i.letters for i in known)])
        weights = np.ones(len(features), np.float32)
        at = sum(len(item.features) for item in once)
        if at:
            weights[:at] = np.concatenate([item.weights for item in once])
        weights[at : at + len(concepts)] = self._recipe.concept
        unique, back = np.unique(features, return_inverse=True)
        summed = np.bincount(back, weights, minlength=len(unique)).astype(np.float32)
        return Vector(unique, self._scaled(unique, summed * self.space.telling[unique]), self._meaning(known))

    def _scaled(self, features: Ints, weights: Floats) -> Floats:
        cuts = np.searchsorted(features, self._bounds).tolist()
        for low, high, weight in zip(cuts, cuts[1:], self._recipe.group_weights(), strict=False):
            part = weights[low:high]
            length = float(np.sqrt(part @ part))
            if length:
                part *= np.float32(np.sqrt(weight) / length)
        return weights

    def _meaning(self, known: Sequence[WordFeatures]) -> Floats:
        found = [item.meaning for item in known if item.meaning is not None]
        if not found:
            return np.zeros(self._thesaurus.dimensions if self._thesaurus else 0, np.float32)
        whole: Floats = np.add.reduce(found)
        return whole / max(float(np.sqrt(whole @ whole)), 1e-9)

    def _concept_features(self, stems: Sequence[str]) -> Ints:
        numbers = [self._numbers.get(name, -1) for match in self._concepts.find(stems) for name in match.value]
        return self._find([number + FIRST_STEM for number in numbers if number >= 0])

    def _find(self, keys: list[int]) -> Ints:
        """Numbers of those features that the pack has."""
        wanted = np.array(keys, np.int64)
        at = np.searchsorted(self.space.keys, wanted)
        at[at == len(self.space.keys)] = 0
        found: Ints = at[self.space.keys[at] == wanted].astype(np.int32)
        return found

    def _describe(self, word: str) -> WordFeatures:
        stem = self._stemmer.stem(word)
        number = self._numbers.get(stem, -1)
        position = self._thesaurus.position(stem) if self._thesaurus and word != SHOE else -1
        linked = int(self.space.positions[number]) if number >= 0 else position  # a name has no neighbours
        neighbours = self._links.of(linked) if self._links and linked >= 0 else {}
        neighbours.pop(number, None)
        weights = {number: 1.0} if number >= 0 else {}
        weights |= {to: self._recipe.neighbour * near * near for to, near in neighbours.items()}
        runs = letter_keys(word, self._recipe.letter_runs) if word != SHOE else []
        return WordFeatures(
            stem=stem,
            number=number,
            is_english=position >= 0,
            telling=float(self.space.telling_stem[number]),
            rareness=self._thesaurus.rareness(position) if self._thesaurus and not word[0].isdigit() else 1.0,
            features=self._find([to + FIRST_STEM for to in weights]),
            weights=np.array(list(weights.values()), np.float32),
            letters=self._find([3 * TAG + key for key in runs]),
            meaning=self._word_meaning(number, position),
            neighbours=neighbours,
        )

    def _word_meaning(self, number: int, position: int) -> Floats | None:
        if self._thesaurus is None or position < 0:
            return None
        meaning: Floats = self._thesaurus.vector(position) * self.space.telling_stem[number]
        return meaning
