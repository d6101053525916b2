"""The guided size dialogue in a terminal: every card as numbered choices. Renders the card; the core decides.

Menus that are short are numbered with the buttons; a long one (sizes, shoes) is opened by its number. Anything that is
no number is taken as typed in one's own words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from bot.core.conversation.converse import size_turn
from bot.core.conversation.size_dialogue import (
    FORM_BUTTON,
    FRONT_END_BUTTONS,
    DialogueCard,
    SelectField,
    answer,
    begin,
    show,
)
from bot.core.sizing.profile import FitProfile
from bot.terminal.chat import WORDS_THAT_END, Chat, plain_text

ReadLine = Callable[[str], str]

SHORT_MENU = 6
"""Menus with at most so many options are numbered on the card itself; longer ones open on a line of their own."""

COLUMNS = 5
"""Sizes are short: several stand on one line."""

DONE = "done"


@dataclass(frozen=True, slots=True)
class Pick:
    """What a number on a card does."""

    label: str
    field: str
    value: str = ""
    menu: SelectField | None = None
    """The long menu that it opens."""


def run_size_dialogue(chat: Chat, read_line: ReadLine, out: TextIO) -> None:
    """Asks through the cards until the member is done; the conversation then remembers the facts.

    Ends with the input, with `done`, or with a word that ends the chat; never raises for what is typed.
    """
    pack = chat.library.pack
    state = begin(chat.memory.profile if chat.memory else FitProfile(), pack.sizing)
    try:
        while press := _press(show(state, pack.sizing), read_line, out):
            state = answer(state, press.field, press.value, pack.sizing, pack.size_words)
    except EOFError:
        pass
    if state.profile != FitProfile():
        chat.keep(size_turn("/size", state.profile, chat.library, chat.memory, chat.clock_s()))


def picks_of(card: DialogueCard) -> tuple[Pick, ...]:
    """Everything that can be picked on a card by number, menus first, in the order in which it is listed."""
    picks: list[Pick] = []
    for menu in card.selects:
        if len(menu.options) <= SHORT_MENU:
            picks += [Pick(option.label, menu.field, option.value) for option in menu.options]
        else:
            picks.append(Pick(f"{menu.placeholder} …", menu.field, menu=menu))
    own = {*FRONT_END_BUTTONS, FORM_BUTTON}
    picks += [Pick(button.label, button.id) for button in card.buttons if button.id not in own]
    return tuple(picks)


def card_text(card: DialogueCard) -> str:
    """A card as a terminal shows it: title and progress, what it says, then the numbered choices."""
    head = card.title.upper() + (f"  ({card.progress})" if card.progress else "")
    chosen = {(menu.field, value) for menu in card.selects for value in menu.selected}
    lines = []
    for number, pick in enumerate(picks_of(card), 1):
        is_set = (pick.field, pick.value) in chosen
        lines.append(f"  {number:>2}. {pick.label}{'  (set)' if is_set else _set_value(pick)}")
    return "\n\n".join(part for part in (head, plain_text(card.body), "\n".join(lines)) if part)


def _set_value(pick: Pick) -> str:
    """What a long menu is set to now."""
    if pick.menu is None or not pick.menu.selected:
        return ""
    labels = [option.label for option in pick.menu.options if option.value in pick.menu.selected]
    return f"  (set: {', '.join(labels)})"


def _press(card: DialogueCard, read_line: ReadLine, out: TextIO) -> Pick | None:
    """What the member does on a card: a pick, or words of their own; None when they are done."""
    out.write(f"{card_text(card)}\n\n")
    typed = read_line(f"size (number, your own words, or {DONE})> ").strip()
    if typed.lower() in WORDS_THAT_END | {DONE, ""}:
        return None
    pick = _numbered(typed, picks_of(card)) or Pick("", "typed", typed)
    while pick.menu is not None:
        pick = _from_menu(pick.menu, read_line, out) or pick
    return pick


def _from_menu(menu: SelectField, read_line: ReadLine, out: TextIO) -> Pick | None:
    """The option picked from a long menu, by its number or by its name; None for anything else."""
    options = tuple(Pick(option.label, menu.field, option.value) for option in menu.options)
    out.write(f"{menu.placeholder}\n{_columns([pick.label for pick in options])}\n\n")
    typed = read_line("which number> ").strip()
    named = (pick for pick in options if pick.label.lower() == typed.lower())
    return _numbered(typed, options) or next(named, None)


def _columns(labels: list[str]) -> str:
    cells = [f"{number:>3}. {label}" for number, label in enumerate(labels, 1)]
    width = max(map(len, cells)) + 2
    columns = COLUMNS if width * COLUMNS <= 88 else 2 if width * 2 <= 88 else 1
    rows = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    return "\n".join("".join(cell.ljust(width) for cell in row).rstrip() for row in rows)


def _numbered(typed: str, picks: tuple[Pick, ...]) -> Pick | None:
    number = typed.rstrip(".")
    if number.isascii() and number.isdigit() and 1 <= int(number) <= len(picks):
        return picks[int(number) - 1]
    return None
