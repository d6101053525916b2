"""The tree that a YAML file becomes: scalars, lists and mappings, each with its place in the file.

Everything after the strict reader works on these nodes, never on YAML's own objects, so that nothing YAML would do
behind our back (turning `no` into False) can happen. They are named tuples, not dataclasses, because a pack has twenty
thousand of them and a start should not wait for that.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class ScalarKind(StrEnum):
    """What a single value is. Only unquoted values can be anything but text."""

    TEXT = "text"
    NUMBER = "a number"
    BOOLEAN = "true or false"
    DATE = "a date"
    NOTHING = "nothing"
    REFUSED = "refused"
    """The strict reader has already complained about it; nobody else should."""


class Scalar(NamedTuple):
    """One value."""

    text: str
    """As written, quotes and escapes resolved."""
    kind: ScalarKind
    value: str | float | bool | date | None
    """The value in the kind's own type; None for nothing and for a refused one."""
    line: int
    column: int
    is_plain: bool = False
    """Written without quotes and not as a block."""
    is_literal: bool = False
    """Written as a `|` block: the text starts on the next line and keeps its lines."""

    @property
    def what(self) -> str:
        """The node in words, for a message."""
        return str(self.kind)


class Listing(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int

    @property
    def what(self) -> str:
        """The node in words, for a message."""
        return "a list"


class Mapping(NamedTuple):
    """Keys with values, in file order; no key stands in it twice."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    @property
    def what(self) -> str:
        """The node in words, for a message."""
        return "a group of `key: value` lines"

    def get(self, key: str) -> Node | None:
        """The value under a key; None where the key is not there."""
        for name, value in self.pairs:
            if name.text == key:
                return value
        return None


Node = Scalar | Listing | Mapping


def find_node(root: Node, *steps: str | int) -> Node:
    """The node that a path of keys and list positions leads to; the nearest one above it where the path ends early."""
    here: Node = root
    for step in steps:
        below: Node | None = None
        if isinstance(here, Mapping) and isinstance(step, str):
            below = here.get(step)
        elif isinstance(here, Listing) and isinstance(step, int) and step < len(here.items):
            below = here.items[step]
        if below is None:
            return here
        here = below
    return here
