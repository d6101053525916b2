"""The `size` options: every spelling of a size, of a shoe and of how it fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.pack import Pack
from bot.core.sizing.options import parse_size_options
from bot.core.sizing.profile import Feel, FitProfile, OwnedShoe, Preference, Scale, Sized, System, Width
from bot.core.sizing.recommendation import NeedMore
from bot.core.sizing.shoe_names import find_shoe

US, UK, EU = System.US, System.UK, System.EU
ANY, MEN, WOMEN = Scale.UNKNOWN, Scale.MEN, Scale.WOMEN

SIZES = [
    ("10", 10, US, ANY),
    ("US 10", 10, US, ANY),
    ("us10", 10, US, ANY),
    ("10 us", 10, US, ANY),
    ("10us", 10, US, ANY),
    ("US M 10", 10, US, MEN),
    ("USM 10", 10, US, MEN),
    ("M10", 10, US, MEN),
    ("10 us men", 10, US, MEN),
    ("men's 10", 10, US, MEN),
    ("men’s US 10.5", 10.5, US, MEN),
    ("W 8.5", 8.5, US, WOMEN),
    ("8.5w", 8.5, US, WOMEN),
    ("8.5 W", 8.5, US, WOMEN),
    ("women's 8.5", 8.5, US, WOMEN),
    ("womens 8,5", 8.5, US, WOMEN),
    ("US women's 8.5", 8.5, US, WOMEN),
    ("wmns 8.5", 8.5, US, WOMEN),
    ("9½", 9.5, US, ANY),
    ("9 ½", 9.5, US, ANY),
    ("9 1/2", 9.5, US, ANY),
    ("9,5", 9.5, US, ANY),
    ("9.50", 9.5, US, ANY),
    ("size 9.5", 9.5, US, ANY),
    ("UK 9", 9, UK, ANY),
    ("uk9", 9, UK, ANY),
    ("9 UK", 9, UK, ANY),
    ("women's UK 6", 6, UK, WOMEN),
    ("EU 44", 44, EU, ANY),
    ("eu44.5", 44.5, EU, ANY),
    ("EUR 44", 44, EU, ANY),
    ("42,5 eu", 42.5, EU, ANY),
    ("EU 42 2/3", 42.67, EU, ANY),
    ("EU 41⅓", 41.33, EU, ANY),
    ("44", 44, EU, ANY),
    ("42.5", 42.5, EU, ANY),
]


def _profile(*argv: str, pack: Pack) -> FitProfile:
    profile = parse_size_options(argv, pack.sizing)
    assert isinstance(profile, FitProfile), profile
    return profile


def _shoe(text: str, pack: Pack) -> OwnedShoe:
    (shoe,) = _profile("--shoe", text, pack=pack).shoes
    return shoe


@pytest.mark.parametrize(("text", "number", "system", "scale"), SIZES, ids=[case[0] for case in SIZES])
def test_a_size_in_every_spelling(text: str, number: float, system: System, scale: Scale, pack: Pack) -> None:
    """The number, its numbering and whose scale it is on."""
    (size,) = _profile("--usual", text, pack=pack).usual
    assert (size.number, size.system, size.scale, size.text) == (number, system, scale, text)


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("AF1 = 10, tight", "feel", Feel.TIGHT),
        ("AF1 = 10, a bit tight", "feel", Feel.TIGHT),
        ("AF1 = 10, loose", "feel", Feel.LOOSE),
        ("AF1 = 10, comfortable", "feel", Feel.COMFORTABLE),
        ("AF1 = 10, sized down", "sized", Sized.DOWN),
        ("AF1 = 10, Sized Down half a size", "sized", Sized.DOWN),
        ("AF1 = 10, a full size down", "sized", Sized.FULL_DOWN),
        ("AF1 = 10, sized down a full size", "sized", Sized.FULL_DOWN),
        ("AF1 = 10, one size down", "sized", Sized.FULL_DOWN),
        ("AF1 = 10, sized up", "sized", Sized.UP),
        ("AF1 = 10, sized up for width", "sized", Sized.UP),
        ("NB 990 = 10, 2E", "width_code", "2E"),
        ("NB 990 = 10, 4e", "width_code", "4E"),
        ("NB 990 = 10, EEE", "width_code", "EEE"),
        ("NB 990 = 10, 3E", "width_code", "3E"),
        ("NB 990 = 10 D", "width_code", "D"),
        ("NB 990 = 9,5, B", "width_code", "B"),
        ("AF1 = 10 tight", "feel", Feel.TIGHT),
        ("AF1 = US 10 sized down", "sized", Sized.DOWN),
        ("Gel-1130 = 10, roomier", "roomier", True),
        ("Gel-1130 = 10, want more room", "roomier", True),
    ],
)
def test_what_is_said_of_a_shoe(text: str, attribute: str, value: object, pack: Pack) -> None:
    """Each remark after the size is its own fact."""
    assert getattr(_shoe(text, pack), attribute) == value


def test_several_remarks_in_any_order(pack: Pack) -> None:
    """The size comes first, the rest as it comes."""
    shoe = _shoe("air force ones = US 9,5, sized down, tight, D", pack)
    assert (shoe.model, shoe.size.number) == ("nike-air-force-1", 9.5)
    assert (shoe.sized, shoe.feel, shoe.width_code) == (Sized.DOWN, Feel.TIGHT, "D")


def test_a_womens_shoe_says_whose_size_it_is(pack: Pack) -> None:
    """Before the name as well as before the number."""
    assert _shoe("women's AF1 = 8", pack).size.scale is Scale.WOMEN
    assert _shoe("AF1 = women's 8", pack).size.scale is Scale.WOMEN
    assert _shoe("mens Dunk = 8", pack).size.scale is Scale.MEN


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("AF1", "nike-air-force-1"),
        ("af-1", "nike-air-force-1"),
        ("Nike Air Force 1s", "nike-air-force-1"),
        ("forces", "nike-air-force-1"),
        ("air forse 1", "nike-air-force-1"),
        ("dunks", "nike-dunk"),
        ("Panda Dunks", "nike-dunk"),
        ("NB530", "new-balance-530"),
        ("new blance 530", "new-balance-530"),
        ("2002Rs", "new-balance-2002r"),
        ("New Balance 990v6", "new-balance-990v6"),
        ("990", "new-balance-990"),
        ("asics gel 1130", "gel-1130"),
        ("GT2160", "gt-2160"),
        ("gel nyc", "gel-nyc"),
        ("Kayano 14", "gel-kayano-14"),
        ("gel-kayano 31", "gel-kayano-31"),
        ("chucks", "converse-all-star"),
        ("ubs", "adidas-ultraboost"),
        ("js", "jordan"),
        ("aj1", "jordan-1"),
        ("xt6", "salomon-xt-6"),
        ("nike something", "nike"),
        ("new balance 1234", "new-balance"),
        ("Jordan 13", "jordan"),
    ],
)
def test_a_shoe_by_name_nickname_or_typo(name: str, model: str, pack: Pack) -> None:
    """As people type it; a model that nobody knows still tells its maker."""
    shoe = find_shoe(name, pack.sizing)
    assert shoe is not None
    assert shoe.id == model


@pytest.mark.parametrize("name", ["990v9", "gel 1131", "wotherspoons", "my shoes", "", "12"])
def test_a_shoe_that_is_not_known_stays_unknown(name: str, pack: Pack) -> None:
    """A digit is never read as a typo."""
    assert find_shoe(name, pack.sizing) is None


def test_every_shoe_is_found_by_each_of_its_names(pack: Pack) -> None:
    """No name or nickname leads to another shoe."""
    for shoe in pack.sizing.shoes.values():
        for name in (shoe.name, *shoe.nicknames):
            found = find_shoe(name, pack.sizing)
            assert found is not None
            assert found.id == shoe.id or (found.name == shoe.name and found.is_brand_only), name


def test_all_options_together_make_one_profile(pack: Pack) -> None:
    """Options stand in any order, with a space or an equals sign."""
    profile = _profile(
        *("--scale=women", "--usual", "8.5", "--usual=9", "--width", "extra-wide", "--prefer", "snug", "--pinch"),
        *("--label-cm", "25,5", "--foot-cm=24.5cm", "--shoe", "Dunk = 8.5"),
        pack=pack,
    )
    assert (profile.scale, [size.number for size in profile.usual]) == (Scale.WOMEN, [8.5, 9])
    assert (profile.width, profile.preference, profile.pinch) == (Width.EXTRA_WIDE, Preference.SNUG, True)
    assert (profile.label_cm, profile.foot_cm, len(profile.shoes)) == (25.5, 24.5, 1)


@given(st.lists(st.text(max_size=12) | st.sampled_from(["--usual", "--shoe", "--scale", "--label-cm", "AF1 = 10"])))
def test_no_line_of_options_raises(pack: Pack, argv: list[str]) -> None:
    """A profile or a question, whatever was typed."""
    read = parse_size_options(argv, pack.sizing)
    assert isinstance(read, FitProfile) or (isinstance(read, NeedMore) and read.ask)
