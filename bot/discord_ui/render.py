"""Reply -> message, as Components V2.

Why Components V2 and not embeds: the text is part of the message itself, so it shows for members who have switched link
previews off and in channels where the bot may not embed; a phone gives it the whole width; headings are headings for a
screen reader; and the controls stand inside the card they belong to. The price is one text budget for the whole
message, which `TextBudget` keeps. Nothing here looks anything up: what is not in the Reply is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import discord

from bot.core.reply import Action, Choice, Kind, Reply
from bot.discord_ui.ids import MAX_ENTRY_CHARS
from bot.discord_ui.limits import LAYOUT_COMPONENTS, ROW_BUTTONS
from bot.discord_ui.reply_text import clean_text, field_text, main_text, small_print
from bot.discord_ui.safe_text import clip_bytes
from bot.discord_ui.text_budget import TextBudget as TextBudget
from bot.discord_ui.views.answer import More, Related, Remove, Share, ShowAnyway
from bot.discord_ui.views.browse import TurnTo
from bot.discord_ui.views.choose import MAX_TAP_CHARS, NoneOfThese, Pick, Tap
from bot.discord_ui.views.control import ButtonControl, SelectControl, row
from bot.discord_ui.views.opinion import Opinion
from bot.discord_ui.views.size import DidItFit, OpenSize, SizeDetail

Card = discord.ui.Container[discord.ui.LayoutView]
Control = ButtonControl | SelectControl

ACCENTS: Final = {Kind.ANSWER: 0x3B82C4, Kind.SIZE: 0x2F9E6B, Kind.CHOOSE: 0xD9962B, Kind.CLARIFY: 0xD9962B}
"""Only decoration: every meaning a colour has is in words as well."""

SIZE_DETAILS: Final = (
    (Action.WHY, "why", "Why"),
    (Action.WHAT_IF, "what-if", "What would change it"),
    (Action.ADD_SHOE, "add-shoe", "Add another shoe"),
)
FOOTER_COMPONENTS: Final = 6
"""A row with five buttons."""
MAX_CHOICES: Final = 5
SHELF_CHARS: Final = 24
"""Labels of buttons that a narrow phone shows beside each other, altogether."""
MAX_PARTS: Final = 3
NOTHING_SAID: Final = "I have nothing to say to that."
"""Stands for a reply without any readable text, which a message may not be."""
LEEWAY_CHARS: Final = 300
"""For a title and what making a text safe may add to it."""
SMALL_PRINT_CHARS: Final = 400
"""Kept free for the sources, so that a long answer never pushes them out."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a reply is shown, as far as its controls depend on it."""

    turn_id: str
    is_private: bool
    """Only the asker sees it."""
    in_server: bool
    is_expanded: bool = False
    """The detail is shown already."""
    back_topic: str = ""
    """The topic to go back to, when browsing."""
    credit_id: int | None = None
    """The member who had this posted as an answer to somebody else; named, never pinged."""


def render(reply: Reply, frame: Frame) -> discord.ui.LayoutView:
    """The message for a reply: a card for it and one for each further part, with the controls that it asks for.

    Keeps within every limit of `limits`, whatever the reply holds. Never raises.
    """
    view = discord.ui.LayoutView(timeout=None)
    budget = TextBudget()
    shown = [replace(reply, parts=()), *reply.parts[:MAX_PARTS]]
    for number, part in enumerate(shown):
        card = _card(part, frame, budget, among=len(shown) - number)
        _add_controls(card, _card_rows(part, frame, number, is_one_of_many=len(shown) > 1), view)
        if _size(card) <= _room(view):
            view.add_item(card)
    for footer in _footer_rows(reply, frame):
        view.add_item(footer)
    return view


def render_repeat(url: str, entry_id: str, frame: Frame) -> discord.ui.LayoutView:
    """Instead of an answer that stands in the channel already: the way to it, and a button to see it here."""
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(f"I answered that just a moment ago: {url}"))
    if len(entry_id) <= MAX_ENTRY_CHARS:
        view.add_item(row(ShowAnyway(frame.turn_id, entry_id)))
    return view


def _card(reply: Reply, frame: Frame, budget: TextBudget, *, among: int) -> Card:
    """The texts of one reply, with its fair share of the message when several cards are still to come."""
    card: Card = discord.ui.Container(accent_colour=ACCENTS.get(reply.kind))
    before, share = budget.share(among), budget.share(among)
    small = clip_bytes(small_print(reply, frame.credit_id), SMALL_PRINT_CHARS, SMALL_PRINT_CHARS * 2)
    said = main_text(_opened(reply, share.chars - len(small)) if frame.is_expanded else reply)
    _add_text(card, share.take(said, leave=small) or share.take(NOTHING_SAID))
    _add_text(card, share.take(field_text(reply.fields), leave=small))
    if frame.is_expanded and (detail := share.take(clean_text(reply.more, reply), leave=small)):
        card.add_item(discord.ui.Separator())
        _add_text(card, detail)
    _add_text(card, share.take(small))
    budget.spent(before, share)
    return card


