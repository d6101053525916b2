"""Reads `size_words.yaml`: the words people use about sizes and feet, for the reading of a sentence.

The keys are the fields of `SizeWords`, so a new list needs a field there and nothing here.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from bot.core.problems import Problem
from bot.core.sizing.words import SizeWords
from bot.knowledge.containers import ListOf, MapOf
from bot.knowledge.document import read_document
from bot.knowledge.fields import Number, Text
from bot.knowledge.reading import Reading
from bot.knowledge.records import Key, Record, Values, optional

_PHRASES = ListOf(Text(max_length=600), max_items=200)
_SPECS: dict[str, Any] = {
    "number_words": MapOf(Number(0, 100), key_pattern=r"[a-z]+", key_hint="one word in small letters"),
    "notes": MapOf(_PHRASES),
}


def _keys() -> tuple[Key[Any], ...]:
    return tuple(
        optional(item.name, _SPECS.get(item.name, _PHRASES), None, item.metadata["about"]) for item in fields(SizeWords)
    )


def _record() -> Record[SizeWords]:
    keys = _keys()

    def build(got: Values) -> SizeWords:
        return SizeWords(**{key.name: got[key] for key in keys if got[key] is not None})

    return Record("the words about sizes", keys, build)


SIZE_WORDS: Record[SizeWords] = _record()
"""The whole file, for reading it and for its JSON Schema."""


def read_size_words(text: str | bytes, path: str) -> tuple[SizeWords | None, list[Problem]]:
    """The words of one file with everything that is wrong in it; None when it cannot be used. Never raises."""
    root, problems = read_document(text, path)
    if root is None:
        return None, problems
    reading = Reading(path)
    words = SIZE_WORDS.read(root, reading)
    found = problems + reading.problems
    return (words if not any(problem.severity == "error" for problem in found) else None), found
