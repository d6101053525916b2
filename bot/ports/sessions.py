"""The session log: who asked (as a pseudonym), where, by which way in, and what came of it; never what was typed.

A session is a conversation of one member in one channel with at most `SESSION_GAP` between two turns. The log takes
Discord's member id and keeps a keyed pseudonym of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from bot.core.reply import Kind
from bot.core.sizing.recommendation import Recommendation
from bot.ports.feedback import GapReason
from bot.ports.place import Place, WayIn

SESSION_GAP = timedelta(minutes=15)
"""A later turn starts a new session; as long as a conversation remembers (`core.conversation.turn.MEMORY_LIFE_S`)."""


class Outcome(StrEnum):
    """What a session came to, as of its last turn."""

    ANSWERED = "answered"
    CHOOSING = "choosing"
    SIZED = "sized"
    ASKED_BACK = "asked-back"
    UNANSWERED = "unanswered"
    CHAT = "chat"
    LEFT = "left"
    """A dialogue was begun and not finished."""


class StepAction(StrEnum):
    """What a member did at one step of the size dialogue."""

    SHOWN = "shown"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    BACK = "back"
    RESTARTED = "restarted"
    RESUMED = "resumed"
    FINISHED = "finished"
    """The result was shown."""


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One question answered, as told to the log."""

    member_id: int
    """Discord's id; kept as a pseudonym only. 0 in the terminal."""
    place: Place
    way_in: WayIn
    kind: Kind
    latency_ms: float
    """From the message's arrival to the reply being ready."""
    knowledge_digest: str
    rules_digest: str
    entry: str = ""
    """The entry shown; empty for none."""
    choices: tuple[str, ...] = ()
    """Entry ids offered or nearest, best first."""
    confidence: float = 0.0
    gap: GapReason | None = None
    """Why this is a gap; None when it is not one."""
    question: str = ""
    """What was asked. The log drops it unless `gap` is set and the server allows it, and scrubs it first."""
    message_id: int | None = None
    """The message asked in. Kept as a keyed mark with a gap's text only, so that deleting the message deletes it."""
    is_shadow: bool = False
    """Nothing was posted: a shadow channel."""
    size: Recommendation | None = None
    """The size given. Kept as buckets, with the profile that gives it again on replay; never a foot's length."""


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step of the size dialogue, as told to the log. Never what was answered."""

    member_id: int
    place: Place
    dialogue: str
    """The dialogue's token, which tells its steps apart from another dialogue's in the same session."""
    step: str
    """The step's id: `evidence`, `size`, `foot`, `liking`, `result` …"""
    action: StepAction
    knowledge_digest: str
    rules_digest: str
    way_in: WayIn = WayIn.SIZE


@dataclass(frozen=True, slots=True)
class Logged:
    """What became of a turn told to the log."""

    turn_id: str
    """16 characters of A-Z, a-z, 0-9, `-`, `_`. There is one even when nothing was kept; nobody knows it later then."""
    is_kept: bool
    """Whether the turn is committed."""


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """What the log still knows of a turn, for presses under an old reply."""

    turn_id: str
    place: Place
    kind: Kind
    entry: str
    choices: tuple[str, ...]
    is_asker: bool
    """Whether the member who looked it up asked it."""


class SessionLog(Protocol):
    """The log of conversations. Its methods return once the row is committed and never raise for a failing disk."""

    async def record_turn(self, record: TurnRecord) -> Logged:
        """Continue the member's session there, or start one, and add the turn with its size, all or nothing."""
        ...

    async def find_turn(self, turn_id: str, member_id: int) -> KeptTurn | None:
        """A turn, to serve a press under it; None when it is not known (any more)."""
        ...

    async def record_step(self, record: StepRecord) -> bool:
        """Add one step of a size dialogue to the member's session there."""
        ...

    async def end_session(self, member_id: int, place: Place, outcome: Outcome | None = None) -> bool:
        """End the session now, so that the next turn starts another; None keeps the outcome of its last turn."""
        ...

    async def forget_message(self, message_id: int) -> int:
        """Delete what was kept of a message's text, because the message was deleted; how many texts that were."""
        ...
