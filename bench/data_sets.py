"""Labelled sets of questions: phrasings an entry, questions in scope, questions out of scope."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.core.faq.entry import Entry
from bot.core.faq.index import FaqIndex, Recipe, Thesaurus, build_index, train_head, with_head
from bot.core.faq.lexicon import Lexicon, OutOfScope
from bot.core.faq.sentence_index import phrasing_texts, with_sentences
from bot.core.faq.thesaurus import Floats


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


def sentence_index_of(index: FaqIndex, vector: Callable[[str], Floats]) -> FaqIndex:
    """The same index with the sentences of its phrasings."""
    return with_sentences(index, np.array([vector(text) for text in phrasing_texts(index)], np.float32))
