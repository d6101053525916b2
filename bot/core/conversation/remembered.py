"""The short memories of many conversations, bounded in number and age, with what is private kept apart.

What somebody said where only they can see the reply must never come back in a reply that everybody sees; the other way
round it may. Holds no clock: times are those of the memories. Nothing in here outlives the process.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

from bot.core.conversation.turn import MEMORY_LIFE_S, Memory
from bot.core.sizing.profile import FitProfile

MAX_CONVERSATIONS = 20_000
"""Conversations remembered at once, about 1 KB each; beyond that the one silent for longest is forgotten."""


@dataclass(frozen=True, slots=True)
class Line:
    """One member's conversation in one channel; what is said in private is a line of its own."""

    member: int
    server: int | None
    channel: int
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class _Kept:
    memory: Memory
    told_at_s: float
    """When the profile last changed."""


class Remembered:
    """What is remembered of all conversations."""

    def __init__(self, limit: int = MAX_CONVERSATIONS) -> None:
        self._limit = limit
        self._kept: OrderedDict[Line, _Kept] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def recall(self, line: Line, now_s: float) -> Memory | None:
        """What the last turn there left, if that was less than `MEMORY_LIFE_S` ago.

        A private line also knows what was said in the open: it goes on from the newest turn, with the facts that were
        told last. An open line knows nothing of the private one.
        """
        lines = (line, replace(line, is_private=False)) if line.is_private else (line,)
        found = [kept for kept in map(self._kept.get, lines) if kept and now_s - kept.memory.at_s <= MEMORY_LIFE_S]
        if not found:
            return None
        newest = max(found, key=lambda kept: kept.memory.at_s)
        told = [kept for kept in found if kept.memory.profile != FitProfile()]
        profile = max(told, key=lambda kept: kept.told_at_s).memory.profile if told else FitProfile()
        return replace(newest.memory, profile=profile)

    def keep(self, line: Line, memory: Memory) -> None:
        """Puts a memory in the place of the one before, and drops those that nobody can go on from."""
        before = self._kept.get(line)
        is_same = before is not None and before.memory.profile == memory.profile
        self._kept[line] = _Kept(memory, before.told_at_s if before and is_same else memory.at_s)
        self._kept.move_to_end(line)
        while len(self._kept) > self._limit or self._is_oldest_over(memory.at_s):
            self._kept.popitem(last=False)

    def drop_old(self, now_s: float) -> None:
        """Drops those that nobody can go on from, also where a clock was set back."""
        for line in [line for line, kept in self._kept.items() if not 0 <= now_s - kept.memory.at_s <= MEMORY_LIFE_S]:
            del self._kept[line]

    def forget(self, member: int) -> None:
        """Drops everything of one member."""
        for line in [line for line in self._kept if line.member == member]:
            del self._kept[line]

    def _is_oldest_over(self, now_s: float) -> bool:
        oldest = next(iter(self._kept.values()), None)
        return oldest is not None and now_s - oldest.memory.at_s > MEMORY_LIFE_S
