"""Where our subject ends: a message whose best entry is itself a boundary, and that does not speak of our shoe.

"My feet hurt, what helps?" is nobody's shoe question; "do they hurt?" is ours, and the boundary's own entry answers it.
Before all that stand the words that nobody would pass over: they get the pack's kind line, whatever else is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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
    said = words(text)
    row = _row(said)
    return next((topic for topic in pack.out_of_scope.topics if topic.always and _is_said(topic, said, row)), None)


def _is_said(topic: ScopeTopic, said: tuple[str, ...], row: str) -> bool:
    phrases = _by_first_word(topic.words)
    return any(phrase in row for word in phrases.keys() & said for phrase in phrases[word])


@lru_cache(maxsize=64)
def _by_first_word(texts: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """A pack's own words, by what they begin with; few messages hold even that."""
    found: dict[str, list[str]] = {}
    for phrase in map(words, texts):
        found.setdefault(phrase[0] if phrase else "", []).append(_row(phrase))
    return {first: tuple(rows) for first, rows in found.items()}


def _row(said: tuple[str, ...]) -> str:
    return f" {' '.join(said)} "
