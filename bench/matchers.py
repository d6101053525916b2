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

from bench.data_sets import DataSet, index_of, sentence_index_of
from bot.core.faq.decision import in_doubt
from bot.core.faq.index import FaqIndex, Recipe, Thesaurus
from bot.core.faq.thesaurus import Floats
from bot.core.text import words
from bot.semantic.encoder import open_encoder
from bot.semantic.model_file import is_installed

Ranked = list[tuple[str, float]]
"""Entries best first, each with a score or probability that only orders answers of one matcher."""


Vector = Callable[[str], Floats]
"""The meaning of a text, of unit length."""


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


class OursClosely(Ours):
    """The bot's own matcher with the semantic layer: the encoder reads what words alone leave in doubt."""

    def __init__(self, index: FaqIndex, vector: Vector) -> None:
        super().__init__(index)
        self._vector, self._closer = vector, sentence_index_of(index, vector)

    def is_doubtful(self, question: str) -> bool:
        """Whether the encoder is asked about a question."""
        return bool(in_doubt([self.index.rank(question, limit=1)]))

    def rank(self, question: str) -> Ranked:
        ranking = self.index.rank(question, limit=3)
        if in_doubt([ranking]):
            ranking = self._closer.rank(question, 3, self._vector(ranking.plain))
        return [(candidate.entry_id, candidate.probability) for candidate in ranking.candidates]


class MiniLmNearest:
    """all-MiniLM-L6-v2 by itself: the phrasing with the highest cosine."""

    def __init__(self, data: DataSet, vector: Vector) -> None:
        self._vector, self._labels = vector, data.labels
        self._vectors = np.array([vector(text) for text in data.texts], np.float32)

    def rank(self, question: str) -> Ranked:
        cosines = self._vectors @ self._vector(question)
        return _best_of_entries([(self._labels[at], float(cosines[at])) for at in np.argsort(-cosines)])


class MiniLmLinear:
    """all-MiniLM-L6-v2 with scikit-learn's logistic regression over its vectors."""

    def __init__(self, data: DataSet, vector: Vector) -> None:
        from sklearn.linear_model import LogisticRegression

        self._vector = vector
        vectors = [vector(text) for text in data.texts]
        self._model: Any = LogisticRegression(C=30, max_iter=300).fit(vectors, data.labels)

    def rank(self, question: str) -> Ranked:
        return _likeliest(self._model, self._vector(question)[None])


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
        return _likeliest(self._model, [question])


def _likeliest(model: Any, question: Any) -> Ranked:
    shares = model.predict_proba(question)[0]
    return [(str(model.classes_[at]), float(shares[at])) for at in np.argsort(-shares)[:3]]


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
        "difflib": Difflib,
        "rapidfuzz WRatio": lambda data: Fuzzy(data, fuzz.WRatio),
        "rapidfuzz token_set_ratio": lambda data: Fuzzy(data, fuzz.token_set_ratio),
        "BM25": Bm25,
    }
    has_linear = importlib.util.find_spec("sklearn") is not None
    if has_linear:
        found["TF-IDF + logistic regression"] = TfidfLinear
    if is_installed():
        vector = open_encoder().vector
        found["MiniLM, nearest phrasing"] = lambda data: MiniLmNearest(data, vector)
        if has_linear:
            found["MiniLM + logistic regression"] = lambda data: MiniLmLinear(data, vector)
        found["ours with the semantic layer"] = lambda data: OursClosely(index_of(data, thesaurus), vector)
    return found


def missing() -> list[str]:
    """What is not measured, and why; empty when everything is."""
    lacks = []
    if importlib.util.find_spec("sklearn") is None:
        lacks.append("the linear models: scikit-learn is not installed")
    if not is_installed():
        lacks.append("MiniLM and the semantic layer: the extra [semantic] is not installed")
    if importlib.util.find_spec("matplotlib") is None:
        lacks.append("the picture of the calibration: matplotlib is not installed")
    return lacks
