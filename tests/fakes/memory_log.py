"""Sessions, feedback and gaps in dictionaries."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.reply import Kind
from bot.ports import (
    SESSION_GAP,
    FeedbackRecord,
    Gap,
    GapReason,
    GapStatus,
    KeptTurn,
    Logged,
    Outcome,
    Place,
    StepAction,
    StepRecord,
    TurnRecord,
    Verdict,
    WayIn,
)
from bot.storage.buckets import bucket_profile
from bot.storage.scrub import scrub
from tests.fakes.memory_rows import GapRow, Rows, SessionRow, StepRow, TurnRow

OUTCOMES = {
    Kind.ANSWER: Outcome.ANSWERED,
    Kind.CHOOSE: Outcome.CHOOSING,
    Kind.SIZE: Outcome.SIZED,
    Kind.CLARIFY: Outcome.ASKED_BACK,
    Kind.SMALLTALK: Outcome.CHAT,
    Kind.NONE: Outcome.UNANSWERED,
}


class MemorySessionLog:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def record_turn(self, record: TurnRecord) -> Logged:
        now = self._rows.clock()
        session = self._touch(record.member_id, record.place, record.way_in, OUTCOMES[record.kind], now)
        turn = TurnRow(
            secrets.token_urlsafe(12), session, replace(record, question="", message_id=None, size=None), now
        )
        if record.size is not None:
            turn.size, turn.size_bucket = record.size, bucket_profile(record.size.profile)
        self._rows.turns[turn.id] = turn
        if record.gap is not None:
            keep_gap(self._rows, turn, record.gap, record.question, record.message_id)
        return Logged(turn.id, True)

    async def find_turn(self, turn_id: str, member_id: int) -> KeptTurn | None:
        turn = self._rows.turns.get(turn_id)
        if turn is None:
            return None
        record = turn.record
        return KeptTurn(
            turn_id, record.place, record.kind, record.entry, tuple(record.choices), turn.session.member == member_id
        )

    async def record_step(self, record: StepRecord) -> bool:
        now = self._rows.clock()
        outcome = Outcome.SIZED if record.action is StepAction.FINISHED else Outcome.LEFT
        session = self._touch(record.member_id, record.place, record.way_in, outcome, now)
        self._rows.steps.append(StepRow(session, record, now))
        return True

    async def end_session(self, member_id: int, place: Place, outcome: Outcome | None = None) -> bool:
        session = self._current(member_id, place, self._rows.clock())
        if session is None:
            return False
        session.is_closed = True
        session.outcome = outcome or session.outcome
        return True

    async def forget_message(self, message_id: int) -> int:
        found = [key for key, row in self._rows.gaps.items() if row.message_id == message_id]
        for key in found:
            del self._rows.gaps[key]
        return len(found)

    def _current(self, member: int, place: Place, now: datetime) -> SessionRow | None:
        for session in reversed(self._rows.sessions):
            if (session.member, session.place) == (member, place) and not session.is_closed:
                return session if now - session.last_at <= SESSION_GAP else None
        return None

    def _touch(self, member: int, place: Place, way_in: WayIn, outcome: Outcome, now: datetime) -> SessionRow:
        session = self._current(member, place, now)
        if session is None:
            session = SessionRow(self._rows.next_id(), member, place, way_in, now, now, outcome)
            self._rows.sessions.append(session)
        session.last_at, session.outcome = now, outcome
        return session


class MemoryFeedback:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def record(self, record: FeedbackRecord) -> bool:
        turn = self._rows.turns.get(record.turn_id)
        if turn is None or turn.record.place.server_id != record.server_id:
            return False
        turn.presses[record.member_id] = (replace(record, question="", message_id=None), self._rows.clock())
        if record.verdict is Verdict.CHOSEN:
            turn.session.outcome = Outcome.ANSWERED
        if record.verdict is Verdict.NONE_OF_THESE:
            turn.session.outcome = Outcome.UNANSWERED
            keep_gap(self._rows, turn, GapReason.NONE_OF_THESE, record.question, record.message_id)
        if record.verdict is Verdict.NOT_HELPFUL:
            keep_gap(self._rows, turn, GapReason.NOT_HELPFUL, record.question, record.message_id)
        return True


class MemoryGaps:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def list(
        self, server_id: int, statuses: Sequence[GapStatus] = (GapStatus.OPEN, GapStatus.LATER), limit: int = 500
    ) -> tuple[Gap, ...]:
        numbers: dict[int, int] = {}
        gaps = [
            replace(row.gap, asker=numbers.setdefault(row.member, len(numbers) + 1))
            for row in self._rows.gaps.values()
            if row.gap.server_id == server_id and row.gap.status in statuses
        ]
        return tuple(sorted(gaps, key=lambda gap: gap.on, reverse=True)[:limit])

    async def mark(self, server_id: int, gap_ids: Sequence[str], status: GapStatus, entry: str = "") -> int:
        found = [row for row in self._rows.gaps.values() if row.gap.id in gap_ids and row.gap.server_id == server_id]
        for row in found:
            row.gap = replace(row.gap, status=status, resolved_entry=entry)
        return len(found)


def keep_gap(rows: Rows, turn: TurnRow, reason: GapReason, question: str, message_id: int | None) -> None:
    server, record = turn.record.place.server_id, turn.record
    text = scrub(question)
    if server is None or not text or not rows.settings_of(server).allow_gap_text:
        return
    kept = rows.gaps.get(turn.id)
    if kept is not None:
        kept.gap = replace(kept.gap, reason=reason, entry=record.entry, near=tuple(record.choices))
        return
    gap = Gap(
        id=secrets.token_urlsafe(12),
        server_id=server,
        on=rows.clock().date(),
        reason=reason,
        text=text,
        entry=record.entry,
        near=tuple(record.choices),
        knowledge_digest=record.knowledge_digest,
        status=GapStatus.OPEN,
    )
    rows.gaps[turn.id] = GapRow(gap, turn.id, turn.session.member, message_id)
