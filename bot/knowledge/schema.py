"""JSON Schemas for editors, written from the very declarations that read the files.

With the `yaml-language-server` line at the top of a file, an editor completes and checks its keys. The files in
`knowledge/schema/` are generated; a test says when they are stale.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.knowledge.atomic_write import write_atomically
from bot.knowledge.charts_file import CHARTS
from bot.knowledge.containers import ListOf
from bot.knowledge.entries_file import entry_record
from bot.knowledge.fields import Schema
from bot.knowledge.lexicon_file import LEXICON, OUT_OF_SCOPE
from bot.knowledge.reference_shoes_file import REFERENCE_SHOES
from bot.knowledge.rules_file import RULES
from bot.knowledge.shoe_file import SHOE
from bot.knowledge.size_words_file import SIZE_WORDS
from bot.knowledge.sources_file import SOURCES

SCHEMA_DIRECTORY = "schema"

_BY_KIND: Mapping[str, Callable[[], Schema]] = {
    "faq": lambda: ListOf(entry_record("")).schema(),
    "shoe": SHOE.schema,
    "sources": SOURCES.schema,
    "lexicon": LEXICON.schema,
    "out_of_scope": OUT_OF_SCOPE.schema,
    "size_words": SIZE_WORDS.schema,
    "size_charts": CHARTS.schema,
    "fit_rules": RULES.schema,
    "reference_shoes": REFERENCE_SHOES.schema,
}


def schema_name(kind: str) -> str:
    """The schema's file for a kind of file: `faq.schema.json`."""
    return f"{kind}.schema.json"


def schema_texts() -> dict[str, str]:
    """File name to JSON text, for every kind of file in a pack."""
    return {schema_name(kind): _text(kind, schema()) for kind, schema in _BY_KIND.items()}


def _text(kind: str, schema: Schema) -> str:
    head: Schema = {"$schema": "http://json-schema.org/draft-07/schema#", "title": f"{kind} of a knowledge pack"}
    return json.dumps(head | schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(pack: Path) -> tuple[Path, ...]:
    """Write all schemas into a pack's schema directory; gives the files that changed."""
    directory = pack / SCHEMA_DIRECTORY
    directory.mkdir(exist_ok=True)
    changed = []
    for name, text in schema_texts().items():
        file = directory / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            write_atomically(file, text)
            changed.append(file)
    return tuple(changed)
