"""What a follow-up adds to a profile: a correction replaces the fact it corrects, a new fact is added."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.sizing.profile import Feel, FitProfile, OwnedShoe, Scale, Size, Sized, System
from bot.core.sizing.reading import Reading
from bot.core.sizing.reading_facts import Fact

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_OPEN = ("which_cm", "odd_cm")
"""Facts that wait for an answer: a length that could be two things, a length that nothing has."""


def merge_profile(old: FitProfile, reading: Reading) -> FitProfile:
    """The profile after a message.

    Sizes, width, liking and lengths that are said again replace the old ones; a shoe replaces the same shoe, others are
    added; notes gather. "No, I meant EU", "women's", "the label" and "I size down in those" change the fact they are
    about. A message about somebody else begins a new profile. Never raises.
    """
    new = reading.profile
    if _is_for_somebody_else(reading):
        return new
    merged = _with_sizes(old, reading)
    merged = _with_scale(merged, reading)
    merged = replace(
        merged,
        width=new.width if new.width is not None else old.width,
        preference=new.preference if new.preference is not None else old.preference,
        pinch=new.pinch if new.pinch is not None else old.pinch,
        foot_cm=new.foot_cm if new.foot_cm is not None else old.foot_cm,
        label_cm=new.label_cm if new.label_cm is not None else old.label_cm,
        label_brand=new.label_brand if new.label_cm is not None else old.label_brand,
        left_right=new.left_right or old.left_right,
        notes=tuple(dict.fromkeys((*old.notes, *new.notes))),
        texts=_texts(old, reading),
    )
    return _with_answers(merged, old, reading)


def _is_for_somebody_else(reading: Reading) -> bool:
    has_evidence = bool(reading.profile.usual or reading.profile.shoes or reading.profile.label_cm)
    return has_evidence and bool(_values(reading, "person"))


def _values(reading: Reading, field: str) -> list[str]:
    return [fact.value for fact in reading.facts if fact.field == field]


def _with_sizes(old: FitProfile, reading: Reading) -> FitProfile:
    new, usual, shoes = reading.profile, old.usual, old.shoes
    corrects_shoe = "usual" in reading.corrections and not old.usual and not new.shoes and len(old.shoes) == 1
    named = next((value for field, value in reversed(old.texts) if field == "shoe_named"), "")
    if new.usual and named and "shoe_size" in reading.corrections:
        shoes = _with_shoes(shoes, (OwnedShoe(named, new.usual[-1], named, text=new.usual[-1].text),))
    elif new.usual and corrects_shoe:
        shoes = (replace(old.shoes[0], size=new.usual[-1]),)
    elif new.usual:
        usual = new.usual
    shoes = _sized(_with_shoes(shoes, new.shoes), reading, usual)
    return replace(old, usual=usual, shoes=_felt(shoes, reading))


def _key(shoe: OwnedShoe) -> str:
    return shoe.model or shoe.name.lower()


def _with_shoes(old: tuple[OwnedShoe, ...], new: tuple[OwnedShoe, ...]) -> tuple[OwnedShoe, ...]:
    """A shoe said again takes the old one's place, with what was known of it and not said anew; others are added."""
    before = {_key(shoe): shoe for shoe in reversed(old)}
    said: dict[str, list[OwnedShoe]] = {}
    for shoe in new:
        said.setdefault(_key(shoe), []).append(_completed(shoe, before.get(_key(shoe))))
    merged: list[OwnedShoe] = []
    for shoe in old:
        merged += said.pop(_key(shoe), []) if _key(shoe) in said else [] if _is_said(shoe, new) else [shoe]
    return (*merged, *(shoe for shoes in said.values() for shoe in shoes))


def _is_said(shoe: OwnedShoe, new: tuple[OwnedShoe, ...]) -> bool:
    return any(_key(one) == _key(shoe) for one in new)


def _completed(shoe: OwnedShoe, before: OwnedShoe | None) -> OwnedShoe:
    if before is None:
        return shoe
    return replace(
        shoe,
        feel=shoe.feel or before.feel,
        sized=shoe.sized or before.sized,
        width_code=shoe.width_code or before.width_code,
        roomier=shoe.roomier or before.roomier,
    )


def _sized(shoes: tuple[OwnedShoe, ...], reading: Reading, usual: tuple[Size, ...]) -> tuple[OwnedShoe, ...]:
    """ "I size down in those": on the shoe we know; with a usual size, a shoe not known yet gets its size from it."""
    for value in _values(reading, "sized"):
        step, _, model = value.partition(" ")
        if any(shoe.model == model for shoe in shoes):
            shoes = tuple(replace(shoe, sized=Sized(step)) if shoe.model == model else shoe for shoe in shoes)
        elif len(usual) == 1 and usual[0].system is not System.EU:
            by = {Sized.UP: 0.5, Sized.DOWN: -0.5, Sized.FULL_DOWN: -1.0}[Sized(step)]
            size = replace(usual[0], number=usual[0].number + by)
            shoes = (*shoes, OwnedShoe(model, size, model, sized=Sized(step)))
    return shoes


