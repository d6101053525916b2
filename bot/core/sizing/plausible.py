"""Sizes that nobody wears: what to ask back instead of computing with them.

A person who hears "42 cm" asks "EU 42?". The bounds and the words are the pack's; this module only compares.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.numbers import plain_number, say_size
from bot.core.sizing.profile import FitProfile, Size, System
from bot.core.sizing.recommendation import NeedMore
from bot.core.sizing.wording import fill

HALVES_PER_SIZE = 2
CM_PER_INCH = 2.54


def find_implausible(profile: FitProfile, knowledge: SizingKnowledge) -> NeedMore | None:
    """The question that a person would ask about the first thing in the profile that cannot be, or None."""
    for size in _sizes(profile):
        question = ask_about_size(size, knowledge)
        if question is not None:
            return question
    for length, field in ((profile.label_cm, "label_cm"), (profile.foot_cm, "foot_cm")):
        if length is not None and not _is_plausible(knowledge, field, length):
            return ask_about_length(length, field, knowledge)
    return _ask_about_spread(profile, knowledge)


def _sizes(profile: FitProfile) -> Iterator[Size]:
    yield from profile.usual
    yield from profile.left_right
    yield from (shoe.size for shoe in profile.shoes)


def _is_plausible(knowledge: SizingKnowledge, field: str, number: float) -> bool:
    span = knowledge.limits.plausible.get(field)
    return math.isfinite(number) and (span is None or number in span)


def ask_about_size(size: Size, knowledge: SizingKnowledge) -> NeedMore | None:
    """What to ask about a size that nobody wears or that is no step of its numbering; None for a fine one."""
    if not math.isfinite(size.number):
        return _need(knowledge, "not-a-size", said=f"{size.number}")
    if not _is_plausible(knowledge, size.system, size.number):
        return _ask_what_is_meant(size.number, size.system, say_size(size), knowledge)
    if size.system is not System.EU and not float(size.number * HALVES_PER_SIZE).is_integer():
        low = math.floor(size.number * HALVES_PER_SIZE) / HALVES_PER_SIZE
        return _need(
            knowledge,
            "no-such-step",
            options=[_said(size.system, low), _said(size.system, low + 1 / HALVES_PER_SIZE)],
            said=say_size(size),
        )
    return None


def ask_about_length(length: float, field: str, knowledge: SizingKnowledge) -> NeedMore:
    """What to ask about a length in centimetres that is no label and no foot."""
    if not math.isfinite(length):
        return _need(knowledge, "not-a-size", said=f"{length}")
    if _is_plausible(knowledge, field, length / 10):
        cm = f"{plain_number(length / 10)} cm"
        return _need(knowledge, "millimetres", options=[cm], said=plain_number(length), guesses=cm)
    inches = length * CM_PER_INCH
    if field == "foot_cm" and _is_plausible(knowledge, field, inches):
        said = f"{plain_number(length)} inches"
        return _need(knowledge, "did-you-mean", options=[said], said=f"{plain_number(length)} cm", guesses=said)
    return _ask_what_is_meant(length, field, f"{plain_number(length)} cm", knowledge)


def _ask_what_is_meant(number: float, field: str, said: str, knowledge: SizingKnowledge) -> NeedMore:
    if field in list(System) and _is_plausible(knowledge, "label_cm", number):
        return ask_which_cm(number, knowledge)
    guesses = [
        _said(system, number) for system in System if system != field and _is_plausible(knowledge, system, number)
    ]
    if not guesses:
        return _need(knowledge, "not-a-size", said=said)
    return _need(knowledge, "did-you-mean", options=guesses, said=said, guesses=" or ".join(guesses))


def ask_which_cm(number: float, knowledge: SizingKnowledge) -> NeedMore:
    """The question about bare centimetres: the number on a label, or the length of a foot?"""
    said = plain_number(number)
    options = ((f"{said} cm on the label", "On a label"), (f"my foot is {said} cm long", "My foot"))
    ask = fill(knowledge.words.get("which-cm", ""), said=said)
    return NeedMore(("which_cm",), ask, fill(knowledge.words.get("which-cm-error", ""), said=said), options)


def _ask_about_spread(profile: FitProfile, knowledge: SizingKnowledge) -> NeedMore | None:
    """Two usual sizes that one person cannot both have; sizes on different scales or numberings are compared later.

    Two feet may differ by any number of sizes.
    """
    alike = {(size.system, size.scale) for size in profile.usual}
    numbers = [size.number for size in profile.usual]
    if len(alike) != 1 or len(numbers) < 2:
        return None
    if (max(numbers) - min(numbers)) * HALVES_PER_SIZE <= knowledge.limits.usual_spread_half_sizes:
        return None
    said = [say_size(size) for size in profile.usual]
    return _need(knowledge, "far-apart", options=said, said=" and ".join(said))


def _said(system: System, number: float) -> str:
    return f"{system.upper()} {plain_number(number)}"


def _need(knowledge: SizingKnowledge, words: str, *, options: list[str] | None = None, **values: str) -> NeedMore:
    """A question from the pack: `words` is the question, `<words>-error` what is wrong."""
    ask, error = knowledge.words.get(words, ""), knowledge.words.get(f"{words}-error", "")
    taps = tuple((option, option) for option in options or [])
    return NeedMore(("usual_size",), fill(ask, **values), fill(error, **values), taps)
