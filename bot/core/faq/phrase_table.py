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

    __slots__ = ("_by_first", "_firsts")

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], Value]]) -> None:
        first_given: dict[tuple[str, ...], Value] = {}
        for words, value in phrases:
            first_given.setdefault(words, value)
        by_first: dict[str, list[tuple[int, tuple[str, ...], Value]]] = {}
        for phrase, value in first_given.items():
            if phrase:
                by_first.setdefault(phrase[0], []).append((len(phrase), phrase, value))
        for found in by_first.values():
            found.sort(key=_longest_first)
        self._by_first: Mapping[str, Sequence[tuple[int, tuple[str, ...], Value]]] = by_first
        self._firsts = by_first.keys()

    def find(self, words: Sequence[str]) -> list[Found[Value]]:
        """Phrases in the order of the text, longest first at each place, without overlaps."""
        found: list[Found[Value]] = []
        if self._firsts.isdisjoint(words):
            return found
        row, free = tuple(words), 0
        for at, word in enumerate(row):
            if at < free or word not in self._by_first:
                continue
            for length, phrase, value in self._by_first[word]:
                if row[at : at + length] == phrase:
                    free = at + length
                    found.append(Found(at, free, value))
                    break
        return found

    def find_all(self, words: Sequence[str]) -> list[Found[Value]]:
        """Every phrase wherever it stands, also inside a longer one."""
        if self._firsts.isdisjoint(words):
            return []
        row = tuple(words)
        return [
            Found(at, at + length, value)
            for at, word in enumerate(row)
            for length, phrase, value in self._by_first.get(word, ())
            if row[at : at + length] == phrase
        ]


def _longest_first(phrase: tuple[int, tuple[str, ...], object]) -> int:
    return -phrase[0]
