"""Small vectors of English stems and of common pairs of them, whose sum says what a short text means.

They were learnt together (`scripts/thesaurus`) so that the sum comes near to what a language model says of the
whole text. How long a vector is tells how much its word says, so nothing is weighed by frequency in here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

_ARRAYS = ("codes", "lengths", "centres", "pair_firsts", "pair_seconds", "background")
FIRST_BITS = 16
"""A pair's key is its first stem's position, so many bits higher, and the second's."""
SILENT = -2
"""Position of a word that says nothing about a text's meaning and takes nothing from it, like the shoe's name."""
_UNKNOWN = 0.7
"""Length of what a word means that has no vector: as much as telling words have. It points where no vector does, so it
makes a text less like any other; 0 to 1 is alike on the dev sets, but their questions have few such words."""
_SHARPNESS = np.float32(10.0)
"""How fast a direction counts less with its distance; 6 to 16 are alike on the dev sets."""
_FEW = 50
"""Texts that the mean of a pack is drawn to zero by: without it a lone text would be nothing but its own mean."""


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """Vectors by row: the stems in the order of the thesaurus, then the pairs in the order of their keys."""

    stems: int
    """How many stems; the start of a text has the position after the last one, its end the next."""
    pairs: NDArray[np.uint32]
    """Keys of the pairs that have a vector of their own, ascending."""
    codes: NDArray[np.uint8]
    """One row a vector: which centre stands for each part of its direction."""
    lengths: Floats
    """How long each vector is."""
    centres: Floats
    """One row a centre: those of the first part of the vectors, then those of the second …"""
    first_centres: Longs
    """For each part of a vector the row of its first centre."""
    background: Floats
    """Directions around which questions of all kinds gather, one a row, of unit length."""

    @property
    def dimensions(self) -> int:
        """Length of the vectors."""
        return len(self.first_centres) * int(self.centres.shape[1])

    def vectors(self, rows: Longs) -> Floats:
        """The vectors of these rows, one row each."""
        parts = self.centres.take(self.codes[rows] + self.first_centres, axis=0)
        whole: Floats = parts.reshape(len(rows), self.dimensions)
        whole *= self.lengths[rows, None]
        return whole

    def of_text(self, positions: list[int]) -> tuple[Floats, float]:
        """The vector of a text, by the positions of its stems in order (-1 for those that the thesaurus lacks), and how
        much it says: the length of the sum of its stems and pairs.

        The vector is shorter than 1 when there are stems that the thesaurus lacks, all zero when there are no others.
        """
        known = [at for at in positions if at >= 0]
        if not known:
            return np.zeros(self.dimensions, np.float32), 0.0
        row = (self.stems, *positions, self.stems + 1)
        keys = [(one << FIRST_BITS) + other for one, other in pairwise(row) if one >= 0 and other >= 0]
        rows = np.array(known + self._rows_of(np.array(keys, np.uint32))[1].tolist(), np.int64)
        parts = self.centres.take(self.codes[rows] + self.first_centres, axis=0)
        whole: Floats = self.lengths[rows].dot(parts.reshape(len(rows), -1))
        unknown = positions.count(-1) * _UNKNOWN**2
        said = float(whole.dot(whole))
        whole /= np.float32(max(said + unknown, 1e-18) ** 0.5)
        return whole, said**0.5

    def commonness(self, meaning: Floats) -> float:
        """How densely questions of all kinds lie around a text, by the vector of `of_text`: on the scale of a cosine, a
        soft maximum over those to the directions of the background."""
        if not len(self.background):
            return 0.0
        near = np.exp(self.background.dot(meaning) * _SHARPNESS)
        return log(float(np.add.reduce(near)) / len(near)) / float(_SHARPNESS)

    def _rows_of(self, keys: NDArray[np.uint32]) -> tuple[Longs, Longs]:
        """Which of these pairs have a vector, by place, and the row of each of those."""
        at = self.pairs.searchsorted(keys)  # keys of another type would have the whole array converted
        places = (self.pairs.take(at, mode="clip") == keys).nonzero()[0] if len(self.pairs) else at[:0]
        return places, at[places] + self.stems

    def of_texts(self, size: int, rows: Longs, positions: Longs) -> Floats:
        """The vectors of `size` texts at once: for each of their stems, in order, its text and its position."""
        lengths = np.bincount(rows, minlength=size) + 2
        row = np.full(len(rows) + 2 * size, self.stems + 1, np.int64)
        row[np.cumsum(lengths) - lengths] = self.stems
        row[np.arange(len(rows)) + 2 * rows + 1] = positions
        of = np.repeat(np.arange(size), lengths)
        are_pairs = ((of[:-1] == of[1:]) & (row[:-1] >= 0) & (row[1:] >= 0)).nonzero()[0]
        keys = (row[are_pairs] << FIRST_BITS) + row[are_pairs + 1]
        places, pairs = self._rows_of(keys.astype(np.uint32))
        known = positions >= 0
        whole = np.zeros((size, self.dimensions), np.float32)
        self._add(whole, rows[known], positions[known])
        self._add(whole, of[are_pairs[places]], pairs)
        unknown = np.bincount(rows[positions == -1], minlength=size)[:, None] * np.float32(_UNKNOWN**2)
        whole /= np.sqrt(np.maximum((whole * whole).sum(axis=1, keepdims=True) + unknown, 1e-18))
        return whole

    def _add(self, whole: Floats, texts: Longs, rows: Longs) -> None:
        """Add the vectors of these rows to their texts, which ascend: the first of each text, then the second …"""
        if not len(rows):
            return
        different, place = np.unique(rows, return_inverse=True)
        vectors = self.vectors(different)
        begins = np.flatnonzero(np.diff(texts, prepend=-1))
        turns = np.arange(len(texts)) - np.repeat(begins, np.diff(begins, append=len(texts)))
        order = np.argsort(turns, kind="stable")
        for now in np.split(order, np.cumsum(np.bincount(turns))[:-1]):
            whole[texts[now]] += vectors[place[now]]


