"""The files of a pack become a `Pack`.

All files are read, all problems collected, and a pack is given only when there is no error among them: what is live is
always a whole, valid pack. Entry tests are not run here (they take seconds in a large pack); see `bot.knowledge.check`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.core.basis import Source
from bot.core.faq.entry import Entry
from bot.core.faq.lexicon import Lexicon, OutOfScope
from bot.core.pack import Pack, Shoe
from bot.core.problems import Problem, Severity
from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.own_shoe import name_own_shoe
from bot.core.sizing.words import SizeWords
from bot.knowledge.cross_checks import check_references, check_templates, check_unique_entries, fill_entry
from bot.knowledge.document import read_document
from bot.knowledge.entries_file import LocatedEntry, entry_record, read_entries
from bot.knowledge.lexicon_file import read_lexicon, read_out_of_scope
from bot.knowledge.nodes import Node
from bot.knowledge.pack_files import PackFiles, digest_of, is_entries_file, read_pack_files
from bot.knowledge.quoted import quoted_names
from bot.knowledge.reading import Reading
from bot.knowledge.shoe_file import read_shoe
from bot.knowledge.size_words_file import SIZE_WORDS
from bot.knowledge.sizing_files import SIZING_FILES, join_sizing, read_charts, read_reference_shoes, read_rules
from bot.knowledge.sources_file import read_sources

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What reading a pack gave."""

    pack: Pack | None
    """None when a problem is an error."""
    problems: tuple[Problem, ...]
    """Sorted by file and line; warnings among them."""
    located: Mapping[str, LocatedEntry] = field(default_factory=dict)
    """Entries as they were read, by id, for problems that turn up later."""
    documents: Mapping[str, Node] = field(default_factory=dict)
    """The files as trees, by path, for the same."""


@dataclass(slots=True)
class _Draft:
    """A pack while it is read."""

    files: PackFiles
    problems: list[Problem]
    readings: list[Reading] = field(default_factory=list)
    shoe: Shoe | None = None
    sources: Mapping[str, Source] | None = None
    lexicon: Lexicon | None = None
    out_of_scope: OutOfScope | None = None
    sizing: SizingKnowledge | None = None
    size_words: SizeWords | None = None
    entries: list[LocatedEntry] = field(default_factory=list)
    documents: dict[str, Node] = field(default_factory=dict)

    def read(self, path: str, reader: Callable[[Node, Reading], T]) -> T | None:
        """What a file says; None where it is missing, is no YAML, or does not say it properly."""
        if path not in self.files.contents:
            return None
        node, problems = read_document(self.files.contents[path], path)
        self.problems += problems
        if node is None:
            return None
        reading = Reading(path)
        self.documents[path] = node
        self.readings.append(reading)
        return reader(node, reading)


def load_pack(directory: Path) -> LoadResult:
    """The pack in a directory, or None with everything that is wrong in it. Never raises for what the files hold."""
    return load_files(read_pack_files(directory))


def load_files(files: PackFiles) -> LoadResult:
    """The pack that these files make; for checking a change before it is written."""
    draft = _read_all(files)
    names = quoted_names(draft.shoe, draft.sizing)
    problems = [*draft.problems, *_cross_problems(draft, names)]
    filled: dict[str, Entry] = {}
    for located in draft.entries:
        entry, too_long = fill_entry(located, names)
        problems += too_long
        filled.setdefault(entry.id, entry)
    pack = None if has_errors(problems) else _pack(draft, filled)
    by_id = {item.entry.id: item for item in draft.entries}
    return LoadResult(pack, tuple(sorted(set(problems))), by_id, draft.documents)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of the problems refuses the pack."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def _read_all(files: PackFiles) -> _Draft:
    draft = _Draft(files, list(files.problems))
    draft.shoe = draft.read("shoe.yaml", read_shoe)
    draft.sources = draft.read("sources.yaml", read_sources)
    draft.lexicon = draft.read("lexicon.yaml", read_lexicon)
    draft.out_of_scope = draft.read("out_of_scope.yaml", read_out_of_scope)
    draft.size_words = draft.read("size_words.yaml", SIZE_WORDS.read)
    draft.sizing = join_sizing(
        draft.shoe.brand if draft.shoe else "",
        draft.read("size_charts.yaml", read_charts),
        draft.read("fit_rules.yaml", read_rules),
        draft.read("reference_shoes.yaml", read_reference_shoes),
    )
    for path in filter(is_entries_file, files.contents):
        topic = path.removeprefix("faq/").removesuffix(".yaml")
        draft.entries += draft.read(path, partial(read_entries, record=entry_record(topic))) or []
    return draft


def _cross_problems(draft: _Draft, names: Mapping[str, str]) -> list[Problem]:
    problems = [problem for reading in draft.readings for problem in reading.problems]
    references = [reference for reading in draft.readings for reference in reading.references]
    templates = [template for reading in draft.readings for template in reading.templates]
    problems += check_references(references, _known(draft))
    if draft.shoe is not None and draft.sizing is not None:
        problems += check_templates(templates, names)
    return problems + check_unique_entries(draft.entries)


def _known(draft: _Draft) -> dict[str, Iterable[str]]:
    known: dict[str, Iterable[str]] = {
        "entry": [name for reading in draft.readings for kind, name in reading.defined if kind == "entry"]
    }
    if draft.sources is not None:
        known["source"] = [f"{name}#{section}" for name, one in draft.sources.items() for section in one.sections]
    if draft.sizing is not None:
        known["brand"] = list(draft.sizing.brands)
        known["rule"] = [rule.id for rule in draft.sizing.rules]
    return known


def _pack(draft: _Draft, entries: Mapping[str, Entry]) -> Pack | None:
    if draft.shoe is None or draft.sources is None or draft.sizing is None:
        return None
    return Pack(
        shoe=draft.shoe,
        sources=draft.sources,
        entries=entries,
        lexicon=draft.lexicon or Lexicon(),
        out_of_scope=draft.out_of_scope or OutOfScope(),
        sizing=name_own_shoe(draft.sizing, draft.shoe.nicknames),
        digest=draft.files.digest,
        rules_digest=digest_of(draft.files.contents, SIZING_FILES),
        size_words=draft.size_words or SizeWords(),
        originals={located.entry.id: located.entry for located in draft.entries},
    )
