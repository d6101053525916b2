"""Dialogues, controls, revisions, settings, ratings, reports and the hash in dictionaries."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.reply import Kind
from bot.core.sizing.recommendation import Recommendation
from bot.ports import (
    CONTROL_LIFE,
    DIALOGUE_IDLE,
    DIALOGUE_LIFE,
    Change,
    Control,
    Dialogue,
    EditConflict,
    EntryForm,
    EntryState,
    FitCounts,
    FitReport,
    JsonValue,
    Overlay,
    Place,
    Rating,
    Revision,
    RevisionAction,
    ServerSettings,
    ShadowTable,
    Taken,
    UndoRefused,
)
from bot.storage.buckets import advice_key
from bot.storage.controls import encode_payload
from bot.storage.settings_rows import check_settings
from bot.storage.shadow import threshold_table
from tests.fakes.memory_rows import ControlRow, DialogueRow, ReportRow, Rows


class MemoryDialogues:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def create(self, member_id: int, place: Place, state: Mapping[str, JsonValue]) -> Dialogue:
        earlier = await self.latest(member_id, place.server_id)
        if earlier is not None:
            await self.delete(earlier.token)
        dialogue = Dialogue(secrets.token_urlsafe(12), place, dict(state), 1, self._rows.clock(), True, False)
        self._rows.dialogues[dialogue.token] = DialogueRow(dialogue, member_id)
        return dialogue

    async def load(self, token: str, member_id: int, server_id: int | None) -> Dialogue | None:
        row = self._rows.dialogues.get(token)
        if row is None or row.dialogue.place.server_id != server_id:
            return None
        age = self._rows.clock() - row.dialogue.updated_at
        if age > DIALOGUE_LIFE:
            return None
        return replace(row.dialogue, is_owner=row.member == member_id, is_idle=age > DIALOGUE_IDLE)

    async def latest(self, member_id: int, server_id: int | None) -> Dialogue | None:
        for token, row in self._rows.dialogues.items():
            if row.member == member_id and row.dialogue.place.server_id == server_id:
                return await self.load(token, member_id, server_id)
        return None

    async def save(self, dialogue: Dialogue, state: Mapping[str, JsonValue]) -> Dialogue | None:
        row = self._rows.dialogues.get(dialogue.token)
        if row is None or row.dialogue.version != dialogue.version:
            return None
        row.dialogue = replace(
            row.dialogue, state=dict(state), version=dialogue.version + 1, updated_at=self._rows.clock()
        )
        return replace(row.dialogue, is_owner=dialogue.is_owner, is_idle=False)

    async def delete(self, token: str) -> None:
        self._rows.dialogues.pop(token, None)


class MemoryControls:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def create(
        self, member_id: int, server_id: int | None, payload: Mapping[str, JsonValue], life: timedelta = CONTROL_LIFE
    ) -> str:
        kept = json.loads(encode_payload(payload))
        row = ControlRow(secrets.token_urlsafe(12), member_id, server_id, kept, self._rows.clock() + life)
        self._rows.controls[row.token] = row
        return row.token

    async def load(self, token: str, member_id: int, server_id: int | None) -> Control | None:
        row = self._rows.controls.get(token)
        if row is None or row.server_id != server_id or row.expires_at <= self._rows.clock():
            return None
        return Control(token, row.payload, row.member == member_id)

    async def replace(self, token: str, payload: Mapping[str, JsonValue]) -> bool:
        kept = json.loads(encode_payload(payload))
        row = self._rows.controls.get(token)
        if row is None or row.expires_at <= self._rows.clock():
            return False
        row.payload = kept
        return True

    async def delete(self, token: str) -> None:
        self._rows.controls.pop(token, None)


class MemoryRevisions:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def apply(
        self, server_id: int, changes: Sequence[Change], member_id: int
    ) -> tuple[Revision, ...] | EditConflict:
        for change in changes:
            newest = self._newest(server_id, change.entry_id)
            if newest is not None and newest.id != change.base:
                return EditConflict(newest, change)
        return tuple(self._append(server_id, change, member_id, None) for change in changes)

    async def undo(self, server_id: int, revision_id: int, member_id: int) -> Revision | UndoRefused:
        revision = await self.find(server_id, revision_id)
        if revision is None:
            return UndoRefused(None)
        newest = self._newest(server_id, revision.entry_id) or revision
        if newest.after != revision.after:
            return UndoRefused(newest)
        change = Change(revision.entry_id, RevisionAction.UNDO, revision.before)
        return self._append(server_id, change, member_id, revision.id)

    async def overlay(self, server_id: int) -> Overlay:
        newest = {revision.entry_id: revision for revision in self._rows.revisions if revision.server_id == server_id}
        ordered = sorted(newest.items())
        return Overlay(
            server_id,
            await self.latest(server_id),
            tuple((name, revision.after) for name, revision in ordered if revision.after.form is not EntryForm.PACK),
            tuple((name, revision.id) for name, revision in ordered),
        )

    async def latest(self, server_id: int) -> int:
        return max((revision.id for revision in self._rows.revisions if revision.server_id == server_id), default=0)

    async def changed_since(self, revision_id: int) -> tuple[tuple[int, int], ...]:
        newest = {revision.server_id: revision.id for revision in self._rows.revisions if revision.id > revision_id}
        return tuple(sorted(newest.items(), key=lambda pair: pair[1]))

    async def history(
        self, server_id: int, entry_id: str | None = None, limit: int = 25, before: int | None = None
    ) -> tuple[Revision, ...]:
        found = [
            revision
            for revision in reversed(self._rows.revisions)
            if revision.server_id == server_id
            and entry_id in (None, revision.entry_id)
            and (before is None or revision.id < before)
        ]
        return tuple(found[:limit])

    async def find(self, server_id: int, revision_id: int) -> Revision | None:
        for revision in self._rows.revisions:
            if (revision.server_id, revision.id) == (server_id, revision_id):
                return revision
        return None

    def _newest(self, server_id: int, entry_id: str) -> Revision | None:
        for revision in reversed(self._rows.revisions):
            if (revision.server_id, revision.entry_id) == (server_id, entry_id):
                return revision
        return None

    def _append(self, server_id: int, change: Change, member_id: int, undoes: int | None) -> Revision:
        newest = self._newest(server_id, change.entry_id)
        revision = Revision(
            self._rows.next_id(),
            server_id,
            change.entry_id,
            change.action,
            newest.after if newest else EntryState(),
            change.after,
            member_id,
            self._rows.clock(),
            undoes,
        )
        self._rows.revisions.append(revision)
        return revision


class MemorySettings:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def get(self, server_id: int | None) -> ServerSettings:
        return self._rows.settings_of(server_id)

    async def change(self, server_id: int, edit: Callable[[ServerSettings], ServerSettings]) -> ServerSettings:
        settings = edit(self._rows.settings_of(server_id))
        check_settings(settings)
        self._rows.settings[server_id] = settings
        if not settings.allow_gap_text:
            for key in [key for key, row in self._rows.gaps.items() if row.gap.server_id == server_id]:
                del self._rows.gaps[key]
        return settings


class MemoryShadow:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def rate(self, server_id: int, turn_id: str, rating: Rating) -> bool:
        turn = self._rows.turns.get(turn_id)
        if turn is None or turn.record.place.server_id != server_id or not turn.record.is_shadow:
            return False
        turn.rating = rating
        return True

    async def table(self, server_id: int, channel_id: int) -> ShadowTable:
        place, kinds = Place(server_id, channel_id), {Kind.ANSWER, Kind.SIZE, Kind.CHOOSE}
        turns = [turn for turn in self._rows.turns.values() if turn.record.place == place and turn.record.kind in kinds]
        return threshold_table([(turn.record.confidence, turn.rating) for turn in turns if turn.rating])


class MemoryFitReports:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def record(self, report: FitReport) -> bool:
        turn = self._rows.turns.get(report.turn_id)
        if turn is None or turn.size is None or turn.record.place.server_id != report.server_id:
            return False
        same = (report.turn_id, report.member_id)
        self._rows.reports = [row for row in self._rows.reports if (row.report.turn_id, row.report.member_id) != same]
        self._rows.reports.append(ReportRow(report, advice_key(turn.size), self._rows.clock()))
        return True

    async def counts(self, server_id: int | None, recommendation: Recommendation) -> FitCounts:
        advice = advice_key(recommendation)
        followed = {
            row.report.member_id or -number: row.report.kept
            for number, row in enumerate(self._rows.reports)
            if row.advice == advice and row.report.server_id == server_id and row.report.taken is Taken.ADVISED
        }
        return FitCounts(len(followed), sum(followed.values()))


class MemoryCommandHash:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def load(self, scope: str) -> str | None:
        return self._rows.hashes.get(scope)

    async def save(self, scope: str, digest: str) -> bool:
        self._rows.hashes[scope] = digest
        return True
