"""A second reading of what words alone left in doubt, with the help of something that knows what sentences mean.

The conversation itself never waits for anything: it answers by words and says what is in doubt; whoever called it may
have that looked at and ask again.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

from bot.core.conversation.converse import converse
from bot.core.conversation.turn import Memory, Turn
from bot.core.faq.decision import Policy
from bot.core.faq.ranking import Ranking
from bot.core.pack import Library


class Look(Protocol):
    """Looks more closely at some texts."""

    def __call__(self, library: Library, doubts: tuple[Ranking, ...], /) -> Library | None:
        """The library with what these questions mean; None when that cannot be told now.

        Takes some milliseconds for each of `doubts`. Never raises.
        """
        ...


def converse_closely(
    message: str, library: Library, memory: Memory | None, now_s: float, today: date, policy: Policy, look: Look | None
) -> Turn:
    """Answer one message as `converse` does; where that leaves doubts, once more after a closer look."""
    turn = converse(message, library, memory, now_s, today, policy)
    closer = look(library, turn.in_doubt) if look is not None and turn.in_doubt else None
    return converse(message, closer, memory, now_s, today, policy) if closer is not None else turn