def meanings_from_arrays(arrays: Mapping[str, NDArray[Any]], stems: int) -> Meanings:
    """The vectors in the arrays of the thesaurus's file. Raises ValueError when they do not belong together."""
    missing = {*_ARRAYS} - set(arrays)
    if missing:
        raise ValueError(f"the thesaurus lacks {', '.join(sorted(missing))}")
    codes = np.ascontiguousarray(arrays["codes"].T)
    firsts, seconds = (arrays[name].astype(np.uint32) for name in ("pair_firsts", "pair_seconds"))
    if not (len(codes) == len(arrays["lengths"]) == stems + len(firsts) and len(firsts) == len(seconds)):
        raise ValueError("the vectors of the thesaurus are damaged: their arrays differ in length")
    centres, background = arrays["centres"].astype(np.float32), arrays["background"].astype(np.float32)
    parts, each, width = centres.shape
    if background.shape[1:] != (parts * width,):
        raise ValueError("the vectors of the thesaurus are damaged: its directions differ in length from them")
    return Meanings(
        stems=stems,
        pairs=((firsts << FIRST_BITS) + seconds).astype(np.uint32),
        codes=codes,
        lengths=np.exp2(arrays["lengths"].astype(np.float32) / 16 - 8),
        centres=centres.reshape(-1, width),
        first_centres=np.arange(0, parts * each, each, dtype=np.int64),
        background=background / np.maximum(np.linalg.norm(background, axis=1, keepdims=True), 1e-9),
    )


def apart(meaning: Floats, middle: Floats) -> tuple[Floats, float]:
    """One text's meaning less what all texts of a pack share, as long as before; nothing stays nothing.

    Beside it, how near to that middle the text is: its cosine less that of the pack's own texts, on the average.
    """
    length = float(meaning.dot(meaning)) ** 0.5
    rest = meaning - np.float32(length) * middle
    rest *= np.float32(length / max(float(rest.dot(rest)) ** 0.5, 1e-9))
    usual = float(middle.dot(middle)) ** 0.5
    shared = float(meaning.dot(middle)) / max(length * usual, 1e-9) - usual if length else 0.0
    return rest, shared


def all_apart(meanings: Floats) -> tuple[Floats, Floats]:
    """The same for all texts of a pack, one a row, and what they share: their mean, drawn to zero where few."""
    lengths = np.linalg.norm(meanings, axis=1, keepdims=True)
    middle: Floats = (meanings / np.maximum(lengths, 1e-9)).sum(axis=0) / np.float32(len(meanings) + _FEW)
    rest = meanings - lengths * middle
    rest *= lengths / np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-9)
    return rest, middle


def usual_likeness(vectors: Floats, starts: Ints, otherwise: float) -> Floats:
    """For each entry how like the vectors of its phrasings are to one another, a mean of products.

    An entry with one phrasing is taken for as like itself as the others are, or for `otherwise` where there are none.
    """
    counts = np.diff(starts)
    whole = np.add.reduceat(vectors, starts[:-1], axis=0)
    alone = np.add.reduceat((vectors * vectors).sum(axis=1), starts[:-1])
    usual = ((whole * whole).sum(axis=1) - alone) / np.maximum(counts * (counts - 1), 1)
    several = counts > 1
    usual[~several] = usual[several].mean() if several.any() else otherwise
    found: Floats = usual.astype(np.float32)
    return found
