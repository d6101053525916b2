"""Keeping a gap's text, wherever it comes from: a turn without an answer, a press. The one place that decides it."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.ports import GapReason, GapStatus
from bot.storage.moments import NO_SERVER
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.scrub import scrub
from bot.storage.settings_rows import read_settings


@dataclass(frozen=True, slots=True)
class GapText:
    """A question that may become a gap."""

    turn_id: str
    reason: GapReason
    question: str
    """As typed; scrubbed before it is kept."""
    entry: str
    near: Sequence[str]
    knowledge_digest: str
    message_id: int | None


def keep_gap(db: sqlite3.Connection, pseudonyms: Pseudonyms, server: int, gap: GapText, now: datetime) -> bool:
    """Keep the scrubbed text if that server allows it, once per turn, the last reason winning; whether it was kept."""
    if server == NO_SERVER or not gap.question or not read_settings(db, server).allow_gap_text:
        return False
    text = scrub(gap.question)
    if not text:
        return False
    db.execute(
        "INSERT INTO gaps"
        " VALUES (:id, :server, :day, :reason, :text, :entry, :near, :digest, :status, '', :mark, :message)"
        " ON CONFLICT (turn_mark) DO UPDATE SET reason = excluded.reason, entry = excluded.entry, near = excluded.near",
        {
            "id": secrets.token_urlsafe(12),
            "server": server,
            "day": now.date().isoformat(),
            "reason": gap.reason,
            "text": text,
            "entry": gap.entry,
            "near": json.dumps(list(gap.near)),
            "digest": gap.knowledge_digest,
            "status": GapStatus.OPEN,
            "mark": pseudonyms.of_turn(gap.turn_id),
            "message": pseudonyms.of_message(gap.message_id) if gap.message_id is not None else None,
        },
    )
    return True
