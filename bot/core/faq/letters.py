"""Runs of letters inside a word as numbers: what a word still shares with its misspelling."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_BITS = (1 << 58) - 1
_FACTOR = 1_000_003
_WORD_END = 32


def letter_keys(word: str, lengths: tuple[int, ...]) -> list[int]:
    """One number below 2**58 for each run of letters of the given lengths, word ends marked by a space."""
    codes = [_WORD_END, *map(ord, word), _WORD_END]
    keys: list[int] = []
    for length in lengths:
        for run in zip(*(codes[start:] for start in range(length)), strict=False):
            key = length
            for code in run:
                key = key * _FACTOR + code
            keys.append(key & _BITS)
    return keys


def letter_keys_of(words: Sequence[str], lengths: tuple[int, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The same for many words at once: all keys, and the place of the word that each belongs to, ascending."""
    text = "".join(f" {word} " for word in words)
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    owners = np.repeat(np.arange(len(words)), [len(word) + 2 for word in words])
    keys, places = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    for length in lengths:
        count = max(len(codes) - length + 1, 0)
        key = np.full(count, length, np.uint64)
        for step in range(length):  # whatever runs over 64 bits is cut off, and so are all above 58
            key = (key * np.uint64(_FACTOR) + codes[step : step + count]) & np.uint64(_BITS)
        inside = owners[:count] == owners[length - 1 :]
        keys.append(key[inside])
        places.append(owners[:count][inside])
    together = np.concatenate(places)
    order = np.argsort(together, kind="stable")
    return np.concatenate(keys)[order].astype(np.int64), together[order].astype(np.int64)
