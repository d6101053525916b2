"""Turns per second through the store, against the plain `sqlite3` module doing the same writes in the same run.

    python -m bench.storage [TURNS]

The plain module writes the same rows, in the same transactions, with the same settings, without a thread, a
protocol or a pseudonym: the ratio is what those cost. Both run several times in turn; the best of each counts.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sqlite3
import statistics
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from time import perf_counter

from bot.core.reply import Kind
from bot.ports import Place, TurnRecord, WayIn
from bot.storage.connection import open_plain
from bot.storage.migrate import load_migrations, migrate
from bot.storage.store import SqliteStore, StoreOptions, make_store, utc_now

ROUNDS = 3
MEMBERS = 50


def record(number: int) -> TurnRecord:
    """One answered question."""
    return TurnRecord(
        number % MEMBERS + 1, Place(5, 6), WayIn.ASK, Kind.ANSWER, 12.5, "p" * 64, "r" * 64, "stretch", ("a", "b"), 0.9
    )


def plain_rate(path: Path, turns: int) -> float:
    """Turns per second by the plain module."""
    with closing(open_plain(path)) as db:
        migrate(db, load_migrations(), utc_now())
        began = perf_counter()
        for number in range(turns):
            insert_plainly(db, number)
        return turns / (perf_counter() - began)


def insert_plainly(db: sqlite3.Connection, number: int) -> None:
    """The statements of one turn."""
    member, now = f"member {number % MEMBERS}", 1_800_000_000
    db.execute("BEGIN IMMEDIATE")
    row = db.execute(
        "UPDATE sessions SET last_at = ?, outcome = ? WHERE id = (SELECT id FROM sessions WHERE member = ?"
        " AND server_id = ? AND channel_id = ? AND last_at >= ? AND is_closed = 0"
        " ORDER BY last_at DESC, id DESC LIMIT 1) RETURNING id",
        (now, "answered", member, 5, 6, now - 900),
    ).fetchall()
    session = (
        row[0][0]
        if row
        else db.execute(
            "INSERT INTO sessions (member, server_id, channel_id, way_in, started_at, last_at, outcome)"
            " VALUES (?, 5, 6, 'ask', ?, ?, 'answered')",
            (member, now, now),
        ).lastrowid
    )
    db.execute(
        "INSERT INTO turns (id, session_id, at, way_in, kind, entry, choices, confidence, latency_ms, gap, is_shadow,"
        " knowledge_digest, rules_digest) VALUES (?, ?, ?, 'ask', 'answer', 'stretch', ?, 0.9, 12.5, NULL, 0, ?, ?)",
        (secrets.token_urlsafe(12), session, now, json.dumps(("a", "b")), "p" * 64, "r" * 64),
    )
    db.execute("COMMIT")


async def store_rates(path: Path, turns: int) -> tuple[float, float, list[float]]:
    """Turns per second through the store: one after another, fifty at once; and each turn's milliseconds."""
    store = make_store(StoreOptions(path))
    await store.open()
    times = []
    began = perf_counter()
    for number in range(turns):
        start = perf_counter()
        await store.sessions.record_turn(record(number))
        times.append((perf_counter() - start) * 1000)
    alone = turns / (perf_counter() - began)
    together = await rate_together(store, turns)
    await store.close()
    return alone, together, times


async def rate_together(store: SqliteStore, turns: int) -> float:
    """Turns per second of fifty members at once."""

    async def member(first: int) -> None:
        for number in range(first, turns, MEMBERS):
            await store.sessions.record_turn(record(number))

    began = perf_counter()
    await asyncio.gather(*(member(first) for first in range(MEMBERS)))
    return turns / (perf_counter() - began)


def main() -> None:
    """Run and print."""
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
    plain, alone, together, times = 0.0, 0.0, 0.0, []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            plain = max(plain, plain_rate(Path(folder) / f"plain-{number}.sqlite3", turns))
            one, many, milliseconds = asyncio.run(store_rates(Path(folder) / f"store-{number}.sqlite3", turns))
            alone, together = max(alone, one), max(together, many)
            times += milliseconds
    times.sort()
    print(f"plain sqlite3           {plain:9,.0f} turns/s")
    print(f"store, one at a time    {alone:9,.0f} turns/s   {alone / plain:.2f} of plain")
    print(f"store, fifty at once    {together:9,.0f} turns/s   {together / plain:.2f} of plain")
    print(f"one turn: median {statistics.median(times):.2f} ms, p99 {times[int(len(times) * 0.99)]:.2f} ms")


if __name__ == "__main__":
    main()
