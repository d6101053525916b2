"""What no single file can tell: whether names lead somewhere, ids are unique, and placeholders are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.core.faq.entry import Entry
from bot.core.faq.placeholders import fill
from bot.core.problems import Problem
from bot.knowledge.entries_file import LocatedEntry
from bot.knowledge.nodes import Listing, Node
from bot.knowledge.reading import Reference, Template
from bot.knowledge.suggestions import did_you_mean

FILLED_TITLE_MAX = 80
"""Discord's limit for the label of a button, which carries the title."""
FILLED_ANSWER_MAX = 1200
FILLED_MORE_MAX = 2400
"""Title, answer and detail together stay under the 4,000 characters of one Discord message."""


def check_references(references: Iterable[Reference], known: Mapping[str, Iterable[str]]) -> list[Problem]:
    """Names that lead nowhere. Kinds that are not in `known` are not checked (their file could not be read)."""
    tables = {kind: set(names) for kind, names in known.items()}
    return [
        _dangling(reference, tables[reference.kind])
        for reference in references
        if reference.kind in tables and reference.name not in tables[reference.kind]
    ]


def _dangling(reference: Reference, names: set[str]) -> Problem:
    message = f"there is no {reference.kind} `{reference.name}`"
    hint = did_you_mean(reference.name, sorted(names)) or "write one that exists, or take it out"
    return Problem(reference.path, reference.line, reference.column, message, hint)


def check_templates(templates: Iterable[Template], names: Mapping[str, str]) -> list[Problem]:
    """Placeholders that name nothing."""
    problems = []
    for template in templates:
        for unknown in fill(template.text, names).unknown:
            line, column = template.place(unknown.offset)
            hint = did_you_mean(unknown.name, names) or "write {shoe.<fact>}, {rule:<id>} or {size:10}"
            problems.append(Problem(template.path, line, column, f"`{{{unknown.name}}}` quotes nothing", hint))
    return problems


def check_unique_entries(entries: Iterable[LocatedEntry]) -> list[Problem]:
    """Ids, titles and phrasings that two entries claim; the later one is complained of."""
    problems: list[Problem] = []
    ids: dict[str, LocatedEntry] = {}
    said: dict[str, LocatedEntry] = {}
    for located in entries:
        first = ids.setdefault(located.entry.id, located)
        if first is not located:
            message = f"the id `{located.entry.id}` stands twice, first in {first.path}:{first.node.line}"
            problems.append(_at(located, located.node.get("id"), message, "give this entry another id"))
            continue
        problems += _claims(located, said)
    return problems


def check_claims(located: LocatedEntry, others: Mapping[str, Entry]) -> list[Problem]:
    """Phrasings of one entry that another of `others` (by id, itself left out) has already."""
    said = {
        _folded(text): entry.id
        for entry in others.values()
        if entry.id != located.entry.id
        for text in (entry.title, *entry.ask)
    }
    return [
        _at(located, node, f"`{text}` asks for `{said[_folded(text)]}` already", "keep it with one of the two")
        for node, text in _phrasings(located)
        if _folded(text) in said
    ]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip("?!. ")


def _claims(located: LocatedEntry, said: dict[str, LocatedEntry]) -> list[Problem]:
    problems = []
    for node, text in _phrasings(located):
        first = said.setdefault(_folded(text), located)
        if first is not located:
            message = f"`{text}` asks for `{first.entry.id}` already ({first.path})"
            problems.append(_at(located, node, message, "keep it with one of the two"))
    return problems


def _phrasings(located: LocatedEntry) -> list[tuple[Node | None, str]]:
    asks = located.node.get("ask")
    nodes = asks.items if isinstance(asks, Listing) else ()
    title = (located.node.get("title"), located.entry.title)
    return [title, *zip(nodes, located.entry.ask, strict=False)]


def _at(located: LocatedEntry, node: Node | None, message: str, hint: str) -> Problem:
    place = node or located.node
    return Problem(located.path, place.line, place.column, message, hint)


def fill_entry(located: LocatedEntry, names: Mapping[str, str]) -> tuple[Entry, list[Problem]]:
    """The entry with its placeholders filled, and what has become too long by that."""
    entry = located.entry
    filled = replace(
        entry,
        title=fill(entry.title, names).text,
        answer=fill(entry.answer, names).text,
        more=fill(entry.more, names).text,
    )
    limits = {"title": FILLED_TITLE_MAX, "answer": FILLED_ANSWER_MAX, "more": FILLED_MORE_MAX}
    problems = []
    for key, limit in limits.items():
        length = len(getattr(filled, key))
        if length > limit:
            message = f"`{key}` has {length} characters once its placeholders are filled, {limit} are allowed"
            problems.append(_at(located, located.node.get(key), message, "shorten it"))
    return filled, problems
