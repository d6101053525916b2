"""The rows of the store that keeps everything in dictionaries, and how long each is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta

from bot.core.sizing.recommendation import Recommendation
from bot.ports import (
    DIALOGUE_LIFE,
    Dialogue,
    FeedbackRecord,
    FitReport,
    Gap,
    JsonValue,
    Outcome,
    Place,
    Rating,
    Revision,
    ServerSettings,
    StepRecord,
    TurnRecord,
    WayIn,
)


@dataclass
class SessionRow:
    id: int
    member: int
    place: Place
    way_in: WayIn
    started_at: datetime
    last_at: datetime
    outcome: Outcome
    is_closed: bool = False


@dataclass
class TurnRow:
    id: str
    session: SessionRow
    record: TurnRecord
    at: datetime
    size: Recommendation | None = None
    size_bucket: dict[str, JsonValue] = field(default_factory=dict)
    rating: Rating | None = None
    presses: dict[int, tuple[FeedbackRecord, datetime]] = field(default_factory=dict)


@dataclass
class StepRow:
    session: SessionRow
    record: StepRecord
    at: datetime


@dataclass
class GapRow:
    gap: Gap
    turn_id: str
    member: int
    message_id: int | None


@dataclass
class DialogueRow:
    dialogue: Dialogue
    member: int


@dataclass
class ControlRow:
    token: str
    member: int
    server_id: int | None
    payload: dict[str, JsonValue]
    expires_at: datetime


@dataclass
class ReportRow:
    report: FitReport
    advice: str
    at: datetime | None


class Rows:
    """Everything that is kept."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.sessions: list[SessionRow] = []
        self.turns: dict[str, TurnRow] = {}
        self.steps: list[StepRow] = []
        self.gaps: dict[str, GapRow] = {}
        self.dialogues: dict[str, DialogueRow] = {}
        self.controls: dict[str, ControlRow] = {}
        self.reports: list[ReportRow] = []
        self.revisions: list[Revision] = []
        self.settings: dict[int, ServerSettings] = {}
        self.hashes: dict[str, str] = {}
        self.left: dict[int, datetime] = {}
        self.last_id = 0

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def settings_of(self, server_id: int | None) -> ServerSettings:
        return self.settings.get(server_id or 0, ServerSettings())

    def kept_until(self, at: datetime, server_id: int | None) -> date:
        return at.date() + timedelta(days=self.settings_of(server_id).retention_days)

    def gap_kept_until(self, row: GapRow) -> date:
        return row.gap.on + timedelta(days=self.settings_of(row.gap.server_id).gap_days)


def dialogue_kept_until(row: DialogueRow) -> date:
    return (row.dialogue.updated_at + DIALOGUE_LIFE + timedelta(hours=1)).date()


def plain(value: object) -> dict[str, JsonValue]:
    """A row's fields as JSON."""
    return {name: field if isinstance(field, int | float) else str(field) for name, field in asdict(value).items()}  # type: ignore[call-overload]
