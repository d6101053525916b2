"""Editing the text of a file of answers: one entry is replaced, added or taken out, everything else stays as it is.

Comments and order are kept, also inside the replaced entry wherever its lines did not change. Works on lines and on the
places that the strict reader gives; the caller checks the result by reading it.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from bot.knowledge.document import read_document
from bot.knowledge.nodes import Listing, Mapping, Node, Scalar


class NotEditableError(Exception):
    """The file cannot be edited as text: it is no list of entries, or the entry is not in it."""


@dataclass(frozen=True, slots=True)
class _Span:
    """The lines of one child of a list or group, with the comments right above it."""

    name: str
    node: Node
    start: int
    """First line, 0-based, comments included."""
    head: int
    """Line of the `- ` or the key itself."""
    end: int
    """Line after the last one."""


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
    merged = _merge_entry(lines[span.head : span.end], item) or item
    indent = " " * _indent(lines[span.head])
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


def _bare(lines: list[str], span: _Span) -> str:
    """An item's lines as `key: value` lines: the dash becomes a space."""
    place = span.head - span.start
    dashed = lines[place]
    lines = [*lines[:place], dashed.replace("-", " ", 1), *lines[place + 1 :]]
    indent = len(lines[place]) - len(lines[place].lstrip())
    return "\n".join(line[indent:] if not line[:indent].strip() else line.lstrip() for line in lines).strip("\n") + "\n"


def _entry_spans(file_text: str) -> tuple[list[str], list[_Span]]:
    node, problems = read_document(file_text, "")
    if not isinstance(node, Listing):
        raise NotEditableError(str(problems[0]) if problems else "the file is no list of entries")
    lines = file_text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    return lines, _spans(lines, [(_name(item), item, _dash_line(lines, item)) for item in node.items], len(lines))


def _name(item: Node) -> str:
    found = item.get("id") if isinstance(item, Mapping) else None
    return found.text if isinstance(found, Scalar) else ""


def _dash_line(lines: list[str], item: Node) -> int:
    """The line of an item's dash: its own, or one above it."""
    line = item.line - 1
    while line > 0 and not lines[line].lstrip().startswith("-"):
        line -= 1
    return line


def _spans(lines: list[str], heads: list[tuple[str, Node, int]], end: int) -> list[_Span]:
    """Children with their lines; comments and empty lines right above a child belong to it.

    What stands above the first one, an empty line between, belongs to the whole.
    """
    starts = []
    previous = -1
    for _, _, head in heads:
        indent = _indent(lines[head])
        start = head
        while (
            start - 1 > previous and _is_above(lines[start - 1], indent) and (previous >= 0 or lines[start - 1].strip())
        ):
            start -= 1
        starts.append(start)
        previous = head
    ends = [*starts[1:], end]
    return [_Span(name, node, starts[n], head, ends[n]) for n, (name, node, head) in enumerate(heads)]


def _is_above(line: str, indent: int) -> bool:
    return not line.strip() or (line.lstrip().startswith("#") and _indent(line) <= indent)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _find(spans: list[_Span], entry_id: str) -> _Span:
    for span in spans:
        if span.name == entry_id:
            return span
    raise NotEditableError(f"there is no entry `{entry_id}` in this file")


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n" if any(lines) else ""


def _merge_entry(old: list[str], new: list[str]) -> list[str] | None:
    """The new item with the old lines wherever they mean the same; None where the old one is written another way."""
    old_item, new_item = _only_item(old), _only_item(new)
    if old_item is None or new_item is None or old_item.column != 3 or old_item.line != 1:
        return None
    merged = _merge(old, old_item, new, new_item)
    result = _only_item(merged)
    return merged if result is not None and _same(result, new_item) else None


def _only_item(lines: list[str]) -> Mapping | None:
    node, _ = read_document("\n".join(lines), "")
    item = node.items[0] if isinstance(node, Listing) and len(node.items) == 1 else None
    return item if isinstance(item, Mapping) and _is_block(lines, item) else None


def _is_block(lines: list[str], item: Mapping) -> bool:
    """Whether every key stands on a line of its own."""
    return (
        len({key.line for key, _ in item.pairs}) == len(item.pairs) and "{" not in lines[item.line - 1][: item.column]
    )


def _merge(old: list[str], old_item: Mapping, new: list[str], new_item: Mapping) -> list[str]:
    kept = {span.name: span for span in _key_spans(old, old_item)}
    merged: list[str] = []
    for span in _key_spans(new, new_item):
        before = kept.get(span.name)
        if before is None:
            merged += _trimmed(new[span.start : span.end])
        elif _same(before.node, span.node):
            merged += _trimmed(old[before.start : before.end])
        else:
            merged += old[before.start : before.head] + _merge_value(old, before, new, span)
    return merged


def _key_spans(lines: list[str], item: Mapping) -> list[_Span]:
    return _spans(lines, [(key.text, value, key.line - 1) for key, value in item.pairs], len(lines))


def _merge_value(old: list[str], before: _Span, new: list[str], span: _Span) -> list[str]:
    """A changed list keeps the lines of the items it still has; anything else is replaced."""
    old_list, new_list = before.node, span.node
    is_list = isinstance(old_list, Listing) and isinstance(new_list, Listing) and old_list.items and new_list.items
    if not is_list or not isinstance(old_list, Listing) or not isinstance(new_list, Listing):
        return _trimmed(new[span.head : span.end])
    old_spans, new_spans = _item_spans(old, old_list, before), _item_spans(new, new_list, span)
    if old_spans is None or new_spans is None:
        return _trimmed(new[span.head : span.end])
    kept = {one.name: one for one in old_spans}
    indent = " " * _indent(old[old_spans[0].head])
    lines = old[before.head : old_spans[0].start]
    for one in new_spans:
        same = kept.get(one.name)
        lines += old[same.start : same.end] if same else [indent + line.lstrip() for line in new[one.head : one.end]]
    return _trimmed(lines)


def _item_spans(lines: list[str], node: Listing, parent: _Span) -> list[_Span] | None:
    """The items of a list of one-line texts, one a line; None for a list that is written another way."""
    heads: list[tuple[str, Node, int]] = []
    for item in node.items:
        line = item.line - 1
        if not isinstance(item, Scalar) or not lines[line].lstrip().startswith("- ") or "\n" in item.text:
            return None
        heads.append((item.text, item, line))
    if len({head for _, _, head in heads}) != len(heads):
        return None
    return _spans(lines, heads, parent.end)


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def _same(one: Node, other: Node) -> bool:
    """Whether two nodes mean the same, wherever they stand."""
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return one.kind is other.kind and one.text.strip() == other.text.strip()
    if isinstance(one, Listing) and isinstance(other, Listing):
        return len(one.items) == len(other.items) and all(map(_same, one.items, other.items))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        theirs = {key.text: value for key, value in other.pairs}
        return len(one.pairs) == len(theirs) and all(
            key.text in theirs and _same(value, theirs[key.text]) for key, value in one.pairs
        )
    return False
