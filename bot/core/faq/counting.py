"""The arrays of an index from a pack's phrasings: the space, the postings, and which stems each entry holds.

It gives every phrasing the vector that `Featuriser.vector` would give it, but all at once, some ten times as fast; a
test holds the two together. A cell is a feature in a phrasing: feature times number of phrasings plus phrasing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.faq.links import Links
from bot.core.faq.meanings import SILENT, all_apart
from bot.core.faq.occurrences import Longs, Tokens, occurrences, read_tokens, runs
from bot.core.faq.phrase_table import PhraseTable
from bot.core.faq.postings import Cells, Postings, build_postings
from bot.core.faq.reading import SHOE
from bot.core.faq.recipe import Recipe
from bot.core.faq.space import FIRST_STEM, GROUPS, TAG, Space
from bot.core.faq.stemming import Stemmer
from bot.core.faq.thesaurus import Floats, Ints, Thesaurus

_USUAL = 0.4
"""The same where no entry has two phrasings: what it is in the benchmarks."""


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What counting gives."""

    space: Space
    postings: Postings
    pairs: Longs
    """Which stems each entry holds, as `EntryWords` wants them."""
    usual: Floats
    """For each entry how like its phrasings are to one another in meaning, a cosine, on the average."""


def count(
    phrasings: Sequence[tuple[str, ...]],
    owners: Ints,
    concepts: PhraseTable[tuple[str, ...]],
    stemmer: Stemmer,
    thesaurus: Thesaurus | None,
    closed: Collection[str],
    recipe: Recipe,
) -> Counted:
    """The space of a pack and its plain phrasings in it.

    `owners` holds the number of the entry that each phrasing belongs to, ascending; `closed` are stems of names.
    """
    tokens = read_tokens(phrasings, concepts, stemmer)
    unique, cells, counts = _cells(tokens, recipe)
    in_thesaurus = thesaurus.positions(tokens.names) if thesaurus else {}
    positions = [-1 if name in closed else in_thesaurus.get(name, -1) for name in tokens.names]
    meaning, middle = _meaning(tokens, in_thesaurus, thesaurus)
    space = _space(tokens, unique, cells, owners, np.array(positions, np.int32), middle)
    links = Links(thesaurus, space.positions) if thesaurus else None
    weighed = _scaled(_weighed(tokens, space, cells, counts, links, recipe), tokens, space, recipe)
    del cells, counts  # all that is still alive here adds to the most that building takes
    held = np.unique(owners[tokens.rows].astype(np.int64) * len(tokens.names) + tokens.numbers)
    usual = _usual(meaning, owners)
    postings = build_postings(weighed, len(unique), meaning * np.float32(recipe.meaning))
    return Counted(space, postings, held, usual)


def _cells(tokens: Tokens, recipe: Recipe) -> tuple[Longs, Longs, Longs]:
    """The keys of all features, the cells that are not empty, and how often each occurs; all ascending."""
    keys, rows = occurrences(tokens, recipe.letter_runs)
    unique, features = np.unique(keys, return_inverse=True)
    features *= max(tokens.size, 1)
    features += rows
    return unique, *np.unique(features, return_counts=True)


def _space(tokens: Tokens, keys: Longs, cells: Longs, owners: Ints, positions: Ints, middle: Floats) -> Space:
    """`cells` ascend, so that those of one feature stand in the order of the entries."""
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
    telling = np.sqrt(by_phrasing * by_entry).astype(np.float32)
    return Space(tokens.names, keys, telling, telling_stem, middle, positions)


def _weighed(
    tokens: Tokens, space: Space, cells: Longs, counts: Longs, links: Links | None, recipe: Recipe
) -> tuple[Longs, Floats]:
    """All cells, neighbours of stems too, and how much of its feature each has. Stems count once, the rest often."""
    size = max(tokens.size, 1)
    first_pair = int(np.searchsorted(space.keys, TAG))
    ends = int(np.searchsorted(cells, first_pair * size))
    stem_cells = np.unique(tokens.numbers * size + tokens.rows)  # the keys of stems are their numbers in order
    parts = [stem_cells, tokens.group_numbers * size + tokens.group_rows]
    weights = [np.ones(len(stem_cells)), np.full(len(parts[1]), recipe.concept)]
    if links is not None:
        starts, targets, near = links.inside()
        numbers = stem_cells // size
        each, cell = runs(starts[numbers], starts[numbers + 1])
        parts.append(targets[each] * np.int64(size) + stem_cells[cell] % size)
        weights.append(recipe.neighbour * near[each] * near[each])
    unique, back = np.unique(np.concatenate(parts), return_inverse=True)
    summed = np.bincount(back, np.concatenate(weights), minlength=len(unique))
    return np.concatenate([unique, cells[ends:]]), np.concatenate([summed, counts[ends:]]).astype(np.float32)


def _scaled(weighed: tuple[Longs, Floats], tokens: Tokens, space: Space, recipe: Recipe) -> Cells:
    """Cells weighed by how telling their features are, each group of a phrasing at the length of the recipe."""
    features, rows = (part.astype(np.int32) for part in np.divmod(weighed[0], max(tokens.size, 1)))
    weights = weighed[1] * space.telling[features]
    group = rows * GROUPS + (space.keys >> 60)[features]
    squares = np.bincount(group, weights * weights, minlength=tokens.size * GROUPS)
    wanted = np.sqrt(np.tile(recipe.group_weights(), tokens.size) / np.maximum(squares, 1e-12))
    return Cells(tokens.size, features, rows, (weights * wanted[group]).astype(np.float32))


def _meaning(tokens: Tokens, in_thesaurus: Mapping[str, int], thesaurus: Thesaurus | None) -> tuple[Floats, Floats]:
    """The meaning of each phrasing less what all share; and that."""
    if thesaurus is None:
        return np.zeros((tokens.size, 0), np.float32), np.zeros(0, np.float32)
    positions = np.array([in_thesaurus.get(name, -1) if name != SHOE else SILENT for name in tokens.names], np.int64)
    return all_apart(thesaurus.meanings.of_texts(tokens.size, tokens.rows, positions[tokens.numbers]))


def _usual(meaning: Floats, owners: Ints) -> Floats:
    """The mean likeness in meaning of two phrasings of an entry; the mean of all entries for those that have but one.

    Without looking at any pair: the square of a sum holds each pair twice, and each phrasing with itself once.
    """
    counts = np.bincount(owners)
    together, alone = np.zeros(len(counts)), np.zeros(len(counts))
    for column in meaning.T:
        together += np.bincount(owners, column, minlength=len(counts)) ** 2
        alone += np.bincount(owners, column * column, minlength=len(counts))
    several = counts > 1
    usual = (together - alone) / np.maximum(counts * (counts - 1), 1)
    usual[~several] = usual[several].mean() if several.any() else _USUAL
    found: Floats = usual.astype(np.float32)
    return found
