"""The session log in SQLite. What a member typed reaches the disk only by way of `gap_rows`."""

from __future__ import annotations

import json
import secrets
import sqlite3
from datetime import datetime

from bot.core.reply import Kind
from bot.core.sizing.recommendation import Recommendation
from bot.ports import (
    SESSION_GAP,
    KeptTurn,
    Logged,
    Outcome,
    Place,
    StepAction,
    StepRecord,
    StoreUnavailableError,
    TurnRecord,
    WayIn,
)
from bot.storage.buckets import advice_key, bucket_profile, is_replayable, rules_fired
from bot.storage.database import Database
from bot.storage.gap_rows import GapText, keep_gap
from bot.storage.moments import server_key, server_of, to_epoch
from bot.storage.pseudonyms import Pseudonyms

_OUTCOMES = {
    Kind.ANSWER: Outcome.ANSWERED,
    Kind.CHOOSE: Outcome.CHOOSING,
    Kind.SIZE: Outcome.SIZED,
    Kind.CLARIFY: Outcome.ASKED_BACK,
    Kind.SMALLTALK: Outcome.CHAT,
    Kind.NONE: Outcome.UNANSWERED,
}


class SqliteSessionLog:
    """`bot.ports.SessionLog` on one database."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def record_turn(self, record: TurnRecord) -> Logged:
        """See the protocol."""
        turn_id, now = secrets.token_urlsafe(12), self._database.clock()
        kept = await self._database.log(lambda db: self._insert_turn(db, turn_id, record, now))
        return Logged(turn_id, kept is not None)

    async def find_turn(self, turn_id: str, member_id: int) -> KeptTurn | None:
        """See the protocol."""
        member = self._pseudonyms.of_member(member_id)
        try:
            return await self._database.read(lambda db: _find_turn(db, turn_id, member))
        except StoreUnavailableError:
            return None

    async def record_step(self, record: StepRecord) -> bool:
        """See the protocol."""
        now = self._database.clock()
        return bool(await self._database.log(lambda db: self._insert_step(db, record, now)))

    async def end_session(self, member_id: int, place: Place, outcome: Outcome | None = None) -> bool:
        """See the protocol."""
        member, now = self._pseudonyms.of_member(member_id), self._database.clock()
        return bool(await self._database.log(lambda db: _end_session(db, member, place, outcome, now)))

    async def forget_message(self, message_id: int) -> int:
        """See the protocol."""
        mark = self._pseudonyms.of_message(message_id)
        held = await self._peek(mark)
        if not held:
            return 0
        return (
            await self._database.log(lambda db: db.execute("DELETE FROM gaps WHERE message_mark = ?", (mark,)).rowcount)
            or 0
        )

    async def _peek(self, mark: str) -> bool:
        """Deletions come by the hundred in a busy server: look before a write."""
        try:
            row = await self._database.read(
                lambda db: db.execute("SELECT 1 FROM gaps WHERE message_mark = ?", (mark,)).fetchone()
            )
        except StoreUnavailableError:
            return False
        return row is not None

    def _insert_turn(self, db: sqlite3.Connection, turn_id: str, record: TurnRecord, now: datetime) -> bool:
        member = self._pseudonyms.of_member(record.member_id)
        session_id = _touch_session(db, member, record.place, record.way_in, _OUTCOMES[record.kind], now)
        db.execute(
            "INSERT INTO turns (id, session_id, at, way_in, kind, entry, choices, confidence, latency_ms, gap,"
            " is_shadow, knowledge_digest, rules_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                turn_id,
                session_id,
                to_epoch(now),
                record.way_in,
                record.kind,
                record.entry,
                json.dumps(record.choices),
                record.confidence,
                record.latency_ms,
                record.gap,
                record.is_shadow,
                record.knowledge_digest,
                record.rules_digest,
            ),
        )
        if record.size is not None:
            _insert_size(db, turn_id, record.size)
        if record.gap is not None:
            gap = GapText(
                turn_id,
                record.gap,
                record.question,
                record.entry,
                record.choices,
                record.knowledge_digest,
                record.message_id,
            )
            keep_gap(db, self._pseudonyms, server_key(record.place.server_id), gap, now)
        return True

    def _insert_step(self, db: sqlite3.Connection, record: StepRecord, now: datetime) -> bool:
        member = self._pseudonyms.of_member(record.member_id)
        outcome = Outcome.SIZED if record.action is StepAction.FINISHED else Outcome.LEFT
        session_id = _touch_session(db, member, record.place, record.way_in, outcome, now)
        db.execute(
            "INSERT INTO steps (session_id, at, dialogue, step, action, knowledge_digest, rules_digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                session_id,
                to_epoch(now),
                record.dialogue,
                record.step,
                record.action,
                record.knowledge_digest,
                record.rules_digest,
            ),
        )
        return True


def _touch_session(
    db: sqlite3.Connection, member: str, place: Place, way_in: WayIn, outcome: Outcome, now: datetime
) -> int:
    """Id of the session that goes on or begins with this."""
    server = server_key(place.server_id)
    row = db.execute(
        "UPDATE sessions SET last_at = ?, outcome = ? WHERE id = ("
        " SELECT id FROM sessions WHERE member = ? AND server_id = ? AND channel_id = ? AND last_at >= ?"
        " AND is_closed = 0 ORDER BY last_at DESC, id DESC LIMIT 1) RETURNING id",
        (to_epoch(now), outcome, member, server, place.channel_id, to_epoch(now - SESSION_GAP)),
    ).fetchall()
    if row:
        return int(row[0]["id"])
    cursor = db.execute(
        "INSERT INTO sessions (member, server_id, channel_id, way_in, started_at, last_at, outcome)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (member, server, place.channel_id, way_in, to_epoch(now), to_epoch(now), outcome),
    )
    return int(cursor.lastrowid or 0)


def _end_session(db: sqlite3.Connection, member: str, place: Place, outcome: Outcome | None, now: datetime) -> bool:
    changed = db.execute(
        "UPDATE sessions SET is_closed = 1, outcome = COALESCE(?, outcome)"
        " WHERE member = ? AND server_id = ? AND channel_id = ? AND last_at >= ? AND is_closed = 0",
        (outcome, member, server_key(place.server_id), place.channel_id, to_epoch(now - SESSION_GAP)),
    ).rowcount
    return changed > 0


def _find_turn(db: sqlite3.Connection, turn_id: str, member: str) -> KeptTurn | None:
    row = db.execute(
        "SELECT t.id, t.kind, t.entry, t.choices, s.server_id, s.channel_id, s.member FROM turns t"
        " JOIN sessions s ON s.id = t.session_id WHERE t.id = ?",
        (turn_id,),
    ).fetchone()
    if row is None:
        return None
    return KeptTurn(
        turn_id=row["id"],
        place=Place(server_of(row["server_id"]), row["channel_id"]),
        kind=Kind(row["kind"]),
        entry=row["entry"],
        choices=tuple(json.loads(row["choices"])),
        is_asker=row["member"] == member,
    )


def _insert_size(db: sqlite3.Connection, turn_id: str, advice: Recommendation) -> None:
    alternative = advice.alternative
    db.execute(
        "INSERT INTO sizes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            turn_id,
            advice.primary.us_men,
            advice.primary.us_women,
            alternative.us_men if alternative else None,
            alternative.us_women if alternative else None,
            advice.confidence,
            rules_fired(advice),
            advice_key(advice),
            json.dumps(bucket_profile(advice.profile)),
            is_replayable(advice.profile),
        ),
    )
