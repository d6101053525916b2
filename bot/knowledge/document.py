"""The strict YAML reader: text in, one tree of nodes with places out, all problems at once.

It builds its tree from parse events and never lets YAML construct anything. Files come from strangers (uploads, server
moderators), and the C loader crashes the process on deep nesting, so events are counted and depth is bounded while
reading. Anchors, aliases, tags, several documents, duplicate keys and ambiguous values are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from bot.core.problems import Problem, Severity
from bot.knowledge.file_text import read_text
from bot.knowledge.limits import UPLOAD, Limits
from bot.knowledge.nodes import Listing, Mapping, Node, Scalar, ScalarKind
from bot.knowledge.plain_scalars import is_surely_text, read_plain
from bot.knowledge.syntax_errors import explain_syntax_error

__all__ = ["UPLOAD", "Limits", "Node", "read_document"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TOO_DEEP_FOR_C = "exceeded maximum nesting depth"
"""What newer C parsers say of hostile nesting, before they give the events that our own bound needs."""

_LOSSY = re.compile(r"[ \t]+#(?=\w)")
_Place = tuple[int, int]
"""Line and column, 1-based."""


class _Stop(Exception):  # noqa: N818 - it ends reading early; the problems say why
    """Reading cannot go on; the reason has been collected."""


class _TooDeep(Exception):  # noqa: N818 - no fault of ours: it asks for another parser
    """The C parser refused the nesting by itself."""


def _place(mark: yaml.Mark | yaml._yaml.Mark | None) -> _Place:
    return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)


def _start(event: yaml.Event) -> _Place:
    return _place(event.start_mark)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been seen yet."""

    is_mapping: bool
    line: int
    column: int
    items: list[Node] = field(default_factory=list)
    """For a mapping: keys and values in turn."""


