"""Whether a bare number is grounds enough to speak of sizes: "be there in 10" and "silver 2" are none.

People who want a size often type nothing but "9.5 wide", so a short message needs no more than its number. A longer
one has to say something else about shoes, feet or sizes.
"""

from __future__ import annotations

import re

from bot.core.sizing.reading_intent import Intent
from bot.core.sizing.reading_scan import Scan
from bot.core.sizing.reading_words import Spoken

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_FEW = 3
"""Other words up to which a number may stand alone: "10s all day", "eh 9 ish"."""
_SAYS_NOTHING = {"usual", "scale"}
"""Fields of facts that words may give which anything can be said with: "he", "my brother"."""


def has_grounds(scan: Scan, spoken: Spoken, intent: Intent) -> bool:
    """Whether the numbers that were taken for sizes are somebody's sizes. True where there are none."""
    if intent.asks_size or intent.is_correction:
        return True
    if intent.is_trade:
        return False
    if scan.links or scan.lengths or any(fact.field not in _SAYS_NOTHING for fact in spoken.facts):
        return True
    if any(size.is_marked or any(value % 1 for value in size.values) for size in scan.loose):
        return True
    return len(_WORD.findall(scan.flat)) <= _FEW or scan.words["about_shoes"].search(scan.flat) is not None
