"""The fit profile: what we know of a person, with the words each fact came from.

Values only. Reading a sentence makes a profile, the size dialogue makes one, the command line makes one; the fit
rules see nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Scale(StrEnum):
    """Whose numbers a size is written in."""

    MEN = "men"
    WOMEN = "women"
    UNKNOWN = "unknown"


class System(StrEnum):
    """Which numbering a size uses. A bare number is US until a person says otherwise."""

    US = "us"
    UK = "uk"
    EU = "eu"


class Width(StrEnum):
    """How wide a foot is."""

    NARROW = "narrow"
    REGULAR = "regular"
    WIDE = "wide"
    EXTRA_WIDE = "extra-wide"


class Preference(StrEnum):
    """How somebody likes their shoes to fit."""

    SNUG = "snug"
    STANDARD = "standard"
    ROOMY = "roomy"


class Feel(StrEnum):
    """How a shoe that somebody owns fits them."""

    TIGHT = "tight"
    COMFORTABLE = "comfortable"
    LOOSE = "loose"


class Sized(StrEnum):
    """Whether somebody took another size than their usual one in a shoe."""

    DOWN = "down"
    FULL_DOWN = "full-down"
    """A full size down: the usual size is then known."""
    UP = "up"


@dataclass(frozen=True, slots=True)
class Size:
    """A size as a person says it: a number, its numbering and whose scale it is on."""

    number: float
    """In the numbering's own steps; adidas' EU thirds are decimals rounded to two places."""
    system: System = System.US
    scale: Scale = Scale.UNKNOWN
    system_stated: bool = False
    """False for a bare number, which is read as US."""
    text: str = ""
    """The words it came from."""


@dataclass(frozen=True, slots=True)
class OwnedShoe:
    """A reference shoe: a shoe the person owns, its size and how it fits."""

    name: str
    """As the person names it."""
    size: Size
    model: str = ""
    """Id in the pack's reference shoes; empty for a shoe we do not know."""
    feel: Feel | None = None
    sized: Sized | None = None
    width_code: str = ""
    """`2E`, `4E`, `D`, `B` …; empty when not said."""
    roomier: bool = False
    """The person says they want more room than this shoe gives."""
    text: str = ""
    """The words it came from."""


@dataclass(frozen=True, slots=True)
class FitProfile:
    """What is known of one person. Every field may be unknown; an empty profile is valid and asks for more."""

    usual: tuple[Size, ...] = ()
    """Usual size; two for "between two sizes"."""
    scale: Scale = Scale.UNKNOWN
    """The scale for sizes that do not say it themselves."""
    width: Width | None = None
    preference: Preference | None = None
    pinch: bool | None = None
    """The little toe has been pinched in other shoes."""
    shoes: tuple[OwnedShoe, ...] = ()
    label_cm: float | None = None
    """Centimetres on the label of a shoe they own and like."""
    label_brand: str = ""
    """Brand id of that label; empty when not said (then read as the pack's own maker)."""
    foot_cm: float | None = None
    """Bare foot length, the longer foot."""
    left_right: tuple[Size, ...] = ()
    """Sizes of the two feet when they differ."""
    notes: tuple[str, ...] = ()
    """Ids of things that add a note and never change the size: `flat-feet`, `orthotics`, `thick-socks` …"""
    texts: tuple[tuple[str, str], ...] = ()
    """Pairs (field, the words it came from), for showing what was read."""
