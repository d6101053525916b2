"""What questions of all kinds are about: the directions around which made-up ones gather."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bot.core.faq.meanings import meanings_from_arrays
from scripts.thesaurus.distil import positions_of
from scripts.thesaurus.teacher import unit

DIRECTIONS = 512
"""On the dev sets 256 tell a little less, 1,024 no more."""
_EACH = 8
"""One question of so many is looked at."""
_ROUNDS = 15
_CLEAR = 0.5
"""Length from which a text means enough to count."""


def background(arrays: Mapping[str, np.ndarray], stems: list[str], questions: list[str]) -> np.ndarray:
    """The directions, one a row, as whole numbers of one byte; `arrays` hold the vectors of the thesaurus."""
    some = questions[::_EACH]
    parts, _, width = arrays["centres"].shape
    none = np.zeros((0, parts * width), np.int8)
    meanings = meanings_from_arrays({**arrays, "background": none}, len(stems))
    positions = [np.array(text, np.int64) for text in positions_of(stems, some)]
    rows = np.repeat(np.arange(len(some)), [len(text) for text in positions])
    found = meanings.of_texts(len(some), rows, np.concatenate(positions))
    centres = _gathered(unit(found[np.linalg.norm(found, axis=1) > _CLEAR]), np.random.default_rng(0))
    return np.rint(centres * (127 / np.abs(centres).max())).astype(np.int8)


def _gathered(directions: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    centres = directions[chance.permutation(len(directions))[:DIRECTIONS]]
    for _ in range(_ROUNDS):
        nearest = (directions @ centres.T).argmax(axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, directions)
        centres = unit(np.where(np.abs(sums).sum(axis=1, keepdims=True) > 0, sums, centres))
    return centres
