"""The protocols at which the rooms meet. Adapters implement them; nothing here knows an adapter.

Times are `datetime` in UTC. Ids are Discord's integers where they come from Discord; members only ever appear in
stored rows as keyed pseudonyms. The methods of stores are coroutines that return once the data is committed.
"""

from bot.ports.desk import Answered, Asker, Desk
from bot.ports.dialogues import CONTROL_LIFE, DIALOGUE_IDLE, DIALOGUE_LIFE, Control, Controls, Dialogue, Dialogues
from bot.ports.feedback import Feedback, FeedbackRecord, Gap, GapReason, Gaps, GapStatus, Verdict
from bot.ports.fit_reports import MINIMUM_REPORTS, FitCounts, FitReport, FitReports, Girth, Length, Taken
from bot.ports.libraries import Libraries
from bot.ports.place import (
    JsonValue,
    LeaseHeldError,
    LeaseLostError,
    Place,
    SchemaTooNewError,
    StoreError,
    StoreUnavailableError,
    WayIn,
)
from bot.ports.privacy import HeldRow, Privacy, Receipt, RetentionReport
from bot.ports.revisions import (
    Change,
    EditConflict,
    EntryForm,
    EntryState,
    Overlay,
    Revision,
    RevisionAction,
    Revisions,
    UndoRefused,
)
from bot.ports.server_settings import ServerSettings, SettingsStore, Tone
from bot.ports.sessions import SESSION_GAP, KeptTurn, Logged, Outcome, SessionLog, StepAction, StepRecord, TurnRecord
from bot.ports.shadow import RATINGS_NEEDED, Rating, Shadow, ShadowTable, ThresholdRow
from bot.ports.stats import DayCount, EntryCount, FunnelStep, GapCount, Period, Stats, StatsReport
from bot.ports.store import LEASE_BEAT_S, CommandHash, Health, Replays, Store, StoredQuestion, StoredSize

__all__ = [
    "CONTROL_LIFE",
    "DIALOGUE_IDLE",
    "DIALOGUE_LIFE",
    "LEASE_BEAT_S",
    "MINIMUM_REPORTS",
    "RATINGS_NEEDED",
    "SESSION_GAP",
    "Answered",
    "Asker",
    "Change",
    "CommandHash",
    "Control",
    "Controls",
    "DayCount",
    "Desk",
    "Dialogue",
    "Dialogues",
    "EditConflict",
    "EntryCount",
    "EntryForm",
    "EntryState",
    "Feedback",
    "FeedbackRecord",
    "FitCounts",
    "FitReport",
    "FitReports",
    "FunnelStep",
    "Gap",
    "GapCount",
    "GapReason",
    "GapStatus",
    "Gaps",
    "Girth",
    "Health",
    "HeldRow",
    "JsonValue",
    "KeptTurn",
    "LeaseHeldError",
    "LeaseLostError",
    "Length",
    "Libraries",
    "Logged",
    "Outcome",
    "Overlay",
    "Period",
    "Place",
    "Privacy",
    "Rating",
    "Receipt",
    "Replays",
    "RetentionReport",
    "Revision",
    "RevisionAction",
    "Revisions",
    "SchemaTooNewError",
    "ServerSettings",
    "SessionLog",
    "SettingsStore",
    "Shadow",
    "ShadowTable",
    "Stats",
    "StatsReport",
    "StepAction",
    "StepRecord",
    "Store",
    "StoreError",
    "StoreUnavailableError",
    "StoredQuestion",
    "StoredSize",
    "Taken",
    "ThresholdRow",
    "Tone",
    "TurnRecord",
    "UndoRefused",
    "Verdict",
    "WayIn",
]
