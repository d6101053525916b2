"""An index as plain arrays and back: what a cache keeps. No file is touched here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.building import Stored
from bot.core.faq.head import TrainedHead
from bot.core.faq.postings import Postings
from bot.core.faq.space import Space

Arrays = Mapping[str, NDArray[Any]]

_POSTINGS = ("pointers", "rows", "weights", "full", "full_of", "meaning")


def stored_to_arrays(stored: Stored) -> dict[str, NDArray[Any]]:
    """The arrays of an index, by name."""
    arrays = {f"postings_{name}": getattr(stored.postings, name) for name in _POSTINGS}
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
        "telling_stem": stored.space.telling_stem,
        "middle": stored.space.middle,
    }


def stored_from_arrays(arrays: Arrays) -> Stored:
    """The index in its arrays. Raises KeyError or ValueError when they are not those of one."""
    one = {word: word for word in _lines(arrays["words"])}  # each word is held in memory once
    phrasings = tuple(tuple(one.get(word, word) for word in line.split()) for line in _lines(arrays["phrasings"]))
    numbers = (arrays[name] for name in ("keys", "telling", "telling_stem", "middle", "positions"))
    space = Space(tuple(_lines(arrays["stems"])), *numbers)
    postings = Postings(len(phrasings), *(arrays[f"postings_{name}"] for name in _POSTINGS))
    if len(space.keys) != len(space.telling) or len(postings.pointers) != len(space.keys) + 1:
        raise ValueError("the arrays of the index do not belong together")
    stems = dict(zip(_lines(arrays["words"]), _lines(arrays["word_stems"]), strict=True))
    return Stored(phrasings, space, postings, arrays["pairs"], arrays["usual"], stems)


def head_to_arrays(trained: TrainedHead) -> dict[str, NDArray[Any]]:
    """The arrays of a head, by name."""
    return {"head_weights": trained.weights, "head_slope": trained.slope, "head_offset": trained.offset}


def head_from_arrays(arrays: Arrays, digest: str) -> TrainedHead | None:
    """The head in an index's arrays, or None when it had none."""
    if "head_weights" not in arrays:
        return None
    return TrainedHead(digest, arrays["head_weights"], arrays["head_slope"], arrays["head_offset"])


def _text(lines: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def _lines(array: NDArray[np.uint8]) -> list[str]:
    return array.tobytes().decode().split("\n")
