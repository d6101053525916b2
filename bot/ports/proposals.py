"""An edit between "I would like" and "it is saved": drafts, what is wrong with them, what they would do. Values only.

A proposal lives in memory for some minutes under a token; nothing is stored until it is saved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from bot.core.reply import Reply

PROPOSAL_LIFE = timedelta(minutes=15)
"""After this a proposal is forgotten; as long as an answer to a press may take."""
FIELD_MAX_CHARS = 4000
"""What one input of a form holds."""


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry as a moderator fills it in, every field as text; also what an edit is prefilled with.

    Title, phrasings, answer and detail make the first form, the other five fields the second. A field that is left as
    it is given changes nothing.
    """

    title: str = ""
    """The question as a member would ask it, on one line."""
    ask: str = ""
    """Phrasings, one a line."""
    answer: str = ""
    more: str = ""
    """Detail behind a button; may be empty."""
    not_when: str = ""
    """Words that mean another topic, one a line."""
    must_match: str = ""
    """Test questions that this entry has to win, one a line."""
    must_not_match: str = ""
    """Test questions that must not be answered with it, one a line."""
    related: str = ""
    """Entry ids, one a line."""
    about: str = ""
    """`source: …`, `basis: …`, `checked: …`, `review_after: …`, `topic: …`, `offers_size: …`, one a line."""
    editing: str = ""
    """Id of the entry that was opened; empty for a new one, whose id is made from its title."""
    base: int = 0
    """The entry's newest revision when it was opened."""
    gap_ids: tuple[str, ...] = ()
    """Open questions that this draft is meant to answer; they are marked when it is saved."""

    @property
    def too_long(self) -> tuple[str, ...]:
        """Names of fields that no form can hold: such an entry has to be edited in a file (export, import)."""
        names = ("title", "ask", "answer", "more", "not_when", "must_match", "must_not_match", "related", "about")
        return tuple(name for name in names if len(getattr(self, name)) > FIELD_MAX_CHARS)


@dataclass(frozen=True, slots=True)
class YamlText:
    """One entry as YAML text, for moderators who like that better."""

    text: str
    editing: str = ""
    base: int = 0
    gap_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, in words for somebody who is no programmer."""

    place: str
    """`Phrasings, line 3`, `Answer`, `line 12`, or empty for the whole."""
    message: str
    hint: str = ""
    """What to write instead; empty when the message says it all."""
    is_error: bool = True
    """False for something to look at that forbids nothing."""
    field: str = ""
    """Name of the `EntryDraft` field it stands in; empty where there is none."""

    def __str__(self) -> str:
        """One line for a person."""
        tail = f" ({self.hint})" if self.hint else ""
        return f"{self.place}: {self.message}{tail}" if self.place else f"{self.message}{tail}"


@dataclass(frozen=True, slots=True)
class EntryName:
    """An entry as it is named to a person."""

    entry_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a question gets: one entry is answered, several are offered, or nothing fits."""

    entries: tuple[EntryName, ...] = ()
    """One: answered with it. Several: a choice, best first. None: no answer."""

    @property
    def text(self) -> str:
        """In words."""
        if not self.entries:
            return "no answer"
        titles = ", ".join(f"“{entry.title}”" for entry in self.entries)
        return titles if len(self.entries) == 1 else f"a choice of {titles}"


class Asked(StrEnum):
    """Where a question that moves comes from."""

    PHRASING = "phrasing"
    RECENT = "recent"
    """A member asked it lately, and its text is kept."""


class Direction(StrEnum):
    """Where a question moves, seen from the entry that is edited."""

    ARRIVES = "arrives"
    LEAVES = "leaves"
    BECOMES_CHOICE = "becomes-choice"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Moved:
    """A question that would be answered otherwise than now."""

    question: str
    asked: Asked
    owner: EntryName | None
    """The entry it is a phrasing of."""
    before: Standing
    after: Standing
    direction: Direction


@dataclass(frozen=True, slots=True)
class BrokenTest:
    """A test that would no longer hold: somebody has to decide about it before the change can be saved."""

    key: str
    """Names it in `Workshop.save`; short, stable within its proposal."""
    entry: EntryName
    """Whose test it is."""
    sentence: str
    must_win: bool
    """True for a question the entry has to win, False for one it must not answer."""
    after: Standing
    may_move: str
    """What `TestDecision.MOVE` would do, in words; empty where it cannot be moved."""


class TestDecision(StrEnum):
    """What to do with a broken test."""

    __test__ = False

    KEEP = "keep"
    """The test is right: the change is refused."""
    DROP = "drop"
    """The test is no longer wanted."""
    MOVE = "move"
    """The question belongs to the other entry now, as a test of it."""


@dataclass(frozen=True, slots=True)
class EffectReport:
    """What a change would do."""

    moved: tuple[Moved, ...] = ()
    broken: tuple[BrokenTest, ...] = ()
    compared: int = 0
    """How many questions were asked of the knowledge before and after."""
    recent: int = 0
    """How many of them members asked lately."""

    def going(self, direction: Direction) -> tuple[Moved, ...]:
        """The questions that move that way."""
        return tuple(moved for moved in self.moved if moved.direction is direction)


class ItemStatus(StrEnum):
    """What a change does to one entry."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    HIDDEN = "hidden"
    RESTORED = "restored"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ProposedItem:
    """One entry of a proposal."""

    entry: EntryName
    status: ItemStatus
    diff: str = ""
    """Unified diff of the YAML text, without file names; empty when nothing changed."""
    faults: tuple[Fault, ...] = ()


class Stage(StrEnum):
    """How far checking came; an import stops at the first stage with an error."""

    SIZE = "size"
    ENCODING = "encoding"
    STRUCTURE = "structure"
    SCHEMA = "schema"
    TESTS = "tests"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that could be saved, or why not."""

    token: str
    """1 to 24 characters of `[0-9A-Za-z_-]`; good for `PROPOSAL_LIFE`, in this server only."""
    items: tuple[ProposedItem, ...]
    """One for an edit, many for an import."""
    faults: tuple[Fault, ...] = ()
    """Everything that is wrong, errors first."""
    preview: Reply | None = None
    """What members will see; None for an import, a hidden entry, and where an error forbids it."""
    effect: EffectReport = field(default_factory=EffectReport)
    draft: EntryDraft | YamlText | None = None
    """To open the form again as it was sent ("Back"); None for imports, hiding and restoring."""
    stage: Stage = Stage.DONE

    @property
    def can_save(self) -> bool:
        """Whether Save makes sense: no error, and something to save. Broken tests have to be decided on first."""
        has_change = any(item.status not in {ItemStatus.UNCHANGED, ItemStatus.REFUSED} for item in self.items)
        return has_change and not any(fault.is_error for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Saved:
    """Kept, and live."""

    revision_ids: tuple[int, ...]
    """The revisions made, one an entry; the last one is the entry that was edited."""
    items: tuple[ProposedItem, ...]
    gaps_closed: int = 0


@dataclass(frozen=True, slots=True)
class Again:
    """Something else was changed meanwhile, so that the effect is another one: nothing was saved, look again."""

    proposal: Proposal
    """The same change over what is there now, under a new token."""
    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was done."""

    reason: str
    """A sentence or two for the moderator."""
