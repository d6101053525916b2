"""Times and servers as the database keeps them: whole seconds since 1970 in UTC, and 0 for "no server"."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

DAY_S = 86_400
NO_SERVER = 0
"""Stands for direct messages and the terminal; no Discord id is 0."""


def to_epoch(moment: datetime) -> int:
    """Whole seconds since 1970. Raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("times need a zone")
    return int(moment.timestamp())


def from_epoch(seconds: int) -> datetime:
    """The time in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def day_of(seconds: int) -> date:
    """The day in UTC."""
    return from_epoch(seconds).date()


def start_of(day: date) -> int:
    """When a day begins, in UTC."""
    return to_epoch(datetime.combine(day, time(), UTC))


def last_kept_start(now: datetime, days: int) -> int:
    """Rows from before this are due: their day plus `days` is today or past."""
    return start_of(now.astimezone(UTC).date() - timedelta(days=days - 1))


def server_key(server_id: int | None) -> int:
    """A server's id as it is kept."""
    return NO_SERVER if server_id is None else server_id


def server_of(key: int) -> int | None:
    """A server's id from how it is kept."""
    return None if key == NO_SERVER else key
