"""Learning vectors of stems and of pairs of stems whose sum points where the teacher's vector of a text points.

A least-squares problem, solved by conjugate gradients; the length that a sum may have is taken from the last solution,
so that directions alone are fitted. Written with sparse matrices, because a text has ten of thirty thousand features.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy.sparse
import snowballstemmer

from bot.core.faq.meanings import FIRST_BITS
from bot.core.text import words
from scripts.thesaurus.teacher import unit

DIMENSIONS = 128
"""96 cost 0.4 points on the dev sets, 64 a whole one; 192 gave nothing more."""
_TAUGHT = 192
"""Dimensions that are learnt before the best are kept."""
_SEEN = 40
"""Texts that a pair must stand in to have a vector of its own; 20 gave two and a half times the pairs and no more."""
_RIDGE_STEM, _RIDGE_PAIR = 0.3, 3.0
"""Stronger ones (up to ten times) cost 0.2 to 0.6 points; pairs have to earn what they add to their stems."""
_TURNS, _STEPS = 3, 12
_SINGLE = 0.3
"""What a single word counts beside a whole text."""


@dataclass(frozen=True)
class Distilled:
    """Vectors of all stems, then of the pairs in the order of their keys; and how often each was seen."""

    vectors: np.ndarray
    pairs: np.ndarray
    seen: np.ndarray


def distil(
    stems: list[str], questions: list[str], others: list[str], single: list[str], taught: np.ndarray
) -> Distilled:
    """`taught` has the teacher's vectors of questions, other texts and single words, in this order."""
    texts = positions_of(stems, [*questions, *others, *single])
    seen = Counter(key for text in texts[: len(questions) + len(others)] for key in set(_keys(text, len(stems))))
    pairs = np.array(sorted(key for key, count in seen.items() if count >= _SEEN), np.int64)
    features = _features(texts, pairs, len(stems))
    weights = np.ones(len(texts), np.float32)
    weights[len(questions) + len(others) :] = _SINGLE
    centred = taught - taught[: len(questions)].mean(axis=0)
    goal = unit(centred @ _axes(centred[: len(questions)])[:, :_TAUGHT]).astype(np.float32)
    vectors = _fit(features, goal, weights, len(stems))
    said = unit(features[: len(questions)] @ vectors)
    vectors = vectors @ _axes(said - said.mean(axis=0))[:, :DIMENSIONS]
    vectors /= np.linalg.norm(features[: len(questions)] @ vectors, axis=1).mean()
    return Distilled(vectors.astype(np.float32), pairs, np.asarray(features.sum(axis=0)).ravel())


def positions_of(stems: list[str], texts: list[str]) -> list[list[int]]:
    """The place of each word's stem, -1 for stems that are not listed."""
    places, stemmer = {stem: at for at, stem in enumerate(stems)}, snowballstemmer.stemmer("english")
    known: dict[str, int] = {}
    for word in {word for text in texts for word in words(text)}:
        known[word] = places.get(stemmer.stemWord(word), -1)
    return [[known[word] for word in words(text)] for text in texts]


def _keys(text: Sequence[int], stems: int) -> list[int]:
    row = [stems, *text, stems + 1]
    return [(one << FIRST_BITS) + other for one, other in pairwise(row) if one >= 0 and other >= 0]


def _features(texts: list[list[int]], pairs: np.ndarray, stems: int) -> scipy.sparse.csr_matrix:
    places = {int(key): stems + at for at, key in enumerate(pairs)}
    columns = [
        [at for at in text if at >= 0] + [places[key] for key in _keys(text, stems) if key in places] for text in texts
    ]
    rows = np.repeat(np.arange(len(texts)), [len(each) for each in columns])
    flat = np.array([at for each in columns for at in each], np.int64)
    shape = (len(texts), stems + len(pairs))
    return scipy.sparse.csr_matrix((np.ones(len(flat), np.float32), (rows, flat)), shape=shape)


def _axes(rows: np.ndarray) -> np.ndarray:
    """Principal axes, widest first."""
    return np.linalg.eigh(rows.T @ rows)[1][:, ::-1]


def _fit(features: scipy.sparse.csr_matrix, goal: np.ndarray, weights: np.ndarray, stems: int) -> np.ndarray:
    ridge = np.full(features.shape[1], _RIDGE_PAIR, np.float32)
    ridge[:stems] = _RIDGE_STEM
    lengths = np.sqrt(np.maximum(np.asarray(features[:, :stems].sum(axis=1)).ravel(), 1)).astype(np.float32)
    vectors = np.zeros((features.shape[1], goal.shape[1]), np.float32)
    for _ in range(_TURNS):
        vectors = _descend(features, weights / lengths**2, goal * lengths[:, None], ridge, vectors)
        said = features @ vectors
        lengths = np.maximum(np.linalg.norm(said, axis=1), 1e-2)
        lengths /= lengths.mean()
        print(f"mean cosine to the teacher {(unit(said) * goal).sum(axis=1).mean():.4f}", flush=True)
    return vectors


def _descend(
    features: scipy.sparse.csr_matrix, weights: np.ndarray, goal: np.ndarray, ridge: np.ndarray, start: np.ndarray
) -> np.ndarray:
    """Conjugate gradients, every dimension for itself, scaled by the diagonal."""
    turned = features.T.tocsr()
    scale = (1 / (np.asarray(turned.multiply(turned) @ weights[:, None]).ravel() + ridge))[:, None].astype(np.float32)

    def applied(vectors: np.ndarray) -> np.ndarray:
        return turned @ ((features @ vectors) * weights[:, None]) + ridge[:, None] * vectors

    found = start
    rest = turned @ (goal * weights[:, None]) - applied(found)
    way = scale * rest
    size = (rest * way).sum(axis=0)
    for _ in range(_STEPS):
        moved = applied(way)
        step = size / np.maximum((way * moved).sum(axis=0), 1e-12)
        found = found + step * way
        rest = rest - step * moved
        ahead = scale * rest
        last, size = size, (rest * ahead).sum(axis=0)
        way = ahead + size / np.maximum(last, 1e-12) * way
    return found
