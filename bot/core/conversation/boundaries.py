"""Where our subject ends: a message whose best entry is itself a boundary, and that does not speak of our shoe.

"My feet hurt, what helps?" is nobody's shoe question; "do they hurt?" is ours, and the boundary's own entry answers it.
"""

from __future__ import annotations

import re

from bot.core.faq.lexicon import ScopeTopic
from bot.core.faq.ranking import Ranking
from bot.core.pack import Pack

POINTS_AT_SHOE = re.compile(
    r"\b(they|them|these|those|this (shoe|pair|one)|the (shoes?|pair|sneakers?|trainers?))\b", re.IGNORECASE
)
"""How people speak of the shoe without naming it."""


def boundary_of(ranking: Ranking, pack: Pack) -> ScopeTopic | None:
    """The boundary that a message runs into; None when it is about our shoe, or about no boundary at all."""
    if ranking.scope.names_shoe or POINTS_AT_SHOE.search(ranking.question) or not ranking.candidates:
        return None
    best = ranking.candidates[0].entry_id
    return next((topic for topic in pack.out_of_scope.topics if topic.id == best), None)
