"""A file of entries from a stranger's computer: size, encoding, structure, schema, and only then its meaning.

Each step is looked at only when the one before it found nothing, so that the cheap ones guard the dear ones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core.problems import Problem
from bot.knowledge.cross_checks import check_claims, check_references, check_templates, check_unique_entries, fill_entry
from bot.knowledge.document import UPLOAD, read_document
from bot.knowledge.entries_file import LocatedEntry, entry_record, read_entries
from bot.knowledge.entry_text import NotEditableError, split_entries
from bot.knowledge.file_text import read_text
from bot.knowledge.loader import has_errors as problems_forbid
from bot.knowledge.nodes import Listing, Node
from bot.knowledge.overlay import known_names
from bot.knowledge.quoted import quoted_names
from bot.knowledge.reading import Reading
from bot.ports.proposals import EntryName, Fault, ItemStatus, ProposedItem, Stage
from bot.ports.revisions import Change, RevisionAction
from bot.workshop.drafting import changed_entry
from bot.workshop.faults import file_faults
from bot.workshop.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file holds, as far as it could be read."""

    stage: Stage
    """Where reading stopped; TESTS when the tests are what is left to do."""
    faults: tuple[Fault, ...]
    items: tuple[ProposedItem, ...] = ()
    changes: tuple[Change, ...] = ()


def check_size(filename: str, size: int) -> Imported | None:
    """What forbids even fetching the file; None for nothing."""
    if not filename.lower().endswith((".yaml", ".yml")):
        return _stopped(Stage.SIZE, Fault("", "This is no YAML file", "attach a file whose name ends in .yaml"))
    if size <= 0:
        return _stopped(Stage.SIZE, Fault("", "This file is empty", "see Export for how it should look"))
    if size > UPLOAD.max_bytes:
        message = f"This file has {size // 1024} KiB, {UPLOAD.max_bytes // 1024} are allowed"
        return _stopped(Stage.SIZE, Fault("", message, "split it into several files"))
    return None


def read_import(raw: bytes, shelf: Shelf) -> Imported:
    """The entries of a file as changes to a server's own. Never raises; bounded in time and memory. For threads."""
    if len(raw) > UPLOAD.max_bytes:
        return check_size("file.yaml", len(raw)) or _stopped(Stage.SIZE)
    text, problems = read_text(raw, "", UPLOAD)
    if text is None:
        return _stopped(Stage.ENCODING, *file_faults(problems))
    node, problems = read_document(text, "", UPLOAD)
    if node is None or problems_forbid(problems):
        return _stopped(Stage.STRUCTURE, *file_faults(problems))
    if not isinstance(node, Listing):
        return _stopped(Stage.STRUCTURE, Fault("line 1", "This is no list of entries", "start each one with `- id: …`"))
    return _read_entries(node, text, list(problems), shelf)


def _read_entries(node: Node, text: str, problems: list[Problem], shelf: Shelf) -> Imported:
    reading = Reading("")
    found = read_entries(node, reading, entry_record("", 1, has_topic=True))
    problems += reading.problems + check_unique_entries(found)
    defined = {name for kind, name in reading.defined if kind == "entry"}
    live = {entry_id: entry for entry_id, entry in shelf.library.pack.entries.items() if entry_id not in defined}
    problems += check_references(reading.references, known_names(shelf.base, {*live, *defined}))
    names = quoted_names(shelf.base.shoe, shelf.base.sizing)
    problems += check_templates(reading.templates, names)
    for located in found:
        problems += check_claims(located, live) + fill_entry(located, names)[1]
    if problems_forbid(problems):
        items = tuple(item for located in found if (item := _refused_item(located, problems, text)))
        return Imported(Stage.SCHEMA, file_faults(problems), items)
    return _as_changes(found, text, problems, shelf)


def _as_changes(found: list[LocatedEntry], text: str, problems: list[Problem], shelf: Shelf) -> Imported:
    try:
        texts = dict(split_entries(text))
    except NotEditableError as error:
        return _stopped(Stage.STRUCTURE, Fault("", str(error)))
    drafts = []
    for located in found:
        entry = located.entry
        known = shelf.written.get(entry.id)
        topic = entry.topic or (known.topic if known else "server")
        base = shelf.overlay.revision_of(entry.id)
        drafts.append(changed_entry(replace(entry, topic=topic), texts[entry.id], shelf, base))
    changes = tuple(replace(one.change, action=RevisionAction.IMPORT) for one in drafts if one.change)
    return Imported(Stage.TESTS, file_faults(problems), tuple(one.item for one in drafts), changes)


def _refused_item(located: LocatedEntry, problems: list[Problem], text: str) -> ProposedItem | None:
    """The entry with those problems that stand in its lines; None for one without an error."""
    end = _end_of(located, text)
    own = [problem for problem in problems if located.node.line <= problem.line < end]
    if not problems_forbid(own):
        return None
    name = EntryName(located.entry.id, located.entry.title)
    return ProposedItem(name, ItemStatus.REFUSED, faults=file_faults(own))


def _end_of(located: LocatedEntry, text: str) -> int:
    lines = text.split("\n")
    for number in range(located.node.line, len(lines)):
        if lines[number].startswith("-"):
            return number + 1
    return len(lines) + 1


def _stopped(stage: Stage, *faults: Fault) -> Imported:
    return Imported(stage, faults)
