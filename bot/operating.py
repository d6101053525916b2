"""The operator's data commands: export, forget, backup, stats, replay. Each may run beside the serving process.

They print what the store says and turn its errors into words about what to do; what is done, the store does.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot.core.conversation.closer_look import Look
from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.failures import OperatorError, UsageError
from bot.ports import Period, StatsReport, Store, StoredQuestion, StoreError
from bot.replay import Replayed, replay_questions, replay_sizes
from bot.settings import Settings
from bot.storage.operator import OperatorStats, backup, export_member, forget_member, stats
from bot.storage.store import StoreOptions, make_store

Result = TypeVar("Result")

MAX_DAYS = 3650


def export_text(settings: Settings, member_id: int) -> str:
    """All that is held about a member, as JSON text. Raises `OperatorError`."""
    held = _run(export_member(settings.database, settings.pseudonym_key, member_id))
    return json.dumps(held, ensure_ascii=False, indent=2)


def forget_lines(settings: Settings, member_id: int) -> Iterator[str]:
    """Erases a member; the receipt, a line each. Raises `OperatorError`, with nothing erased."""
    receipt = _run(forget_member(settings.database, settings.pseudonym_key, member_id))
    yield f"Erased at {receipt.at:%Y-%m-%d %H:%M:%S} UTC: {receipt.total} rows"
    for what, count in receipt.erased.items():
        yield f"  {what}: {count}"
    if receipt.unnamed:
        yield f"  edits that stay without the member's id: {receipt.unnamed}"


def backup_lines(settings: Settings, target: Path) -> Iterator[str]:
    """Writes a verified copy; what is in it, a line each. Raises `OperatorError`, leaving no half-written file."""
    counts = _run(backup(settings.database, target.absolute()))
    yield f"Wrote and verified {target}: {sum(counts.values())} rows"
    for table, count in counts.items():
        yield f"  {table}: {count}"


def stats_text(settings: Settings, server: int | None, days: int, *, as_json: bool) -> str:
    """What was asked and answered: in one server, or in all of them with what each uses. Raises `OperatorError`."""
    period = last_days(days)
    if server is None:
        overview = _run(stats(settings.database, period))
        return _json(overview) if as_json else "\n".join(_overview_lines(overview))
    report = _run(_report(settings, server, period))
    return _json(report) if as_json else "\n".join(_report_lines(report))


def replay_lines(
    settings: Settings, library: Library, policy: Policy, since_days: int, look: Look | None = None
) -> Iterator[str]:
    """What another pack would change in what was given since then, a line each. Raises `OperatorError`."""
    now = datetime.now(UTC)
    sizes, stored = _run(_replays(settings, library, now - timedelta(days=since_days)))
    questions = replay_questions(stored, library, policy, now.date(), look)
    yield from _replayed_lines("Sizes", sizes)
    yield from _replayed_lines("Questions without a good answer", questions)


def parse_days(text: str) -> int:
    """Days from "30d" or "30". Raises `UsageError`."""
    number = text.strip().lower().removesuffix("d")
    if not number.isascii() or not number.isdigit() or not 1 <= int(number) <= MAX_DAYS:
        raise UsageError(f"{text!r} is no number of days: write 30d")
    return int(number)


def last_days(days: int) -> Period:
    """Today and the days before it. Raises `UsageError`."""
    if not 1 <= days <= MAX_DAYS:
        raise UsageError(f"--days must lie between 1 and {MAX_DAYS}")
    today = datetime.now(UTC).date()
    return Period(today - timedelta(days=days - 1), today)


async def _report(settings: Settings, server: int, period: Period) -> StatsReport:
    async with open_beside(settings) as store:
        return await store.stats.report(server, period)


async def _replays(settings: Settings, library: Library, since: datetime) -> tuple[Replayed, Sequence[StoredQuestion]]:
    async with open_beside(settings) as store:
        sizes = replay_sizes(await store.replays.sizes(since), library.pack.sizing)
        return sizes, await store.replays.questions(since)


@asynccontextmanager
async def open_beside(settings: Settings) -> AsyncIterator[Store]:
    """The store without the lease: may be open while another process serves."""
    store = make_store(StoreOptions(settings.database, is_serving=False), settings.pseudonym_key)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


def _run(work: Coroutine[Any, Any, Result]) -> Result:
    with _explained():
        return asyncio.run(work)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (StoreError, OSError, ValueError) as error:
        raise OperatorError(str(error)) from error


def _json(report: OperatorStats | StatsReport) -> str:
    return json.dumps(asdict(report), ensure_ascii=False, indent=2, default=_plain)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _overview_lines(overview: OperatorStats) -> Iterator[str]:
    yield f"{overview.period.since} to {overview.period.until}, database {overview.size_bytes / 1e6:.1f} MB"
    yield f"{'server':>20} {'members':>8} {'sessions':>9} {'questions':>10} {'unanswered':>11}"
    for use in overview.servers:
        name = str(use.server_id) if use.server_id is not None else "direct messages"
        yield f"{name:>20} {use.members:>8} {use.sessions:>9} {use.turns:>10} {use.unanswered:>11}"
    if not overview.servers:
        yield "Nothing was asked in these days."
    yield "Rows kept: " + ", ".join(f"{table} {count}" for table, count in overview.rows.items() if count)


def _report_lines(report: StatsReport) -> Iterator[str]:
    yield f"{report.period.since} to {report.period.until}"
    yield f"{report.members} members, {report.sessions} sessions, {report.turns} questions"
    yield f"median {report.median_latency_ms:.1f} ms to an answer"
    yield "kinds: " + (", ".join(f"{kind} {count}" for kind, count in report.kinds) or "none")
    yield "ways in: " + (", ".join(f"{way} {count}" for way, count in report.ways_in) or "none")
    yield f"size dialogues: {report.dialogues} begun, {report.finished} finished"
    for entry in report.entries:
        yield (
            f"{entry.entry}: shown {entry.shown}, chosen {entry.chosen}, refused {entry.refused},"
            f" helpful {entry.helpful}, not helpful {entry.not_helpful}"
        )
    for gap in report.gaps:
        yield f"gaps, {gap.reason}, {gap.status}: {gap.gaps}"


def _replayed_lines(title: str, replayed: Replayed) -> Iterator[str]:
    changed = sum(change.count for change in replayed.changes)
    yield f"{title}: {replayed.total} replayed, {replayed.same} the same, {changed} would change"
    if replayed.not_replayable:
        yield f"  {replayed.not_replayable} cannot be replayed: a bare foot length decided, which is never kept"
    for change in replayed.changes:
        yield f"  {change.count} x {change.kind}"
        yield f"      for example {change.example}"
