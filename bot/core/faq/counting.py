"""The arrays of an index from a pack's phrasings: the space, the vectors, and which stems each entry holds.

It gives every phrasing the vector that `Featuriser.vector` would give it, but all at once, some ten times as fast; a
test holds the two together. A cell is a feature in a phrasing: feature times number of phrasings plus phrasing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.faq.links import Links
from bot.core.faq.meanings import SILENT, all_apart, usual_likeness
from bot.core.faq.occurrences import Tokens, occurrences, read_tokens
from bot.core.faq.phrase_table import PhraseTable
from bot.core.faq.phrasing_vectors import PhrasingVectors
from bot.core.faq.reading import SHOE
from bot.core.faq.recipe import Recipe
from bot.core.faq.runs import runs
from bot.core.faq.sketch import draw_sketch
from bot.core.faq.space import FIRST_STEM, GROUPS, TAG, Space, marks
from bot.core.faq.stemming import Stemmer
from bot.core.faq.thesaurus import Floats, Ints, Longs, Thesaurus

_USUAL = 0.4
"""How like phrasings are in meaning where no entry has two: what it is in the benchmarks."""


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What counting gives."""

    space: Space
    vectors: PhrasingVectors
    pairs: Longs
    """Which stems each entry holds, as `EntryWords` wants them."""
    usual: Floats
    """For each entry how like its phrasings are to one another in meaning, a cosine, on the average."""


def count(
    phrasings: Sequence[tuple[str, ...]],
    starts: Ints,
    concepts: PhraseTable[tuple[str, ...]],
    stemmer: Stemmer,
    thesaurus: Thesaurus | None,
    closed: Collection[str],
    recipe: Recipe,
) -> Counted:
    """The space of a pack and its plain phrasings in it.

    `starts` holds the number of the first phrasing of each entry, and one more; `closed` are stems of names.
    """
    owners = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))
    tokens = read_tokens(phrasings, concepts, stemmer)
    keys, cells, counts = _cells(tokens)
    in_thesaurus = thesaurus.positions(tokens.names) if thesaurus else {}
    positions = np.array([-1 if name in closed else in_thesaurus.get(name, -1) for name in tokens.names], np.int32)
    links = Links(thesaurus, positions) if thesaurus else None
    features, rows, amounts = _weighed(tokens, keys, cells, counts, links, recipe)
    meaning, middle = _meaning(tokens, in_thesaurus, thesaurus)
    telling, telling_stem = _telling(tokens, keys, cells, owners)
    space = Space(tokens.names, keys, telling, telling_stem, middle, positions)
    in_phrasings = np.bincount(features, minlength=len(keys))
    sketch = draw_sketch(in_phrasings, marks(tokens.names, keys), recipe.alone, recipe.shared)
    order = np.argsort(rows, kind="stable")
    vectors = PhrasingVectors(
        starts=starts,
        cells=np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=tokens.size))]).astype(np.int32),
        features=features[order],
        weights=_scaled(features, rows, amounts, tokens.size, space, recipe)[order],
        meaning=meaning * np.float32(recipe.meaning**0.5),
        sketch=sketch,
    )
    held = np.unique(owners[tokens.rows].astype(np.int64) * len(tokens.names) + tokens.numbers)
    return Counted(space, vectors, held, usual_likeness(meaning, starts, _USUAL))


def _cells(tokens: Tokens) -> tuple[Longs, Longs, Longs]:
    """The keys of all features, the cells that are not empty, and how often each occurs; all ascending."""
    keys, rows = occurrences(tokens)
    unique, features = np.unique(keys, return_inverse=True)
    features *= max(tokens.size, 1)
    features += rows
    return unique, *np.unique(features, return_counts=True)


def _telling(tokens: Tokens, keys: Longs, cells: Longs, owners: Ints) -> tuple[Floats, Floats]:
    """How telling each feature is, and each stem. As `cells` ascend, those of a feature go by their entries."""
    size, entries = tokens.size, int(owners[-1]) + 1 if len(owners) else 0
    features, of = cells // max(size, 1), owners[cells % max(size, 1)]
    is_new = np.ones(len(cells), bool)
    is_new[1:] = (features[1:] != features[:-1]) | (of[1:] != of[:-1])
    in_phrasings = np.bincount(features, minlength=len(keys))
    in_entries = np.bincount(features[is_new], minlength=len(keys))
    by_phrasing = np.log((1 + size) / (1 + in_phrasings)) + 1
    by_entry = np.log((1 + entries) / (1 + in_entries)) + 1
    stem_counts = in_phrasings[np.searchsorted(keys, np.arange(len(tokens.names)) + FIRST_STEM)]
    telling_stem = np.log((1 + size) / (0.5 + np.append(stem_counts, 0))).astype(np.float32)
    return np.sqrt(by_phrasing * by_entry).astype(np.float32), telling_stem


def _weighed(
    tokens: Tokens, keys: Longs, cells: Longs, counts: Longs, links: Links | None, recipe: Recipe
) -> tuple[Ints, Ints, Floats]:
    """Feature and phrasing of all cells, neighbours of stems too, and how much of its feature each has.

    Stems count once, pairs as often as they occur.
    """
    size = max(tokens.size, 1)
    ends = int(np.searchsorted(cells, int(np.searchsorted(keys, TAG)) * size))
    stem_cells = np.unique(tokens.numbers * size + tokens.rows)  # the keys of stems are their numbers in order
    parts = [stem_cells, tokens.group_numbers * size + tokens.group_rows]
    weights = [np.ones(len(stem_cells)), np.full(len(parts[1]), recipe.concept)]
    if links is not None:
        starts, targets, near = links.inside()
        numbers = stem_cells // size
        lengths = starts[numbers + 1] - starts[numbers]
        each, _ = runs(starts[numbers], lengths)
        parts.append(targets[each] * np.int64(size) + np.repeat(stem_cells % size, lengths))
        weights.append(recipe.neighbour * near[each] * near[each])
    unique, back = np.unique(np.concatenate(parts), return_inverse=True)
    summed = np.bincount(back, np.concatenate(weights), minlength=len(unique))
    features, rows = np.divmod(np.concatenate([unique, cells[ends:]]), size)
    amounts = np.concatenate([summed, counts[ends:]]).astype(np.float32)
    return features.astype(np.int32), rows.astype(np.int32), amounts


def _scaled(features: Ints, rows: Ints, amounts: Floats, size: int, space: Space, recipe: Recipe) -> Floats:
    """The weights of all cells by how telling their features are, each group of a phrasing at the recipe's length."""
    weights = amounts * space.telling[features]
    group = rows * GROUPS + (space.keys >> 60)[features]
    squares = np.bincount(group, weights * weights, minlength=size * GROUPS)
    wanted = np.sqrt(np.tile(recipe.group_weights(), size) / np.maximum(squares, 1e-12))
    scaled: Floats = (weights * wanted[group]).astype(np.float32)
    return scaled


def _meaning(tokens: Tokens, in_thesaurus: Mapping[str, int], thesaurus: Thesaurus | None) -> tuple[Floats, Floats]:
    """The meaning of each phrasing less what all share; and that."""
    if thesaurus is None:
        return np.zeros((tokens.size, 0), np.float32), np.zeros(0, np.float32)
    positions = np.array([in_thesaurus.get(name, -1) if name != SHOE else SILENT for name in tokens.names], np.int64)
    return all_apart(thesaurus.meanings.of_texts(tokens.size, tokens.rows, positions[tokens.numbers]))
