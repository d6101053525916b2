"""One YAML file that lies outside a pack: its kind is recognised, and it is checked against a pack's names."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from typing import Any

from bot.core.pack import Pack
from bot.core.problems import Problem
from bot.knowledge.charts_file import CHARTS, read_charts
from bot.knowledge.cross_checks import check_claims, check_references, check_templates, check_unique_entries, fill_entry
from bot.knowledge.document import read_document
from bot.knowledge.entries_file import LocatedEntry, entry_record, read_entries
from bot.knowledge.entry_tests import entry_test_problems, steal_problems
from bot.knowledge.lexicon_file import LEXICON, OUT_OF_SCOPE, read_lexicon, read_out_of_scope
from bot.knowledge.library import library_of
from bot.knowledge.loader import has_errors
from bot.knowledge.nodes import Listing, Mapping, Node
from bot.knowledge.overlay import known_names, put_entry
from bot.knowledge.quoted import quoted_names
from bot.knowledge.reading import Reading
from bot.knowledge.records import Record
from bot.knowledge.reference_shoes_file import REFERENCE_SHOES, read_reference_shoes
from bot.knowledge.rules_file import RULES, read_rules
from bot.knowledge.shoe_file import SHOE, read_shoe
from bot.knowledge.size_words_file import SIZE_WORDS
from bot.knowledge.sources_file import read_sources

_READERS: dict[str, Callable[[Node, Reading], object]] = {
    "shoe": read_shoe,
    "sources": read_sources,
    "lexicon": read_lexicon,
    "out_of_scope": read_out_of_scope,
    "size_charts": read_charts,
    "fit_rules": read_rules,
    "reference_shoes": read_reference_shoes,
    "size_words": SIZE_WORDS.read,
}
_RECORDS: dict[str, Record[Any]] = {
    "shoe": SHOE,
    "lexicon": LEXICON,
    "out_of_scope": OUT_OF_SCOPE,
    "size_charts": CHARTS,
    "fit_rules": RULES,
    "reference_shoes": REFERENCE_SHOES,
    "size_words": SIZE_WORDS,
}


def check_lone_file(raw: bytes, path: str, stem: str, pack: Pack | None) -> tuple[str, list[Problem]]:
    """The kind of the file ("" where it cannot be told) and its problems; `pack` gives the names it may use."""
    node, problems = read_document(raw, path)
    if node is None:
        return "", problems
    kind = _kind_of(node, stem)
    if not kind:
        hint = "a file of answers is a list that starts with `- id: …`"
        return "", [*problems, Problem(path, node.line, node.column, "this is no file of a knowledge pack", hint)]
    reading = Reading(path)
    if kind == "faq":
        return kind, problems + _entries_problems(node, reading, pack, has_errors(problems))
    _READERS[kind](node, reading)
    references = [] if pack is None else check_references(reading.references, {"source": known_names(pack)["source"]})
    return kind, problems + reading.problems + references


def _kind_of(node: Node, stem: str) -> str:
    if stem in _READERS:
        return stem
    if isinstance(node, Listing):
        return "faq"
    if not isinstance(node, Mapping):
        return ""
    keys = {key.text for key, _ in node.pairs}
    overlap = {kind: len(keys & {key.name for key in record.keys}) for kind, record in _RECORDS.items()}
    best = max(overlap, key=lambda kind: overlap[kind])
    if overlap[best]:
        return best
    is_sources = all(isinstance(value, Mapping) and value.get("title") for _, value in node.pairs)
    return "sources" if is_sources and keys else ""


def _entries_problems(node: Node, reading: Reading, pack: Pack | None, is_broken: bool) -> list[Problem]:
    """A file of entries as a server's own are checked: one phrasing is enough, and a topic may be named."""
    found = read_entries(node, reading, entry_record("server", 1, has_topic=True))
    problems = reading.problems + check_unique_entries(found)
    if pack is None:
        return problems
    names = quoted_names(pack.shoe, pack.sizing)
    defined = {name for kind, name in reading.defined if kind == "entry"}
    problems += check_references(reading.references, known_names(pack, defined))
    problems += check_templates(reading.templates, names)
    for located in found:
        others = {entry_id: entry for entry_id, entry in pack.entries.items() if entry_id not in defined}
        problems += check_claims(located, others) + fill_entry(located, names)[1]
    if is_broken or has_errors(problems):
        return problems
    return problems + _tested(found, pack, names)


def _tested(found: list[LocatedEntry], pack: Pack, names: MappingOf[str, str]) -> list[Problem]:
    for one in found:
        pack = put_entry(pack, fill_entry(one, names)[0], one.entry)
    library, located = library_of(pack), {one.entry.id: one for one in found}
    return entry_test_problems(library, located) + steal_problems(library, located)
