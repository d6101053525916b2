"""Reports on pairs taken, in SQLite."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.core.sizing.recommendation import Recommendation
from bot.ports import FitCounts, FitReport, StoreUnavailableError, Taken
from bot.storage.buckets import advice_key
from bot.storage.database import Database
from bot.storage.moments import server_key, to_epoch
from bot.storage.pseudonyms import Pseudonyms


class SqliteFitReports:
    """`bot.ports.FitReports` on one database."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def record(self, report: FitReport) -> bool:
        """See the protocol."""
        now = self._database.clock()
        return bool(await self._database.log(lambda db: self._insert(db, report, now)))

    async def counts(self, server_id: int | None, recommendation: Recommendation) -> FitCounts:
        """See the protocol."""
        values = (server_key(server_id), advice_key(recommendation), Taken.ADVISED)
        sql = (
            "SELECT COUNT(*) AS reports, COALESCE(SUM(kept), 0) AS kept FROM (SELECT kept, MAX(id) FROM fit_reports"
            " WHERE server_id = ? AND advice = ? AND taken = ? GROUP BY COALESCE(member, id))"
        )
        try:
            row = await self._database.read(lambda db: db.execute(sql, values).fetchone())
        except StoreUnavailableError:
            return FitCounts(0, 0)
        return FitCounts(row["reports"], row["kept"])

    def _insert(self, db: sqlite3.Connection, report: FitReport, now: datetime) -> bool:
        size = db.execute(
            "SELECT z.advice, s.server_id FROM sizes z JOIN turns t ON t.id = z.turn_id"
            " JOIN sessions s ON s.id = t.session_id WHERE z.turn_id = ? AND s.server_id = ?",
            (report.turn_id, server_key(report.server_id)),
        ).fetchone()
        if size is None:
            return False
        db.execute(
            "INSERT OR REPLACE INTO fit_reports (turn_id, member, at, server_id, advice, taken, length, girth, kept)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                report.turn_id,
                self._pseudonyms.of_member(report.member_id),
                to_epoch(now),
                size["server_id"],
                size["advice"],
                report.taken,
                report.length,
                report.girth,
                report.kept,
            ),
        )
        return True
