"""The values of a pack as JSON and back: what the pack cache keeps.

Only the classes named here can be made, and none of them does anything when it is made, so that a file, whatever it
holds, gives values or an error. Text stays text, numbers and truth are JSON's own, a list is a tuple; everything
else is an object with one key that tells its kind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any, Final

from bot.core.basis import Basis, Source
from bot.core.faq.entry import Entry
from bot.core.faq.lexicon import Lexicon, OutOfScope, ScopeTopic, Sense
from bot.core.pack import Fact, Pack, Shoe
from bot.core.sizing.knowledge import (
    Brand,
    ChartRow,
    Clause,
    Condition,
    EvidenceClass,
    FitRule,
    Flip,
    Limits,
    ReferenceShoe,
    SizeChart,
    SizingKnowledge,
    Span,
    Stage,
)
from bot.core.sizing.profile import Scale, Width
from bot.core.sizing.recommendation import Confidence
from bot.core.sizing.words import SizeWords

_RECORDS: Final = (
    Brand, ChartRow, Clause, Condition, Entry, EvidenceClass, Fact, FitRule, Flip, Lexicon, Limits, OutOfScope, Pack,
    ReferenceShoe, ScopeTopic, Sense, Shoe, SizeChart, SizeWords, SizingKnowledge, Source, Span,
)  # fmt: skip
_WORDS: Final[tuple[type[StrEnum], ...]] = (Basis, Confidence, Scale, Stage, Width)
_MAPPING, _DATE, _AGAIN = "{}", "date", "again"


def values_to_json(value: Any) -> str:
    """JSON text of a pack, or of any value that packs are made of. Raises TypeError for any other."""
    return json.dumps(_Writer().write(value), separators=(",", ":"))


def values_from_json(text: str | bytes) -> Any:
    """The value in a JSON text. Raises ValueError, TypeError, KeyError or IndexError for a text that holds none."""
    return _Reader().read(json.loads(text))


class _Writer:
    """Numbers the groups as it meets them, so that one that occurs twice is written, and later held, once."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}

    def write(self, value: Any) -> Any:
        kind = type(value)
        if value is None or kind in (str, bool, int, float):
            return value
        if kind in _WORDS:
            return {kind.__name__: value.value}
        if kind is date:
            return {_DATE: value.isoformat()}
        if id(value) in self._numbers:
            return {_AGAIN: self._numbers[id(value)]}
        written = self._write_group(value)
        self._numbers[id(value)] = len(self._numbers)
        return written

    def _write_group(self, value: Any) -> Any:
        if type(value) is tuple:
            return [self.write(one) for one in value]
        if isinstance(value, Mapping):
            return {_MAPPING: [self.write(one) for pair in value.items() for one in pair]}
        if type(value) in _RECORDS:
            return {type(value).__name__: [self.write(getattr(value, field.name)) for field in fields(value)]}
        raise TypeError(f"no value of a pack: {type(value).__name__}")


class _Reader:
    """Undoes what the writer did, in the same order."""

    def __init__(self) -> None:
        self._groups: list[Any] = []
        self._texts: dict[str, str] = {}
        self._words: dict[str, Callable[[Any], Any]] = {
            **{kind.__name__: kind for kind in _WORDS},
            _DATE: date.fromisoformat,
            _AGAIN: self._groups.__getitem__,
        }
        self._records = {kind.__name__: kind for kind in _RECORDS}

    def read(self, written: Any) -> Any:
        kind = type(written)
        if kind is str:
            return self._texts.setdefault(written, written)
        if kind is list:
            return self._keep(tuple(self._read_all(written)))
        if kind is dict:
            ((name, inner),) = written.items()
            if name in self._words:
                return self._words[name](inner)
            parts = self._read_all(inner)
            if name == _MAPPING:
                return self._keep(dict(zip(parts[::2], parts[1::2], strict=True)))
            return self._keep(self._records[name](*parts))
        return written

    def _read_all(self, written: list[Any]) -> list[Any]:
        read, share = self.read, self._texts.setdefault
        return [share(one, one) if type(one) is str else read(one) for one in written]  # mostly texts: no call for each

    def _keep(self, group: Any) -> Any:
        self._groups.append(group)
        return group
