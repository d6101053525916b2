"""Fits the constants of `bot/core/faq/confidence.py`: `python -m bench.fit_confidence CLINC150.json BANKING77.json`.

Uses the dev parts only. Packs are cut from each set: all intents, two thirds, a third. Questions of the intents
that were left out are near-scope ones that no entry answers; those out of scope, and of the other set, are far ones.
The constants of each set alone are tried on the other, which tells whether a signal carries over.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from bench.data_sets import DataSet, index_of, load, sentence_index_of
from bench.measures import auroc
from bot.core.faq.confidence import Signals
from bot.core.faq.decision import in_doubt
from bot.core.faq.index import FaqIndex, Thesaurus
from bot.core.faq.matcher import RIVALS
from bot.core.faq.sentences import sentence_text
from bot.core.faq.standing import first_places
from bot.core.faq.thesaurus import Floats
from bot.knowledge.thesaurus_file import load_thesaurus
from bot.semantic.encoder import open_encoder
from bot.semantic.model_file import is_installed
from bot.terminal.typing_errors import with_typing_errors

IN, NEAR, FAR = range(3)
"""Kinds of questions: in scope, near-scope ones whose intent was held out, far ones."""
ORDER = np.array([1.0, 1.0, 4.0])
"""What a question of each kind counts where the weights of the signals are found, beside each other …"""
ODDS = np.array([1.0, 0.6, 2.0])
"""… and where what they add up to is brought to the scale of log odds. With these in both places, right at 3 to 8 %
false answers of far questions is some 1 point lower (CLINC150's own, strangers' about anything, and the general set's
for the other), of near ones the same on CLINC150 and 0.8 higher on BANKING77: nearly all that nobody can answer in a
channel is far."""
MISTYPED, ERRORS = 0.3, 0.15
"""Share of the questions that get typing errors, and of their words. Those outside get them as well: otherwise a
repaired word would speak for an answer."""
BANKING_WORDS = ("card", "account", "bank", "money", "transfer", "pay", "bill", "credit", "balance", "cash", "pin")
"""Questions of the general set with one of these may be answered by the banking set: they are not far."""
OUTSIDE_CLOSELY = 3.0
"""How many times more questions that nobody can answer weigh where a closer look is fitted, because most of what words
leave in doubt is of that kind. With 3 the layer gives no more wrong answers than words alone to the questions kept
apart from the shipped pack, as they are and with typing errors in a fifth of the words, and 115 right ones of 142 in
place of 102; with 1 it gives 121, and three wrong ones more in 270."""
NAMES = [field.name for field in fields(Signals)]
USED = {
    True: (
        *("height", "spread", "prominence", "plain_prominence", "lead", "coverage", "words", "nearest", "said"),
        *("shared", "common", "surface"),
    ),
    False: ("log_share", "height", "coverage", "words", "kinship", "said", "shared", "common"),
}
"""Signals used with and without the head; the others added nothing when fitted on one set and measured on the other."""
USED_CLOSELY = ("height", "gap", "lead", "words", "kinship", "repaired")
"""The same for the closer look with sentences, which is fitted to the questions that words leave in doubt alone."""

Judge = Callable[[str], tuple[Signals, str] | None]
"""What a ranking of a question says, and which entry it puts first; None where it is not asked."""


@dataclass
class Rows:
    """One row a question."""

    signals: list[tuple[float, ...]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)

    def arrays(self, columns: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """These signals, whether the first entry was right, and the kind of question."""
        return np.array(self.signals)[:, columns], np.array(self.right), np.array(self.kinds)


def main(paths: list[Path]) -> None:
    thesaurus = load_thesaurus()
    far = [text for path in paths for text in _far_questions(load(path, 10, "dev"))]
    for name, used, judge_of, outside in _models(thesaurus):
        sets = []
        for path in paths:
            rows = Rows()
            for shots in (5, 10):
                _collect(load(path, shots, "dev"), far, judge_of, rows)
            sets.append(rows.arrays([NAMES.index(signal) for signal in used]))
        both = tuple(np.concatenate(arrays) for arrays in zip(*sets, strict=True))
        bias, weights = fit_in_turn(*both, outside)
        found = ", ".join(f"{signal}={value:.3f}" for signal, value in zip(used, weights, strict=True))
        print(f"{name}: bias {bias:.2f}, {found} ({len(both[0])} questions)", flush=True)
        for path, other, mine in zip(paths, sets[::-1], sets, strict=True):
            print(
                f"  fitted on the other set, {path.stem}: {_compared(fit_in_turn(*other, outside), mine, outside)}",
                flush=True,
            )


def _models(thesaurus: Thesaurus) -> Iterator[tuple[str, tuple[str, ...], Callable[[DataSet], Judge], float]]:
    """Name, signals, rankings and outside weight of each model; the last one only where its extra is installed."""
    yield "with the head", USED[True], lambda data: _judge(index_of(data, thesaurus)), 1.0
    yield "without the head", USED[False], lambda data: _judge(index_of(data, thesaurus, is_trained=False)), 1.0
    if not is_installed():
        print("with sentences: not fitted, the extra [semantic] is not installed")
        return
    vector = lru_cache(None)(open_encoder().vector)

    def closely(data: DataSet) -> Judge:
        by_words = index_of(data, thesaurus)
        look = _judge(sentence_index_of(by_words, vector), vector)
        return lambda text: look(text) if in_doubt([by_words.rank(text, 1)]) else None

    yield "with sentences", USED_CLOSELY, closely, OUTSIDE_CLOSELY


def _counting(kinds: np.ndarray, as_in: np.ndarray, outside: float) -> np.ndarray:
    """What each question counts; `outside` is how many times more those count that nobody can answer."""
    found: np.ndarray = (as_in * np.array([1.0, outside, outside]))[kinds]
    return found


def _compared(fitted: tuple[float, np.ndarray], rows: tuple[np.ndarray, np.ndarray, np.ndarray], outside: float) -> str:
    signals, right, kinds = rows
    odds, weights = fitted[0] + signals @ fitted[1], _counting(kinds, ODDS, outside)
    loss = float(np.average(np.logaddexp(0, np.where(right, -odds, odds)), weights=weights))
    return f"log loss {loss:.3f}, AUC {100 * auroc(odds[right], odds[~right]):.1f}"


def _far_questions(data: DataSet) -> list[str]:
    general = [text for text, _ in data.questions if not any(word in text for word in BANKING_WORDS)]
    return [*data.outside, *general[:150]] if data.outside else []


def _collect(data: DataSet, far: list[str], judge_of: Callable[[DataSet], Judge], rows: Rows) -> None:
    random = np.random.default_rng(3)
    labels = sorted(data.phrasings)
    for share in (1.0, 0.67, 0.33):
        kept = set(random.permutation(labels)[: int(len(labels) * share)].tolist())
        cut = replace(data, phrasings={label: texts for label, texts in data.phrasings.items() if label in kept})
        judge = judge_of(cut)
        inside = [pair for pair in data.questions if pair[1] in kept]
        near = [(text, "") for text, label in data.questions if label not in kept]
        outside = [(text, "") for text in data.outside or far]
        for kind, questions in ((IN, _some(inside, 700, random)), (NEAR, _some(near, 400, random)), (FAR, outside)):
            _add(judge, [(_typed(text, random), label) for text, label in questions], kind, rows)


def _typed(text: str, random: np.random.Generator) -> str:
    return with_typing_errors(text, ERRORS, random) if random.random() < MISTYPED else text


def _some(pairs: list[tuple[str, str]], count: int, random: np.random.Generator) -> list[tuple[str, str]]:
    return [pairs[at] for at in random.permutation(len(pairs))[:count]]


def _judge(index: FaqIndex, sentence_vector: Callable[[str], Floats] | None = None) -> Judge:
    def judge(text: str) -> tuple[Signals, str] | None:
        reading = index.read(text)
        if not reading.words:
            return None
        by_words = index.featuriser.vector(reading.words)
        meant = sentence_vector(sentence_text(reading.words)) if sentence_vector else None
        if meant is None and by_words.is_empty():
            return None
        scores = index.entry_scores(by_words, meant)
        order = first_places(scores, RIVALS)
        best = index.best_likeness(order, by_words, meant)
        return index.signals(reading, by_words, meant, scores, order[0], best), index.ids[order[0]]

    return judge


def _add(judge: Judge, questions: list[tuple[str, str]], kind: int, rows: Rows) -> None:
    for text, label in questions:
        judged = judge(text)
        if judged is not None:
            rows.signals.append(astuple(judged[0]))
            rows.right.append(judged[1] == label)
            rows.kinds.append(kind)


def fit_in_turn(signals: np.ndarray, right: np.ndarray, kinds: np.ndarray, outside: float) -> tuple[float, np.ndarray]:
    """First the weights of the signals beside each other, then their scale and the bias."""
    _, weights = fit(signals, right, _counting(kinds, ORDER, outside))
    bias, (scale,) = fit((signals @ weights)[:, None], right, _counting(kinds, ODDS, outside))
    return bias, scale * weights


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
