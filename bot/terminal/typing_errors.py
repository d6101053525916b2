"""Questions as hurried people type them: the same errors for whoever is measured, from a seeded generator."""

from __future__ import annotations

import numpy as np

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def with_typing_errors(text: str, share: float, random: np.random.Generator) -> str:
    """One edit (leave out, add, change or swap a letter) in that share of the words of three letters and more."""
    return " ".join(
        _mistyped(word, random) if len(word) >= 3 and random.random() < share else word for word in text.split()
    )


def _mistyped(word: str, random: np.random.Generator) -> str:
    at, kind, letter = int(random.integers(len(word))), int(random.integers(4)), LETTERS[random.integers(26)]
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + letter + word[at:]
    if kind == 2:
        return word[:at] + letter + word[at + 1 :]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
