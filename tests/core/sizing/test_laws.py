"""Laws of the advice: over the whole grid of profiles, and over profiles that nobody would think of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.core.pack import Pack
from bot.core.sizing.advice import advise
from bot.core.sizing.chart import places, row_on
from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.numbers import say_row
from bot.core.sizing.options import parse_size_options
from bot.core.sizing.profile import Feel, FitProfile, OwnedShoe, Preference, Scale, Size, Sized, System, Width
from bot.core.sizing.recommendation import Confidence, NeedMore, Recommendation

HALVES = [half / 2 for half in range(8, 31)]
MODELS = [
    "gel-kayano-14",
    "gel-1130",
    "new-balance-990",
    "nike-dunk",
    "nike-air-force-1",
    "adidas-samba",
    "gel-nimbus",
    "",
]
CODES = ["", "D", "2E", "4E", "B"]

scales = st.sampled_from(list(Scale))
fine_sizes = st.builds(Size, st.sampled_from(HALVES), st.just(System.US), scales)
any_sizes = st.builds(Size, st.floats() | st.sampled_from(HALVES), st.sampled_from(list(System)), scales)


def _shoes(sizes: st.SearchStrategy[Size]) -> st.SearchStrategy[OwnedShoe]:
    return st.builds(
        OwnedShoe,
        name=st.text(max_size=12),
        size=sizes,
        model=st.sampled_from(MODELS),
        feel=st.sampled_from([None, *Feel]),
        sized=st.sampled_from([None, *Sized]),
        width_code=st.sampled_from(CODES),
        roomier=st.booleans(),
    )


def _profiles(sizes: st.SearchStrategy[Size], lengths: st.SearchStrategy[float]) -> st.SearchStrategy[FitProfile]:
    return st.builds(
        FitProfile,
        usual=st.lists(sizes, max_size=2).map(tuple),
        scale=scales,
        width=st.sampled_from([None, *Width]),
        preference=st.sampled_from([None, *Preference]),
        pinch=st.sampled_from([None, True, False]),
        shoes=st.lists(_shoes(sizes), max_size=3).map(tuple),
        label_cm=st.none() | lengths,
        label_brand=st.sampled_from(["", "asics", "nike", "converse", "saucony", "nobody"]),
        foot_cm=st.none() | lengths,
        left_right=st.lists(sizes, max_size=2).map(tuple),
        notes=st.lists(st.sampled_from(["flat-feet", "orthotics", "no such note"]), max_size=2).map(tuple),
    )


wild_profiles = _profiles(any_sizes, st.floats())
fine_profiles = _profiles(fine_sizes, st.sampled_from([24.5, 25.5, 26.2, 27.0, 28.25, 29.0]))
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")
"""A failing example is told with the whole pack, which is the one argument that nobody needs to see."""

many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _place(advice: Recommendation, sizing: SizingKnowledge) -> float:
    row = advice.primary
    if row.us_men is not None:
        return row.us_men
    assert row.us_women is not None
    return row.us_women - sizing.gender_step


@many
@given(profile=wild_profiles)
def test_no_profile_raises(profile: FitProfile, pack: Pack) -> None:
    """Whatever stands in it, advice or a question with words comes out."""
    advice = advise(profile, pack.sizing)
    assert advice.ask if isinstance(advice, NeedMore) else advice.reasons


@many
@given(profile=fine_profiles)
def test_the_same_profile_gives_the_same_advice(profile: FitProfile, pack: Pack) -> None:
    """Nothing is left to chance or to the order of a dictionary."""
    assert advise(profile, pack.sizing) == advise(profile, pack.sizing)


@many
@given(profile=fine_profiles)
def test_every_advised_size_is_a_row_of_the_chart(profile: FitProfile, pack: Pack) -> None:
    """The primary, its alternative and every what-if stand on a row, with that row's own numbers."""
    advice = advise(profile, pack.sizing)
    if isinstance(advice, NeedMore):
        return
    assert _place(advice, pack.sizing) in places(pack.sizing)
    for size in (advice.primary, advice.alternative, *(flip.size for flip in advice.what_ifs)):
        if size is not None and size.us_men is not None and size.row is Scale.MEN:
            row = row_on(pack.sizing, size.us_men, Scale.MEN)
            assert row is not None
            assert (size.uk, size.eu, size.cm) == (row.uk, row.eu, row.cm)


@many
@given(profile=fine_profiles)
def test_an_alternative_is_another_size_with_a_condition(profile: FitProfile, pack: Pack) -> None:
    """No alternative without words, no words without an alternative."""
    advice = advise(profile, pack.sizing)
    if isinstance(advice, Recommendation):
        assert bool(advice.alternative) is bool(advice.alternative_when)
        assert advice.alternative != advice.primary


@many
@given(profile=fine_profiles)
def test_adjustments_add_half_a_size_at_most(profile: FitProfile, pack: Pack) -> None:
    """What ADJUST rules add together never exceeds the limit of the pack."""
    advice = advise(profile, pack.sizing)
    if isinstance(advice, Recommendation):
        adjusts = {rule.id for rule in pack.sizing.rules if rule.stage == "adjust"}
        assert sum(reason.half_sizes for reason in advice.reasons if reason.rule in adjusts) <= 1


