"""What was asked and given, for running it again with another pack, in SQLite."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from bot.ports import GapReason, StoredQuestion, StoredSize
from bot.storage.buckets import profile_from_bucket
from bot.storage.database import Database
from bot.storage.moments import to_epoch


class SqliteReplays:
    """`bot.ports.Replays` on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def sizes(self, since: datetime, limit: int = 10_000) -> tuple[StoredSize, ...]:
        """See the protocol."""
        sql = (
            "SELECT z.*, t.knowledge_digest, t.rules_digest FROM sizes z JOIN turns t ON t.id = z.turn_id"
            " WHERE t.at >= ? ORDER BY t.seq LIMIT ?"
        )
        rows = await self._database.read(lambda db: db.execute(sql, (to_epoch(since), limit)).fetchall())
        return tuple(_size(row) for row in rows)

    async def questions(self, since: datetime, limit: int = 10_000) -> tuple[StoredQuestion, ...]:
        """See the protocol."""
        sql = "SELECT * FROM gaps WHERE on_day >= ? ORDER BY on_day, id LIMIT ?"
        values = (since.date().isoformat(), limit)
        rows = await self._database.read(lambda db: db.execute(sql, values).fetchall())
        return tuple(
            StoredQuestion(
                text=row["text"],
                reason=GapReason(row["reason"]),
                entry=row["entry"],
                near=tuple(json.loads(row["near"])),
                knowledge_digest=row["knowledge_digest"],
            )
            for row in rows
        )


def _size(row: sqlite3.Row) -> StoredSize:
    return StoredSize(
        profile=profile_from_bucket(json.loads(row["profile"])),
        is_replayable=bool(row["is_replayable"]),
        primary_us_men=row["primary_us_men"],
        primary_us_women=row["primary_us_women"],
        alternative_us_men=row["alternative_us_men"],
        alternative_us_women=row["alternative_us_women"],
        confidence=row["confidence"],
        rules=tuple(json.loads(row["rules"])),
        knowledge_digest=row["knowledge_digest"],
        rules_digest=row["rules_digest"],
    )
