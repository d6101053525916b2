"""What whole sentences mean, as vectors of an encoder that lives elsewhere: one for each phrasing of a pack.

Likeness by meaning is added to likeness by words, so that everything behind it (head, scope, confidence, evidence) is
the same with and without. No model is known or run in here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.faq.meanings import usual_likeness
from bot.core.faq.reading import SHOE
from bot.core.faq.thesaurus import Floats, Ints, Longs

BLEND = (0.5, 2.0)
"""Weights of the likenesses by words and by meaning. On the dev parts (5 and 10 phrasings, with and without typing
errors) anything from 1 to 4 up to 1 to 10 is the same within 0.2 points; 1 to 2 is 1.2 points worse, meaning alone 0.7
to 0.9."""
_USUAL = 0.52
"""Cosine of two phrasings where no entry has two: what it is in the benchmarks."""
_OUR_SHOE = "shoe"
"""What an encoder reads where our shoe is named: it knows no model numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Sentences:
    """The meanings of a pack's phrasings."""

    vectors: Floats
    """One row a phrasing, of unit length."""

    def likeness(self, by_words: Floats, meant: Floats, rows: Longs) -> Floats:
        """Likeness to these phrasings from that by words and the meaning of the question, of unit length."""
        likeness: Floats = self.vectors.take(rows, axis=0) @ meant
        likeness *= np.float32(BLEND[1])
        likeness += np.float32(BLEND[0]) * by_words
        return likeness

    def perfect(self, by_words: float) -> float:
        """The likeness of a text to itself, from that by words."""
        return BLEND[0] * by_words + BLEND[1]

    def usual(self, starts: Ints) -> Floats:
        """For each entry how like its phrasings are to one another in meaning, a cosine, on the average."""
        return usual_likeness(self.vectors, starts, _USUAL)


def sentence_text(words: Sequence[str]) -> str:
    """The plain words of a reading as an encoder gets them."""
    return " ".join(_OUR_SHOE if word == SHOE else word for word in words)
