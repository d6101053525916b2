"""The guided size dialogue: four taps to a size, Back, corrections on the same card, and presses that do not fit."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.core.conversation.size_dialogue import (
    FRONT_END_BUTTONS,
    DialogueState,
    answer,
    begin,
    show,
    state_from_dict,
    state_to_dict,
)
from bot.core.conversation.size_dialogue_card import DialogueCard
from bot.core.conversation.size_dialogue_state import MAX_HISTORY, Step
from bot.core.pack import Pack
from bot.core.sizing.advice import advise
from bot.core.sizing.profile import Feel, FitProfile, Preference, Scale, Sized, Width
from bot.core.sizing.reading import read_profile
from bot.core.sizing.recommendation import NeedMore, Recommendation
from bot.knowledge.loader import load_pack
from tests.conftest import SHIPPED_PACK

Press = tuple[str, str]


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The shipped pack without its index."""
    loaded = load_pack(SHIPPED_PACK).pack
    assert loaded is not None
    return loaded


def pressed(pack: Pack, *presses: Press, state: DialogueState | None = None) -> DialogueState:
    """The state after presses, each of which has to stand on the card that is shown."""
    state = state or begin(FitProfile(), pack.sizing)
    for field, value in presses:
        assert_offered(show(state, pack.sizing), field, value)
        state = answer(state, field, value, pack.sizing, pack.size_words)
    return state


def assert_offered(card: DialogueCard, field: str, value: str) -> None:
    """A press is only fair where the card has the control."""
    menus = {menu.field: {option.value for option in menu.options} for menu in card.selects}
    typed = {one.field for one in card.form.fields} if card.form else set()
    if field in menus:
        assert set(filter(None, value.split(","))) <= menus[field]
    else:
        assert field in {button.id for button in card.buttons} | typed


USUAL_10 = (("know:usual", ""), ("scale", "us-men"), ("number", "10"))


def test_who_knows_their_usual_size_needs_four_taps(pack: Pack) -> None:
    taps = (*USUAL_10, ("show", ""))
    card = show(pressed(pack, *taps), pack.sizing)
    assert len(taps) <= 4
    assert isinstance(card.advice, Recommendation)
    assert card.advice.primary.us_men == 10


def test_the_size_is_said_as_soon_as_it_is_known(pack: Pack) -> None:
    assert "So far: **US men's 10**" in show(pressed(pack, *USUAL_10), pack.sizing).body


def test_every_step_can_be_skipped_and_the_result_then_asks(pack: Pack) -> None:
    state = pressed(pack, ("next", ""), ("next", ""), ("show", ""))
    card = show(state, pack.sizing)
    assert state.step is Step.RESULT
    assert isinstance(card.advice, NeedMore)
    assert card.body == card.advice.ask


def test_progress_is_shown_on_every_card_but_the_result(pack: Pack) -> None:
    state, seen = begin(FitProfile(), pack.sizing), []
    for press in (*USUAL_10, ("next", ""), ("like:snug", "")):
        seen.append(show(state, pack.sizing).progress)
        state = pressed(pack, press, state=state)
    assert [*seen, show(state, pack.sizing).progress] == ["1 of 4", "2 of 4", "2 of 4", "3 of 4", "4 of 4", ""]


def test_a_shoe_with_its_fit_and_a_step_down_reaches_the_rules(pack: Pack) -> None:
    own = next(shoe for shoe in pack.sizing.shoes.values() if shoe.fit == "air-force-1")
    state = pressed(
        pack,
        ("know:shoe", ""),
        ("brand", own.brand),
        ("model", own.id),
        ("scale", "us-men"),
        ("number", "9.5"),
        ("feel", "tight,down"),
        ("width", "wide"),
        ("next", ""),
        ("like:roomy", ""),
    )
    (shoe,) = state.profile.shoes
    assert (shoe.model, shoe.size.number, shoe.feel, shoe.sized) == (own.id, 9.5, Feel.TIGHT, Sized.DOWN)
    assert (state.profile.width, state.profile.preference) == (Width.WIDE, Preference.ROOMY)


