"""Where something happens, and what every store may fail with. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]
"""What may cross a port as JSON; floats are finite."""


@dataclass(frozen=True, slots=True)
class Place:
    """One channel, and the server it belongs to."""

    server_id: int | None
    """None for direct messages and the terminal."""
    channel_id: int
    """0 in the terminal."""


class WayIn(StrEnum):
    """How a message reached the bot; kept with the turn."""

    MENTION = "mention"
    REPLY = "reply"
    DIRECT = "direct"
    ASK = "ask"
    ANSWER_THIS = "answer-this"
    BROWSE = "browse"
    BUTTON = "button"
    SIZE = "size"
    HELP = "help"
    FORUM = "forum"
    LISTEN = "listen"
    TERMINAL = "terminal"
    DEMO = "demo"


class StoreError(Exception):
    """Something about the store that a person has to know."""


class StoreUnavailableError(StoreError):
    """The change was not kept: disk full, locked, read-only or closed. Try again later; nothing is half-written.

    Only changes that a person made on purpose raise it (an edit, a setting, an erasure). Log writes never do: they
    give None or False, and `Health` tells.
    """


class LeaseHeldError(StoreError):
    """Another process serves this database; the message names its process id, host and last sign of life."""


class LeaseLostError(StoreError):
    """Another process took this database over; this one has to stop serving."""


class SchemaTooNewError(StoreError):
    """The database was written by a newer version of the bot than this one."""
