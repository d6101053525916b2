"""What moderators look at: trials, history, open questions, counts, reminders, and the shadow. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.core.reply import Kind, Reply
from bot.ports.feedback import GapReason, GapStatus
from bot.ports.proposals import EntryDraft, EntryName, Fault, Standing, YamlText
from bot.ports.revisions import EntryForm, RevisionAction
from bot.ports.server_settings import ServerSettings
from bot.ports.shadow import ShadowTable
from bot.ports.stats import StatsReport


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry as one server has it, for a list or for autocomplete."""

    entry: EntryName
    form: EntryForm
    """HIDDEN ones are listed too, so that they can be restored."""
    topic: str


@dataclass(frozen=True, slots=True)
class TrialCandidate:
    """One entry that a text was compared with."""

    entry: EntryName
    confidence: float
    """0 to 1."""
    phrasing: str
    """Its nearest phrasing."""
    shared: tuple[str, ...]
    """Words in common, strongest first."""
    synonyms: tuple[tuple[str, str], ...]
    """(typed, the entry's word) pairs that mean the same here."""
    why: str
    """Why it won or lost, in one sentence."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a text would get, and why."""

    question: str
    kind: Kind
    standing: Standing
    verdict: str
    """The outcome with its reason, in one or two sentences."""
    candidates: tuple[TrialCandidate, ...]
    """Best first, at most five."""
    repairs: tuple[tuple[str, str], ...]
    """(typed, read as)."""
    signals: tuple[str, ...]
    """What the words say about whether the question is ours, one sentence each."""
    answer_from: float
    """Confidence from which one entry is answered in this server."""
    choose_from: float
    """Confidence from which a choice is offered."""
    reply: Reply
    """What the member would see."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed the entry since it was opened: nothing was saved, nothing is lost."""

    theirs: RevisionCard
    yours: EntryDraft | YamlText | None
    """Your draft, to be opened again over theirs (its `base` is theirs now); None for an import or a hiding."""
    your_diff: str
    """Unified diff from their text to yours."""


@dataclass(frozen=True, slots=True)
class RevisionCard:
    """One change that was kept: who, when, what."""

    id: int
    entry: EntryName
    action: RevisionAction
    member_id: int | None
    """None once they had it erased."""
    at: datetime
    undoes: int | None
    before: EntryForm
    after: EntryForm
    diff: str
    """Unified diff of the YAML text, without file names."""
    lines_added: int
    lines_removed: int
    blocked_by: int | None
    """The later revision of the same entry that an undo would lose; None when it can be undone."""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Revisions newest first."""

    cards: tuple[RevisionCard, ...]
    next_before: int | None
    """Give it as `before` for the next page; None on the last one."""


@dataclass(frozen=True, slots=True)
class Undone:
    """Taken back, and live."""

    card: RevisionCard


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A server's own entries as a file that `check` accepts."""

    filename: str
    text: str
    entries: int
    hidden: tuple[str, ...]
    """Ids of entries that the server has hidden; named in the file as a comment."""


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Questions that are alike and have no good answer."""

    key: str
    """Names the group in the gap actions: id of one of its gaps, 16 characters; outlives a restart."""
    text: str
    """The question that is most like all others."""
    examples: tuple[str, ...]
    """Further wordings, at most five."""
    questions: int
    people: int
    """Different askers, as far as known: at least 1."""
    first: date
    last: date
    reasons: tuple[tuple[GapReason, int], ...]
    """Most first."""
    statuses: tuple[GapStatus, ...]
    near: tuple[EntryName, ...]
    """Entries that came nearest or were refused, as the knowledge is now; best first, at most four."""
    gap_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapInbox:
    """A server's open questions."""

    groups: tuple[GapGroup, ...]
    """Most people first."""
    keeps_text: bool
    """False: the server does not keep the text of unanswered questions, so the inbox stays empty."""
    questions: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing for a card."""

    filename: str
    png: bytes
    alt: str
    """What it shows, in plain sentences."""


@dataclass(frozen=True, slots=True)
class StatsView:
    """How the bot is used in one server."""

    report: StatsReport
    titles: Mapping[str, str]
    """Titles of the entries in the report, by id; ids of entries that are gone are missing."""
    never_used: tuple[EntryName, ...]
    """Live entries that were not shown in the period."""
    sentences: tuple[str, ...]
    """The same numbers in plain sentences."""
    pictures: tuple[Picture, ...]
    """Empty where drawing is not installed: the numbers stay."""


@dataclass(frozen=True, slots=True)
class SettingsView:
    """A server's settings and what they ask for."""

    settings: ServerSettings
    notes: tuple[str, ...]
    """What follows from them, in sentences: an intent that is needed, a channel that is only watched."""
    needs_message_content: bool


@dataclass(frozen=True, slots=True)
class SettingsRefused:
    """Nothing was changed."""

    faults: tuple[Fault, ...]
    """`field` names the setting."""


SettingValue = str | int | float | bool | frozenset[int] | None
"""As typed or picked: `"5%"`, `"0.95"`, `"30 days"`, a channel id, a set of them; None puts the default back."""


@dataclass(frozen=True, slots=True)
class ShadowView:
    """How the unposted answers of one channel were rated."""

    channel_id: int
    table: ShadowTable
    needed: int
    """Ratings still missing before the table is worth reading; 0 when there are enough."""
    suggested: float | None
    """Lowest threshold that keeps within the accepted share of wrong answers; None for too few ratings, or none."""
    verdict: str
    """The table in one or two sentences."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """An entry with facts past their review day."""

    entry: EntryName
    checked: date
    due: date
    days_over: int
