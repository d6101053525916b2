"""What a press, a choice or a typed line changes in the size dialogue. Anything unknown or stale changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core.conversation.size_dialogue_entry import draft_of, is_whole, with_draft, without_words
from bot.core.conversation.size_dialogue_menus import (
    FEELS,
    LIKINGS,
    NOTES,
    WIDTHS,
    brand_menu,
    drafted_shoe,
    model_menu,
    number_menu,
    scale_menu,
)
from bot.core.conversation.size_dialogue_options import UNKNOWN_BRAND
from bot.core.conversation.size_dialogue_state import (
    Detail,
    DialogueState,
    Draft,
    Moment,
    Path,
    Step,
    changed,
    gone_back,
    moved,
)
from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.merging import merge_profile
from bot.core.sizing.profile import Feel, FitProfile, Preference, Sized, Width
from bot.core.sizing.reading import read_profile
from bot.core.sizing.recommendation import NeedMore
from bot.core.sizing.words import SizeWords

MAX_TYPED = 400
"""Characters of a typed line that are read."""
_NEXT = {Step.KNOW: Step.FOOT, Step.SIZE: Step.FOOT, Step.FOOT: Step.LIKE, Step.LIKE: Step.RESULT}
_Change = Callable[[Moment, str], Moment]


def answer(state: DialogueState, field: str, value: str, sizing: SizingKnowledge, words: SizeWords) -> DialogueState:
    """The state after a press (`field` is the button's id), a choice in a menu, or a typed line (`field` "typed").

    `value` is what was chosen (several values joined by commas) or typed; empty for a button.

    Presses that do not fit the card (a button of an older message) change nothing. Never raises.
    """
    state = changed(state, replace(state.now, is_unclear=False)) if state.now.is_unclear else state
    if field == "back":
        return gone_back(state)
    if field == "start-over":
        return moved(state, Moment()) if state.now != Moment() else state
    if field == "typed" or field.startswith("say:"):
        return _typed(state, value if field == "typed" else field[4:], sizing, words)
    if field in {"next", "show"}:
        return _forward(state, Step.RESULT if field == "show" else _NEXT.get(state.step))
    if field in {Detail.WHY, Detail.WHAT_IF}:
        return _unfolded(state, Detail(field))
    entered = _entered(state, field, value, sizing)
    return entered if entered is state else changed(entered, replace(entered.now, question=None))


def begin(profile: FitProfile, sizing: SizingKnowledge, question: NeedMore | None = None) -> DialogueState:
    """A new dialogue for what is known already: from nothing, the first card; with a size, the result to correct.

    `question` is what a reading has to ask back first (`Reading.question`).
    """
    bare = without_words(profile)
    draft = draft_of(bare, sizing)
    step = Step.RESULT if draft.path or question else Step.KNOW
    return DialogueState(Moment(step, bare, draft, question=question))


def _forward(state: DialogueState, step: Step | None) -> DialogueState:
    is_ahead = step is not None and list(Step).index(step) > list(Step).index(state.step)
    return moved(state, replace(state.now, step=step, detail=Detail.NONE)) if step and is_ahead else state


def _unfolded(state: DialogueState, detail: Detail) -> DialogueState:
    if state.step is not Step.RESULT:
        return state
    other = Detail.NONE if state.now.detail is detail else detail
    return changed(state, replace(state.now, detail=other))


def _typed(state: DialogueState, text: str, sizing: SizingKnowledge, words: SizeWords) -> DialogueState:
    reading = read_profile(text[:MAX_TYPED], sizing, words, ("usual_size",))
    if not reading.facts:
        return changed(state, replace(state.now, is_unclear=True))
    profile = without_words(merge_profile(state.profile, reading))
    draft = draft_of(profile, sizing)
    if not draft.path and reading.question is None:
        return changed(state, replace(state.now, profile=profile))
    now = Moment(Step.RESULT, profile, draft, question=reading.question)
    return changed(state, now) if state.step is Step.RESULT else moved(state, now)


def _entered(state: DialogueState, field: str, value: str, sizing: SizingKnowledge) -> DialogueState:
    if field.startswith("know:"):
        return _on_path(state, field.removeprefix("know:"))
    if field == "add-shoe":
        return _with_another_shoe(state)
    if field.startswith("like:"):
        return _liked(state, field.removeprefix("like:"))
    if field in {"scale", "brand", "model", "number"}:
        return _drafted(state, field, value, sizing)
    change = _CHANGES.get(field)
    return changed(state, change(state.now, value)) if change and state.step is not Step.KNOW else state


def _on_path(state: DialogueState, path: str) -> DialogueState:
    if state.step is not Step.KNOW or path not in list(Path):
        return state
    before = state.now.draft
    draft = before if before.path == path else Draft(Path(path), _known_scale(state), shoe=len(state.profile.shoes))
    return moved(state, replace(state.now, step=Step.SIZE, draft=draft))


def _known_scale(state: DialogueState) -> str:
    return "" if state.profile.scale == "unknown" else f"us-{state.profile.scale}"


def _with_another_shoe(state: DialogueState) -> DialogueState:
    if state.step is not Step.RESULT:
        return state
    scale = state.now.draft.scale or _known_scale(state)
    draft = Draft(Path.SHOE, scale, shoe=len(state.profile.shoes))
    return moved(state, replace(state.now, step=Step.SIZE, draft=draft, detail=Detail.NONE))


def _liked(state: DialogueState, liking: str) -> DialogueState:
    if state.step is not Step.LIKE or liking not in list(Preference):
        return state
    return moved(state, replace(_prefer(state.now, liking), step=Step.RESULT))


def _drafted(state: DialogueState, field: str, value: str, sizing: SizingKnowledge) -> DialogueState:
    """A choice of the size card, or of the size's menu on a later card; a whole size goes on to the next card."""
    before = state.now.draft
    if state.step is Step.KNOW or before.path is None:
        return state
    draft = _draft_with(before, field, value, sizing)
    if draft is before:
        return state
    now = replace(state.now, draft=draft, profile=with_draft(state.profile, _ready(draft), sizing))
    is_done = _ready(draft) is draft and is_whole(draft) and (field == "number" or not _is_ready(before))
    if state.step is Step.SIZE and is_done:
        return moved(changed(state, state.now), replace(now, step=Step.FOOT))
    return changed(state, now)


def _is_ready(draft: Draft) -> bool:
    return is_whole(draft) and (draft.path is not Path.SHOE or bool(draft.model) or draft.brand == UNKNOWN_BRAND)


def _ready(draft: Draft) -> Draft:
    """The draft if it can go into the profile; else an empty one."""
    return draft if _is_ready(draft) else Draft()


def _draft_with(draft: Draft, field: str, value: str, sizing: SizingKnowledge) -> Draft:
    """The draft with a menu's choice; the very same draft where the menu does not offer it."""
    menus = {
        "scale": scale_menu(draft),
        "brand": brand_menu(draft, sizing),
        "model": model_menu(draft, sizing),
        "number": number_menu(draft, sizing),
    }
    menu = menus[field]
    if menu is None or value not in {option.value for option in menu.options}:
        return draft
    if field == "number":
        return replace(draft, number=float(value))
    if field == "model":
        return replace(draft, model=value)
    if field == "brand":
        model = draft.model if draft.brand == value else ""
        return _still_offered(replace(draft, brand=value, model=model), sizing)
    return _still_offered(replace(draft, scale=value), sizing)


def _still_offered(draft: Draft, sizing: SizingKnowledge) -> Draft:
    """Another chart may not have the number: then it is asked for again."""
    menu = number_menu(replace(draft, number=None), sizing)
    values = {option.value for option in menu.options} if menu else set()
    return draft if draft.number is None or f"{draft.number:g}" in values else replace(draft, number=None)


def _widen(now: Moment, value: str) -> Moment:
    known = next((width for width, _ in WIDTHS if width == value), None)
    return replace(now, profile=replace(now.profile, width=Width(known))) if known else now


def _pinch(now: Moment, value: str) -> Moment:
    known = {"yes": True, "no": False}.get(value)
    return now if known is None else replace(now, profile=replace(now.profile, pinch=known))


def _prefer(now: Moment, value: str) -> Moment:
    known = next((liking for liking, _ in LIKINGS if liking == value), None)
    return replace(now, profile=replace(now.profile, preference=Preference(known))) if known else now


def _note(now: Moment, value: str) -> Moment:
    offered = [note for note, _ in NOTES]
    chosen = [note for note in offered if note in value.split(",")]
    kept = [note for note in now.profile.notes if note not in offered]
    return replace(now, profile=replace(now.profile, notes=(*kept, *chosen)))


def _feel(now: Moment, value: str) -> Moment:
    shoe = drafted_shoe(now)
    if shoe is None:
        return now
    offered = {str(name) for name, _ in FEELS}
    chosen = [name for name in value.split(",") if name in offered]
    fits = replace(
        shoe,
        feel=next((Feel(name) for name in chosen if name in list(Feel)), None),
        sized=next((Sized(name) for name in chosen if name in list(Sized)), None),
        roomier="roomier" in chosen,
    )
    place = now.draft.shoe
    shoes = (*now.profile.shoes[:place], fits, *now.profile.shoes[place + 1 :])
    return replace(now, profile=replace(now.profile, shoes=shoes))


_CHANGES: dict[str, _Change] = {
    "width": _widen,
    "pinch": _pinch,
    "preference": _prefer,
    "notes": _note,
    "feel": _feel,
}
