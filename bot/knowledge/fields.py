"""Declarations of what a value in a knowledge file may be: one declaration reads it and writes its JSON Schema.

Single values here; lists and free names in `containers`; groups of fixed keys in `records`.
Each spec has two methods. `read(node, reading)` gives the typed value, or None after it has collected a problem in
`reading` (it never raises); `schema()` gives the same rule as JSON Schema (draft 7) for editors. Nothing here knows
what the fields of a pack are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from bot.knowledge.nodes import Mapping, Node, Scalar, ScalarKind
from bot.knowledge.reading import Reading, Template
from bot.knowledge.safe_text import find_danger
from bot.knowledge.suggestions import did_you_mean

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Schema = dict[str, object]

KEBAB = r"[a-z0-9]+(?:-[a-z0-9]+)*"
SNAKE = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"


class Spec(Protocol[T_co]):
    """What a value may be."""

    def read(self, node: Node, reading: Reading) -> T_co | None:
        """The typed value, or None after a problem was collected."""
        ...

    def schema(self) -> Schema:
        """The same rule as JSON Schema."""
        ...


def is_refused(node: Node) -> bool:
    """Whether the strict reader has complained about this value already."""
    return isinstance(node, Scalar) and node.kind is ScalarKind.REFUSED


def complain_of_type(node: Node, reading: Reading, wanted: str, hint: str = "") -> None:
    """Collect "expected …, found …", unless the value was complained of already."""
    if not is_refused(node):
        reading.complain(node, f"expected {wanted}, found {node.what}", hint)


@dataclass(frozen=True, slots=True)
class Text:
    """Text. Numbers, dates, true and false have to be quoted to be text."""

    min_length: int = 1
    max_length: int = 2000
    one_line: bool = True
    pattern: str = ""
    """What the whole text has to match; empty for anything."""
    pattern_hint: str = ""
    is_template: bool = False
    """May hold `{placeholders}`; they are checked once all names are known."""

    def read(self, node: Node, reading: Reading) -> str | None:
        """The text without spaces around it."""
        if not isinstance(node, Scalar) or node.kind is not ScalarKind.TEXT:
            complain_of_type(node, reading, "text", _quote_hint(node))
            return None
        text = node.text.strip()
        if self.is_template:
            reading.templates.append(Template(text, reading.path, node.line, node.column, node.is_literal))
        return text if self._is_fine(text, node, reading) else None

    def _is_fine(self, text: str, node: Scalar, reading: Reading) -> bool:
        before = len(reading.problems)
        if len(text) < self.min_length:
            reading.complain(node, "this text is empty" if not text else "this text is too short", "write something")
        if len(text) > self.max_length:
            over = f"this text has {len(text)} characters, {self.max_length} are allowed"
            reading.complain(node, over, f"take out {len(text) - self.max_length} or more")
        if self.one_line and "\n" in text:
            reading.complain(node, "this text has to stand on one line", "take out the line breaks")
        if text and self.pattern and not re.fullmatch(self.pattern, text):
            reading.complain(node, f"`{text[:60]}` is not written as it should be", self.pattern_hint)
        for danger in find_danger(text):
            reading.complain(node, danger.message, danger.hint)
        return len(reading.problems) == before

    def schema(self) -> Schema:
        """A string with its lengths and pattern."""
        schema: Schema = {"type": "string", "minLength": self.min_length, "maxLength": self.max_length}
        return schema | ({"pattern": f"^{self.pattern}$"} if self.pattern else {})


def slug(max_length: int = 60) -> Text:
    """A kebab-case id."""
    return Text(
        max_length=max_length, pattern=KEBAB, pattern_hint="small letters, digits and single hyphens: wide-feet"
    )


def _quote_hint(node: Node) -> str:
    if isinstance(node, Scalar) and node.text:
        return f'write "{node.text}"'
    if isinstance(node, Mapping):
        return 'a colon followed by a space makes `key: value`; put the whole text in "quotes"'
    return "write a text" if isinstance(node, Scalar) else "write one text, no list"


@dataclass(frozen=True, slots=True)
class Number:
    """A plain decimal number."""

    minimum: float = -1e9
    maximum: float = 1e9
    step: float = 0.0
    """The number has to be a multiple of it; 0 for any number."""

    def read(self, node: Node, reading: Reading) -> float | None:
        """The number."""
        if not isinstance(node, Scalar) or node.kind is not ScalarKind.NUMBER or not isinstance(node.value, float):
            quoted = isinstance(node, Scalar) and not node.is_plain
            complain_of_type(node, reading, "a number", "take the quotes away" if quoted else "write digits: 10 or 7.5")
            return None
        if not self.minimum <= node.value <= self.maximum:
            reading.complain(node, f"{node.text} is out of range", f"write {self.minimum:g} to {self.maximum:g}")
            return None
        if self.step and abs(node.value / self.step - round(node.value / self.step)) > 1e-9:
            reading.complain(node, f"{node.text} is not a multiple of {self.step:g}")
            return None
        return node.value

    def schema(self) -> Schema:
        """A number with its range."""
        schema: Schema = {"type": "number", "minimum": self.minimum, "maximum": self.maximum}
        return schema | ({"multipleOf": self.step} if self.step else {})


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    minimum: int = -1_000_000_000
    maximum: int = 1_000_000_000

    def read(self, node: Node, reading: Reading) -> int | None:
        """The number as an int."""
        number = Number(self.minimum, self.maximum).read(node, reading)
        if number is None:
            return None
        if not number.is_integer():
            reading.complain(node, f"{number:g} is not a whole number")
            return None
        return int(number)

    def schema(self) -> Schema:
        """An integer with its range."""
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


@dataclass(frozen=True, slots=True)
class Boolean:
    """true or false, and no other word."""

    def read(self, node: Node, reading: Reading) -> bool | None:
        """The truth value."""
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return node.value
        complain_of_type(node, reading, "true or false", "write true or false, without quotes")
        return None

    def schema(self) -> Schema:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Day:
    """A date, written plain: 2025-10-17."""

    def read(self, node: Node, reading: Reading) -> date | None:
        """The date."""
        if isinstance(node, Scalar) and isinstance(node.value, date):
            return node.value
        complain_of_type(node, reading, "a date", "write year-month-day without quotes: 2025-10-17")
        return None

    def schema(self) -> Schema:
        """A string, since JSON has no dates."""
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


@dataclass(frozen=True, slots=True)
class Days:
    """A length of time in days, written `180d`; read as a whole number of days."""

    maximum: int = 3650

    def read(self, node: Node, reading: Reading) -> int | None:
        """Days."""
        text = node.text if isinstance(node, Scalar) and node.kind is ScalarKind.TEXT else ""
        if not re.fullmatch(r"[1-9][0-9]{0,3}d", text):
            complain_of_type(node, reading, "a number of days", "write it with a d: 180d")
            return None
        if int(text[:-1]) > self.maximum:
            reading.complain(node, f"{text} is too long", f"write at most {self.maximum}d")
            return None
        return int(text[:-1])

    def schema(self) -> Schema:
        """A string such as 180d."""
        return {"type": "string", "pattern": r"^[1-9][0-9]{0,3}d$"}


@dataclass(frozen=True, slots=True)
class OneOf(Generic[T]):
    """One word of a fixed list, each with the value it stands for."""

    words: MappingOf[str, T]

    def read(self, node: Node, reading: Reading) -> T | None:
        """The value behind the word."""
        if not isinstance(node, Scalar) or node.kind is not ScalarKind.TEXT:
            complain_of_type(node, reading, "one word", f"write one of {self._list()}")
            return None
        if node.text not in self.words:
            hint = did_you_mean(node.text, self.words) or f"write one of {self._list()}"
            reading.complain(node, f"`{node.text[:60]}` is not known here", hint)
            return None
        return self.words[node.text]

    def _list(self) -> str:
        return ", ".join(self.words)

    def schema(self) -> Schema:
        """An enumeration."""
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Ref:
    """A name of something that has to exist elsewhere in the pack; looked up after everything is read."""

    kind: str
    pattern: str = KEBAB
    hint: str = "small letters, digits and single hyphens"

    def read(self, node: Node, reading: Reading) -> str | None:
        """The name."""
        name = Text(max_length=120, pattern=self.pattern, pattern_hint=self.hint).read(node, reading)
        if name is not None:
            reading.refer(node, self.kind, name)
        return name

    def schema(self) -> Schema:
        """A string with its pattern."""
        return {"type": "string", "pattern": f"^{self.pattern}$"}