def _opened(reply: Reply, chars: int) -> Reply:
    """The reply as it stands above its detail: without its body where both do not fit, for the body was read before."""
    is_too_much = bool(reply.title) and len(reply.body) + len(reply.more) + LEEWAY_CHARS > chars
    return replace(reply, body="") if is_too_much else reply


def _room(view: discord.ui.LayoutView) -> int:
    """Components that may still be added before the footer."""
    return LAYOUT_COMPONENTS - FOOTER_COMPONENTS - sum(1 for _ in view.walk_children())


def _size(item: discord.ui.Container[Any] | discord.ui.ActionRow[Any]) -> int:
    return 1 + sum(1 for _ in item.walk_children())


def _add_controls(card: Card, rows: list[list[Control]], view: discord.ui.LayoutView) -> None:
    """Adds a card's controls: all, or none where they do not fit, because half of the choices would mislead.

    What an earlier card of the message offers already is not offered twice, and could not be: ids are unique in it.
    """
    taken = {control.custom_id for control in view.walk_children() if isinstance(control, Control)}
    fresh = [[control for control in controls if control.custom_id not in taken] for controls in rows]
    shelves = [row(*controls) for controls in fresh if controls]
    if sum(_size(shelf) for shelf in shelves) <= _room(view) - _size(card):
        for shelf in shelves:
            card.add_item(shelf)


def _add_text(card: Card, text: str) -> None:
    if text:
        card.add_item(discord.ui.TextDisplay(text))


def _card_rows(reply: Reply, frame: Frame, number: int, *, is_one_of_many: bool) -> list[list[Control]]:
    rows: list[list[Control]] = [[*shelf] for shelf in _choice_shelves(reply, frame)]
    rows.append([*_next_buttons(reply, frame)])
    if related := _fitting(reply.related):
        rows.append([Related(frame.turn_id, str(number), related, of=reply.title if is_one_of_many else "")])
    return rows


def _choice_shelves(reply: Reply, frame: Frame) -> list[list[ButtonControl]]:
    """Choices and taps, one below the other where their labels are whole questions; short taps side by side."""
    picks = [Pick(frame.turn_id, choice.id, choice.label) for choice in _fitting(reply.choices)[:MAX_CHOICES]]
    options = [one for one in reply.options if 1 <= len(one.id) <= MAX_TAP_CHARS and "\n" not in one.id]
    options = list({one.id: one for one in options if one.label.strip()}.values())[: MAX_CHOICES - len(picks)]
    taps: list[ButtonControl] = [Tap(frame.turn_id, one.id, one.label) for one in options]
    is_short = sum(len(one.label) for one in options) <= SHELF_CHARS
    shelves: list[list[ButtonControl]] = [[pick] for pick in picks]
    shelves += [taps] if is_short and taps else [[tap] for tap in taps]
    if Action.NONE_OF_THESE in reply.actions:
        shelves.append([NoneOfThese(frame.turn_id)])
    return shelves


def _next_buttons(reply: Reply, frame: Frame) -> list[ButtonControl]:
    buttons: list[ButtonControl] = []
    has_entry = bool(reply.entry) and len(reply.entry) <= MAX_ENTRY_CHARS
    if has_entry and reply.more and Action.MORE in reply.actions and not frame.is_expanded:
        buttons.append(More(frame.turn_id, reply.entry))
    if Action.APPLY_SIZE in reply.actions:
        buttons.append(OpenSize(reply.entry if has_entry else "", "Apply to my size"))
    elif Action.FIND_SIZE in reply.actions:
        buttons.append(OpenSize(label="Find my size"))
    buttons += [SizeDetail(detail, label) for action, detail, label in SIZE_DETAILS if action in reply.actions]
    if Action.DID_IT_FIT in reply.actions:
        buttons.append(DidItFit(frame.turn_id))
    return buttons[:ROW_BUTTONS]


def _footer_rows(reply: Reply, frame: Frame) -> list[discord.ui.ActionRow[Any]]:
    buttons: list[ButtonControl] = []
    if Action.FEEDBACK in reply.actions:
        buttons += [Opinion(frame.turn_id, "yes"), Opinion(frame.turn_id, "no")]
    if frame.is_private and frame.in_server and reply.kind is Kind.ANSWER and 0 < len(reply.entry) <= MAX_ENTRY_CHARS:
        buttons.append(Share(frame.turn_id, reply.entry))
    if Action.DISMISS in reply.actions and not frame.is_private:
        buttons.append(Remove(frame.turn_id))
    if frame.back_topic:
        buttons.append(TurnTo(frame.back_topic, "0", "Back to the questions"))
    return [row(*buttons)] if buttons else []


def _fitting(choices: tuple[Choice, ...]) -> list[Choice]:
    """Choices that a control can carry, each entry once."""
    return list({c.id: c for c in choices if 0 < len(c.id) <= MAX_ENTRY_CHARS and c.label.strip()}.values())
