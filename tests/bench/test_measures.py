"""The bench measures what it says."""

from __future__ import annotations

import numpy as np
import pytest

from bench.data_sets import DataSet, index_of
from bench.matchers import Bm25, MiniLmNearest, OursClosely, Ranked, makers, missing
from bench.measures import measure, reliability
from bot.knowledge.thesaurus_file import load_thesaurus
from bot.semantic.encoder import open_encoder
from bot.terminal.typing_errors import with_typing_errors


class Oracle:
    """Knows the answers of one set and is sure of them."""

    def rank(self, question: str) -> Ranked:
        return [("a", 0.9), ("b", 0.1)] if "apple" in question else [("b", 0.2), ("a", 0.1)]


DATA = DataSet(
    "tiny", {"a": ("an apple",), "b": ("a bee",)}, (("apple", "a"), ("bee", "b"), ("wasp", "a")), ("fog", "sea")
)


def test_shares_are_counted() -> None:
    quality = measure(Oracle(), DATA)
    assert quality.top1 == pytest.approx(200 / 3)
    assert quality.top3 == 100
    assert quality.right_at_5 == pytest.approx(100 / 3)
    assert quality.auroc == pytest.approx(100 * (2 + 0.5 * 4) / 6)


def test_typing_errors_touch_about_the_share_of_words_that_was_asked_for() -> None:
    text = "every single word here has letters " * 50
    changed = with_typing_errors(text, 0.2, np.random.default_rng(1)).split()
    share = np.mean([a != b for a, b in zip(text.split(), changed, strict=True)])
    assert 0.12 < share < 0.25


def test_reliability_sums_up_each_tenth() -> None:
    rows = reliability(np.array([0.05, 0.95, 0.97, 1.0]), np.array([False, True, True, False]))
    assert [(round(said, 2), round(was, 2), count) for said, was, count in rows] == [(0.05, 0.0, 1), (0.97, 0.67, 3)]


def test_bm25_prefers_the_rarer_word() -> None:
    assert Bm25(DATA).rank("a bee")[0][0] == "b"


def test_the_bench_tells_which_questions_never_reach_the_encoder() -> None:
    data = DataSet("tiny", {"refund": ("is a refund possible", "money back"), "bee": ("a bee", "honey")}, (), ())
    read: list[str] = []
    encoder = open_encoder()

    def vector(text: str) -> np.ndarray:
        read.append(text)
        return encoder.vector(text)

    ours = OursClosely(index_of(data, load_thesaurus()), vector)
    read.clear()

    assert not ours.is_doubtful("is a refund possible")
    assert ours.rank("is a refund possible")[0][0] == "refund"
    assert read == []
    assert ours.is_doubtful("can you reimburse what i paid")
    assert ours.rank("can you reimburse what i paid")[0][0] == "refund"
    assert read == ["can you reimburse what i paid"]


def test_minilm_alone_takes_the_nearest_phrasing() -> None:
    assert MiniLmNearest(DATA, open_encoder().vector).rank("a wasp that makes honey")[0][0] == "b"


def test_what_is_missing_is_named_and_left_out() -> None:
    named = " ".join(missing())
    rows = makers(load_thesaurus())

    assert ("scikit-learn" in named) == ("TF-IDF + logistic regression" not in rows)
    assert ("[semantic]" in named) == ("MiniLM, nearest phrasing" not in rows)
    assert {"difflib", "rapidfuzz WRatio", "rapidfuzz token_set_ratio", "BM25", "ours"} <= rows.keys()
