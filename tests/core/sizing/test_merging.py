"""Follow-ups: a correction replaces the fact it corrects, a new fact is added, and nothing else changes."""

from __future__ import annotations

import pytest

from bot.core.pack import Pack
from bot.core.sizing.merging import merge_profile
from bot.core.sizing.profile import Feel, FitProfile, Scale, Sized, System, Width
from bot.core.sizing.reading import read_profile
from tests.core.sizing.reading_words import shoe_words, size_words


def told(pack: Pack, *messages: str, asked: tuple[str, ...] = ()) -> FitProfile:
    """The profile after a conversation; `asked` is what was asked for before the last message."""
    profile = FitProfile()
    for place, message in enumerate(messages):
        waiting = asked if place == len(messages) - 1 else ()
        profile = merge_profile(profile, read_profile(message, pack.sizing, pack.size_words, waiting))
    return profile


@pytest.mark.parametrize(
    ("messages", "usual"),
    [
        (("I'm a 9", "no, 9.5"), ["US 9.5"]),
        (("I'm a 9", "no, I meant UK"), ["UK 9"]),
        (("I wear 42", "actually US 9"), ["US 9"]),
        (("usually 9", "my feet are wide"), ["US 9"]),
        (("42 cm", "yes"), ["EU 42"]),
        (("42 cm", "sorry, EU"), ["EU 42"]),
    ],
)
def test_a_size_said_again_replaces_the_old_one(pack: Pack, messages: tuple[str, ...], usual: list[str]) -> None:
    profile = told(pack, *messages, asked=("usual_size",))
    assert [size_words(size) for size in profile.usual] == usual


def test_the_scale_that_was_asked_for_is_taken(pack: Pack) -> None:
    profile = told(pack, "9 in dunks, wide feet", "women's", asked=("scale",))
    assert profile.scale is Scale.WOMEN
    assert profile.width is Width.WIDE
    assert [shoe_words(shoe) for shoe in profile.shoes] == ["nike-dunk = US 9"]


def test_a_scale_taken_back_changes_the_size_that_had_it(pack: Pack) -> None:
    profile = told(pack, "mens 9", "oops I meant women's")
    assert [size_words(size) for size in profile.usual] == ["US 9 women's"]


def test_a_shoe_said_again_takes_the_old_ones_place_and_keeps_what_was_known(pack: Pack) -> None:
    profile = told(pack, "dunks 9.5, tight and af1 9", "wait, my dunks are 10")
    assert [shoe_words(shoe) for shoe in profile.shoes] == ["nike-dunk = US 10, tight", "nike-air-force-1 = US 9"]


def test_another_shoe_is_added(pack: Pack) -> None:
    profile = told(pack, "9 in dunks", "and 9.5 in sambas")
    assert [shoe.model for shoe in profile.shoes] == ["nike-dunk", "adidas-samba"]


def test_sizing_down_is_put_on_the_shoe_it_is_said_of(pack: Pack) -> None:
    profile = told(pack, "10 in af1 and 10 in dunks", "actually I size down in AF1s")
    assert [shoe.sized for shoe in profile.shoes] == [Sized.DOWN, None]


def test_sizing_down_in_a_new_shoe_gives_its_size_from_the_usual_one(pack: Pack) -> None:
    profile = told(pack, "usually a 10", "I go half down in AF1s")
    assert [shoe_words(shoe) for shoe in profile.shoes] == ["nike-air-force-1 = US 9.5, sized down"]


def test_how_they_feel_is_said_of_the_last_shoe(pack: Pack) -> None:
    profile = told(pack, "9 in dunks and 10 in af1", "they are too tight")
    assert [shoe.feel for shoe in profile.shoes] == [None, Feel.TIGHT]


def test_how_a_named_shoe_feels_is_said_of_that_one(pack: Pack) -> None:
    profile = told(pack, "9 in dunks and 10 in af1", "my dunks are tight")
    assert [shoe.feel for shoe in profile.shoes] == [Feel.TIGHT, None]


@pytest.mark.parametrize(
    ("answer", "label", "foot"), [("the label", 27, None), ("my foot", None, 27), ("on the tag", 27, None)]
)
def test_the_open_centimetres_are_what_the_answer_says(
    pack: Pack, answer: str, label: float | None, foot: float | None
) -> None:
    profile = told(pack, "27 cm", answer, asked=("which_cm",))
    assert (profile.label_cm, profile.foot_cm) == (label, foot)


def test_a_correction_of_the_only_shoes_size_is_not_a_usual_size(pack: Pack) -> None:
    profile = told(pack, "10 in af1", "no, 9.5")
    assert [shoe_words(shoe) for shoe in profile.shoes] == ["nike-air-force-1 = US 9.5"]
    assert profile.usual == ()


def test_the_system_of_the_only_shoe_can_be_corrected(pack: Pack) -> None:
    profile = told(pack, "9 in dunks", "no, I meant UK")
    assert profile.shoes[0].size.system is System.UK


def test_somebody_else_begins_a_new_profile(pack: Pack) -> None:
    profile = told(pack, "10 in af1, wide feet", "and for my girlfriend, she's a 7.5")
    assert profile.shoes == ()
    assert profile.width is None
    assert profile.scale is Scale.WOMEN


@pytest.mark.parametrize("chatter", ["thanks", "do they stretch?", "how much were the JJJJound ones", "lol ok", ""])
def test_what_says_nothing_about_sizes_changes_nothing(pack: Pack, chatter: str) -> None:
    before = told(pack, "usually 10, wide feet, 9.5 in af1s")
    after = merge_profile(before, read_profile(chatter, pack.sizing, pack.size_words))
    assert after == before


def test_the_size_of_a_shoe_named_before_is_put_on_that_shoe(pack: Pack) -> None:
    profile = told(pack, "I have dunks, what size?", "10", asked=("shoe_size",))
    assert [shoe_words(shoe) for shoe in profile.shoes] == ["nike-dunk = US 10"]
    assert profile.usual == ()


def test_notes_gather(pack: Pack) -> None:
    assert told(pack, "size 9, flat feet", "and I wear orthotics").notes == ("flat-feet", "orthotics")
