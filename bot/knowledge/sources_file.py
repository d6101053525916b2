"""`sources.yaml`: where statements come from."""

from __future__ import annotations

from dataclasses import replace

from bot.core.basis import Source
from bot.knowledge.containers import ListOf, MapOf
from bot.knowledge.fields import Day, OneOf, Text, slug
from bot.knowledge.nodes import Node
from bot.knowledge.reading import Reading
from bot.knowledge.records import Record, Values, maybe, optional, required

_TITLE = required("title", Text(max_length=160), "What the reader of an answer sees as its source.")
_KIND = required("kind", OneOf({kind: kind for kind in ("article", "chart", "web", "house")}), "What it is.")
_URL = optional(
    "url",
    Text(max_length=300, pattern=r"https?://[^\s<>()]+", pattern_hint="write the whole address, with https://"),
    "",
    "Its address, where it is a public page.",
)
_PUBLISHED = maybe("published", Day(), "The day it was published.")
_ACCESSED = maybe("accessed", Day(), "The day it was looked at.")
_SECTIONS = required("sections", ListOf(slug(), min_items=1), "Section ids that `source: <id>#<section>` may name.")


def _source(got: Values) -> Source:
    return Source("", got[_TITLE], got[_KIND], got[_URL], got[_PUBLISHED], got[_ACCESSED], got[_SECTIONS])


SOURCES = MapOf(
    Record("a source", (_TITLE, _KIND, _URL, _PUBLISHED, _ACCESSED, _SECTIONS), _source),
    min_items=1,
)


def read_sources(node: Node, reading: Reading) -> dict[str, Source] | None:
    """Sources by id, or None after problems were collected."""
    found = SOURCES.read(node, reading)
    return None if found is None else {name: replace(source, id=name) for name, source in found.items()}
