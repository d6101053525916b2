"""One turn of a conversation and the short memory between turns. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.faq.ranking import Decision, Ranking
from bot.core.reply import Kind, Reply
from bot.core.sizing.profile import FitProfile
from bot.core.sizing.recommendation import Recommendation

MEMORY_LIFE_S = 15 * 60
"""A follow-up is understood for this long after the last turn (Discord's own interaction token lives as long)."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a conversation remembers of one member in one channel, for some minutes."""

    profile: FitProfile
    """Facts said so far; a correction replaces the fact it corrects."""
    entry: str = ""
    """The entry last shown; empty for none."""
    asked: tuple[str, ...] = ()
    """Profile fields that the last reply asked for."""
    last_question: str = ""
    """The message of the last turn, for readings that only differ by one word ("no, I meant EU")."""
    is_sizing: bool = False
    """The last reply was about a size."""
    at_s: float = 0.0
    """When the last turn was, in seconds of the caller's clock."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message answered: what to say, what it rests on, and what to remember."""

    question: str
    reply: Reply
    kind: Kind
    entry: str
    """The entry shown; empty for none."""
    confidence: float
    """Calibrated probability, 0 to 1, that what is shown is right."""
    choices: tuple[str, ...]
    """Entry ids: the choices of a `choose`, the runners-up of an `answer`."""
    missing: tuple[str, ...]
    """Profile fields still needed."""
    size: Recommendation | None
    memory: Memory
    decision: Decision | None = None
    """None where no matching was needed (a size, a follow-up, an empty message)."""
    ranking: Ranking | None = None
    in_doubt: tuple[Ranking, ...] = ()
    """The rankings of this message that words alone left in doubt; empty where it was not matched."""
