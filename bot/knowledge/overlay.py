"""A server's own entries laid over the pack.

Two strictnesses meet here. What a moderator is about to save is read strictly (`read_own_entry`). What was saved once
stays usable when the pack moves on under it (`apply_overlay`): links to entries that are gone are dropped, and only an
entry that cannot be read at all falls back to the pack's, with a problem for the moderators.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.core.faq.entry import Entry
from bot.core.pack import Pack
from bot.core.problems import Problem
from bot.knowledge.cross_checks import check_references, check_templates, fill_entry
from bot.knowledge.document import UPLOAD, read_document
from bot.knowledge.entries_file import LocatedEntry, entry_record, read_entry
from bot.knowledge.nodes import Listing
from bot.knowledge.quoted import quoted_names
from bot.knowledge.reading import Reading
from bot.ports.revisions import EntryForm, Overlay

OWN_TOPIC = "server"
"""Where a server's new entry is listed when it names no topic."""
_OWN_MIN_ASK = 1


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """One entry of a server, read from its text."""

    entry: Entry | None
    """Placeholders filled; None when it cannot be shown."""
    problems: tuple[Problem, ...]
    raw: Entry | None = None
    """The same with its placeholders as written, for editing."""
    located: LocatedEntry | None = None


@dataclass(frozen=True, slots=True)
class Overlaid:
    """A pack with a server's overlay over it."""

    pack: Pack
    problems: tuple[Problem, ...]
    """What is wrong with the server's own entries; those that cannot be shown are left out of the pack."""


def read_own_entry(text: str | bytes, pack: Pack, path: str = "entry.yaml", own_ids: Iterable[str] = ()) -> OwnEntry:
    """One entry from its `key: value` text, with everything that is wrong with it as things stand. Never raises.

    `own_ids` are ids that exist besides the pack's.
    """
    node, problems = read_document(text, path, UPLOAD)
    if isinstance(node, Listing) and len(node.items) == 1:
        node = node.items[0]
    if node is None:
        return OwnEntry(None, tuple(problems))
    reading = Reading(path)
    located = read_entry(node, reading, entry_record("", _OWN_MIN_ASK, has_topic=True))
    problems += reading.problems
    defined = {name for kind, name in reading.defined if kind == "entry"}
    problems += check_references(reading.references, known_names(pack, {*own_ids, *defined}))
    names = quoted_names(pack.shoe, pack.sizing)
    unknown = check_templates(reading.templates, names)
    problems += unknown
    if located is None:
        return OwnEntry(None, tuple(sorted(problems)))
    filled, too_long = fill_entry(located, names)
    located = replace(located, entry=replace(located.entry, topic=_topic(located.entry, pack)))
    filled = replace(filled, topic=located.entry.topic)
    usable = None if unknown or too_long else filled
    return OwnEntry(usable, tuple(sorted(problems + too_long)), located.entry, located)


def _topic(entry: Entry, pack: Pack) -> str:
    base = pack.entries.get(entry.id)
    return entry.topic or (base.topic if base else OWN_TOPIC)


def known_names(pack: Pack, own_ids: Iterable[str] = ()) -> dict[str, Iterable[str]]:
    """What an entry over this pack may refer to, by kind; `own_ids` are entries besides those of the pack."""
    sections = [f"{name}#{section}" for name, source in pack.sources.items() for section in source.sections]
    return {"entry": {*pack.entries, *own_ids}, "source": sections}


def apply_overlay(pack: Pack, overlay: Overlay) -> Overlaid:
    """The pack as one server has it. Never raises; an overlay that says nothing gives the very same pack."""
    if not overlay.entries:
        return Overlaid(pack, ())
    own_ids = [entry_id for entry_id, state in overlay.entries if state.form is EntryForm.OWN]
    hidden = {entry_id for entry_id, state in overlay.entries if state.form is EntryForm.HIDDEN}
    entries = {entry_id: entry for entry_id, entry in pack.entries.items() if entry_id not in hidden}
    originals = {entry_id: entry for entry_id, entry in pack.originals.items() if entry_id not in hidden}
    problems: list[Problem] = []
    for entry_id, state in overlay.entries:
        if state.form is EntryForm.OWN:
            own = read_own_entry(state.yaml, pack, f"{entry_id}.yaml", own_ids)
            problems += own.problems
            if own.entry is not None and own.raw is not None and own.entry.id == entry_id:
                entries[entry_id], originals[entry_id] = own.entry, own.raw
            elif own.entry is not None:
                problems.append(Problem(f"{entry_id}.yaml", 0, 0, f"the text is of another entry, `{own.entry.id}`"))
    linked = _without_dead_links(entries)
    laid = replace(pack, entries=linked, originals=originals, digest=_digest(pack, overlay))
    return Overlaid(laid, tuple(sorted(set(problems))))


def _without_dead_links(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    return {
        entry_id: entry
        if all(related in entries for related in entry.related)
        else replace(entry, related=tuple(related for related in entry.related if related in entries))
        for entry_id, entry in entries.items()
    }


def _digest(pack: Pack, overlay: Overlay) -> str:
    total = hashlib.sha256(pack.digest.encode())
    for entry_id, state in sorted(overlay.entries):
        total.update(f"{entry_id}\0{state.form}\0{len(state.yaml)}\0{state.yaml}".encode())
    return total.hexdigest()


def put_entry(pack: Pack, entry: Entry, original: Entry) -> Pack:
    """The pack with one entry added or replaced, everything else shared; `original` has its placeholders unfilled."""
    entries, originals = {**pack.entries, entry.id: entry}, {**pack.originals, entry.id: original}
    return _changed(pack, entries, originals, repr(entry))


def drop_entry(pack: Pack, entry_id: str) -> Pack:
    """The pack without one entry, and without links to it."""
    entries = {name: entry for name, entry in pack.entries.items() if name != entry_id}
    originals = {name: entry for name, entry in pack.originals.items() if name != entry_id}
    return _changed(pack, entries, originals, f"-{entry_id}")


def _changed(pack: Pack, entries: Mapping[str, Entry], originals: Mapping[str, Entry], what: str) -> Pack:
    digest = hashlib.sha256(f"{pack.digest}\0{what}".encode()).hexdigest()
    return replace(pack, entries=_without_dead_links(entries), originals=originals, digest=digest)
