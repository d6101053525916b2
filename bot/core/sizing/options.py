"""The `size` options of the command line: a fit profile, or what to ask instead. Nothing exits and nothing raises."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.plausible import CM_PER_INCH, ask_about_length, ask_which_cm
from bot.core.sizing.profile import FitProfile, Preference, Scale, Width
from bot.core.sizing.recommendation import NeedMore
from bot.core.sizing.shoe_names import find_shoe
from bot.core.sizing.shoe_option import BadShoe, ShoeLabel, read_shoe
from bot.core.sizing.size_text import Length, Meaning, read_sizes, with_points
from bot.core.sizing.wording import fill

T = TypeVar("T")
Read = FitProfile | NeedMore
Reader = Callable[[FitProfile, str, SizingKnowledge], Read]

_LENGTH = re.compile(r"(?:jp|jpn|kr)?\s*(\d+(?:\.\d+)?)\s*(cm|cms|mm|in|inch|inches|\"|jp|jpn|kr)?")
_UNITS = {"mm": 0.1, "kr": 0.1, "in": CM_PER_INCH, "inch": CM_PER_INCH, "inches": CM_PER_INCH, '"': CM_PER_INCH}
_SCALES = {"men": Scale.MEN, "mens": Scale.MEN, "m": Scale.MEN, "women": Scale.WOMEN, "womens": Scale.WOMEN}
_SCALES |= {"w": Scale.WOMEN, "unknown": Scale.UNKNOWN}


def parse_size_options(argv: Sequence[str], knowledge: SizingKnowledge) -> Read:
    """The profile that the options describe; `NeedMore` for the first one that cannot be used. Never raises."""
    profile = FitProfile()
    for option, value in _pairs(argv):
        if option in _FLAGS:
            read: Read = _FLAGS[option](profile) if value is None else _bad(f"{option}={value}", knowledge)
        elif option in _READERS:
            usable = value is not None and value.strip()
            read = _READERS[option](profile, value or "", knowledge) if usable else _bad(option, knowledge)
        else:
            read = _bad(option, knowledge)
        if isinstance(read, NeedMore):
            return read
        profile = read
    return profile


def _pairs(argv: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Options with their values; `--name value` and `--name=value` alike. A value alone stands for an option."""
    waiting = ""
    for word in argv:
        if waiting and not word.startswith("--"):
            yield waiting, word
            waiting = ""
            continue
        if waiting:
            yield waiting, None
        name, mark, value = word.partition("=")
        waiting = "" if mark or name not in _READERS else name
        if not waiting:
            yield (name, value if mark else None) if name.startswith("--") else (word, None)
    if waiting:
        yield waiting, None


def _bad(said: str, knowledge: SizingKnowledge) -> NeedMore:
    words = knowledge.words
    return NeedMore(
        ("usual_size",), fill(words.get("bad-option", "")), fill(words.get("bad-option-error", ""), said=said)
    )


def _usual(profile: FitProfile, value: str, knowledge: SizingKnowledge) -> Read:
    text, width = _take_width(value, knowledge)
    read = read_sizes(text, knowledge)
    if isinstance(read, Length):
        return _length(profile, read, knowledge)
    if read is None:
        return _bad(value, knowledge)
    return replace(profile, usual=(*profile.usual, *read), width=profile.width or width)


def _take_width(value: str, knowledge: SizingKnowledge) -> tuple[str, Width | None]:
    """ "9.5 2E": the size, and the width that the letters mean on the men's scale; a lone letter may be a scale."""
    head, _, tail = value.strip().rpartition(" ")
    width = knowledge.width_codes.get(Scale.MEN, {}).get(tail.upper())
    is_code = head and width is not None and len(tail) > 1
    return (head, width) if is_code else (value, None)


def _length(profile: FitProfile, length: Length, knowledge: SizingKnowledge) -> Read:
    if length.meaning is Meaning.UNCLEAR:
        return _unclear(length.cm, knowledge)
    return _set_label(profile, length.cm) if length.meaning is Meaning.LABEL else _set_foot(profile, length.cm)


