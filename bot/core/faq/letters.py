"""Runs of letters inside a word as numbers: what a word still shares with its misspelling."""

from __future__ import annotations

_BITS = (1 << 58) - 1
_FACTOR = 1_000_003


def letter_keys(word: str, lengths: tuple[int, ...]) -> list[int]:
    """One number below 2**58 for each run of letters of the given lengths, word ends marked by a space."""
    codes = [32, *map(ord, word), 32]
    keys: list[int] = []
    for length in lengths:
        for start in range(len(codes) - length + 1):
            key = length
            for code in codes[start : start + length]:
                key = (key * _FACTOR + code) & _BITS
            keys.append(key)
    return keys
