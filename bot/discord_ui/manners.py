"""Manners in a busy server: a pace for members and channels, one reply to a message, no answer twice in a minute.

Kept in memory on purpose: all of it is worth a minute, and a restart may forget it. Sizes are bounded, so that no flood
of messages can fill the memory.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final, TypeVar

WINDOW: Final = timedelta(seconds=20)
MEMBER_TURNS: Final = 5
"""Questions of one member within the window that are answered."""
CHANNEL_TURNS: Final = 12
"""Answers in one channel within the window."""
REPEAT_WINDOW: Final = timedelta(seconds=60)
"""Within this, the same answer in the same channel is linked instead of repeated."""
MAX_REMEMBERED: Final = 4096

Clock = Callable[[], datetime]

K = TypeVar("K")
V = TypeVar("V")


class Pace(Enum):
    """Whether a question may be answered now."""

    FINE = auto()
    JUST_OVER = auto()
    """The first one too many: a small sign is due, once."""
    OVER = auto()
    """Further ones: silence."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an answer stands in Discord."""

    channel_id: int
    message_id: int
    url: str


class Bounded(OrderedDict[K, V]):
    """A mapping that forgets its oldest item when it holds `MAX_REMEMBERED`."""

    def keep(self, key: K, value: V) -> None:
        """Puts an item last."""
        self[key] = value
        self.move_to_end(key)
        while len(self) > MAX_REMEMBERED:
            self.popitem(last=False)


class Manners:
    """What the bot remembers of the last minute in order to stay polite."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._turns: Bounded[tuple[str, int], deque[datetime]] = Bounded()
        self._warned: Bounded[int, datetime] = Bounded()
        self._seen: Bounded[int, None] = Bounded()
        self._places: Bounded[tuple[int, str], tuple[datetime, Spot]] = Bounded()

    def is_new(self, message_id: int) -> bool:
        """Whether this message was not handled before (the gateway may deliver one twice)."""
        fresh = message_id not in self._seen
        self._seen.keep(message_id, None)
        return fresh

    def pace(self, member_id: int, channel_id: int) -> Pace:
        """Counts one question, and says whether it may be answered."""
        now = self._clock()
        member, channel = self._recent("member", member_id, now), self._recent("channel", channel_id, now)
        if len(member) < MEMBER_TURNS and len(channel) < CHANNEL_TURNS:
            member.append(now)
            channel.append(now)
            return Pace.FINE
        last = self._warned.get(member_id)
        if last is not None and _is_within(now - last, WINDOW):
            return Pace.OVER
        self._warned.keep(member_id, now)
        return Pace.JUST_OVER

    def _recent(self, kind: str, owner_id: int, now: datetime) -> deque[datetime]:
        turns = self._turns.get((kind, owner_id), deque())
        while turns and not _is_within(now - turns[0], WINDOW):
            turns.popleft()
        self._turns.keep((kind, owner_id), turns)
        return turns

    def remember(self, entry_id: str, place: Spot) -> None:
        """Notes that an entry's answer now stands in a channel."""
        self._places.keep((place.channel_id, entry_id), (self._clock(), place))

    def recall(self, entry_id: str, channel_id: int) -> Spot | None:
        """Where the same answer was given in this channel within the last minute; None when it was not."""
        found = self._places.get((channel_id, entry_id))
        if found is None or not _is_within(self._clock() - found[0], REPEAT_WINDOW):
            return None
        return found[1]

    def forget(self, message_id: int) -> None:
        """The message with an answer is gone or shows something else: nothing may link to it any more."""
        for key in [key for key, (_, place) in self._places.items() if place.message_id == message_id]:
            del self._places[key]


def _is_within(age: timedelta, window: timedelta) -> bool:
    """Whether something is that young; what seems to lie ahead was noted before a clock was set back, and is not."""
    return timedelta() <= age < window
