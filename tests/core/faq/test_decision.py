"""Answer, choose or nothing, and the one number that the operator sets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.faq.decision import Policy, decide
from bot.core.faq.ranking import Answer, Candidate, Choose, Evidence, NoMatch, Ranking, Scope


def _ranking(*probabilities: float, scope: Scope | None = None) -> Ranking:
    candidates = tuple(Candidate(f"e{n}", p, p, lambda: Evidence("")) for n, p in enumerate(probabilities))
    return Ranking("does it?", candidates, scope or Scope())


def test_a_sure_candidate_is_the_answer_with_its_runners_up() -> None:
    assert decide(_ranking(0.99, 0.2, 0.1), Policy()) == Answer("e0", 0.99, ("e1", "e2"))


def test_a_doubtful_one_is_offered_among_up_to_four() -> None:
    decision = decide(_ranking(0.5, 0.3, 0.2, 0.15, 0.14, 0.13), Policy())
    assert decision == Choose(("e0", "e1", "e2", "e3"), 0.5)


def test_hopeless_third_choices_are_not_listed() -> None:
    assert decide(_ranking(0.5, 0.01, 0.01), Policy()) == Choose(("e0", "e1"), 0.5)


def test_an_unlikely_one_is_no_match_but_kept_for_moderators() -> None:
    assert decide(_ranking(0.05, 0.01), Policy()) == NoMatch("unknown", ("e0", "e1"), 0.05)


def test_one_doubtful_candidate_alone_cannot_be_chosen_from() -> None:
    assert isinstance(decide(_ranking(0.5), Policy()), NoMatch)


def test_without_choices_a_doubtful_question_gets_nothing() -> None:
    assert isinstance(decide(_ranking(0.5, 0.4), Policy(may_choose=False)), NoMatch)


@pytest.mark.parametrize(
    ("scope", "reason"),
    [
        (Scope(is_chatter=True), "chatter"),
        (Scope(other_products=("ps5",)), "other-product"),
        (Scope(topic="medical"), "off-topic"),
        (Scope(), "unknown"),
    ],
)
def test_the_reason_comes_from_the_scope(scope: Scope, reason: str) -> None:
    decision = decide(_ranking(0.01, scope=scope), Policy())
    assert isinstance(decision, NoMatch)
    assert decision.reason == reason


def test_an_empty_message_is_empty() -> None:
    assert decide(Ranking("  ", ()), Policy()) == NoMatch("empty")


@given(st.floats(0, 0.5), st.floats(0, 0.5))
def test_accepting_more_wrong_answers_never_raises_the_bar(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert Policy(high).answer_from <= Policy(low).answer_from
    assert 0 < Policy(low).choose_from < Policy(low).answer_from < 1


@pytest.mark.parametrize("share", [-0.1, 0.6, float("nan")])
def test_an_impossible_share_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="wrong_share"):
        Policy(share)


def test_a_stricter_policy_accepts_a_tenth_of_the_wrong_answers_and_offers_a_choice_where_the_other_answers() -> None:
    policy = Policy(wrong_share=0.02)
    doubtful = _ranking((policy.answer_from + policy.stricter().answer_from) / 2, 0.1)
    assert policy.stricter() == Policy(wrong_share=policy.wrong_share / 10)
    assert isinstance(decide(doubtful, policy), Answer)
    assert isinstance(decide(doubtful, policy.stricter()), Choose)
