"""The menus of the size dialogue's cards, each with what is already known chosen in it."""

from __future__ import annotations

from dataclasses import replace

from bot.core.conversation.size_dialogue_card import SelectField, SelectOption
from bot.core.conversation.size_dialogue_options import (
    SCALES,
    UNKNOWN_BRAND,
    brand_options,
    number_options,
    scale_options,
    shoe_options,
    values_of,
)
from bot.core.conversation.size_dialogue_state import Draft, Moment, Path
from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.numbers import plain_number
from bot.core.sizing.profile import Feel, OwnedShoe, Preference, Sized, Width

WIDTHS = (
    (Width.NARROW, "Narrow feet"),
    (Width.REGULAR, "Regular width"),
    (Width.WIDE, "Wide feet"),
    (Width.EXTRA_WIDE, "Very wide feet"),
)
PINCHES = (("yes", "My little toe gets pinched in shoes"), ("no", "Nothing pinches my little toe"))
LIKINGS = (
    (Preference.SNUG, "I like a snug fit"),
    (Preference.STANDARD, "I like a normal fit"),
    (Preference.ROOMY, "I like some room"),
)
FEELS = (
    (Feel.COMFORTABLE, "That pair fits well"),
    (Feel.TIGHT, "That pair is tight"),
    (Feel.LOOSE, "That pair is loose"),
    (Sized.DOWN, "I took it half a size down"),
    (Sized.FULL_DOWN, "I took it a full size down"),
    (Sized.UP, "I took it a size up"),
    ("roomier", "I want more room than it has"),
)
NOTES = (
    ("flat-feet", "Flat feet"),
    ("high-arch", "High arches"),
    ("orthotics", "My own insoles or orthotics"),
    ("thick-socks", "Thick socks"),
    ("heel-slip", "My heel slips in shoes"),
)
NUMBER_ASKS = {
    Path.USUAL: "Your usual size",
    Path.SHOE: "The size of that pair",
    Path.LABEL: "Centimetres on the label",
    Path.FOOT: "Length of your longer foot",
}


def _options(pairs: tuple[tuple[str, str], ...]) -> tuple[SelectOption, ...]:
    return tuple(SelectOption(str(value), label) for value, label in pairs)


def _menu(field: str, ask: str, options: tuple[SelectOption, ...], *chosen: str, most: int = 1) -> SelectField:
    known = tuple(dict.fromkeys(value for value in chosen if value in values_of(options)))
    return SelectField(field, ask, options, known[:most], most)


def scale_menu(draft: Draft) -> SelectField:
    """Whose sizes, and in which numbering."""
    return _menu("scale", "Men's or women's sizes?", scale_options(), draft.scale)


def number_menu(draft: Draft, sizing: SizingKnowledge) -> SelectField | None:
    """The number; None while what it is a number of is not chosen. A number that no row holds is added to the list."""
    if draft.path is None or (draft.path in {Path.USUAL, Path.SHOE} and not draft.scale):
        return None
    options = number_options(sizing, draft.path, draft.scale, draft.brand)
    if draft.path in {Path.USUAL, Path.SHOE}:
        name = dict(SCALES)[draft.scale].partition(",")[0]
        options = tuple(replace(option, label=f"{name} {option.label}") for option in options)
    chosen = "" if draft.number is None else f"{draft.number:g}"
    if chosen and chosen not in values_of(options):
        options = (*options[:24], SelectOption(chosen, plain_number(draft.number or 0.0)))
    return _menu("number", NUMBER_ASKS[draft.path], options, chosen) if options else None


def brand_menu(draft: Draft, sizing: SizingKnowledge) -> SelectField:
    """The maker of a shoe, or of a label."""
    path = draft.path or Path.SHOE
    ask = "Who made the shoe with that label?" if path is Path.LABEL else "Who made it?"
    return _menu("brand", ask, brand_options(sizing, path), draft.brand)


def model_menu(draft: Draft, sizing: SizingKnowledge) -> SelectField | None:
    """The shoe; None while its maker is not chosen or not known."""
    options = shoe_options(sizing, draft.brand) if draft.brand not in {"", UNKNOWN_BRAND} else ()
    return _menu("model", "Which shoe?", options, draft.model) if options else None


def size_menus(draft: Draft, sizing: SizingKnowledge) -> tuple[SelectField, ...]:
    """The menus of the size card."""
    first = {
        Path.SHOE: (brand_menu(draft, sizing), model_menu(draft, sizing), scale_menu(draft)),
        Path.LABEL: (brand_menu(draft, sizing), scale_menu(draft)),
    }
    menus = (*first.get(draft.path or Path.USUAL, (scale_menu(draft),)), number_menu(draft, sizing))
    return tuple(menu for menu in menus if menu is not None)


def drafted_shoe(now: Moment) -> OwnedShoe | None:
    """The shoe whose size is in the draft; None on the other paths."""
    is_there = now.draft.path is Path.SHOE and now.draft.shoe < len(now.profile.shoes)
    return now.profile.shoes[now.draft.shoe] if is_there else None


def feel_menu(now: Moment) -> SelectField | None:
    """How the pair fits and whether it was sized up or down; None without a pair."""
    shoe = drafted_shoe(now)
    if shoe is None:
        return None
    chosen = (str(shoe.feel or ""), str(shoe.sized or ""), "roomier" if shoe.roomier else "")
    return _menu("feel", "How does that pair fit?", _options(FEELS), *chosen, most=3)


def width_menu(now: Moment) -> SelectField:
    """How wide the foot is."""
    return _menu("width", "How wide are your feet?", _options(WIDTHS), str(now.profile.width or ""))


def pinch_menu(now: Moment) -> SelectField:
    """Whether the little toe is pinched."""
    chosen = {True: "yes", False: "no"}.get(now.profile.pinch, "") if now.profile.pinch is not None else ""
    return _menu("pinch", "Does anything pinch?", _options(PINCHES), chosen)


def liking_menu(now: Moment) -> SelectField:
    """How they like shoes to fit."""
    return _menu("preference", "How do you like the fit?", _options(LIKINGS), str(now.profile.preference or ""))


def notes_menu(now: Moment) -> SelectField:
    """Things worth a remark."""
    return _menu("notes", "Anything else?", _options(NOTES), *now.profile.notes, most=len(NOTES))