def test_a_shoe_nobody_has_heard_of_is_taken_as_an_unknown_one(pack: Pack) -> None:
    taps = (("know:shoe", ""), ("brand", "another"), ("scale", "us-women"), ("number", "8"), ("show", ""))
    state = pressed(pack, *taps)
    assert state.profile.shoes[0].model == ""
    assert isinstance(show(state, pack.sizing).advice, Recommendation)


def test_label_centimetres_and_foot_length_are_different_facts(pack: Pack) -> None:
    label = pressed(pack, ("know:label", ""), ("brand", pack.sizing.maker), ("number", "27"), ("show", ""))
    foot = pressed(pack, ("know:foot", ""), ("scale", "us-men"), ("number", "27"), ("show", ""))
    assert (label.profile.label_cm, label.profile.foot_cm) == (27, None)
    assert (foot.profile.label_cm, foot.profile.foot_cm) == (None, 27)


def test_an_earlier_answer_is_changed_on_a_later_card(pack: Pack) -> None:
    state = pressed(pack, *USUAL_10, ("number", "10.5"))
    assert state.step is Step.FOOT
    assert [size.number for size in state.profile.usual] == [10.5]


def test_back_gives_the_card_before_as_it_was_left(pack: Pack) -> None:
    before = pressed(pack, *USUAL_10[:2])
    after = pressed(pack, USUAL_10[2], state=before)
    assert answer(after, "back", "", pack.sizing, pack.size_words) == before


def test_start_over_forgets_and_back_brings_it_back(pack: Pack) -> None:
    before = pressed(pack, *USUAL_10)
    over = pressed(pack, ("start-over", ""), state=before)
    assert over.profile == FitProfile()
    assert over.step is Step.KNOW
    assert pressed(pack, ("back", ""), state=over) == before


def test_a_typed_line_goes_straight_to_the_result(pack: Pack) -> None:
    state = pressed(pack, ("typed", "US 9.5 women's, wide feet"))
    assert state.step is Step.RESULT
    assert state.profile.width is Width.WIDE
    assert state.profile.scale is Scale.WOMEN


def test_a_typed_line_that_says_nothing_is_said_to_be_unclear_once(pack: Pack) -> None:
    state = pressed(pack, ("typed", "hello there"))
    assert "could not read" in show(state, pack.sizing).body
    assert "could not read" not in show(pressed(pack, ("know:usual", ""), state=state), pack.sizing).body


def test_what_was_read_stands_in_menus_already_set(pack: Pack) -> None:
    reading = read_profile("mens 9.5 in af1s, wide feet, I like it snug", pack.sizing, pack.size_words)
    state = begin(reading.profile, pack.sizing)
    chosen = {menu.field: menu.selected for menu in show(state, pack.sizing).selects}
    assert chosen == {"number": ("9.5",), "width": ("wide",), "preference": ("snug",)}


def test_one_tap_says_whose_size_a_bare_number_is(pack: Pack) -> None:
    state = begin(read_profile("9", pack.sizing, pack.size_words).profile, pack.sizing)
    assert show(state, pack.sizing).selects[0].field == "scale"
    women = pressed(pack, ("scale", "us-women"), state=state)
    assert advise(women.profile, pack.sizing).profile.scale is Scale.WOMEN  # type: ignore[union-attr]


def test_facts_without_a_size_are_kept_for_later(pack: Pack) -> None:
    state = begin(replace(FitProfile(), width=Width.WIDE), pack.sizing)
    assert state.step is Step.KNOW
    assert pressed(pack, *USUAL_10, state=state).profile.width is Width.WIDE


