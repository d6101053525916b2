"""Labelled sets of questions: phrasings an entry, questions in scope, questions out of scope."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.core.faq.entry import Entry
from bot.core.faq.index import FaqIndex, Recipe, Thesaurus, build_index, train_head, with_head
from bot.core.faq.lexicon import Lexicon, OutOfScope

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class DataSet:
    """One set, with one number of phrasings an entry."""

    name: str
    phrasings: Mapping[str, tuple[str, ...]]
    questions: tuple[tuple[str, str], ...]
    """Question and the entry that is right."""
    outside: tuple[str, ...]
    """Questions that no entry answers."""

    @property
    def texts(self) -> list[str]:
        """All phrasings, entry after entry."""
        return [text for texts in self.phrasings.values() for text in texts]

    @property
    def labels(self) -> list[str]:
        """The entry of each phrasing."""
        return [label for label, texts in self.phrasings.items() for _ in texts]


def load(path: Path, shots: int, part: str, limit: int | None = None) -> DataSet:
    """One set from its JSON file; `part` is `dev` (for tuning) or `test`. A limit always draws the same questions."""
    data = json.loads(path.read_text(encoding="utf-8"))
    questions = [(text, label) for text, label in data[part]]
    outside = data["oos_dev"] if part == "dev" else [text for texts in data["oos"].values() for text in texts]
    if limit is not None and limit < len(questions):
        order = np.random.default_rng(0).permutation(len(questions))[:limit]
        questions = [questions[at] for at in order]
    phrasings = {label: tuple(texts) for label, texts in data["shots"][str(shots)].items()}
    return DataSet(f"{data['name']}-{shots}", phrasings, tuple(questions), tuple(outside))


def index_of(
    data: DataSet, thesaurus: Thesaurus | None, recipe: Recipe | None = None, is_trained: bool = True
) -> FaqIndex:
    """Our index over a set: the first phrasing as title, no pack words at all."""
    entries = {label: Entry(label, "bench", texts[0], texts[1:], "-") for label, texts in data.phrasings.items()}
    index = build_index(entries, Lexicon(), OutOfScope(), (), thesaurus, recipe=recipe)
    return with_head(index, train_head(index)) if is_trained else index


def with_typing_errors(text: str, share: float, random: np.random.Generator) -> str:
    """One edit (leave out, add, change or swap a letter) in that share of the words of three letters and more."""
    return " ".join(
        _mistyped(word, random) if len(word) >= 3 and random.random() < share else word for word in text.split()
    )


def _mistyped(word: str, random: np.random.Generator) -> str:
    at, kind, letter = int(random.integers(len(word))), int(random.integers(4)), LETTERS[random.integers(26)]
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + letter + word[at:]
    if kind == 2:
        return word[:at] + letter + word[at + 1 :]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
