"""Where our subject ends: a message whose best entry is itself a boundary, and that does not speak of our shoe.

"My feet hurt, what helps?" is nobody's shoe question; "do they hurt?" is ours, and the boundary's own entry answers it.
Before all that stand the words that nobody would pass over: they get the pack's kind line, whatever else is asked.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.core.faq.lexicon import ScopeTopic
from bot.core.faq.ranking import Ranking
from bot.core.pack import Pack
from bot.core.text import words

POINTS_AT_SHOE = re.compile(
    r"\b(they|them|these|those|this (shoe|pair|one)|the (shoes?|pair|sneakers?|trainers?))\b", re.IGNORECASE
)
"""How people speak of the shoe without naming it."""

LIKELY_FROM = 0.25
"""The boundary's entry has to be at least this probable, about where "did you mean" begins. Below it a message is
merely not understood, and a line about the boundary would come out of nowhere."""


def boundary_of(ranking: Ranking, pack: Pack) -> ScopeTopic | None:
    """The boundary that a message runs into; None when it is about our shoe, or about no boundary at all."""
    if ranking.scope.names_shoe or POINTS_AT_SHOE.search(ranking.question) or not ranking.candidates:
        return None
    best = ranking.candidates[0]
    if best.probability < LIKELY_FROM:
        return None
    return next((topic for topic in pack.out_of_scope.topics if topic.id == best.entry_id), None)


def grave_boundary(text: str, pack: Pack) -> ScopeTopic | None:
    """The topic of words that go before any question, read word for word; None for all other messages.

    No typo is repaired and no ending cut off here: a wrong alarm would be unkind as well.
    """
    said = _row(text)
    return next(
        (
            topic
            for topic in pack.out_of_scope.topics
            if topic.always and any(_phrase(one) in said for one in topic.words)
        ),
        None,
    )


@lru_cache(maxsize=2048)
def _phrase(text: str) -> str:
    """A pack's own words, which are the same for every message."""
    return _row(text)


def _row(text: str) -> str:
    return f" {' '.join(words(text))} "
