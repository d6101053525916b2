"""Groups of fixed keys: declared once as `Key`s, read into a frozen dataclass, and written as JSON Schema.

    _TITLE = required("title", Text(max_length=60), "The question as a member would ask it.")
    ENTRY = Record("an entry", (_TITLE, ...), lambda got: Entry(title=got[_TITLE], ...))

`ENTRY.read(node, reading)` collects unknown keys (with "did you mean"), missing keys and wrong types, and calls the
build function only when everything is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from bot.knowledge import nodes
from bot.knowledge.fields import Schema, Spec, complain_of_type, is_refused
from bot.knowledge.nodes import Node
from bot.knowledge.reading import Reading
from bot.knowledge.suggestions import did_you_mean

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, eq=False)
class Key(Generic[T]):
    """One key of a group: its name, what its value may be, and what it means."""

    name: str
    spec: Spec[T]
    about: str
    """One sentence for the author of a file; shown by editors."""
    is_required: bool
    default: T | None = None
    """What a missing optional key stands for."""


def required(name: str, spec: Spec[T], about: str = "") -> Key[T]:
    """A key that has to be there."""
    return Key(name, spec, about, is_required=True)


def optional(name: str, spec: Spec[T], default: T, about: str = "") -> Key[T]:
    """A key that may be left out, with what it stands for then."""
    return Key(name, spec, about, is_required=False, default=default)


def maybe(name: str, spec: Spec[T], about: str = "") -> Key[T | None]:
    """A key that may be left out; None then."""
    return Key(name, cast("Spec[T | None]", spec), about, is_required=False, default=None)


@dataclass(frozen=True, slots=True)
class Values:
    """What was read, by key."""

    found: Mapping[Key[Any], Any]

    def __getitem__(self, key: Key[T]) -> T:
        """The value under a key, or its default."""
        return cast("T", self.found.get(key, key.default))


@dataclass(frozen=True, slots=True)
class Record(Generic[R]):
    """A group of fixed keys that becomes one value."""

    what: str
    """The group in words, for messages: "an entry"."""
    keys: tuple[Key[Any], ...]
    build: Callable[[Values], R]
    """Called with complete values only."""

    def read(self, node: Node, reading: Reading) -> R | None:
        """The built value, or None after problems were collected."""
        if not isinstance(node, nodes.Mapping):
            complain_of_type(node, reading, f"{self.what} (`key: value` lines)")
            return None
        self._complain_of_unknown(node, reading)
        found: dict[Key[Any], Any] = {}
        is_complete = True
        for key in self.keys:
            child = node.get(key.name)
            if child is None:
                if key.is_required:
                    reading.complain(node, f"`{key.name}` is missing from {self.what}", f"add `{key.name}:`")
                    is_complete = False
                continue
            value = key.spec.read(child, reading)
            is_complete = is_complete and value is not None
            found[key] = value
        return self.build(Values(found)) if is_complete else None

    def _complain_of_unknown(self, node: nodes.Mapping, reading: Reading) -> None:
        known = [key.name for key in self.keys]
        for name, _ in node.pairs:
            if name.text not in known and not is_refused(name):
                hint = did_you_mean(name.text, known) or f"known keys: {', '.join(known)}"
                reading.complain(name, f"`{name.text[:60]}` is not a key of {self.what}", hint)

    def schema(self) -> Schema:
        """An object with exactly these keys."""
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [key.name for key in self.keys if key.is_required],
            "properties": {key.name: _described(key) for key in self.keys},
        }


def _described(key: Key[Any]) -> Schema:
    return ({"description": key.about} if key.about else {}) | key.spec.schema()
