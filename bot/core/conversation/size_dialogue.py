"""The guided size dialogue as a pure state machine: a state shows a card, a press gives the next state.

How a front end drives it:

    state = begin(profile, sizing)                  # an empty profile, or what was read or remembered
    card = show(state, sizing)                      # render it: selects, buttons, one form
    state = answer(state, field, value, sizing, words)
    stored = state_to_dict(state); state = state_from_dict(stored)      # None: begin again

- A select that was chosen from gives `answer(state, select.field, "value")`; several values are joined by commas.
- A button gives `answer(state, button.id, "")`. Ids in `FRONT_END_BUTTONS` are the front end's own: `type` opens
  `card.form`, `share` shows the result to the channel, `did-it-fit` asks how the pair turned out.
- The form gives `answer(state, "typed", text)`.
- Ids are short words without spaces (but for `say:…`, which carries the words of a tap) and mean the same on every
  card, so that a press on an older message does something sensible or nothing.

Four steps at most (what do you know, the size, the foot, how you like it), each can be skipped. `Back` gives the card
before, exactly as it was left. Every card after the size shows the size as a menu, so that it is corrected on the spot;
the result shows what was read as menus already set. Whoever knows their usual size needs four taps: "My usual size",
whose sizes, the number, "Show my size".
"""

from __future__ import annotations

from bot.core.conversation.size_dialogue_answers import answer, begin
from bot.core.conversation.size_dialogue_card import (
    ButtonField,
    ButtonStyle,
    DialogueCard,
    Form,
    FormField,
    SelectField,
    SelectOption,
    rows_of,
)
from bot.core.conversation.size_dialogue_json import state_from_dict, state_to_dict
from bot.core.conversation.size_dialogue_menus import (
    feel_menu,
    liking_menu,
    notes_menu,
    number_menu,
    pinch_menu,
    scale_menu,
    size_menus,
    width_menu,
)
from bot.core.conversation.size_dialogue_result import result_body, result_title, short_result
from bot.core.conversation.size_dialogue_state import DialogueState, Moment, Path, Step
from bot.core.sizing.advice import advise
from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.profile import FitProfile, Scale
from bot.core.sizing.recommendation import Advice, NeedMore

__all__ = [
    "FORM_BUTTON",
    "FRONT_END_BUTTONS",
    "ButtonField",
    "ButtonStyle",
    "DialogueCard",
    "DialogueState",
    "Form",
    "FormField",
    "SelectField",
    "SelectOption",
    "answer",
    "begin",
    "rows_of",
    "show",
    "state_from_dict",
    "state_to_dict",
]

FORM_BUTTON = "type"
FRONT_END_BUTTONS = (FORM_BUTTON, "share", "did-it-fit")
"""Buttons that the state machine does not take: the front end does something of its own."""

_FORM = Form(
    "Say it in your own words",
    (FormField("typed", "Your size, shoes and feet", "e.g. US 9.5 women's, wide feet", 400),),
)
_TYPE = ButtonField(FORM_BUTTON, "Type it instead")
_BACK = ButtonField("back", "Back")
_START_OVER = ButtonField("start-over", "Start over", ButtonStyle.CAREFUL)
_SKIP = ButtonField("next", "Skip")
_NEXT = ButtonField("next", "Next")
_SHOW = ButtonField("show", "Show my size", ButtonStyle.STRONG)
_UNCLEAR = "I could not read a size in that. Try it with its numbering, like US 9.5 or EU 42."
_SIZE_TEXTS = {
    Path.USUAL: ("Your usual size", "The size that fits you in most shoes."),
    Path.SHOE: ("A shoe you own", "Pick the pair and the size on its label."),
    Path.LABEL: ("Centimetres on a label", "Look at the label of a pair that fits you. Not the length of your foot."),
    Path.FOOT: ("You measured your foot", "Heel to longest toe, standing. Take the longer foot."),
}
_WHAT = "What do you know? One is enough."
_MAX_TAPS = 3
"""Taps that answer what is asked back."""


def show(state: DialogueState, sizing: SizingKnowledge) -> DialogueCard:
    """The card of a state: at most `MAX_ROWS` rows, at most 25 options a select. Never raises."""
    cards = {Step.KNOW: _know, Step.SIZE: _size, Step.FOOT: _foot, Step.LIKE: _like, Step.RESULT: _result}
    return cards[state.step](state, sizing)


