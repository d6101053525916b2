"""From plain words to a weighted sparse vector: stems with synonyms, word pairs, runs of letters, and a meaning vector.

A feature is a 64-bit key whose top bits tell its group; all features of a pack are one sorted array of keys, which
takes a tenth of the memory of a dict of strings.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.letters import letter_keys
from bot.core.faq.links import Links
from bot.core.faq.phrase_table import PhraseTable
from bot.core.faq.reading import SHOE
from bot.core.faq.recipe import Recipe
from bot.core.faq.stemming import Stemmer
from bot.core.faq.thesaurus import Floats, Ints, Thesaurus

_TAG = 1 << 60
_PAIR = 1 << 28
_START, _END, _FIRST_STEM = 0, 1, 2
_GROUPS = 4
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


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """All features of a pack with their weights: the part of the index that is stored."""

    stems: tuple[str, ...]
    """Stems of the phrasings; a stem's number is its place."""
    keys: NDArray[np.int64]
    telling: Floats
    """How telling each feature is (inverse frequency over phrasings and entries)."""
    telling_stem: Floats
    """How telling each stem is for the meaning vector, and one more value for stems that the pack lacks."""
    positions: Ints
    """Where each stem stands in the thesaurus; -1 for those it lacks and for names, which have no synonyms."""


def concept_table(groups: Sequence[Sequence[tuple[str, ...]]]) -> PhraseTable[tuple[str, ...]]:
    """Phrases of stems -> names of the synonym groups that they belong to."""
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for number, group in enumerate(groups):
        for phrase in group:
            names[phrase] = (*names.get(phrase, ()), f"={number}")
    return PhraseTable(names.items())


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
        self._bounds = np.searchsorted(space.keys, [tag * _TAG for tag in range(_GROUPS + 1)]).tolist()
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
        pairs = self._find(_pair_keys([item.number for item in known]))
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
        return self._find([number + _FIRST_STEM for number in numbers if number >= 0])

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
        neighbours = self._links.of(position) if self._links and position >= 0 else {}
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
            features=self._find([to + _FIRST_STEM for to in weights]),
            weights=np.array(list(weights.values()), np.float32),
            letters=self._find([3 * _TAG + key for key in runs]),
            meaning=self._word_meaning(number, position),
            neighbours=neighbours,
        )

    def _word_meaning(self, number: int, position: int) -> Floats | None:
        if self._thesaurus is None or position < 0:
            return None
        meaning: Floats = self._thesaurus.vector(position) * self.space.telling_stem[number]
        return meaning


def _pair_keys(numbers: Sequence[int]) -> list[int]:
    """Keys of neighbouring pairs and of pairs with one word between; pairs with unknown words are left out."""
    row = [_START, *(number + _FIRST_STEM if number >= 0 else -1 for number in numbers), _END]
    near = [_TAG + a * _PAIR + b for a, b in pairwise(row) if a >= 0 and b >= 0]
    return near + [2 * _TAG + a * _PAIR + b for a, b in zip(row, row[2:], strict=False) if a >= 0 and b >= 0]


def count_features(
    phrasings: Sequence[tuple[str, ...]],
    owners: NDArray[np.int32],
    concepts: PhraseTable[tuple[str, ...]],
    stemmer: Stemmer,
    thesaurus: Thesaurus | None,
    closed: Collection[str],
    recipe: Recipe,
) -> Space:
    """The space of a pack: every feature of its phrasings, and how telling each is.

    `owners` holds the number of the entry that each phrasing belongs to, ascending; `closed` are stems of names.
    """
    numbers: dict[str, int] = {}
    letters: dict[str, array[int]] = {}
    keys = array("q")  # a list of as many int objects would stay in memory for good
    lengths = array("l")
    for words in phrasings:
        stems = [stemmer.stem(word) for word in words]
        names = stems + [name for match in concepts.find(stems) for name in match.value]
        found = [numbers.setdefault(name, len(numbers)) for name in names]
        mine = [number + _FIRST_STEM for number in found] + _pair_keys(found[: len(stems)])
        for word in words:
            if word not in letters:
                runs = letter_keys(word, recipe.letter_runs) if word != SHOE else []
                letters[word] = array("q", (3 * _TAG + key for key in runs))
            mine += letters[word]
        once = set(mine)
        keys.extend(once)
        lengths.append(len(once))
    unique, back = np.unique(np.frombuffer(keys, np.int64), return_inverse=True)
    in_phrasings = np.bincount(back, minlength=len(unique))
    in_entries = _entry_counts(back, np.repeat(owners, lengths), len(unique))
    by_phrasing = np.log((1 + len(phrasings)) / (1 + in_phrasings)) + 1
    by_entry = np.log((1 + _entries(owners)) / (1 + in_entries)) + 1
    stem_counts = in_phrasings[np.searchsorted(unique, np.arange(len(numbers)) + _FIRST_STEM)]
    return Space(
        tuple(numbers),
        unique,
        np.sqrt(by_phrasing * by_entry).astype(np.float32),
        np.log((1 + len(phrasings)) / (0.5 + np.append(stem_counts, 0))).astype(np.float32),
        np.array([thesaurus.position(n) if thesaurus and n not in closed else -1 for n in numbers], np.int32),
    )


def _entries(owners: NDArray[np.int32]) -> int:
    return int(owners[-1]) + 1 if len(owners) else 0


def _entry_counts(features: NDArray[np.intp], owners: NDArray[np.int32], size: int) -> NDArray[np.intp]:
    """In how many entries each feature occurs; both arrays have one place for each feature of each phrasing."""
    entries = _entries(owners)
    pairs = np.unique(features.astype(np.int64) * entries + owners)
    return np.bincount(pairs // entries, minlength=size)