def _set_label(profile: FitProfile, cm: float) -> FitProfile:
    return replace(profile, label_cm=cm)


def _set_foot(profile: FitProfile, cm: float) -> FitProfile:
    return replace(profile, foot_cm=cm)


def _unclear(cm: float, knowledge: SizingKnowledge) -> NeedMore:
    span = knowledge.limits.plausible.get("label_cm")
    return ask_which_cm(cm, knowledge) if span is None or cm in span else ask_about_length(cm, "label_cm", knowledge)


def _shoe(profile: FitProfile, value: str, knowledge: SizingKnowledge) -> Read:
    read = read_shoe(value, knowledge)
    if isinstance(read, BadShoe) and read.is_size_missing:
        words = {"ask": "no-shoe-size", "error": "no-shoe-size-error"}
        said = {key: fill(knowledge.words.get(name, ""), said=read.said) for key, name in words.items()}
        return NeedMore(("usual_size",), said["ask"], said["error"])
    if isinstance(read, BadShoe):
        return _bad(read.said, knowledge)
    if isinstance(read, ShoeLabel):
        return replace(profile, label_cm=read.cm, label_brand=read.brand)
    return replace(profile, shoes=(*profile.shoes, read))


def _centimetres(put: Callable[[FitProfile, float], FitProfile]) -> Reader:
    def read(profile: FitProfile, value: str, knowledge: SizingKnowledge) -> Read:
        found = _LENGTH.fullmatch(with_points(value.casefold()).strip())
        if found is None:
            return _bad(value, knowledge)
        cm = round(float(found.group(1)) * _UNITS.get(found.group(2) or "", 1.0), 2)
        return put(profile, cm)

    return read


def _foot_of(side: str) -> Reader:
    def read(profile: FitProfile, value: str, knowledge: SizingKnowledge) -> Read:
        sizes = read_sizes(value, knowledge)
        if not isinstance(sizes, tuple):
            return _bad(f"{side} {value}", knowledge)
        return replace(profile, left_right=(*profile.left_right, *sizes))

    return read


def _word(put: Callable[[FitProfile, T], FitProfile], words: Mapping[str, T], option: str) -> Reader:
    def read(profile: FitProfile, value: str, knowledge: SizingKnowledge) -> Read:
        key = value.strip().casefold().replace("'", "").replace(" ", "-")
        return put(profile, words[key]) if key in words else _bad(f"{option} {value}", knowledge)

    return read


def _label_brand(profile: FitProfile, value: str, knowledge: SizingKnowledge) -> Read:
    shoe = find_shoe(value, knowledge)
    return replace(profile, label_brand=shoe.brand) if shoe else _bad(value, knowledge)


def _note(profile: FitProfile, value: str, _: SizingKnowledge) -> Read:
    return replace(profile, notes=(*profile.notes, value.strip()))


_READERS: dict[str, Reader] = {
    "--usual": _usual,
    "--scale": _word(lambda profile, scale: replace(profile, scale=scale), _SCALES, "--scale"),
    "--width": _word(
        lambda profile, width: replace(profile, width=width), {str(width): width for width in Width}, "--width"
    ),
    "--prefer": _word(
        lambda profile, liking: replace(profile, preference=liking), {str(one): one for one in Preference}, "--prefer"
    ),
    "--shoe": _shoe,
    "--label-cm": _centimetres(_set_label),
    "--label-brand": _label_brand,
    "--foot-cm": _centimetres(_set_foot),
    "--left": _foot_of("left"),
    "--right": _foot_of("right"),
    "--note": _note,
}
_FLAGS: dict[str, Callable[[FitProfile], FitProfile]] = {
    "--pinch": lambda profile: replace(profile, pinch=True),
    "--no-pinch": lambda profile: replace(profile, pinch=False),
}
