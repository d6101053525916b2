"""Editing the text of a file of answers: one entry is replaced, added or taken out, everything else stays as it is.

Comments and order are kept, also inside the replaced entry wherever its lines did not change. Works on lines and on the
places that the strict reader gives; the caller checks the result by reading it.
"""

from __future__ import annotations

import textwrap

from bot.knowledge.document import read_document
from bot.knowledge.entry_merge import Span, indent_of, merge_item, spans_of
from bot.knowledge.nodes import Listing, Mapping, Node, Scalar


class NotEditableError(Exception):
    """The file cannot be edited as text: it is no list of entries, or the entry is not in it."""


def split_entries(file_text: str) -> list[tuple[str, str]]:
    """(id, text) of every entry, the text as `key: value` lines with its comments. Raises NotEditableError."""
    lines, spans = _entry_spans(file_text)
    return [(span.name, _bare(lines[span.start : span.end], span)) for span in spans]


def replace_entry_text(file_text: str, entry_id: str, new_entry_text: str) -> str:
    """The file with one entry's text replaced; lines whose meaning did not change stay, comments with them.

    `new_entry_text` holds `key: value` lines; comments on top of it replace those above the entry, none keep them.
    Raises NotEditableError where the entry is not in the file.
    """
    lines, spans = _entry_spans(file_text)
    span = _find(spans, entry_id)
    comments, item = _split_comments(_as_item(new_entry_text))
    merged = merge_item(lines[span.head : span.end], item) or item
    indent = " " * indent_of(lines[span.head])
    written = [f"{indent}{line}" if line and merged is item else line for line in [*comments, *merged]]
    above = span.start + sum(1 for line in lines[span.start : span.head] if not line.strip()) if comments else span.head
    return _joined([*lines[:above], *written, *lines[span.end :]])


def _split_comments(item: list[str]) -> tuple[list[str], list[str]]:
    """The comments above an item, and the item."""
    dash = next(n for n, line in enumerate(item) if line.startswith("-"))
    return item[:dash], item[dash:]


def append_entry_text(file_text: str, new_entry_text: str) -> str:
    """The file with an entry added at its end, one empty line before it."""
    lines = file_text.rstrip().split("\n") if file_text.strip() else []
    return _joined([*lines, *([""] if lines else []), *_as_item(new_entry_text)])


def remove_entry_text(file_text: str, entry_id: str) -> str:
    """The file without one entry and the comments right above it. Raises NotEditableError where it is not there."""
    lines, spans = _entry_spans(file_text)
    span = _find(spans, entry_id)
    start = span.head if span is spans[0] else span.start  # what stands above the first entry belongs to the file
    return _joined([*lines[:start], *lines[span.end :]])


def as_list_item(entry_text: str) -> str:
    """An entry's `key: value` lines as an item of a list."""
    return "\n".join(_as_item(entry_text)) + "\n"


def _as_item(entry_text: str) -> list[str]:
    lines = textwrap.dedent(entry_text.strip("\n")).rstrip().split("\n")
    node, _ = read_document("\n".join(lines), "")
    if isinstance(node, Listing):
        return lines
    first = node.line - 1 if isinstance(node, Mapping) else 0
    head = lines[:first]
    body = [f"  {line}" if line else line for line in lines[first:]]
    return [*head, f"- {body[0][2:]}", *body[1:]]


def _bare(lines: list[str], span: Span) -> str:
    """An item's lines as `key: value` lines: the dash becomes a space."""
    place = span.head - span.start
    dashed = lines[place]
    lines = [*lines[:place], dashed.replace("-", " ", 1), *lines[place + 1 :]]
    indent = len(lines[place]) - len(lines[place].lstrip())
    return "\n".join(line[indent:] if not line[:indent].strip() else line.lstrip() for line in lines).strip("\n") + "\n"


def _entry_spans(file_text: str) -> tuple[list[str], list[Span]]:
    node, problems = read_document(file_text, "")
    if not isinstance(node, Listing):
        raise NotEditableError(str(problems[0]) if problems else "the file is no list of entries")
    lines = file_text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    return lines, spans_of(lines, [(_name(item), item, _dash_line(lines, item)) for item in node.items], len(lines))


def _name(item: Node) -> str:
    found = item.get("id") if isinstance(item, Mapping) else None
    return found.text if isinstance(found, Scalar) else ""


def _dash_line(lines: list[str], item: Node) -> int:
    """The line of an item's dash: its own, or one above it."""
    line = item.line - 1
    while line > 0 and not lines[line].lstrip().startswith("-"):
        line -= 1
    return line


def _find(spans: list[Span], entry_id: str) -> Span:
    for span in spans:
        if span.name == entry_id:
            return span
    raise NotEditableError(f"there is no entry `{entry_id}` in this file")


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n" if any(lines) else ""
