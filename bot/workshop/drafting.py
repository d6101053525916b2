"""From what a moderator wrote to changes: forms, YAML text, hiding, restoring, a checked date. Nothing is stored here.

Pure, and slow only as far as reading YAML is. Everything that is wrong is collected before anything is said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.core.faq.entry import Entry
from bot.core.problems import Problem
from bot.knowledge.cross_checks import check_claims
from bot.knowledge.entry_text import NotEditableError, as_list_item, replace_entry_text, split_entries
from bot.knowledge.entry_yaml import entry_to_yaml
from bot.knowledge.overlay import OWN_TOPIC, read_own_entry
from bot.ports.proposals import EntryDraft, EntryName, Fault, ItemStatus, ProposedItem, YamlText
from bot.ports.revisions import Change, EntryForm, EntryState, RevisionAction
from bot.workshop.diffs import diff_of
from bot.workshop.faults import Origin, file_faults, form_faults, has_errors
from bot.workshop.forms import draft_of, form_text
from bot.workshop.planning import own_state
from bot.workshop.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Drafted:
    """One entry's change, or why there is none."""

    item: ProposedItem
    change: Change | None
    entry: Entry | None = None
    """As written; None for hiding, and where it cannot be read."""
    origins: tuple[Origin, ...] = ()
    """Where the lines of its YAML text come from, for a form."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with it."""
        return self.item.faults


def drafted(draft: EntryDraft | YamlText, shelf: Shelf) -> Drafted:
    """The change that a draft asks for."""
    if isinstance(draft, YamlText):
        return from_text(draft.text, shelf, editing=draft.editing, base=draft.base)
    known = shelf.written.get(draft.editing)
    entry = shelf.entry_of(draft.editing, shelf.state(draft.editing))
    opened = draft_of(entry, 0) if entry else EntryDraft()
    made = form_text(draft, shelf.taken_ids(), known.topic if known else None, opened)
    result = from_text(made.text, shelf, editing=draft.editing, base=draft.base, form=tuple(made.origins))
    faults = (*(fault for fault in made.faults if fault.is_error), *result.faults)
    faults = (*_without_twins(faults), *(fault for fault in made.faults if not fault.is_error))
    if not has_errors(made.faults):
        return replace(result, item=replace(result.item, faults=faults), origins=tuple(made.origins))
    return Drafted(replace(result.item, status=ItemStatus.REFUSED, diff="", faults=faults), None)


def from_text(text: str, shelf: Shelf, *, editing: str = "", base: int = 0, form: tuple[Origin, ...] = ()) -> Drafted:
    """The change that an entry's YAML text asks for. `form` says which fields its lines come from, if any."""
    own = read_own_entry(text, shelf.base, own_ids=shelf.library.pack.entries)
    problems = list(own.problems)
    if own.entry is not None and own.located is not None:
        problems += check_claims(own.located, shelf.library.pack.entries)
        problems += _id_problems(own.entry.id, editing, own.located.node.line, shelf)
    faults = form_faults(problems, form) if form else file_faults(problems)
    entry_id = own.raw.id if own.raw else editing
    if own.entry is None or own.raw is None or has_errors(faults):
        name = EntryName(entry_id, own.raw.title if own.raw else shelf.name(entry_id).title)
        return Drafted(ProposedItem(name, ItemStatus.REFUSED, faults=faults), None)
    return changed_entry(own.raw, text_of_entry(own.raw, shelf) if form else text, shelf, base, faults)


def changed_entry(entry: Entry, text: str, shelf: Shelf, base: int, faults: tuple[Fault, ...] = ()) -> Drafted:
    """The change to an entry that has been read without an error; `text` is its YAML text."""
    old = shelf.state(entry.id)
    status = ItemStatus.CHANGED if shelf.exists(entry.id) else ItemStatus.ADDED
    after = own_state(_merged(old, text, entry, shelf))
    if entry == shelf.written.get(entry.id):
        after = EntryState()
    if _means_same(old, after, entry, shelf):
        return Drafted(ProposedItem(EntryName(entry.id, entry.title), ItemStatus.UNCHANGED, faults=faults), None, entry)
    diff = diff_of(shelf.text_of(entry.id, old), shelf.text_of(entry.id, after))
    action = RevisionAction.ADD if status is ItemStatus.ADDED else RevisionAction.EDIT
    item = ProposedItem(EntryName(entry.id, entry.title), status, diff, faults)
    return Drafted(item, Change(entry.id, action, after, base), entry)