def test_another_shoe_is_added_beside_the_first(pack: Pack) -> None:
    brand = pack.sizing.maker
    model = next(shoe.id for shoe in list(pack.sizing.shoes.values())[1:] if shoe.brand == brand)
    first = pressed(pack, ("typed", "9.5 in dunks"))
    taps = (("add-shoe", ""), ("brand", brand), ("model", model), ("scale", "us-men"), ("number", "9"))
    assert len(pressed(pack, *taps, state=first).profile.shoes) == 2


def test_why_and_what_if_unfold_and_fold(pack: Pack) -> None:
    state = pressed(pack, *USUAL_10, ("show", ""))
    short = show(state, pack.sizing).body
    why = pressed(pack, ("why", ""), state=state)
    assert len(show(why, pack.sizing).body) > len(short)
    assert show(pressed(pack, ("what-if", ""), state=why), pack.sizing).body != short
    assert show(pressed(pack, ("why", ""), state=why), pack.sizing).body == short


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("know:usual", ""),
        ("know:nothing", ""),
        ("number", "999"),
        ("number", "ten"),
        ("scale", "mars"),
        ("model", "no-such-shoe"),
        ("width", "huge"),
        ("like:spicy", ""),
        ("like:snug", ""),
        ("add-shoe", ""),
        ("", ""),
        *((button, "") for button in FRONT_END_BUTTONS),
    ],
)
def test_a_press_that_does_not_fit_the_card_changes_nothing(pack: Pack, field: str, value: str) -> None:
    state = pressed(pack, *USUAL_10)
    assert answer(state, field, value, pack.sizing, pack.size_words) == state


def test_a_state_survives_being_written_down_at_every_step(pack: Pack) -> None:
    state = begin(FitProfile(), pack.sizing)
    for press in (*USUAL_10, ("next", ""), ("notes", "flat-feet,orthotics"), ("like:snug", ""), ("why", "")):
        state = pressed(pack, press, state=state)
        assert state_from_dict(json.loads(json.dumps(state_to_dict(state)))) == state


@pytest.mark.parametrize(
    "stored",
    [None, [], {}, {"version": 0, "state": {}}, {"version": 1}, {"version": 1, "state": {"now": {"step": "moon"}}},
     {"version": 1, "state": {"now": 3}}, {"version": 1, "state": {"nonsense": 1}}],
)  # fmt: skip
def test_what_cannot_be_read_is_no_state(stored: object) -> None:
    assert state_from_dict(stored) is None


def test_what_cannot_be_is_asked_back_with_taps_that_answer_it(pack: Pack) -> None:
    asked = pressed(pack, ("typed", "42 cm"))
    card = show(asked, pack.sizing)
    assert isinstance(card.advice, NeedMore)
    tap = next(button.id for button in card.buttons if button.id.startswith("say:"))
    answered = show(pressed(pack, (tap, ""), state=asked), pack.sizing)
    assert isinstance(answered.advice, Recommendation)


def test_a_reading_that_has_to_ask_first_opens_on_its_question(pack: Pack) -> None:
    reading = read_profile("27 cm", pack.sizing, pack.size_words)
    state = begin(reading.profile, pack.sizing, reading.question)
    taps = [button.id for button in show(state, pack.sizing).buttons if button.id.startswith("say:")]
    foot = pressed(pack, (taps[1], ""), state=state)
    assert (foot.profile.foot_cm, foot.profile.label_cm) == (27, None)


def test_words_that_were_typed_are_not_kept_in_the_state(pack: Pack) -> None:
    state = pressed(pack, ("typed", "my girlfriend Zoe is a womens 8"))
    assert "Zoe" not in json.dumps(state_to_dict(state))


def test_history_is_bounded(pack: Pack) -> None:
    state = begin(FitProfile(), pack.sizing)
    for _ in range(MAX_HISTORY * 2):
        state = pressed(pack, ("next", ""), ("start-over", ""), state=state)
    assert len(state.history) == MAX_HISTORY