def _felt(shoes: tuple[OwnedShoe, ...], reading: Reading) -> tuple[OwnedShoe, ...]:
    """ "They are a bit tight": said of the shoe named, else of the last one."""
    for value in _values(reading, "feel"):
        feel, _, model = value.partition(" ")
        place = next((n for n, shoe in enumerate(shoes) if shoe.model == model), len(shoes) - 1 if not model else -1)
        if place >= 0:
            shoes = (*shoes[:place], replace(shoes[place], feel=Feel(feel)), *shoes[place + 1 :])
    if shoes and _values(reading, "roomier"):
        shoes = (*shoes[:-1], replace(shoes[-1], roomier=True))
    return shoes


def _with_scale(old: FitProfile, reading: Reading) -> FitProfile:
    scale = reading.profile.scale
    if scale is Scale.UNKNOWN:
        return old
    is_told = "scale" in reading.corrections
    is_stated = is_told or bool(reading.profile.usual or _values(reading, "scale")) or _states_scale_of_shoe(reading)
    if old.scale is not Scale.UNKNOWN and not is_stated:
        return old
    usual = tuple(replace(size, scale=scale) if is_told and size.scale is not scale else size for size in old.usual)
    return replace(old, scale=scale, usual=usual)


def _states_scale_of_shoe(reading: Reading) -> bool:
    """ "9.5 men's in those": the newest thing said of whose sizes the person wears counts."""
    return any(shoe.size.scale is not Scale.UNKNOWN for shoe in reading.profile.shoes)


def _with_answers(merged: FitProfile, old: FitProfile, reading: Reading) -> FitProfile:
    """Answers that only make sense with what was open: which centimetres, which numbering, yes."""
    open_cm = next((_number(text) for field, text in reversed(old.texts) if field in _OPEN), None)
    which = next(iter(_values(reading, "which_cm_answer")), "")
    if open_cm is not None and which:
        return replace(merged, label_cm=open_cm) if which == "label" else replace(merged, foot_cm=open_cm)
    if which == "label" and merged.foot_cm is not None and merged.label_cm is None:
        return replace(merged, label_cm=merged.foot_cm, foot_cm=None)
    if which == "foot" and merged.label_cm is not None and merged.foot_cm is None:
        return replace(merged, foot_cm=merged.label_cm, label_cm=None, label_brand="")
    system = next(iter(_values(reading, "system")), "")
    is_odd = any(field == "odd_cm" for field, _ in old.texts)
    if open_cm is not None and is_odd and (system == System.EU or _values(reading, "yes")):
        return replace(merged, usual=(Size(open_cm, System.EU, merged.scale, True, reading.facts[0].text),))
    return _with_system(merged, System(system)) if system and not reading.profile.usual else merged


def _number(text: str) -> float | None:
    match = _NUMBER.search(text)
    return float(match[0].replace(",", ".")) if match else None


def _with_system(profile: FitProfile, system: System) -> FitProfile:
    """The sizes said before, in another numbering: the usual ones, or the last shoe's where there are none."""
    if profile.usual:
        return replace(profile, usual=tuple(_in_system(size, system) for size in profile.usual))
    if profile.shoes:
        last = replace(profile.shoes[-1], size=_in_system(profile.shoes[-1].size, system))
        return replace(profile, shoes=(*profile.shoes[:-1], last))
    return profile


def _in_system(size: Size, system: System) -> Size:
    return replace(size, system=system, system_stated=True)


def _texts(old: FitProfile, reading: Reading) -> tuple[tuple[str, str], ...]:
    """The words behind each fact: the old ones but for what is said anew, then the new ones."""
    said = {fact.field for fact in reading.facts}
    answered = said & {"which_cm_answer", "system", "yes", "label_cm", "foot_cm", "usual", "shoes"}
    again = said - {"shoes", "notes", "feel", "sized"}
    which = {"label": "label_cm", "foot": "foot_cm"}.get(next(iter(_values(reading, "which_cm_answer")), ""), "")
    before = [(which, text) if which and field in _OPEN else (field, text) for field, text in old.texts]
    kept = [pair for pair in before if pair[0] not in again and not (pair[0] in _OPEN and answered)]
    return (*kept, *(_pair(fact) for fact in reading.facts if (fact.field, fact.text) not in kept))


def _pair(fact: Fact) -> tuple[str, str]:
    return fact.field, fact.value if fact.field == "shoe_named" else fact.text
