"""A store that keeps everything in dictionaries: it stands for any adapter that is not SQLite. For tests alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from bot.core.reply import Kind
from bot.ports import (
    DIALOGUE_LIFE,
    DayCount,
    EntryCount,
    GapCount,
    Health,
    HeldRow,
    JsonValue,
    Period,
    Receipt,
    RetentionReport,
    StatsReport,
    StoredQuestion,
    StoredSize,
    StoreUnavailableError,
    Verdict,
)
from bot.storage.buckets import is_replayable, profile_from_bucket
from bot.storage.stats import count_funnel
from tests.fakes.memory_log import MemoryFeedback, MemoryGaps, MemorySessionLog
from tests.fakes.memory_parts import (
    MemoryCommandHash,
    MemoryControls,
    MemoryDialogues,
    MemoryFitReports,
    MemoryRevisions,
    MemorySettings,
    MemoryShadow,
)
from tests.fakes.memory_rows import Rows, TurnRow, dialogue_kept_until, plain

GRACE = timedelta(days=30)


class MemoryPrivacy:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def show(self, member_id: int) -> tuple[HeldRow, ...]:
        return tuple(self._held(member_id))

    async def export(self, member_id: int) -> dict[str, JsonValue]:
        return {"rows": [{"what": row.what, "row": dict(row.values)} for row in self._held(member_id)]}

    async def erase(self, member_id: int) -> Receipt:
        counts = Counter(row.what for row in self._held(member_id))
        unnamed = counts.pop("edit of a server's answers", 0)
        rows = self._rows
        self._drop(lambda member, server: member == member_id)
        for turn in rows.turns.values():
            turn.presses.pop(member_id, None)
        rows.revisions = [
            replace(revision, member_id=None) if revision.member_id == member_id else revision
            for revision in rows.revisions
        ]
        return Receipt(rows.clock(), dict(counts), unnamed)

    async def server_left(self, server_id: int) -> None:
        self._rows.left.setdefault(server_id, self._rows.clock())

    async def server_returned(self, server_id: int) -> None:
        self._rows.left.pop(server_id, None)

    async def servers_here(self, server_ids: Collection[int]) -> None:
        rows = self._rows
        known = {row.place.server_id for row in rows.sessions} | {one.server_id for one in rows.revisions}
        for server in known | set(rows.settings):
            if server is not None and server not in server_ids:
                await self.server_left(server)
        rows.left = {server: at for server, at in rows.left.items() if server not in server_ids}

    async def purge_server(self, server_id: int) -> Mapping[str, int]:
        rows = self._rows
        mine = [turn for turn in rows.turns.values() if turn.record.place.server_id == server_id]
        counts = {
            "turns": len(mine),
            "sizes": sum(turn.size is not None for turn in mine),
            "revisions": sum(revision.server_id == server_id for revision in rows.revisions),
            "gaps": sum(row.gap.server_id == server_id for row in rows.gaps.values()),
        }
        self._drop(lambda member, server: server == server_id)
        rows.revisions = [revision for revision in rows.revisions if revision.server_id != server_id]
        rows.settings.pop(server_id, None)
        rows.left.pop(server_id, None)
        rows.hashes = {key: value for key, value in rows.hashes.items() if str(server_id) not in key.split(":")}
        return counts

    def _drop(self, is_meant: Callable[[int | None, int | None], bool]) -> None:
        rows = self._rows
        gone = {turn.id for turn in rows.turns.values() if is_meant(turn.session.member, turn.record.place.server_id)}
        rows.turns = {key: turn for key, turn in rows.turns.items() if key not in gone}
        rows.gaps = {key: row for key, row in rows.gaps.items() if key not in gone}
        rows.steps = [row for row in rows.steps if not is_meant(row.session.member, row.session.place.server_id)]
        rows.sessions = [row for row in rows.sessions if not is_meant(row.member, row.place.server_id)]
        rows.reports = [row for row in rows.reports if not is_meant(row.report.member_id, row.report.server_id)]
        rows.controls = {key: row for key, row in rows.controls.items() if not is_meant(row.member, row.server_id)}
        rows.dialogues = {
            key: row for key, row in rows.dialogues.items() if not is_meant(row.member, row.dialogue.place.server_id)
        }

    def _held(self, member: int) -> list[HeldRow]:
        rows, held = self._rows, []
        for session in reversed(rows.sessions):
            if session.member == member:
                server = session.place.server_id
                held.append(HeldRow("conversation", server, plain(session), rows.kept_until(session.last_at, server)))
        for turn in reversed(rows.turns.values()):
            held += self._held_of_turn(turn, member)
        for row in rows.steps:
            if row.session.member == member:
                server = row.session.place.server_id
                values = plain(row.record)
                held.append(HeldRow("step of the size dialogue", server, values, rows.kept_until(row.at, server)))
        for report in rows.reports:
            if report.report.member_id == member and report.at is not None:
                server = report.report.server_id
                day = rows.kept_until(report.at, server)
                held.append(HeldRow("report on a pair taken", server, plain(report.report), day))
        for key, gap in rows.gaps.items():
            if gap.member == member:
                what = "text of a question without an answer"
                turn_until = rows.kept_until(rows.turns[key].at, gap.gap.server_id)
                day = min(turn_until, rows.gap_kept_until(gap))
                held.append(HeldRow(what, gap.gap.server_id, plain(gap.gap), day))
        return held + self._held_behind_controls(member)

    def _held_of_turn(self, turn: TurnRow, member: int) -> list[HeldRow]:
        server, held = turn.record.place.server_id, []
        day = self._rows.kept_until(turn.at, server)
        if turn.session.member == member:
            held.append(HeldRow("question", server, plain(turn.record), day))
            if turn.size is not None:
                held.append(HeldRow("size result", server, {"profile": turn.size_bucket}, day))
        if member in turn.presses:
            held.append(HeldRow("press under a reply", server, plain(turn.presses[member][0]), day))
        return held

    def _held_behind_controls(self, member: int) -> list[HeldRow]:
        held = []
        for row in self._rows.dialogues.values():
            if row.member == member:
                server = row.dialogue.place.server_id
                values = {"state": dict(row.dialogue.state)}
                held.append(HeldRow("size dialogue under way", server, values, dialogue_kept_until(row)))
        for control in self._rows.controls.values():
            if control.member == member:
                day = (control.expires_at + timedelta(hours=1)).date()
                held.append(HeldRow("memory of a button", control.server_id, {"payload": control.payload}, day))
        return held + [
            HeldRow("edit of a server's answers", revision.server_id, plain(revision), None)
            for revision in reversed(self._rows.revisions)
            if revision.member_id == member
        ]


class MemoryStats:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def report(self, server_id: int | None, period: Period) -> StatsReport:
        turns = [
            turn
            for turn in self._rows.turns.values()
            if turn.record.place.server_id == server_id
            and period.since <= turn.at.date() <= period.until
            and not turn.record.is_shadow
        ]
        steps = [
            (row.record.dialogue, row.record.step, row.record.action)
            for row in self._rows.steps
            if row.session.place.server_id == server_id and period.since <= row.at.date() <= period.until
        ]
        funnel, begun, finished = count_funnel(steps)
        gaps = Counter(
            (row.gap.reason, row.gap.status)
            for row in self._rows.gaps.values()
            if row.gap.server_id == server_id and period.since <= row.gap.on <= period.until
        )
        return StatsReport(
            period=period,
            sessions=len({turn.session.id for turn in turns}),
            members=len({turn.session.member for turn in turns}),
            turns=len(turns),
            median_latency_ms=median([turn.record.latency_ms for turn in turns]) if turns else 0.0,
            days=tuple(_day(turns, period, offset) for offset in range((period.until - period.since).days + 1)),
            kinds=tuple(Counter(turn.record.kind for turn in turns).most_common()),
            ways_in=tuple(Counter(turn.record.way_in.value for turn in turns).most_common()),
            entries=_entries(turns),
            funnel=funnel,
            dialogues=begun,
            finished=finished,
            gaps=tuple(GapCount(reason, status, count) for (reason, status), count in sorted(gaps.items())),
        )


class MemoryReplays:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def sizes(self, since: datetime, limit: int = 10_000) -> tuple[StoredSize, ...]:
        found = []
        for turn in self._rows.turns.values():
            if turn.at >= since and turn.size is not None:
                other = turn.size.alternative
                found.append(
                    StoredSize(
                        profile=profile_from_bucket(turn.size_bucket),
                        is_replayable=is_replayable(turn.size.profile),
                        primary_us_men=turn.size.primary.us_men,
                        primary_us_women=turn.size.primary.us_women,
                        alternative_us_men=other.us_men if other else None,
                        alternative_us_women=other.us_women if other else None,
                        confidence=turn.size.confidence,
                        rules=tuple(reason.rule for reason in turn.size.reasons),
                        knowledge_digest=turn.record.knowledge_digest,
                        rules_digest=turn.record.rules_digest,
                    )
                )
        return tuple(found[:limit])

    async def questions(self, since: datetime, limit: int = 10_000) -> tuple[StoredQuestion, ...]:
        gaps = [row.gap for row in self._rows.gaps.values() if row.gap.on >= since.date()]
        return tuple(
            StoredQuestion(gap.text, gap.reason, gap.entry, gap.near, gap.knowledge_digest) for gap in gaps[:limit]
        )


class MemoryStore:
    """`bot.ports.Store` in dictionaries; nothing outlives the object."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._rows = rows = Rows(clock)
        self.sessions = MemorySessionLog(rows)
        self.feedback = MemoryFeedback(rows)
        self.gaps = MemoryGaps(rows)
        self.dialogues = MemoryDialogues(rows)
        self.controls = MemoryControls(rows)
        self.fit_reports = MemoryFitReports(rows)
        self.revisions = MemoryRevisions(rows)
        self.settings = MemorySettings(rows)
        self.shadow = MemoryShadow(rows)
        self.command_hash = MemoryCommandHash(rows)
        self.privacy = MemoryPrivacy(rows)
        self.stats = MemoryStats(rows)
        self.replays = MemoryReplays(rows)

    async def open(self) -> None:
        return None

    async def close(self) -> None:
        return None

    async def renew_lease(self) -> None:
        return None

    async def health(self) -> Health:
        return Health(False, "", None, 0, 0, 0)

    async def backup(self, target: Path) -> Mapping[str, int]:
        raise StoreUnavailableError("there is no file to copy")

    async def run_retention(self, now: datetime) -> RetentionReport:
        rows, today, deleted = self._rows, now.date(), Counter[str]()
        purged = tuple(sorted(server for server, left in rows.left.items() if left <= now - GRACE))
        for server in purged:
            deleted.update(await self.privacy.purge_server(server))
        kept = {
            key: turn
            for key, turn in rows.turns.items()
            if rows.kept_until(turn.at, turn.record.place.server_id) > today
        }
        deleted["turns"] += len(rows.turns) - len(kept)
        rows.turns = kept
        rows.steps = [row for row in rows.steps if rows.kept_until(row.at, row.session.place.server_id) > today]
        rows.sessions = [row for row in rows.sessions if rows.kept_until(row.last_at, row.place.server_id) > today]
        rows.gaps = {
            key: row for key, row in rows.gaps.items() if key in rows.turns and rows.gap_kept_until(row) > today
        }
        rows.controls = {key: row for key, row in rows.controls.items() if row.expires_at > now}
        rows.dialogues = {
            key: row for key, row in rows.dialogues.items() if now - row.dialogue.updated_at <= DIALOGUE_LIFE
        }
        for report in rows.reports:
            if report.at is not None and rows.kept_until(report.at, report.report.server_id) <= today:
                report.at = None
        return RetentionReport({table: count for table, count in deleted.items() if count}, purged)


def _day(turns: list[TurnRow], period: Period, offset: int) -> DayCount:
    day = period.since + timedelta(days=offset)
    mine = [turn for turn in turns if turn.at.date() == day]
    return DayCount(
        day,
        len(mine),
        len({turn.session.member for turn in mine}),
        sum(turn.record.kind in (Kind.ANSWER, Kind.SIZE) for turn in mine),
        sum(turn.record.kind is Kind.NONE for turn in mine),
    )


def _entries(turns: list[TurnRow]) -> tuple[EntryCount, ...]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for turn in turns:
        if turn.record.entry:
            counts[turn.record.entry]["shown"] += 1
        for press, _ in turn.presses.values():
            if press.verdict is Verdict.CHOSEN:
                counts[press.entry]["chosen"] += 1
            elif press.verdict is Verdict.NONE_OF_THESE:
                for entry in turn.record.choices:
                    counts[entry]["refused"] += 1
            elif turn.record.entry:
                counts[turn.record.entry][press.verdict] += 1
    rows = [
        EntryCount(entry, c["shown"], c["chosen"], c["refused"], c[Verdict.HELPFUL], c[Verdict.NOT_HELPFUL])
        for entry, c in counts.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.shown, -row.chosen, row.entry)))
