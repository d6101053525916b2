"""Any sequence of presses: nothing raises, every card fits a phone, Back undoes, and a state survives a restart."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.core.conversation.size_dialogue import (
    FRONT_END_BUTTONS,
    DialogueState,
    answer,
    begin,
    rows_of,
    show,
    state_from_dict,
    state_to_dict,
)
from bot.core.conversation.size_dialogue_card import MAX_OPTIONS, MAX_ROWS
from bot.core.conversation.size_dialogue_state import MAX_HISTORY
from bot.core.pack import Pack
from bot.core.sizing.profile import FitProfile
from bot.core.sizing.reading import read_profile
from bot.knowledge.loader import load_pack
from tests.conftest import SHIPPED_PACK

_STARTS = (
    "",
    "9",
    "9.5 in af1s, wide",
    "EU 42.67 in sambas",
    "27 cm on the label",
    "my foot is 26.3 cm",
    "US 4.5",
    "US 19",
)
_TYPED = ("8.5w", "42 cm", "27", "hello", "", "no, I meant EU", "10 in dunks, tight", "actually narrow feet")


def _pack() -> Pack:
    loaded = load_pack(SHIPPED_PACK).pack
    assert loaded is not None
    return loaded


class Dialogue(RuleBasedStateMachine):
    """Somebody who presses whatever is there, and now and then something that is not."""

    pack: Pack
    state: DialogueState

    @initialize(start=st.sampled_from(_STARTS))
    def open(self, start: str) -> None:
        profile = read_profile(start, self.pack.sizing, self.pack.size_words).profile if start else FitProfile()
        self.state = begin(profile, self.pack.sizing)

    def press(self, field: str, value: str) -> None:
        before = self.state
        self.state = answer(before, field, value, self.pack.sizing, self.pack.size_words)
        is_on_another_card = len(self.state.history) > len(before.history)
        if is_on_another_card and len(self.state.history) < MAX_HISTORY:
            back = answer(self.state, "back", "", self.pack.sizing, self.pack.size_words)
            assert (back.step, back.profile, back.history) == (before.step, before.profile, before.history)

    @rule(data=st.data())
    def press_a_button(self, data: st.DataObject) -> None:
        button = data.draw(st.sampled_from(show(self.state, self.pack.sizing).buttons))
        self.press(button.id, "")

    @rule(data=st.data())
    def choose(self, data: st.DataObject) -> None:
        menus = show(self.state, self.pack.sizing).selects
        if menus:
            menu = data.draw(st.sampled_from(menus))
            values = data.draw(
                st.lists(
                    st.sampled_from([option.value for option in menu.options]), min_size=1, max_size=menu.max_values
                )
            )
            self.press(menu.field, ",".join(values))

    @rule(text=st.sampled_from(_TYPED))
    def type_a_line(self, text: str) -> None:
        self.press("typed", text)

    @rule(
        field=st.sampled_from(("number", "model", "know:shoe", "like:snug", "say:EU 42", "moon")),
        value=st.text(max_size=5),
    )
    def press_something_stale(self, field: str, value: str) -> None:
        self.press(field, value)

    @invariant()
    def every_card_fits_a_phone(self) -> None:
        card = show(self.state, self.pack.sizing)
        assert rows_of(card) <= MAX_ROWS
        assert 0 < len(card.title) <= 100
        assert len(card.body) <= 4000
        ids = [button.id for button in card.buttons] + [menu.field for menu in card.selects]
        assert len(ids) == len(set(ids))
        assert all(0 < len(button.label) <= 80 and len(button.id) <= 90 for button in card.buttons)
        assert card.form is not None or FRONT_END_BUTTONS[0] not in ids

    @invariant()
    def every_menu_can_be_shown(self) -> None:
        for menu in show(self.state, self.pack.sizing).selects:
            values = [option.value for option in menu.options]
            assert 0 < len(values) <= MAX_OPTIONS
            assert len(values) == len(set(values))
            assert set(menu.selected) <= set(values)
            assert len(menu.selected) <= menu.max_values <= len(values)
            assert all(0 < len(option.label) <= 100 for option in menu.options)

    @invariant()
    def a_state_survives_a_restart(self) -> None:
        assert state_from_dict(json.loads(json.dumps(state_to_dict(self.state)))) == self.state


Dialogue.pack = _pack()
TestAnySequenceOfPresses = Dialogue.TestCase
TestAnySequenceOfPresses.settings = settings(
    max_examples=40,
    stateful_step_count=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