@many
@given(profile=fine_profiles)
def test_every_reason_is_a_rule_of_the_pack_with_its_source(profile: FitProfile, pack: Pack) -> None:
    """No reason without a rule, a sentence without holes, and a place where it stands."""
    assume("{" not in "".join(shoe.name for shoe in profile.shoes))
    advice = advise(profile, pack.sizing)
    for reason in advice.reasons if isinstance(advice, Recommendation) else ():
        assert pack.sizing.rule(reason.rule) is not None
        assert reason.source
        assert "{" not in reason.text


_NEW_FACTS: list[dict[str, object]] = [
    *({"width": width} for width in Width),
    *({"preference": preference} for preference in Preference),
    {"pinch": True},
    {"pinch": False},
]
_VAGUER = [Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW]


@many
@given(profile=fine_profiles, fact=st.sampled_from(_NEW_FACTS))
def test_adding_a_fact_never_makes_the_advice_vaguer(profile: FitProfile, fact: dict[str, object], pack: Pack) -> None:
    """One more fact of the foot: no less sure, nothing more unknown, and no alternative where there was none.

    The one exception is written into the rules: a liking for a snug fit against a foot that needs room.
    """
    (name,) = fact
    before = advise(profile, pack.sizing)
    if getattr(profile, name) is not None or isinstance(before, NeedMore):
        return
    known = replace(profile, **fact)  # type: ignore[arg-type]
    after = advise(known, pack.sizing)
    assert isinstance(after, Recommendation)
    assert set(after.unknown) <= set(before.unknown)
    needs_room = known.pinch or known.width is Width.EXTRA_WIDE
    codes = pack.sizing.width_codes.values()
    bought_extra_wide = {code for widths in codes for code, width in widths.items() if width is Width.EXTRA_WIDE}
    buys_room = any(shoe.width_code in bought_extra_wide for shoe in known.shoes)
    is_torn = known.preference is Preference.SNUG and (needs_room or buys_room)
    if _place(after, pack.sizing) == _place(before, pack.sizing):
        assert _VAGUER.index(after.confidence) <= _VAGUER.index(before.confidence)
    if before.alternative is None and not is_torn:
        assert after.alternative is None


@many
@given(number=st.sampled_from(HALVES), scale=st.sampled_from([Scale.MEN, Scale.WOMEN]))
def test_a_size_that_we_say_is_read_as_the_same_size(number: float, scale: Scale, pack: Pack) -> None:
    """What is written on a card can be typed back."""
    advice = advise(FitProfile(usual=(Size(number),), scale=scale), pack.sizing)
    if isinstance(advice, NeedMore):
        return
    again = parse_size_options(["--usual", say_row(advice.primary)], pack.sizing)
    assert isinstance(again, FitProfile)
    second = advise(replace(again, scale=scale), pack.sizing)
    assert isinstance(second, Recommendation)
    assert second.primary == advice.primary


TEN = Size(10)
PLAIN_EVIDENCE = [
    FitProfile(usual=(TEN,)),
    FitProfile(usual=(Size(9.5), TEN)),
    FitProfile(usual=(Size(43, System.EU),)),
    FitProfile(left_right=(Size(9.5), TEN)),
    FitProfile(label_cm=28),
    FitProfile(label_cm=29, label_brand="nike"),
    FitProfile(label_cm=28, label_brand="converse"),
    FitProfile(foot_cm=26.5),
    *(FitProfile(shoes=(OwnedShoe("shoe", TEN, model),)) for model in MODELS),
    *(FitProfile(usual=(TEN,), shoes=(OwnedShoe("shoe", Size(9.5), model, sized=Sized.DOWN),)) for model in MODELS),
]
SHOES_SAID_MORE_OF = list(product(MODELS, [None, *Feel], [None, *Sized], CODES, [False, True]))
FEET = list(product([None, *Width], [None, *Preference], [None, True, False]))


def _grid() -> Iterator[FitProfile]:
    """Every evidence with every foot; every way of speaking of a shoe with some feet, another few for each."""
    for evidence, (width, preference, pinch) in product(PLAIN_EVIDENCE, FEET):
        yield replace(evidence, width=width, preference=preference, pinch=pinch)
    for number, said in enumerate(SHOES_SAID_MORE_OF):
        for width, preference, pinch in FEET[number % 37 :: 37]:
            shoe = OwnedShoe("shoe", TEN, *said)
            yield FitProfile(shoes=(shoe,), width=width, preference=preference, pinch=pinch)


@pytest.mark.parametrize("scale", list(Scale))
def test_the_whole_grid_of_profiles_has_advice_with_reasons(scale: Scale, pack: Pack) -> None:
    """Every evidence x width x preference x pinch: a size on a row, a reason, a condition, exactly one start rule."""
    starts = {rule.id for rule in pack.sizing.rules if rule.stage == "start"}
    held = places(pack.sizing)
    for evidence in _grid():
        profile = replace(evidence, scale=scale)
        advice = advise(profile, pack.sizing)
        assert isinstance(advice, Recommendation), profile
        assert sum(reason.rule in starts for reason in advice.reasons) == 1, profile
        assert bool(advice.alternative) is bool(advice.alternative_when), profile
        assert _place(advice, pack.sizing) in held, profile
