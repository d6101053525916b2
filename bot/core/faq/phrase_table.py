"""Finding phrases in a row of words: the longest one that starts at a word wins, and phrases never overlap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """One phrase that stands in the text at `start` up to, not including, `end`."""

    start: int
    end: int
    value: Value


class PhraseTable(Generic[Value]):
    """Phrases, each with a value. A phrase given twice keeps its first value."""

    __slots__ = ("_by_first",)

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], Value]]) -> None:
        first_given: dict[tuple[str, ...], Value] = {}
        for words, value in phrases:
            first_given.setdefault(words, value)
        by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase in first_given.items():
            if phrase[0]:
                by_first.setdefault(phrase[0][0], []).append(phrase)
        self._by_first: Mapping[str, tuple[tuple[tuple[str, ...], Value], ...]] = {
            first: tuple(sorted(found, key=lambda phrase: -len(phrase[0]))) for first, found in by_first.items()
        }

    def find(self, words: Sequence[str]) -> list[Found[Value]]:
        """Phrases in the order of the text, longest first at each place, without overlaps."""
        found: list[Found[Value]] = []
        if self._by_first.keys().isdisjoint(words):
            return found
        row, free = tuple(words), 0
        for at, word in enumerate(row):
            if at < free:
                continue
            for phrase, value in self._by_first.get(word, ()):
                if row[at : at + len(phrase)] == phrase:
                    free = at + len(phrase)
                    found.append(Found(at, free, value))
                    break
        return found

    def find_all(self, words: Sequence[str]) -> list[Found[Value]]:
        """Every phrase wherever it stands, also inside a longer one."""
        row = tuple(words)
        return [
            Found(at, at + len(phrase), value)
            for at, word in enumerate(row)
            for phrase, value in self._by_first.get(word, ())
            if row[at : at + len(phrase)] == phrase
        ]
