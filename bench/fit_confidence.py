"""Fits the constants of `bot/core/faq/confidence.py`: `python -m bench.fit_confidence CLINC150.json BANKING77.json`.

Uses the dev parts only. Packs are cut from each set: all intents, two thirds, a third. Questions of the intents
that were left out are near-scope ones that no entry answers; those out of scope, and of the other set, are far ones.
"""

from __future__ import annotations

import sys
from dataclasses import astuple, fields, replace
from pathlib import Path

import numpy as np

from bench.data_sets import DataSet, index_of, load, with_typing_errors
from bot.core.faq.confidence import Signals
from bot.core.faq.index import FaqIndex, Thesaurus
from bot.knowledge.thesaurus_file import load_thesaurus

WEIGHT_IN, WEIGHT_NEAR, WEIGHT_FAR = 1.0, 0.6, 2.0
BANKING_WORDS = ("card", "account", "bank", "money", "transfer", "pay", "bill", "credit", "balance", "cash", "pin")
"""Questions of the general set with one of these may be answered by the banking set: they are not far."""
NAMES = [field.name for field in fields(Signals)]
USED = {
    True: ("height", "gap", "lead", "coverage", "foreign", "words", "kinship", "repaired"),
    False: ("log_share", "height", "coverage", "words", "kinship", "repaired"),
}
"""Signals used with and without the head; the others added nothing when fitted on one set and measured on the other."""

Rows = tuple[list[tuple[float, ...]], list[bool], list[float]]


def main(paths: list[Path]) -> None:
    thesaurus = load_thesaurus()
    far = [text for path in paths for text in _far_questions(load(path, 10, "dev"))]
    for is_trained in (True, False):
        rows: Rows = ([], [], [])
        for path in paths:
            for shots in (5, 10):
                _collect(load(path, shots, "dev"), far, thesaurus, is_trained, rows)
        columns = [NAMES.index(name) for name in USED[is_trained]]
        bias, weights = fit(np.array(rows[0])[:, columns], np.array(rows[1]), np.array(rows[2]))
        found = ", ".join(f"{name}={value:.3f}" for name, value in zip(USED[is_trained], weights, strict=True))
        print(f"{'with' if is_trained else 'without'} the head: bias {bias:.2f}, {found} ({len(rows[1])} questions)")


def _far_questions(data: DataSet) -> list[str]:
    general = [text for text, _ in data.questions if not any(word in text for word in BANKING_WORDS)]
    return [*data.outside, *general[:150]] if data.outside else []


def _collect(data: DataSet, far: list[str], thesaurus: Thesaurus, is_trained: bool, rows: Rows) -> None:
    random = np.random.default_rng(3)
    labels = sorted(data.phrasings)
    for share in (1.0, 0.67, 0.33):
        kept = set(random.permutation(labels)[: int(len(labels) * share)].tolist())
        cut = replace(data, phrasings={label: texts for label, texts in data.phrasings.items() if label in kept})
        index = index_of(cut, thesaurus, is_trained=is_trained)
        inside = [pair for pair in data.questions if pair[1] in kept]
        near = [(text, "") for text, label in data.questions if label not in kept]
        mistyped = [(with_typing_errors(text, 0.15, random), label) for text, label in _some(inside, 200, random)]
        outside = list(data.outside) or far
        for questions, weight in (
            (_some(inside, 500, random) + mistyped, WEIGHT_IN),
            (_some(near, 400, random), WEIGHT_NEAR),
            ([(text, "") for text in outside], WEIGHT_FAR),
        ):
            _add(index, questions, weight, rows)


def _some(pairs: list[tuple[str, str]], count: int, random: np.random.Generator) -> list[tuple[str, str]]:
    return [pairs[at] for at in random.permutation(len(pairs))[:count]]


def _add(index: FaqIndex, questions: list[tuple[str, str]], weight: float, rows: Rows) -> None:
    for text, label in questions:
        reading = index.read(text)
        if not reading.words:
            continue
        vector = index.featuriser.vector(reading.words)
        found = index.entry_scores(index.postings.likeness(vector))
        first = int(np.argmax(found[1]))
        rows[0].append(astuple(index.signals(reading, vector.meaning, found, first)))
        rows[1].append(index.ids[first] == label)
        rows[2].append(weight)


def fit(signals: np.ndarray, right: np.ndarray, weights: np.ndarray, rounds: int = 30) -> tuple[float, np.ndarray]:
    """Weighted logistic regression by Newton's method; bias and weights on the scale of the signals."""
    inputs = np.column_stack([np.ones(len(signals)), signals])
    found = np.zeros(inputs.shape[1])
    for _ in range(rounds):
        shares = 1 / (1 + np.exp(-np.clip(inputs @ found, -30, 30)))
        slope = inputs.T @ (weights * (right - shares)) - 1e-3 * found
        curve = (inputs * (weights * shares * (1 - shares))[:, None]).T @ inputs + 1e-3 * np.eye(len(found))
        found = found + np.linalg.solve(curve, slope)
    return float(found[0]), found[1:]


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
