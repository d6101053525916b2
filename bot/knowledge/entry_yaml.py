"""An entry becomes YAML text that a person likes to edit, and that reads back as the very same entry.

Everything that YAML would misread is quoted. The order of keys is that of the files of a pack.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from bot.core.faq.entry import Entry
from bot.knowledge.nodes import ScalarKind
from bot.knowledge.plain_scalars import read_plain

_PLAIN = re.compile(r"[^\W_](?:[^\n\r\t\\]*[^\s:\\])?\Z")
"""Starts with a letter or digit; the rest is looked at below."""
_NEEDS_QUOTES = re.compile(r":\s|\s#|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_FLOW_WORD = re.compile(r"[A-Za-z][A-Za-z0-9-]*(?: [A-Za-z0-9-]+)*\Z")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_FLOW_WIDTH = 100
"""Short lists of words stand on one line up to this width."""


def entry_to_yaml(entry: Entry, topic: str = "") -> str:
    """The entry as `key: value` lines, ending with a line break; placeholders stand in it as the entry has them.

    `topic` adds a topic line, for an entry that lives outside a topic's file. Optional keys that say nothing are left
    out.
    """
    lines = [f"id: {scalar_to_yaml(entry.id)}"]
    lines += [f"topic: {scalar_to_yaml(topic)}"] if topic else []
    lines += [f"title: {scalar_to_yaml(entry.title)}", *_block_list("ask", entry.ask), *_long("answer", entry.answer)]
    lines += _long("more", entry.more) if entry.more else []
    lines += _short_list("not_when", entry.not_when)
    lines += _block_list("must_match", entry.must_match) + _block_list("must_not_match", entry.must_not_match)
    lines += _short_list("related", entry.related)
    lines += [f"source: {scalar_to_yaml(entry.source)}", f"basis: {entry.basis}"]
    lines += [f"checked: {entry.checked.isoformat()}"] if entry.checked else []
    lines += [f"review_after: {entry.review_after_days}d"] if entry.review_after_days else []
    lines += ["offers_size: true"] if entry.offers_size else []
    return "\n".join(lines) + "\n"


def scalar_to_yaml(text: str) -> str:
    """One text on one line, quoted where YAML could read anything else than this text."""
    is_plain = _PLAIN.match(text) and not _NEEDS_QUOTES.search(text) and read_plain(text).kind is ScalarKind.TEXT
    return text if is_plain else _quoted(text)


def _quoted(text: str) -> str:
    return re.sub(_UNPRINTABLE, lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def _block_list(key: str, items: Iterable[str]) -> list[str]:
    lines = [f"  - {scalar_to_yaml(item)}" for item in items]
    return [f"{key}:", *lines] if lines else []


def _short_list(key: str, items: tuple[str, ...]) -> list[str]:
    line = f"{key}: [{', '.join(items)}]"
    is_simple = all(_FLOW_WORD.match(item) and read_plain(item).kind is ScalarKind.TEXT for item in items)
    if items and is_simple and len(line) <= _FLOW_WIDTH:
        return [line]
    return _block_list(key, items)


def _long(key: str, text: str) -> list[str]:
    """A text of several sentences as a `|` block, one line of it a line, where that reads back unchanged."""
    lines = text.split("\n")
    fits = text.strip() == text and text and not _UNPRINTABLE.search(text) and "\t" not in text and "\r" not in text
    if not fits or any(line != line.rstrip() for line in lines):
        return [f"{key}: {_quoted(text)}"]
    return [f"{key}: |", *(f"  {line}".rstrip() for line in lines)]
