"""What members press under a reply, and the inbox of gaps that comes of it, in SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime

from bot.ports import FeedbackRecord, Gap, GapReason, GapStatus, Outcome, Verdict
from bot.storage.database import Database
from bot.storage.gap_rows import GapText, keep_gap
from bot.storage.moments import NO_SERVER, server_key, to_epoch
from bot.storage.pseudonyms import Pseudonyms

_GAP_REASONS = {Verdict.NONE_OF_THESE: GapReason.NONE_OF_THESE, Verdict.NOT_HELPFUL: GapReason.NOT_HELPFUL}
_OUTCOMES = {Verdict.CHOSEN: Outcome.ANSWERED, Verdict.NONE_OF_THESE: Outcome.UNANSWERED}


class SqliteFeedback:
    """`bot.ports.Feedback` on one database."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def record(self, record: FeedbackRecord) -> bool:
        """See the protocol."""
        now = self._database.clock()
        return bool(await self._database.log(lambda db: self._insert(db, record, now)))

    def _insert(self, db: sqlite3.Connection, record: FeedbackRecord, now: datetime) -> bool:
        server = server_key(record.server_id)
        turn = db.execute(
            "SELECT t.entry, t.choices, t.knowledge_digest, s.id AS session_id FROM turns t"
            " JOIN sessions s ON s.id = t.session_id WHERE t.id = ? AND s.server_id = ?",
            (record.turn_id, server),
        ).fetchone()
        if turn is None:
            return False
        db.execute(
            "INSERT OR REPLACE INTO feedback (turn_id, member, at, verdict, reason, entry) VALUES (?, ?, ?, ?, ?, ?)",
            (
                record.turn_id,
                self._pseudonyms.of_member(record.member_id),
                to_epoch(now),
                record.verdict,
                record.reason,
                record.entry,
            ),
        )
        if outcome := _OUTCOMES.get(record.verdict):
            db.execute("UPDATE sessions SET outcome = ? WHERE id = ?", (outcome, turn["session_id"]))
        if reason := _GAP_REASONS.get(record.verdict):
            near = tuple(json.loads(turn["choices"]))
            gap = GapText(
                record.turn_id,
                reason,
                record.question,
                turn["entry"],
                near,
                turn["knowledge_digest"],
                record.message_id,
            )
            keep_gap(db, self._pseudonyms, server, gap, now)
        return True


class SqliteGaps:
    """`bot.ports.Gaps` on one database."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def list(
        self, server_id: int, statuses: Sequence[GapStatus] = (GapStatus.OPEN, GapStatus.LATER), limit: int = 500
    ) -> tuple[Gap, ...]:
        """See the protocol."""
        return await self._database.read(lambda db: self._select(db, server_id, statuses, limit))

    async def mark(self, server_id: int, gap_ids: Sequence[str], status: GapStatus, entry: str = "") -> int:
        """See the protocol."""
        rows = [(status, entry, server_id, gap_id) for gap_id in dict.fromkeys(gap_ids)]
        sql = "UPDATE gaps SET status = ?, resolved_entry = ? WHERE server_id = ? AND id = ?"
        return await self._database.write(lambda db: db.executemany(sql, rows).rowcount, is_durable=True)

    def _select(
        self, db: sqlite3.Connection, server: int, statuses: Sequence[GapStatus], limit: int
    ) -> tuple[Gap, ...]:
        if server == NO_SERVER:
            return ()
        marks = ",".join("?" * len(statuses))
        rows = db.execute(
            f"SELECT * FROM gaps WHERE server_id = ? AND status IN ({marks}) ORDER BY on_day DESC, id LIMIT ?",
            (server, *statuses, limit),
        ).fetchall()
        askers = self._askers(db, server) if rows else {}
        return tuple(_gap(row, askers.get(row["turn_mark"], 0)) for row in rows)

    def _askers(self, db: sqlite3.Connection, server: int) -> dict[str, int]:
        """Who asked, as a number of this call: the marks are made again from the turns, which the key alone can."""
        turns = db.execute(
            "SELECT t.id, s.member FROM turns t JOIN sessions s ON s.id = t.session_id WHERE s.server_id = ?"
            " AND (t.gap IS NOT NULL OR t.id IN (SELECT turn_id FROM feedback WHERE verdict IN (?, ?)))",
            (server, Verdict.NONE_OF_THESE, Verdict.NOT_HELPFUL),
        ).fetchall()
        numbers: dict[str, int] = {}
        return {
            self._pseudonyms.of_turn(turn["id"]): numbers.setdefault(turn["member"], len(numbers) + 1) for turn in turns
        }


def _gap(row: sqlite3.Row, asker: int) -> Gap:
    return Gap(
        id=row["id"],
        server_id=row["server_id"],
        on=date.fromisoformat(row["on_day"]),
        reason=GapReason(row["reason"]),
        text=row["text"],
        entry=row["entry"],
        near=tuple(json.loads(row["near"])),
        knowledge_digest=row["knowledge_digest"],
        status=GapStatus(row["status"]),
        resolved_entry=row["resolved_entry"],
        asker=asker,
    )
