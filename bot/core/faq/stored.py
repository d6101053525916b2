"""An index as plain arrays and back: what a cache keeps. No file is touched here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.building import Stored
from bot.core.faq.head import TrainedHead
from bot.core.faq.phrasing_vectors import PhrasingVectors
from bot.core.faq.sketch import Sketch
from bot.core.faq.space import Space

Arrays = Mapping[str, NDArray[Any]]

_VECTORS = ("starts", "cells", "features", "weights", "meaning")
_HEAD = ("weights", "steps", "by_meaning", "offset")


def stored_to_arrays(stored: Stored) -> dict[str, NDArray[Any]]:
    """The arrays of an index, by name."""
    arrays = {f"vectors_{name}": getattr(stored.vectors, name) for name in _VECTORS}
    return arrays | {
        "phrasings": _text(" ".join(words) for words in stored.plain_phrasings),
        "stems": _text(stored.space.stems),
        "positions": stored.space.positions,
        "pairs": stored.pairs,
        "usual": stored.usual,
        "words": _text(stored.stems),
        "word_stems": _text(stored.stems.values()),
        "keys": stored.space.keys,
        "telling": stored.space.telling,
        "places": stored.vectors.sketch.places,
        "signs": stored.vectors.sketch.signs,
        "sketch": np.array([stored.vectors.sketch.width, stored.vectors.sketch.alone]),
        "telling_stem": stored.space.telling_stem,
        "middle": stored.space.middle,
    }


def stored_from_arrays(arrays: Arrays) -> Stored:
    """The index in its arrays. Raises KeyError or ValueError when they are not those of one."""
    one = {word: word for word in _lines(arrays["words"])}  # each word is held in memory once
    phrasings = tuple(tuple(one.get(word, word) for word in line.split()) for line in _lines(arrays["phrasings"]))
    numbers = (arrays[name] for name in ("keys", "telling", "telling_stem", "middle", "positions"))
    space = Space(tuple(_lines(arrays["stems"])), *numbers)
    width, alone = arrays["sketch"].tolist()
    sketch = Sketch(width, alone, arrays["places"], arrays["signs"])
    starts, cells, features, weights, meaning = (arrays[f"vectors_{name}"] for name in _VECTORS)
    vectors = PhrasingVectors(starts, cells, features, weights, meaning, sketch)
    of_features = {len(space.keys), len(space.telling), len(sketch.places), len(sketch.signs)}
    of_cells = {int(cells[-1]), len(features), len(weights)}
    if len(of_features) > 1 or len(of_cells) > 1 or len(cells) != len(phrasings) + 1:
        raise ValueError("the arrays of the index do not belong together")
    stems = dict(zip(_lines(arrays["words"]), _lines(arrays["word_stems"]), strict=True))
    return Stored(phrasings, space, vectors, arrays["pairs"], arrays["usual"], stems)


def head_to_arrays(trained: TrainedHead) -> dict[str, NDArray[Any]]:
    """The arrays of a head, by name."""
    arrays = {f"head_{name}": getattr(trained, name) for name in _HEAD}
    return arrays | {"head_is_sketched": np.array(trained.is_sketched)}


def head_from_arrays(arrays: Arrays, digest: str) -> TrainedHead | None:
    """The head in an index's arrays, or None when it had none."""
    if "head_weights" not in arrays:
        return None
    weights, steps, by_meaning, offset = (arrays[f"head_{name}"] for name in _HEAD)
    return TrainedHead(digest, weights, steps, by_meaning, offset, bool(arrays["head_is_sketched"]))


def _text(lines: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def _lines(array: NDArray[np.uint8]) -> list[str]:
    return array.tobytes().decode().split("\n")
