"""The words behind replies that somebody may still press "not helpful" or "none of these" under, for a while.

Only the store decides whether such words are kept. Holds no clock, and nothing in here outlives the process: bounded
in number and age, and dropped with the member, with the message, and with the process.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

OPEN_FOR_S = 60 * 60
"""A press that comes later is counted without the words."""
MAX_OPEN = 5_000


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What was asked in one turn."""

    text: str
    member: int
    message: int | None
    """The message it stood in, where there was one."""
    asked_at_s: float


class OpenQuestions:
    """Questions by the id of their turn, oldest first."""

    def __init__(self, limit: int = MAX_OPEN) -> None:
        self._limit = limit
        self._open: OrderedDict[str, OpenQuestion] = OrderedDict()

    def __len__(self) -> int:
        return len(self._open)

    def keep(self, turn_id: str, question: OpenQuestion) -> None:
        """Keeps one, and drops those beyond the limit."""
        self._open[turn_id] = question
        while len(self._open) > self._limit:
            self._open.popitem(last=False)

    def find(self, turn_id: str, now_s: float) -> OpenQuestion | None:
        """The words of a turn, while they are there."""
        found = self._open.get(turn_id)
        return found if found is not None and _is_open(found, now_s) else None

    def drop_old(self, now_s: float) -> None:
        """Drops those that are open no more."""
        self._drop([turn_id for turn_id, question in self._open.items() if not _is_open(question, now_s)])

    def forget(self, member: int) -> None:
        """Drops everything of one member."""
        self._drop([turn_id for turn_id, question in self._open.items() if question.member == member])

    def forget_message(self, message: int) -> None:
        """Drops what stood in a message that was deleted."""
        self._drop([turn_id for turn_id, question in self._open.items() if question.message == message])

    def _drop(self, turn_ids: list[str]) -> None:
        for turn_id in turn_ids:
            del self._open[turn_id]


def _is_open(question: OpenQuestion, now_s: float) -> bool:
    """A clock that was set back closes them too: better early than never."""
    return 0 <= now_s - question.asked_at_s <= OPEN_FOR_S
