"""How high a score stands among the others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bot.core.faq.standing import fifth, first_places, log_share, next_best, prominence

SCORES = arrays(np.float32, st.integers(1, 30), elements=st.integers(-9, 9).map(float))


@given(SCORES, st.integers(1, 40))
def test_first_places_are_those_of_a_stable_sort(scores: np.ndarray, count: int) -> None:
    for some in (scores, np.tile(scores, 600)):
        assert first_places(some, count) == np.argsort(-some, kind="stable")[:count].tolist()


@given(SCORES)
def test_the_next_best_is_the_best_of_the_others_and_nothing_is_changed(scores: np.ndarray) -> None:
    before = scores.copy()
    first = int(np.argmax(scores))
    others = np.delete(scores, first)

    assert next_best(scores, first) == (others.max() if len(others) else 0.0)
    assert (scores == before).all()


@given(SCORES)
def test_the_fifth_is_that_of_the_sorted_scores_or_the_last(scores: np.ndarray) -> None:
    assert fifth(scores) == np.sort(scores)[::-1][:5][-1]


def test_a_score_is_prominent_by_the_spread_of_all() -> None:
    scores = np.array([5, *[1, 0] * 10], np.float32)

    assert prominence(scores, 0) == pytest.approx((5 - scores.mean()) / scores.std(), rel=1e-5)
    assert prominence(np.ones(4, np.float32), 0) == 0.0


def test_among_few_a_score_is_as_prominent_as_it_would_be_among_more() -> None:
    standing_out = [prominence(np.array([5, *[0] * others], np.float32), 0) for others in (1, 2, 3, 8, 14)]

    assert standing_out == pytest.approx([14**0.5] * 5, rel=1e-5)
    assert 0 < prominence(np.array([5], np.float32), 0) < 14**0.5


def test_the_log_share_is_that_of_the_softmax() -> None:
    scores = np.array([2, 1, -3], np.float32)

    shares = np.exp(scores) / np.exp(scores).sum()

    assert log_share(scores, 1) == pytest.approx(np.log(shares[1]), rel=1e-5)