def _body(state: DialogueState, text: str, sizing: SizingKnowledge) -> str:
    so_far = "" if state.step is Step.KNOW else short_result(advise(state.profile, sizing))
    return "\n".join(part for part in (_UNCLEAR if state.now.is_unclear else "", text, so_far) if part)


def _ways(state: DialogueState, *buttons: ButtonField) -> tuple[ButtonField, ...]:
    """The buttons of a card, with Back and Start over where there is something to go back to."""
    back = (_BACK,) if state.history else ()
    over = (_START_OVER,) if state.now != Moment() else ()
    return (*buttons, *back, *over)


def _know(state: DialogueState, sizing: SizingKnowledge) -> DialogueCard:
    buttons = (
        ButtonField("know:usual", "My usual size", ButtonStyle.MAIN),
        ButtonField("know:shoe", "A shoe I own", ButtonStyle.MAIN),
        ButtonField("know:label", "Centimetres on a label", ButtonStyle.MAIN),
        ButtonField("know:foot", "I measured my foot", ButtonStyle.MAIN),
        _TYPE,
        _SKIP,
    )
    is_begun = state.profile != FitProfile()
    body = _body(state, "Noted. Now a size to start from: what do you know?" if is_begun else _WHAT, sizing)
    return DialogueCard("Let's find your size", body, "1 of 4", (), _ways(state, *buttons), _FORM)


def _size(state: DialogueState, sizing: SizingKnowledge) -> DialogueCard:
    draft = state.now.draft
    title, text = _SIZE_TEXTS[draft.path or Path.USUAL]
    menus = size_menus(draft, sizing)
    buttons = _ways(state, _TYPE, _SKIP)
    return DialogueCard(title, _body(state, text, sizing), "2 of 4", menus, buttons, _FORM)


def _menus(*menus: SelectField | None) -> tuple[SelectField, ...]:
    return tuple(menu for menu in menus if menu is not None)


def _foot(state: DialogueState, sizing: SizingKnowledge) -> DialogueCard:
    now = state.now
    menus = _menus(number_menu(now.draft, sizing), feel_menu(now), width_menu(now), pinch_menu(now))
    body = _body(state, "Leave out what you do not know.", sizing)
    return DialogueCard("Your feet", body, "3 of 4", menus, _ways(state, _SHOW, _NEXT))


def _like(state: DialogueState, sizing: SizingKnowledge) -> DialogueCard:
    now = state.now
    menus = _menus(number_menu(now.draft, sizing), width_menu(now), notes_menu(now))
    buttons = (
        ButtonField("like:snug", "Snug", ButtonStyle.MAIN),
        ButtonField("like:standard", "Normal", ButtonStyle.MAIN),
        ButtonField("like:roomy", "With some room", ButtonStyle.MAIN),
        ButtonField("show", "Show my size", ButtonStyle.STRONG),
    )
    body = _body(state, "How do you like your shoes to fit?", sizing)
    return DialogueCard("How you like it", body, "4 of 4", menus, _ways(state, *buttons))


def _result(state: DialogueState, sizing: SizingKnowledge) -> DialogueCard:
    now = state.now
    advice = now.question or advise(state.profile, sizing)
    body = "\n".join(part for part in (_UNCLEAR if now.is_unclear else "", result_body(advice, now.detail)) if part)
    size = number_menu(now.draft, sizing)
    is_open = isinstance(advice, NeedMore) or advice.other_reading is not None
    ask_scale = is_open and now.draft.path is not None and now.profile.scale is Scale.UNKNOWN
    menus = _menus(scale_menu(now.draft) if ask_scale else None, size, width_menu(now))
    menus = menus if ask_scale else (*menus, liking_menu(now))
    return DialogueCard(result_title(advice, sizing), body, "", menus, _result_buttons(state, advice), _FORM, advice)


def _result_buttons(state: DialogueState, advice: Advice) -> tuple[ButtonField, ...]:
    if isinstance(advice, NeedMore):
        taps = [ButtonField(f"say:{text}"[:90], label[:60], ButtonStyle.MAIN) for text, label in advice.options]
        return _ways(state, *taps[:_MAX_TAPS], _TYPE, ButtonField("add-shoe", "Add a shoe"))
    return _ways(
        state,
        ButtonField("why", "Why"),
        ButtonField("what-if", "What would change it"),
        ButtonField("share", "Share in channel"),
        ButtonField("add-shoe", "Add another shoe"),
        ButtonField("did-it-fit", "Did it fit?"),
        _TYPE,
    )
