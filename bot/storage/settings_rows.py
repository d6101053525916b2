"""A server's settings as rows of (name, JSON value); what is as by default has no row."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import fields
from typing import Any

from bot.ports import ServerSettings, Tone

_CHANNEL_SETS = {"listen_channels", "shadow_channels", "forum_channels"}
_RANGES: dict[str, tuple[float, float, str]] = {
    "wrong_share": (0, 1, "The share of wrong answers has to be between 0 and 1."),
    "listen_threshold": (0, 1, "The threshold has to be between 0 and 1."),
    "retention_days": (1, 365, "Rows can be kept for 1 to 365 days."),
    "gap_days": (1, 90, "The text of unanswered questions can be kept for 1 to 90 days."),
}


def read_settings(db: sqlite3.Connection, server: int) -> ServerSettings:
    """The server's settings; names that this version does not know are passed over."""
    known = {field.name for field in fields(ServerSettings)}
    rows = db.execute("SELECT name, value FROM server_settings WHERE server_id = ?", (server,))
    return ServerSettings(**{row["name"]: _decode(row["name"], row["value"]) for row in rows if row["name"] in known})


def write_settings(db: sqlite3.Connection, server: int, settings: ServerSettings) -> None:
    """Keep settings, inside a transaction."""
    defaults = ServerSettings()
    for field in fields(ServerSettings):
        value = getattr(settings, field.name)
        if value == getattr(defaults, field.name):
            db.execute("DELETE FROM server_settings WHERE server_id = ? AND name = ?", (server, field.name))
        else:
            db.execute("INSERT OR REPLACE INTO server_settings VALUES (?, ?, ?)", (server, field.name, _encode(value)))


def check_settings(settings: ServerSettings) -> None:
    """Raise ValueError, with a sentence for the moderator, for a value out of its range."""
    for name, (low, high, sentence) in _RANGES.items():
        value = getattr(settings, name)
        if value is not None and not low <= value <= high:
            raise ValueError(sentence)


def _encode(value: object) -> str:
    return json.dumps(sorted(value) if isinstance(value, frozenset) else value)


def _decode(name: str, text: str) -> Any:  # one decoder for fields of every type
    value = json.loads(text)
    if name in _CHANNEL_SETS:
        return frozenset(int(channel) for channel in value)
    return Tone(value) if name == "tone" else value
