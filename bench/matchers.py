"""Our matcher and the ones a user would pick instead, behind one small protocol."""

from __future__ import annotations

import difflib
import importlib.util
import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from rapidfuzz import fuzz, process

from bench.data_sets import DataSet, index_of
from bot.core.faq.index import FaqIndex, Recipe, Thesaurus
from bot.core.text import words

Ranked = list[tuple[str, float]]
"""Entries best first, each with a score or probability that only orders answers of one matcher."""


class Matcher(Protocol):
    """Anything that ranks the entries of a set."""

    def rank(self, question: str) -> Ranked:
        """Up to three entries, best first."""
        ...


class Ours:
    """The bot's own matcher."""

    def __init__(self, index: FaqIndex) -> None:
        self.index = index

    def rank(self, question: str) -> Ranked:
        found = self.index.rank(question, limit=3).candidates
        return [(candidate.entry_id, candidate.probability) for candidate in found]


class Fuzzy:
    """RapidFuzz over all phrasings, as most bots use it."""

    def __init__(self, data: DataSet, scorer: Callable[..., float]) -> None:
        self._texts, self._labels, self._scorer = [t.lower() for t in data.texts], data.labels, scorer

    def rank(self, question: str) -> Ranked:
        found = process.extract(question.lower(), self._texts, scorer=self._scorer, limit=20)
        return _best_of_entries([(self._labels[at], score) for _, score, at in found])


class FuzzyOne(Fuzzy):
    """The same, asked for the best phrasing only: its quickest way."""

    def rank(self, question: str) -> Ranked:
        found = process.extractOne(question.lower(), self._texts, scorer=self._scorer)
        return [(self._labels[found[2]], found[1])] if found else []


class Difflib:
    """The standard library's ratio over all phrasings."""

    def __init__(self, data: DataSet) -> None:
        self._texts, self._labels = [text.lower() for text in data.texts], data.labels

    def rank(self, question: str) -> Ranked:
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(question.lower())
        scores = []
        for text, label in zip(self._texts, self._labels, strict=True):
            matcher.set_seq1(text)
            scores.append((label, matcher.ratio()))
        return _best_of_entries(sorted(scores, key=lambda item: -item[1]))


class Bm25:
    """BM25 (k1 1.5, b 0.75) over phrasings, summed over an entry's."""

    def __init__(self, data: DataSet) -> None:
        documents = [words(text) for text in data.texts]
        average = sum(map(len, documents)) / len(documents)
        seen = Counter(word for document in documents for word in set(document))
        self._labels = data.labels
        self._postings: dict[str, list[tuple[str, float]]] = {}
        for document, label in zip(documents, data.labels, strict=True):
            for word, count in Counter(document).items():
                idf = math.log(1 + (len(documents) - seen[word] + 0.5) / (seen[word] + 0.5))
                weight = idf * count * 2.5 / (count + 1.5 * (0.25 + 0.75 * len(document) / average))
                self._postings.setdefault(word, []).append((label, weight))

    def rank(self, question: str) -> Ranked:
        scores: Counter[str] = Counter()
        for word in words(question):
            for label, weight in self._postings.get(word, ()):
                scores[label] += weight
        return scores.most_common(3)


class TfidfLinear:
    """scikit-learn: TF-IDF of words and letters with logistic regression."""

    def __init__(self, data: DataSet) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline, make_union

        features = make_union(
            TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)),
            TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 5)),
        )
        self._model: Any = make_pipeline(features, LogisticRegression(C=30, max_iter=300)).fit(data.texts, data.labels)

    def rank(self, question: str) -> Ranked:
        shares = self._model.predict_proba([question])[0]
        return [(str(self._model.classes_[at]), float(shares[at])) for at in np.argsort(-shares)[:3]]


def _best_of_entries(found: Sequence[tuple[str, float]]) -> Ranked:
    best: dict[str, float] = {}
    for label, score in found:
        best.setdefault(label, score)
    return list(best.items())[:3]


def makers(thesaurus: Thesaurus) -> dict[str, Callable[[DataSet], Matcher]]:
    """How each matcher is made for a set. Those whose packages are missing are left out; see `missing`."""
    found: dict[str, Callable[[DataSet], Matcher]] = {
        "ours": lambda data: Ours(index_of(data, thesaurus)),
        "ours, no head": lambda data: Ours(index_of(data, thesaurus, is_trained=False)),
        "ours, no thesaurus": lambda data: Ours(index_of(data, None, Recipe())),
        "rapidfuzz WRatio": lambda data: Fuzzy(data, fuzz.WRatio),
        "rapidfuzz token_set_ratio": lambda data: Fuzzy(data, fuzz.token_set_ratio),
        "BM25": Bm25,
        "difflib": Difflib,
    }
    if not missing():
        found["TF-IDF + logistic regression"] = TfidfLinear
    return found


def missing() -> str:
    """Why the scikit-learn baseline is not measured, or empty."""
    return "" if importlib.util.find_spec("sklearn") else "scikit-learn is not installed"
