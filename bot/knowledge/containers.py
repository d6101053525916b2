"""Lists, maps with free names, and alternatives, built from the specs of `bot.knowledge.fields`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.knowledge.fields import KEBAB, Schema, Spec, complain_of_type, is_refused
from bot.knowledge.nodes import Listing, Mapping, Node, Scalar, ScalarKind
from bot.knowledge.reading import Reading

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ListOf(Generic[T]):
    """A list whose items follow one spec."""

    item: Spec[T]
    min_items: int = 0
    max_items: int = 500
    unique: bool = True

    def read(self, node: Node, reading: Reading) -> tuple[T, ...] | None:
        """The items in order; None when one of them is wrong."""
        if not isinstance(node, Listing):
            complain_of_type(node, reading, "a list", "start each item on its own line with `- `")
            return None
        if not self.min_items <= len(node.items) <= self.max_items:
            wanted = f"at least {self.min_items}" if len(node.items) < self.min_items else f"at most {self.max_items}"
            reading.complain(node, f"this list has {len(node.items)} items, {wanted} are wanted")
        if self.unique:
            self._complain_of_repeats(node, reading)
        items = [self.item.read(item, reading) for item in node.items]
        return tuple(item for item in items if item is not None) if None not in items else None

    def _complain_of_repeats(self, node: Listing, reading: Reading) -> None:
        first_lines: dict[str, int] = {}
        for item in node.items:
            if isinstance(item, Scalar) and item.kind is not ScalarKind.REFUSED:
                key = " ".join(item.text.split()).casefold()
                if key in first_lines:
                    first = first_lines[key]
                    reading.complain(item, f"this stands in the list already, on line {first}", "delete one of the two")
                first_lines.setdefault(key, item.line)

    def schema(self) -> Schema:
        """An array."""
        return {
            "type": "array",
            "items": self.item.schema(),
            "minItems": self.min_items,
            "maxItems": self.max_items,
            "uniqueItems": self.unique,
        }


@dataclass(frozen=True, slots=True)
class MapOf(Generic[T]):
    """Names of the author's choosing, each with a value that follows one spec."""

    value: Spec[T]
    key_pattern: str = KEBAB
    key_hint: str = "small letters, digits and single hyphens"
    min_items: int = 0

    def read(self, node: Node, reading: Reading) -> dict[str, T] | None:
        """Name to value, in file order; None when a part is wrong."""
        if not isinstance(node, Mapping):
            complain_of_type(node, reading, "`name: value` lines")
            return None
        if len(node.pairs) < self.min_items:
            reading.complain(node, f"at least {self.min_items} of these are wanted")
        found: dict[str, T] = {}
        for key, child in node.pairs:
            if not is_refused(key) and not re.fullmatch(self.key_pattern, key.text):
                reading.complain(key, f"`{key.text[:60]}` is not written as a name", self.key_hint)
            value = self.value.read(child, reading)
            if value is not None:
                found[key.text] = value
        return found if len(found) == len(node.pairs) else None

    def schema(self) -> Schema:
        """An object with free names."""
        return {
            "type": "object",
            "additionalProperties": False,
            "minProperties": self.min_items,
            "patternProperties": {f"^{self.key_pattern}$": self.value.schema()},
        }


@dataclass(frozen=True, slots=True)
class EitherOf(Generic[T]):
    """A value that may be of several kinds; the first spec that accepts it reads it."""

    options: Sequence[Spec[T]]
    wanted: str
    """All options in words: "a number or a text"."""

    def read(self, node: Node, reading: Reading) -> T | None:
        """The value of the first option that has no problem with it."""
        for option in self.options:
            trial = Reading(reading.path)
            value = option.read(node, trial)
            if value is not None and not trial.problems:
                reading.references += trial.references
                reading.templates += trial.templates
                return value
        complain_of_type(node, reading, self.wanted)
        return None

    def schema(self) -> Schema:
        """Any of the options."""
        return {"anyOf": [option.schema() for option in self.options]}
