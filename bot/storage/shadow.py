"""Ratings of answers that were not posted, in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from bot.core.reply import Kind
from bot.ports import Rating, ShadowTable, ThresholdRow
from bot.storage.database import Database
from bot.storage.moments import to_epoch

THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.98, 0.99)
"""Rows of the table; closer where the choice usually lies."""


class SqliteShadow:
    """`bot.ports.Shadow` on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def rate(self, server_id: int, turn_id: str, rating: Rating) -> bool:
        """See the protocol."""
        now = self._database.clock()
        return bool(await self._database.log(lambda db: _rate(db, server_id, turn_id, rating, now)))

    async def table(self, server_id: int, channel_id: int) -> ShadowTable:
        """See the protocol."""
        rows = await self._database.read(
            lambda db: db.execute(
                "SELECT t.confidence, r.rating FROM shadow_ratings r JOIN turns t ON t.id = r.turn_id"
                " JOIN sessions s ON s.id = t.session_id"
                " WHERE s.server_id = ? AND s.channel_id = ? AND t.is_shadow = 1 AND t.kind IN (?, ?, ?)",
                (server_id, channel_id, Kind.ANSWER, Kind.SIZE, Kind.CHOOSE),
            ).fetchall()
        )
        return threshold_table([(row["confidence"], Rating(row["rating"])) for row in rows])


def threshold_table(rated: Sequence[tuple[float, Rating]]) -> ShadowTable:
    """The table of thresholds from (confidence, rating) pairs."""
    rows = []
    for threshold in THRESHOLDS:
        ratings = [rating for confidence, rating in rated if confidence >= threshold]
        right = ratings.count(Rating.RIGHT)
        rows.append(ThresholdRow(threshold, len(ratings), right, len(ratings) - right))
    return ShadowTable(len(rated), tuple(rows))


def _rate(db: sqlite3.Connection, server: int, turn_id: str, rating: Rating, now: datetime) -> bool:
    known = db.execute(
        "SELECT 1 FROM turns t JOIN sessions s ON s.id = t.session_id"
        " WHERE t.id = ? AND s.server_id = ? AND t.is_shadow = 1",
        (turn_id, server),
    ).fetchone()
    if known is None:
        return False
    db.execute("INSERT OR REPLACE INTO shadow_ratings VALUES (?, ?, ?)", (turn_id, rating, to_epoch(now)))
    return True
