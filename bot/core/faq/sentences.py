"""What whole sentences mean, as vectors of an encoder that lives elsewhere: one for each phrasing of a pack.

Likeness by meaning is added to likeness by words, so that everything behind it (head, scope, confidence, evidence) is
the same with and without. No model is known or run in here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.faq.reading import SHOE
from bot.core.faq.thesaurus import Floats, Ints

_WORDS, _MEANING = 0.5, 2.0
"""Weights of the two likenesses. On the dev parts (5 and 10 phrasings, with and without typing errors) anything from
1 to 4 up to 1 to 10 is the same within 0.2 points; 1 to 2 is 1.2 points worse, meaning alone 0.7 to 0.9."""
BLEND = f"{_WORDS:g}-{_MEANING:g}"
"""Names these weights: a head that was trained with others does not fit."""
_USUAL = 0.52
"""Cosine of two phrasings where no entry has two: what it is in the benchmarks."""
_OUR_SHOE = "shoe"
"""What an encoder reads where our shoe is named: it knows no model numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Sentences:
    """The meanings of a pack's phrasings."""

    vectors: Floats
    """One row a phrasing, of unit length."""

    def likeness(self, by_words: Floats, meant: Floats) -> Floats:
        """Likeness to each phrasing from that by words and the meaning of the question, of unit length."""
        likeness: Floats = self.vectors @ meant
        likeness *= np.float32(_MEANING)
        likeness += np.float32(_WORDS) * by_words
        return likeness

    def kernel(self, by_words: Floats) -> Floats:
        """Likeness of every phrasing to every other; `by_words` is the same by words, and is overwritten."""
        by_words *= np.float32(_WORDS)
        by_words += (np.float32(_MEANING) * self.vectors) @ self.vectors.T
        return by_words

    def perfect(self, by_words: float) -> float:
        """The likeness of a text to itself, from that by words."""
        return _WORDS * by_words + _MEANING

    def usual(self, starts: Ints) -> Floats:
        """For each entry how like its phrasings are to one another in meaning, a cosine, on the average.

        An entry with one phrasing is taken for as like itself as the others are.
        """
        counts = np.diff(starts)
        whole = np.add.reduceat(self.vectors, starts[:-1], axis=0)
        pairs = np.maximum(counts * (counts - 1), 1)
        found = ((whole * whole).sum(axis=1) - counts) / pairs
        several = counts > 1
        found[~several] = found[several].mean() if several.any() else _USUAL
        usual: Floats = found.astype(np.float32)
        return usual


def sentence_text(words: Sequence[str]) -> str:
    """The plain words of a reading as an encoder gets them."""
    return " ".join(_OUR_SHOE if word == SHOE else word for word in words)
