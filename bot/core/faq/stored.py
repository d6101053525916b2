"""An index as plain arrays and back: what a cache keeps. No file is touched here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from bot.core.faq.building import Stored
from bot.core.faq.head import TrainedHead
from bot.core.faq.phrasing_vectors import PhrasingVectors
from bot.core.faq.sketch import Sketch
from bot.core.faq.space import Space

Arrays = Mapping[str, NDArray[Any]]

_VECTORS = ("starts", "cells", "features", "weights", "meaning")
_UNLIKE = "the arrays of the index do not belong together"
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
        "sketch": np.array([stored.vectors.sketch.width, stored.vectors.sketch.alone], np.int64),
        "telling_stem": stored.space.telling_stem,
        "middle": stored.space.middle,
    }


def stored_from_arrays(arrays: Arrays) -> Stored:
    """The index in its arrays. Raises ValueError when they are not those of one: every number in them that is a place
    in another of them is one."""
    take = partial(_taken, arrays)
    words, stems, phrasings = (_lines(take(name, np.uint8, None)) for name in ("words", "stems", "phrasings"))
    one = {word: word for word in words}  # each word is held in memory once
    starts = take("vectors_starts", np.int32, None)
    size, entries, keys = len(phrasings), len(starts) - 1, take("keys", np.int64, None)
    middle = take("middle", np.float32, None)
    space = Space(
        tuple(stems),
        keys,
        take("telling", np.float32, len(keys)),
        take("telling_stem", np.float32, len(stems) + 1),
        middle,
        take("positions", np.int32, len(stems)),
    )
    width, alone = take("sketch", np.int64, 2).tolist()
    sketch = Sketch(width, alone, take("places", np.uint16, len(keys)), take("signs", np.int8, len(keys)))
    cells, features = take("vectors_cells", np.int32, size + 1), take("vectors_features", np.int32, None)
    weights = take("vectors_weights", np.float32, len(features))
    meaning = take("vectors_meaning", np.float32, size, len(middle))
    pairs = take("pairs", np.int64, None)
    _hold(
        _climbs(starts, size) and _climbs(cells, len(features)),
        _lies_within(features, len(keys)) and _lies_within(sketch.places, width) and 0 <= alone <= width,
        _lies_within(pairs, entries * len(stems)),
    )
    stem_of = dict(zip(words, _lines(take("word_stems", np.uint8, None)), strict=True))
    return Stored(
        tuple(tuple(one.get(word, word) for word in line.split()) for line in phrasings),
        space,
        PhrasingVectors(starts, cells, features, weights, meaning, sketch),
        pairs,
        take("usual", np.float32, entries),
        stem_of,
    )


def head_to_arrays(trained: TrainedHead) -> dict[str, NDArray[Any]]:
    """The arrays of a head, by name."""
    arrays = {f"head_{name}": getattr(trained, name) for name in _HEAD}
    return arrays | {"head_is_sketched": np.array(trained.is_sketched)}


def head_from_arrays(arrays: Arrays, digest: str, vectors: PhrasingVectors, sentence: int = 0) -> TrainedHead | None:
    """The head in an index's arrays, or None when it had none.

    `vectors` are those that it was trained on, and `sentence` how many numbers the vector of a sentence has, where it
    learnt from sentences. Raises ValueError when it is not theirs.
    """
    if "head_weights" not in arrays:
        return None
    take = partial(_taken, arrays)
    is_sketched = bool(take("head_is_sketched", np.bool_))
    rows = vectors.sketch.width if is_sketched else len(vectors.sketch.places)
    entries = len(vectors.starts) - 1
    return TrainedHead(
        digest,
        take("head_weights", np.int8, rows, entries),
        take("head_steps", np.float32, rows),
        take("head_by_meaning", np.float32, vectors.meaning.shape[1] + sentence, entries),
        take("head_offset", np.float32, entries),
        is_sketched,
    )


def _taken(arrays: Arrays, name: str, kind: DTypeLike, *shape: int | None) -> NDArray[Any]:
    """The array of that name, which must be of this kind and shape; None stands for any length. Raises ValueError."""
    array = arrays.get(name)
    if array is None or array.dtype != kind or array.ndim != len(shape):
        raise ValueError(_UNLIKE)
    _hold(all(wanted in {None, length} for length, wanted in zip(array.shape, shape, strict=True)))
    return array


def _hold(*conditions: bool) -> None:
    if not all(conditions):
        raise ValueError(_UNLIKE)


def _climbs(array: NDArray[Any], end: int) -> bool:
    """Whether numbers rise from nought to the end, each above the one before."""
    return len(array) > 0 and int(array[0]) == 0 and int(array[-1]) == end and bool((np.diff(array) > 0).all())


def _lies_within(array: NDArray[Any], end: int) -> bool:
    return not len(array) or (int(array.min()) >= 0 and int(array.max()) < end)


def _text(lines: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def _lines(array: NDArray[np.uint8]) -> list[str]:
    return array.tobytes().decode().split("\n")
