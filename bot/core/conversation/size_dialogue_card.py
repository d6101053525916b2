"""What one step of the guided size dialogue shows, as data. A front end renders it its own way.

A card never needs more rows than a phone shows: a select takes a row, five buttons take one, and there are never more
than `MAX_ROWS` of both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.core.sizing.recommendation import Advice

MAX_OPTIONS = 25
"""Options of one select."""
MAX_ROWS = 5
BUTTONS_IN_A_ROW = 5


class ButtonStyle(StrEnum):
    """How much a button stands out."""

    MAIN = "main"
    PLAIN = "plain"
    STRONG = "strong"
    """Ends the step or gives the result."""
    CAREFUL = "careful"
    """Throws something away."""


@dataclass(frozen=True, slots=True)
class SelectOption:
    """One line of a select."""

    value: str
    label: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class SelectField:
    """A menu. Choosing gives `answer(state, field, value)`, with several values joined by commas."""

    field: str
    placeholder: str
    options: tuple[SelectOption, ...]
    selected: tuple[str, ...] = ()
    """Values that are chosen already; each is one of the options."""
    max_values: int = 1
    """More than one lets the person choose several, or none."""


@dataclass(frozen=True, slots=True)
class ButtonField:
    """A button. Pressing gives `answer(state, id, "")`, unless the id is one of `FRONT_END_BUTTONS`."""

    id: str
    label: str
    style: ButtonStyle = ButtonStyle.PLAIN


@dataclass(frozen=True, slots=True)
class FormField:
    """One line to type."""

    field: str
    label: str
    placeholder: str = ""
    max_length: int = 200


@dataclass(frozen=True, slots=True)
class Form:
    """What the button `FORM_BUTTON` opens. Sending it gives `answer(state, field, typed)` for its one field."""

    title: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class DialogueCard:
    """One card."""

    title: str
    body: str
    progress: str
    """"2 of 4"; empty on the result."""
    selects: tuple[SelectField, ...] = ()
    buttons: tuple[ButtonField, ...] = ()
    form: Form | None = None
    advice: Advice | None = None
    """On the result: what it rests on, for sharing and for keeping."""


def rows_of(card: DialogueCard) -> int:
    """How many rows a card takes."""
    return len(card.selects) + -(-len(card.buttons) // BUTTONS_IN_A_ROW)
