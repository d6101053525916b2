"""Answer, choose or say nothing: the one place that turns a ranking into a decision.

It reads probabilities and scope signals only; it knows no entry and no word. The operator sets one number, the
share of wrong answers that they accept; every threshold follows from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.core.faq.ranking import Answer, Candidate, Choose, Decision, NoMatch, Ranking, Scope

_BARS = (
    (0.0, 0.99),
    (0.0025, 0.95),
    (0.005, 0.91),
    (0.01, 0.86),
    (0.02, 0.74),
    (0.03, 0.64),
    (0.05, 0.5),
    (0.1, 0.28),
    (0.5, 0.1),
)
"""Accepted share of wrong answers -> least probability of an answer.

Measured on the shipped pack's own tests (482 sentences, 211 of which an entry must not answer): 0.8 gives one wrong
answer in five hundred, 0.2 one in a hundred. Packs cut from the benchmarks' dev parts, with far fewer phrasings, need
0.94 for one in two hundred, 0.90 for one in a hundred, 0.83 for two and 0.63 for five. The bars lie between, nearer to
the cut packs, whose questions nobody had seen when the phrasings were written."""
DOUBT_BELOW = 0.86
"""Probability of the best candidate below which words alone leave a question in doubt: where, by default, they give no
answer."""
_CHOOSE_SHARE = 0.25
"""Choices begin at this part of the bar for answers: of the cut packs' questions that are just as likely, two in five
still have the right entry first, and two in three among the first four."""
_CHOICES_AT_MOST = 4
_NEAR = 3
_WORTH_LISTING = 0.2
"""A third or fourth choice has at least this part of the first one's probability."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How careful to be."""

    wrong_share: float = 0.01
    """Share of messages, 0 to 0.5, that may get a wrong answer."""
    may_choose: bool = True
    """Whether "did you mean" may be shown; without it a doubtful question gets no answer."""

    def __post_init__(self) -> None:
        if not 0.0 <= self.wrong_share <= 0.5:
            raise ValueError(f"wrong_share must lie between 0 and 0.5, not {self.wrong_share}")

    def stricter(self) -> Policy:
        """For a message that may lean on the one before, so that its own words are only part of what is meant: a
        tenth of the share of wrong answers."""
        return replace(self, wrong_share=self.wrong_share / 10)

    @property
    def answer_from(self) -> float:
        """Probability from which one entry is shown as the answer."""
        for (low, high_bar), (high, low_bar) in pairwise(_BARS):
            if self.wrong_share <= high:
                return high_bar + (low_bar - high_bar) * (self.wrong_share - low) / (high - low)
        return _BARS[-1][1]

    @property
    def choose_from(self) -> float:
        """Probability of the best candidate from which choices are offered."""
        return _CHOOSE_SHARE * self.answer_from


def decide(ranking: Ranking, policy: Policy) -> Decision:
    """The decision for a ranking: one answer, two to four choices, or no match with its reason. Never raises."""
    if not ranking.question.strip():
        return NoMatch("empty")
    near = tuple(candidate.entry_id for candidate in ranking.candidates[:_NEAR])
    if not ranking.candidates:
        return NoMatch(_reason(ranking.scope))
    best = ranking.candidates[0]
    runners_up = tuple(candidate.entry_id for candidate in ranking.candidates[1:_CHOICES_AT_MOST])
    if best.probability >= policy.answer_from:
        return Answer(best.entry_id, best.probability, runners_up)
    choices = _choices(ranking.candidates)
    if policy.may_choose and best.probability >= policy.choose_from and len(choices) > 1:
        return Choose(choices, best.probability)
    return NoMatch(_reason(ranking.scope), near, best.probability)


def in_doubt(rankings: Iterable[Ranking]) -> tuple[Ranking, ...]:
    """Those of some rankings that a closer look may change: something was found, but not surely."""
    return tuple(
        ranking for ranking in rankings if ranking.candidates and ranking.candidates[0].probability < DOUBT_BELOW
    )


def _choices(candidates: tuple[Candidate, ...]) -> tuple[str, ...]:
    """The first two, and up to four while they are still likely beside the first."""
    least = candidates[0].probability * _WORTH_LISTING
    listed = [at for at, candidate in enumerate(candidates) if at < 2 or candidate.probability >= least]
    return tuple(candidates[at].entry_id for at in listed[:_CHOICES_AT_MOST])


def _reason(scope: Scope) -> str:
    if scope.is_chatter:
        return "chatter"
    if scope.other_products:
        return "other-product"
    return "off-topic" if scope.topic else "unknown"
