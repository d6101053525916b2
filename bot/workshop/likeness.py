"""Questions that mean the same, put together: by the pack's own features, and by letters for words it does not know."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bot.core.faq.features import Vector
from bot.core.faq.matcher import FaqIndex

ALIKE_FROM = 0.56
"""Likeness, 0 to 1, from which two questions are one. Tuned by hand on rewordings of questions about shoes."""
_LETTERS = 0.5
"""Share of common words in the likeness; the rest is the index's features, which know synonyms and typing errors."""
_TELLING_FROM = 0.48
"""Rareness in English from which a word tells what a question is about; below are `the`, `what`, `please`."""
_Matrix = NDArray[np.float32]


def group_alike(texts: Sequence[str], index: FaqIndex) -> list[list[int]]:
    """Places of texts that are alike, largest group first; in each the most typical text first, misspelt ones last.

    Each text joins the group whose members it is, on the average, most like; for up to some thousands of texts.
    """
    if not texts:
        return []
    likeness = _likeness(texts, index)
    groups: list[list[int]] = []
    for place in _typical_first(likeness):
        near = [(float(likeness[place, group].mean()), number) for number, group in enumerate(groups)]
        best, number = max(near, key=lambda pair: (pair[0], -pair[1]), default=(0.0, -1))
        if best >= ALIKE_FROM:
            groups[number].append(place)
        else:
            groups.append([place])
    misspelt = [bool(index.read(text).repairs) for text in texts]
    found = (_by_typical(group, likeness, misspelt) for group in groups)
    return sorted(found, key=lambda group: (-len(group), group[0]))


def _typical_first(likeness: _Matrix) -> list[int]:
    near = (likeness >= ALIKE_FROM).sum(axis=1)
    return sorted(range(len(likeness)), key=lambda place: (-int(near[place]), place))


def _by_typical(group: list[int], likeness: _Matrix, misspelt: Sequence[bool]) -> list[int]:
    return sorted(group, key=lambda place: (misspelt[place], -float(likeness[place, group].sum()), place))


def _likeness(texts: Sequence[str], index: FaqIndex) -> _Matrix:
    readings = [index.read(text).words for text in texts]
    stems = [_telling_stems(words, index) for words in readings]
    letters = process.cdist(stems, stems, scorer=fuzz.token_set_ratio, dtype=np.float32) / np.float32(100)
    features = _cosines([index.featuriser.vector(words) for words in readings])
    mixed: _Matrix = np.float32(_LETTERS) * letters + np.float32(1 - _LETTERS) * features
    same = np.array([[one == other and bool(one) for other in stems] for one in stems])
    mixed[same] = 1.0
    np.fill_diagonal(mixed, 1.0)
    return mixed


def _telling_stems(words: Sequence[str], index: FaqIndex) -> str:
    known = [index.featuriser.word(word) for word in words]
    return " ".join(word.stem for word in known if word.rareness >= _TELLING_FROM)


def _cosines(vectors: Sequence[Vector]) -> _Matrix:
    different, place = np.unique(np.concatenate([vector.features for vector in vectors]), return_inverse=True)
    owners = np.repeat(np.arange(len(vectors)), [len(vector.features) for vector in vectors])
    words = np.zeros((len(vectors), len(different)), np.float32)
    words[owners, place] = np.concatenate([vector.weights for vector in vectors])
    rows = np.hstack([words, np.array([vector.meaning for vector in vectors])])
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows /= np.where(lengths > 0, lengths, 1)
    cosines: _Matrix = np.clip(rows @ rows.T, 0.0, 1.0)
    return cosines