@dataclass(slots=True)
class _Builder:
    path: str
    limits: Limits
    line_count: int
    lossy: frozenset[_Place]
    """Where an unquoted value may end at a comment that looks like a part of it."""
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    roots: list[Node] = field(default_factory=list)
    documents: int = 0

    def complain(self, place: _Place, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        self.problems.append(Problem(self.path, *place, message, hint, severity))
        if len(self.problems) >= self.limits.max_problems:
            raise _Stop

    def fail(self, place: _Place, message: str, hint: str = "") -> None:
        self.complain(place, message, hint)
        raise _Stop

    def take(self, event: yaml.Event) -> None:
        """Add one parse event to the tree."""
        if type(event) is yaml.ScalarEvent:  # nine of ten events; isinstance costs a start its milliseconds
            if event.anchor or event.tag:
                self._refuse_extras(event)
            self._add(self._scalar(event))
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._refuse_extras(event)
            self._open(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._close()
        elif isinstance(event, yaml.AliasEvent):
            self.complain(_start(event), f"`*{event.anchor}` repeats another value by alias", "write it out again")
            self._add(Scalar("", ScalarKind.REFUSED, None, *_start(event)))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event)

    def _start_document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            self.fail(_start(event), "a second document starts here", "delete the `---` line, or use another file")
        if event.version or event.tags:
            self.complain(_start(event), "`%` directives are not used here", "delete the line that starts with %")

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor:
            self.complain(_start(event), f"`&{event.anchor}` names a value for aliases", "delete the & and its name")
        if event.tag:
            self.complain(_start(event), "`!` tags are not used here", 'delete the tag; text goes in "quotes"')

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        place = _start(event)
        if len(self.stack) >= self.limits.max_depth:
            self.fail(place, f"lists and groups are nested more than {self.limits.max_depth} deep", "use fewer levels")
        self.stack.append(_Open(isinstance(event, yaml.MappingStartEvent), *place))

    def _close(self) -> None:
        done = self.stack.pop()
        node: Node = self._mapping(done) if done.is_mapping else Listing(tuple(done.items), done.line, done.column)
        self._add(node)

    def _mapping(self, done: _Open) -> Mapping:
        first_lines: dict[str, int] = {}
        pairs: list[tuple[Scalar, Node]] = []
        for key, value in zip(done.items[::2], done.items[1::2], strict=True):
            place = (key.line, key.column)
            if not isinstance(key, Scalar):
                self.complain(place, "a key has to be a single word", "quote text that starts with [ or {")
            elif key.text in first_lines:
                first = first_lines[key.text]
                self.complain(place, f"`{key.text}` stands twice here, first on line {first}", "keep one of them")
            else:
                first_lines[key.text] = key.line
                pairs.append((key, value))
        return Mapping(tuple(pairs), done.line, done.column)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        (line, column), text = _start(event), event.value
        if len(text) > self.limits.max_scalar:
            too_long = f"this value is longer than {self.limits.max_scalar} characters"
            self.complain((line, column), too_long, "shorten it")
            return Scalar("", ScalarKind.REFUSED, None, line, column)
        if event.style or event.tag:
            return Scalar(text, ScalarKind.TEXT, text, line, column, is_literal=event.style == "|")
        if self.lossy and text:
            self._warn_of_comment(event)
        if is_surely_text(text):
            return Scalar(text, ScalarKind.TEXT, text, line, column, is_plain=True)
        kind, value, message, hint = read_plain(text)
        if kind is ScalarKind.REFUSED:
            self.complain((line, column), message, hint)
        return Scalar(text, kind, value, line, column, is_plain=True)

    def _warn_of_comment(self, event: yaml.ScalarEvent) -> None:
        """`is the #1 pick` silently loses everything from the # on: say so."""
        place = _place(event.end_mark)
        if place in self.lossy:
            message = "what follows the # is left out, because ` #` starts a comment"
            self.complain(
                place, message, 'put the whole text in "quotes", or write "# " for a comment', Severity.WARNING
            )

    def _add(self, node: Node) -> None:
        if self.stack:
            self.stack[-1].items.append(node)
        else:
            self.roots.append(node)


def read_document(text: str | bytes, path: str, limits: Limits = Limits()) -> tuple[Node | None, list[Problem]]:  # noqa: B008
    """One YAML document as a tree of nodes, with everything that is wrong with it as YAML.

    The tree is None where the file cannot be read to its end or is empty. Where there are problems and a tree, values
    that were refused are marked so, and the tree serves to find further problems only. `path` is what problems show.
    Never raises; time and memory are bounded by `limits`.
    """
    decoded, problems = read_text(text, path, limits)
    if decoded is None:
        return None, problems
    builder = _Builder(path, limits, decoded.count("\n") + 1, _lossy_places(decoded))
    try:
        finished = _feed(builder, decoded, _LOADER)
    except _TooDeep:
        # Python's parser looks ahead less, so that our own bound is met first and can name the place.
        builder = _Builder(path, limits, builder.line_count, builder.lossy)
        finished = _feed(builder, decoded, yaml.SafeLoader)
    if finished and not builder.roots:
        builder.problems.append(Problem(path, 0, 0, "the file is empty", "see the template in the docs"))
    return (builder.roots[0] if finished and builder.roots else None), builder.problems


def _lossy_places(text: str) -> frozenset[_Place]:
    if " #" not in text:
        return frozenset()
    return frozenset(
        (number, match.start() + 1)
        for number, line in enumerate(text.split("\n"), 1)
        if " #" in line
        for match in _LOSSY.finditer(line)
    )


def _feed(builder: _Builder, text: str, loader: type[yaml.SafeLoader | yaml.CSafeLoader]) -> bool:
    """Whether the document was read to its end. Raises `_TooDeep` where the loader refuses before our bound does."""
    try:
        for count, event in enumerate(yaml.parse(text, Loader=loader)):
            if count > builder.limits.max_events:
                builder.fail(_start(event), f"the file holds more than {builder.limits.max_events} values", "split it")
            builder.take(event)
    except yaml.YAMLError as error:
        if loader is not yaml.SafeLoader and _TOO_DEEP_FOR_C in str(error):
            raise _TooDeep from error
        builder.problems.append(explain_syntax_error(error, builder.path, builder.line_count))
        return False
    except _Stop:
        return False
    return True
