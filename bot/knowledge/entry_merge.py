"""Merging an edited entry into its old lines: what still means the same keeps its line, and its comment with it.

Works on the lines of one list item; knows nothing of files. Used by `bot.knowledge.entry_text`.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge.document import read_document
from bot.knowledge.nodes import Listing, Mapping, Node, Scalar


@dataclass(frozen=True, slots=True)
class Span:
    """The lines of one child of a list or group, with the comments right above it."""

    name: str
    node: Node
    start: int
    """First line, 0-based, comments included."""
    head: int
    """Line of the `- ` or the key itself."""
    end: int
    """Line after the last one."""


def spans_of(lines: list[str], heads: list[tuple[str, Node, int]], end: int) -> list[Span]:
    """Children with their lines; comments and empty lines right above a child belong to it.

    What stands above the first one, an empty line between, belongs to the whole.
    """
    starts = []
    previous = -1
    for _, _, head in heads:
        indent = indent_of(lines[head])
        start = head
        while (
            start - 1 > previous and _is_above(lines[start - 1], indent) and (previous >= 0 or lines[start - 1].strip())
        ):
            start -= 1
        starts.append(start)
        previous = head
    ends = [*starts[1:], end]
    return [Span(name, node, starts[n], head, ends[n]) for n, (name, node, head) in enumerate(heads)]


def _is_above(line: str, indent: int) -> bool:
    return not line.strip() or (line.lstrip().startswith("#") and indent_of(line) <= indent)


def indent_of(line: str) -> int:
    """Spaces at the start of a line."""
    return len(line) - len(line.lstrip(" "))


def merge_item(old: list[str], new: list[str]) -> list[str] | None:
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


def _key_spans(lines: list[str], item: Mapping) -> list[Span]:
    return spans_of(lines, [(key.text, value, key.line - 1) for key, value in item.pairs], len(lines))


def _merge_value(old: list[str], before: Span, new: list[str], span: Span) -> list[str]:
    """A changed list keeps the lines of the items it still has; anything else is replaced."""
    old_list, new_list = before.node, span.node
    is_list = isinstance(old_list, Listing) and isinstance(new_list, Listing) and old_list.items and new_list.items
    if not is_list or not isinstance(old_list, Listing) or not isinstance(new_list, Listing):
        return _trimmed(new[span.head : span.end])
    old_spans, new_spans = _item_spans(old, old_list, before), _item_spans(new, new_list, span)
    if old_spans is None or new_spans is None:
        return _trimmed(new[span.head : span.end])
    kept = {one.name: one for one in old_spans}
    indent = " " * indent_of(old[old_spans[0].head])
    lines = old[before.head : old_spans[0].start]
    for one in new_spans:
        same = kept.get(one.name)
        lines += old[same.start : same.end] if same else [indent + line.lstrip() for line in new[one.head : one.end]]
    return _trimmed(lines)


def _item_spans(lines: list[str], node: Listing, parent: Span) -> list[Span] | None:
    """The items of a list of one-line texts, one a line; None for a list that is written another way."""
    heads: list[tuple[str, Node, int]] = []
    for item in node.items:
        line = item.line - 1
        if not isinstance(item, Scalar) or not lines[line].lstrip().startswith("- ") or "\n" in item.text:
            return None
        heads.append((item.text, item, line))
    if len({head for _, _, head in heads}) != len(heads):
        return None
    return spans_of(lines, heads, parent.end)


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
