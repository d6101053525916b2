"""Counts for one server's moderators, in SQLite. Every statement names the server, so that no other server's row can
be counted.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from datetime import timedelta

from bot.core.reply import Kind
from bot.ports import DayCount, EntryCount, FunnelStep, GapCount, Period, StatsReport, StepAction, Verdict
from bot.storage.database import Database
from bot.storage.moments import DAY_S, day_of, server_key, start_of

_TURNS = (
    "turns t JOIN sessions s ON s.id = t.session_id"
    " WHERE s.server_id = :server AND t.at >= :since AND t.at < :until AND t.is_shadow = 0"
)


class SqliteStats:
    """`bot.ports.Stats` on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def report(self, server_id: int | None, period: Period) -> StatsReport:
        """See the protocol."""
        return await self._database.read(lambda db: _report(db, server_key(server_id), period))


def _report(db: sqlite3.Connection, server: int, period: Period) -> StatsReport:
    from statistics import median  # brings fractions and decimals, which a start has no use for

    scope = {"server": server, "since": start_of(period.since), "until": start_of(period.until) + DAY_S}
    totals = db.execute(
        "SELECT COUNT(*) AS turns, COUNT(DISTINCT s.id) AS sessions, COUNT(DISTINCT s.member) AS members"
        f" FROM {_TURNS}",
        scope,
    ).fetchone()
    latencies = [row[0] for row in db.execute(f"SELECT t.latency_ms FROM {_TURNS}", scope)]
    funnel, begun, finished = _funnel(db, scope)
    return StatsReport(
        period=period,
        sessions=totals["sessions"],
        members=totals["members"],
        turns=totals["turns"],
        median_latency_ms=median(latencies) if latencies else 0.0,
        days=_days(db, scope, period),
        kinds=tuple((Kind(kind), count) for kind, count in _grouped(db, scope, "t.kind")),
        ways_in=_grouped(db, scope, "t.way_in"),
        entries=_entries(db, scope),
        funnel=funnel,
        dialogues=begun,
        finished=finished,
        gaps=_gaps(db, server, period),
    )


def _grouped(db: sqlite3.Connection, scope: dict[str, int], column: str) -> tuple[tuple[str, int], ...]:
    sql = f"SELECT {column}, COUNT(*) AS n FROM {_TURNS} GROUP BY 1 ORDER BY n DESC, 1"
    return tuple((row[0], row[1]) for row in db.execute(sql, scope))


def _days(db: sqlite3.Connection, scope: dict[str, int], period: Period) -> tuple[DayCount, ...]:
    sql = (
        f"SELECT t.at / {DAY_S} AS day, COUNT(*) AS turns, COUNT(DISTINCT s.member) AS members,"
        " SUM(t.kind IN ('answer', 'size')) AS answered, SUM(t.kind = 'none') AS unanswered"
        f" FROM {_TURNS} GROUP BY day"
    )
    counted = {day_of(row["day"] * DAY_S): row for row in db.execute(sql, scope)}
    days = []
    for offset in range((period.until - period.since).days + 1):
        day = period.since + timedelta(days=offset)
        row = counted.get(day)
        days.append(
            DayCount(day, row["turns"], row["members"], row["answered"], row["unanswered"])
            if row
            else DayCount(day, 0, 0, 0, 0)
        )
    return tuple(days)


def _entries(db: sqlite3.Connection, scope: dict[str, int]) -> tuple[EntryCount, ...]:
    shown = dict(_pairs(db, f"SELECT t.entry, COUNT(*) FROM {_TURNS} AND t.entry <> '' GROUP BY 1", scope))
    presses = "FROM " + _TURNS.replace("turns t", "turns t JOIN feedback f ON f.turn_id = t.id", 1)
    verdicts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in db.execute(f"SELECT t.entry, f.entry AS picked, t.choices, f.verdict {presses}", scope):
        if row["verdict"] == Verdict.CHOSEN:
            verdicts[row["picked"]][Verdict.CHOSEN] += 1
        elif row["verdict"] != Verdict.NONE_OF_THESE:
            verdicts[row["entry"]][row["verdict"]] += 1
    refused = dict(
        _pairs(
            db,
            f"SELECT c.value, COUNT(*) {presses.replace(' WHERE ', ', json_each(t.choices) c WHERE ', 1)}"
            " AND f.verdict = 'none-of-these' GROUP BY 1",
            scope,
        )
    )
    counts = [
        EntryCount(
            entry,
            shown.get(entry, 0),
            verdicts[entry][Verdict.CHOSEN],
            refused.get(entry, 0),
            verdicts[entry][Verdict.HELPFUL],
            verdicts[entry][Verdict.NOT_HELPFUL],
        )
        for entry in {*shown, *verdicts, *refused} - {""}
    ]
    return tuple(sorted(counts, key=lambda count: (-count.shown, -count.chosen, count.entry)))


def _pairs(db: sqlite3.Connection, sql: str, scope: dict[str, int]) -> list[tuple[str, int]]:
    return [(row[0], row[1]) for row in db.execute(sql, scope)]


def _funnel(db: sqlite3.Connection, scope: dict[str, int]) -> tuple[tuple[FunnelStep, ...], int, int]:
    rows = db.execute(
        "SELECT p.dialogue, p.step, p.action FROM steps p JOIN sessions s ON s.id = p.session_id"
        " WHERE s.server_id = :server AND p.at >= :since AND p.at < :until ORDER BY p.id",
        scope,
    ).fetchall()
    return count_funnel([(row["dialogue"], row["step"], StepAction(row["action"])) for row in rows])


def count_funnel(steps: list[tuple[str, str, StepAction]]) -> tuple[tuple[FunnelStep, ...], int, int]:
    """The funnel, dialogues begun and dialogues finished, from (dialogue, step, action) in the order of time."""
    with_action: defaultdict[tuple[str, StepAction], set[str]] = defaultdict(set)
    reached: defaultdict[str, set[str]] = defaultdict(set)
    last: dict[str, str] = {}
    finished = {dialogue for dialogue, _, action in steps if action is StepAction.FINISHED}
    for dialogue, step, action in steps:
        reached[step].add(dialogue)
        with_action[step, action].add(dialogue)
        last[dialogue] = step
    ends = Counter(step for dialogue, step in last.items() if dialogue not in finished)
    funnel = tuple(
        FunnelStep(
            step,
            len(dialogues),
            len(with_action[step, StepAction.SKIPPED]),
            len(with_action[step, StepAction.BACK]),
            ends[step],
        )
        for step, dialogues in reached.items()
    )
    return funnel, len(last), len(finished)


def _gaps(db: sqlite3.Connection, server: int, period: Period) -> tuple[GapCount, ...]:
    rows = db.execute(
        "SELECT reason, status, COUNT(*) AS n FROM gaps WHERE server_id = ? AND server_id <> 0"
        " AND on_day BETWEEN ? AND ? GROUP BY 1, 2 ORDER BY 1, 2",
        (server, period.since.isoformat(), period.until.isoformat()),
    )
    return tuple(GapCount(row["reason"], row["status"], row["n"]) for row in rows)
