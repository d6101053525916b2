"""Advice for a line of `size` options, for tests that speak the language of the command line."""

from __future__ import annotations

import shlex

from bot.core.sizing.advice import advise
from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.options import parse_size_options
from bot.core.sizing.recommendation import Advice, NeedMore, Recommendation


def advice_for(line: str, sizing: SizingKnowledge) -> Advice:
    """A recommendation, or what is asked back."""
    profile = parse_size_options(shlex.split(line), sizing)
    return profile if isinstance(profile, NeedMore) else advise(profile, sizing)


def size_for(line: str, sizing: SizingKnowledge) -> Recommendation:
    """A recommendation; fails the test where something is asked back."""
    advice = advice_for(line, sizing)
    assert isinstance(advice, Recommendation), advice
    return advice


def question_for(line: str, sizing: SizingKnowledge) -> NeedMore:
    """What is asked back; fails the test where a size is given."""
    advice = advice_for(line, sizing)
    assert isinstance(advice, NeedMore), advice
    return advice
