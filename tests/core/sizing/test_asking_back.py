"""Bad input: answered with a question that a person would ask, never with a size."""

from __future__ import annotations

import math

import pytest

from bot.core.pack import Pack
from bot.core.sizing.advice import advise
from bot.core.sizing.profile import FitProfile, Scale, Size
from bot.core.sizing.recommendation import NeedMore, Recommendation
from tests.core.sizing.option_lines import question_for

CASES = [
    ("centimetres that are an EU size", "--label-cm 42", "EU 42"),
    ("millimetres where centimetres were asked for", "--label-cm 275", "27.5 cm"),
    ("a size below nothing", '--usual "-5"', "usually wear"),
    ("a size of a shoe without a name", '--shoe "= 10"', "usually wear"),
    ("a foot as long as an EU size", "--foot-cm 45", "EU 45"),
    ("a size that nobody wears", '--usual "US 70"', "usual"),
    ("an EU size that is a US or UK one", '--usual "EU 9"', "US 9 or UK 9"),
    ("a US size that is an EU one", '--usual "US 42"', "EU 42"),
    ("a bare 27", "--usual 27", "label"),
    ("a bare 28", "--usual 28", "foot"),
    ("a length without saying of what", '--usual "27 cm"', "label"),
    ("millimetres as centimetres", "--label-cm 275", "mm"),
    ("inches as centimetres", "--foot-cm 10.5", "inches"),
    ("a size between the halves", "--usual 9.3", "halves"),
    ("two sizes that one person cannot have", "--usual 8 --usual 11", "US 8 and US 11"),
    ("a child's label", "--label-cm 21.5", "kids"),
    ("a foot that is too short for an adult's chart", "--foot-cm 20.5", "kids"),
    ("no evidence at all", "", "usually wear"),
    ("facts of the foot without any size", "--width wide --pinch", "usually wear"),
    ("a shoe without its size", '--shoe "AF1"', "AF1"),
    ("an option that is none", "--colour white", "usually wear"),
    ("an option without its value", "--usual", "usually wear"),
    ("a scale that is none", "--usual 9 --scale kids", "usually wear"),
]


@pytest.mark.parametrize(("options", "asks"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_it_is_asked_back(options: str, asks: str, pack: Pack) -> None:
    """The question names what is meant, and the fields that it waits for."""
    need = question_for(options, pack.sizing)
    assert asks.casefold() in need.ask.casefold()
    assert need.missing


def test_a_question_offers_its_answers_as_taps(pack: Pack) -> None:
    """ "EU 9?" can be answered with one tap, each of which is then a fine size."""
    options = question_for('--usual "EU 9"', pack.sizing).options
    assert [text for text, _ in options] == ["US 9", "UK 9"]


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 0, -3, 1e300])
def test_numbers_that_are_no_numbers_are_asked_back(number: float, pack: Pack) -> None:
    """Wherever they stand in a profile."""
    for profile in (
        FitProfile(usual=(Size(number),)),
        FitProfile(label_cm=number),
        FitProfile(foot_cm=number),
        FitProfile(left_right=(Size(number), Size(9))),
    ):
        assert isinstance(advise(profile, pack.sizing), NeedMore)


def test_two_feet_may_differ_by_more_than_two_usual_sizes_can(pack: Pack) -> None:
    """The larger foot decides, however far the other is behind; two usual sizes that far apart are asked about."""
    feet = advise(FitProfile(left_right=(Size(10), Size(11.5)), scale=Scale.MEN), pack.sizing)
    assert isinstance(feet, Recommendation)
    assert feet.primary.us_men == 11.5
    assert isinstance(advise(FitProfile(usual=(Size(10), Size(11.5)), scale=Scale.MEN), pack.sizing), NeedMore)