def hidden(entry_id: str, shelf: Shelf) -> Drafted:
    """The change that hides an entry."""
    name = shelf.name(entry_id)
    if entry_id not in shelf.library.pack.entries:
        return _refused(name, "There is no such entry here", "pick one from the list")
    old, after = shelf.state(entry_id), EntryState(EntryForm.HIDDEN)
    item = ProposedItem(name, ItemStatus.HIDDEN, diff_of(shelf.text_of(entry_id, old), ""))
    return Drafted(item, Change(entry_id, RevisionAction.HIDE, after, shelf.overlay.revision_of(entry_id)))


def restored(entry_id: str, before_hiding: EntryState | None, shelf: Shelf) -> Drafted:
    """The change that shows a hidden entry as it stood before, or gives a changed one the pack's text again."""
    old, name = shelf.state(entry_id), shelf.name(entry_id, before_hiding.yaml if before_hiding else "")
    if old.form is EntryForm.PACK:
        return _refused(name, "This entry stands as in the pack already", "")
    if old.form is EntryForm.OWN and entry_id not in shelf.base.entries:
        return _refused(
            name, "This entry is your server's own, so there is no older text in the pack", "hide it, or use History"
        )
    after = (before_hiding or EntryState()) if old.form is EntryForm.HIDDEN else EntryState()
    if after.form is EntryForm.PACK and entry_id not in shelf.base.entries:
        return _refused(name, "The pack no longer has this entry", "")
    item = ProposedItem(
        name, ItemStatus.RESTORED, diff_of(shelf.text_of(entry_id, old), shelf.text_of(entry_id, after))
    )
    change = Change(entry_id, RevisionAction.RESTORE, after, shelf.overlay.revision_of(entry_id))
    return Drafted(item, change, shelf.entry_of(entry_id, after))


def checked_today(entry_id: str, today: date, shelf: Shelf) -> Drafted:
    """The change that notes today as the day an entry's facts were checked."""
    entry = shelf.entry_of(entry_id, shelf.state(entry_id))
    if entry is None:
        return _refused(shelf.name(entry_id), "There is no such entry here", "pick one from the list")
    if entry.review_after_days is None:
        return _refused(
            shelf.name(entry_id), "This entry holds no fact that ages", "give it `review_after: 180d` first"
        )
    entry = replace(entry, checked=today)
    return changed_entry(entry, text_of_entry(entry, shelf), shelf, shelf.overlay.revision_of(entry_id))


def text_of_entry(entry: Entry, shelf: Shelf) -> str:
    """An entry, its placeholders not filled, as YAML text for this server's overlay."""
    known = shelf.written.get(entry.id)
    is_plain = entry.topic in {"", OWN_TOPIC, known.topic if known else OWN_TOPIC}
    return entry_to_yaml(entry, "" if is_plain else entry.topic)


def _refused(name: EntryName, message: str, hint: str) -> Drafted:
    return Drafted(ProposedItem(name, ItemStatus.REFUSED, faults=(Fault("", message, hint),)), None)


def _id_problems(entry_id: str, editing: str, line: int, shelf: Shelf) -> list[Problem]:
    if editing and entry_id != editing:
        return [Problem("", line, 0, "an entry keeps its id", f"write `id: {editing}`, or add it as a new entry")]
    if not editing and shelf.exists(entry_id):
        return [Problem("", line, 0, f"there is an entry `{entry_id}` already", "open that one, or choose another id")]
    return []


def _merged(old: EntryState, text: str, entry: Entry, shelf: Shelf) -> str:
    """The new text with the comments that stood in the old one."""
    if old.form is not EntryForm.OWN:
        return text
    try:
        ((_, merged),) = split_entries(replace_entry_text(as_list_item(old.yaml), entry.id, text))
    except (NotEditableError, ValueError):
        return text
    reread = read_own_entry(merged, shelf.base, own_ids=shelf.library.pack.entries)
    return merged if reread.raw == entry else text


def _means_same(old: EntryState, after: EntryState, entry: Entry, shelf: Shelf) -> bool:
    """Whether nothing is left to save. A change of comments alone is one."""
    if old.form is EntryForm.HIDDEN or not shelf.exists(entry.id):
        return False
    return old == after


def _without_twins(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """One fault a field where the form and the YAML both complain that it is empty."""
    empty = {fault.field for fault in faults if fault.message == "This is empty"}
    return tuple(fault for fault in faults if fault.field not in empty or fault.message == "This is empty")
