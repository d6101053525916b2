"""Reply -> message, as Components V2.

Why Components V2 and not embeds: the text is part of the message itself, so it shows for members who have switched link
previews off and in channels where the bot may not embed; a phone gives it the whole width; headings are headings for a
screen reader; and the controls stand inside the card they belong to. The price is one text budget for the whole
message, which `TextBudget` keeps. Nothing here looks anything up: what is not in the Reply is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import discord

from bot.core.basis import Basis
from bot.core.reply import Action, Choice, Citation, Field, Kind, Reply
from bot.discord_ui.ids import MAX_ENTRY_CHARS
from bot.discord_ui.limits import (
    LAYOUT_BYTES,
    LAYOUT_BYTES_PER_TEXT,
    LAYOUT_CHARS,
    LAYOUT_COMPONENTS,
)
from bot.discord_ui.safe_text import clip_bytes, is_web_address, reflow, safe_text
from bot.discord_ui.views.answer import More, Opinion, Related, Remove, Share, ShowAnyway
from bot.discord_ui.views.browse import TurnTo, topic_title
from bot.discord_ui.views.choose import MAX_TAP_CHARS, NoneOfThese, Pick, Tap
from bot.discord_ui.views.control import ButtonControl, row

Card = discord.ui.Container[discord.ui.LayoutView]

ACCENTS: Final = {Kind.ANSWER: 0x3B82C4, Kind.SIZE: 0x2F9E6B, Kind.CHOOSE: 0xD9962B, Kind.CLARIFY: 0xD9962B}
"""Only decoration: every meaning a colour has is in words as well."""

COMPONENTS_PER_CARD: Final = 16
"""Upper bound of what one reply's card and its controls take, so that parts are left out before 40 are reached."""
MAX_CHOICES: Final = 5
MAX_PARTS: Final = (LAYOUT_COMPONENTS - 6) // COMPONENTS_PER_CARD
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


class TextBudget:
    """What is left of a message's text, in characters and in bytes."""

    def __init__(self, chars: int = LAYOUT_CHARS, size_bytes: int = LAYOUT_BYTES) -> None:
        self._chars, self._bytes = chars, size_bytes

    def take(self, text: str, *, leave: int = 0) -> str:
        """The text, clipped to what is left after leaving `leave` characters for later; empty when nothing fits."""
        chars = self._chars - leave
        # Bytes left behind are counted as if each character took three, which covers all but emoji.
        size_bytes = self._bytes - LAYOUT_BYTES_PER_TEXT - leave * 3
        clipped = clip_bytes(text, max(0, chars), max(0, size_bytes)).strip()
        if clipped:
            self._chars -= len(clipped)
            self._bytes -= len(clipped.encode()) + LAYOUT_BYTES_PER_TEXT
        return clipped


def render(reply: Reply, frame: Frame) -> discord.ui.LayoutView:
    """The message for a reply: a card for it and one for each further part, with the controls that it asks for.

    Keeps within every limit of `limits`, whatever the reply holds. Never raises.
    """
    view = discord.ui.LayoutView(timeout=None)
    budget = TextBudget()
    shown = [replace(reply, parts=()), *reply.parts[:MAX_PARTS]]
    for number, part in enumerate(shown):
        leave = SMALL_PRINT_CHARS * (len(shown) - number)
        view.add_item(_card(part, frame, budget, leave=leave, shares=len(shown) - number))
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


def _card(reply: Reply, frame: Frame, budget: TextBudget, *, leave: int, shares: int) -> Card:
    card: Card = discord.ui.Container(accent_colour=ACCENTS.get(reply.kind))
    spread = leave + (LAYOUT_CHARS // 2 if shares > 1 else 0)
    _add_text(card, budget.take(_main_text(reply), leave=spread) or "…")
    for text in _field_texts(reply.fields):
        _add_text(card, budget.take(text, leave=leave))
    if frame.is_expanded and reply.more:
        detail = budget.take(_clean(reply.more, reply), leave=leave)
        if detail:
            card.add_item(discord.ui.Separator())
            _add_text(card, detail)
    _add_text(card, budget.take(_small_print(reply, frame)))
    for controls in _card_rows(reply, frame):
        card.add_item(controls)
    return card


def _add_text(card: Card, text: str) -> None:
    if text:
        card.add_item(discord.ui.TextDisplay(text))


def _main_text(reply: Reply) -> str:
    title = safe_text(reply.title, keeps_links=False).strip().replace("\n", " ")
    body = _clean(reply.body, reply)
    return f"### {title}\n{body}" if title else body


def _clean(text: str, reply: Reply) -> str:
    """Text of an entry keeps its links; any other could hold words that a member typed."""
    return safe_text(reflow(text), keeps_links=bool(reply.entry))


def _field_texts(fields: tuple[Field, ...]) -> list[str]:
    """One text: fields in lines, so that a phone shows them below each other and no table falls apart."""
    lines = []
    for field in fields:
        name, value = (safe_text(part, keeps_links=False).strip() for part in (field.name, field.value))
        lines.append(f"**{name}**: {value}" if field.inline or "\n" not in value else f"**{name}**\n{value}")
    return ["\n".join(lines)] if lines else []


def _small_print(reply: Reply, frame: Frame) -> str:
    lines = [f"-# {_citation(citation)}" for citation in reply.citations]
    if frame.credit_id is not None:
        lines.append(f"-# Posted at the request of <@{frame.credit_id}>")
    return "\n".join(lines)


def _citation(citation: Citation) -> str:
    title = safe_text(citation.title, keeps_links=False).replace("\n", " ")
    linked = f"[{title}](<{citation.url}>)" if is_web_address(citation.url) else title
    parts = ["Our own reading" if citation.basis is Basis.HOUSE else f"Source: {linked}"]
    if citation.checked is not None:
        stale = ", may have changed" if citation.is_stale else ""
        parts.append(f"last checked {_day(citation.checked)}{stale}")
    elif citation.is_stale:
        parts.append("may have changed")
    return " · ".join(parts)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _card_rows(reply: Reply, frame: Frame) -> list[discord.ui.ActionRow[Any]]:
    rows = [row(button) for button in _choice_buttons(reply, frame)]
    if buttons := _next_buttons(reply, frame):
        rows.append(row(*buttons))
    if related := _fitting(reply.related):
        rows.append(row(Related(frame.turn_id, related)))
    return rows


def _choice_buttons(reply: Reply, frame: Frame) -> list[ButtonControl]:
    """Choices and taps, one below the other, because their labels are whole questions."""
    buttons: list[ButtonControl] = [
        Pick(frame.turn_id, choice.id, choice.label) for choice in _fitting(reply.choices)[:MAX_CHOICES]
    ]
    taps = [option for option in reply.options if 1 <= len(option.id) <= MAX_TAP_CHARS and "\n" not in option.id]
    taps = list({tap.id: tap for tap in taps if tap.label.strip()}.values())
    buttons += [Tap(frame.turn_id, tap.id, tap.label) for tap in taps[: MAX_CHOICES - len(buttons)]]
    if Action.NONE_OF_THESE in reply.actions:
        buttons.append(NoneOfThese(frame.turn_id))
    return buttons


def _next_buttons(reply: Reply, frame: Frame) -> list[ButtonControl]:
    buttons: list[ButtonControl] = []
    has_entry = bool(reply.entry) and len(reply.entry) <= MAX_ENTRY_CHARS
    if has_entry and reply.more and Action.MORE in reply.actions and not frame.is_expanded:
        buttons.append(More(frame.turn_id, reply.entry))
    return buttons


def _footer_rows(reply: Reply, frame: Frame) -> list[discord.ui.ActionRow[Any]]:
    buttons: list[ButtonControl] = []
    if Action.FEEDBACK in reply.actions:
        buttons += [Opinion(frame.turn_id, "yes"), Opinion(frame.turn_id, "no")]
    if frame.is_private and frame.in_server and reply.kind is Kind.ANSWER and 0 < len(reply.entry) <= MAX_ENTRY_CHARS:
        buttons.append(Share(frame.turn_id, reply.entry))
    if Action.DISMISS in reply.actions and not frame.is_private:
        buttons.append(Remove(frame.turn_id))
    if frame.back_topic:
        buttons.append(TurnTo(frame.back_topic, "0", f"Back to {topic_title(frame.back_topic).lower()}"))
    return [row(*buttons)] if buttons else []


def _fitting(choices: tuple[Choice, ...]) -> list[Choice]:
    """Choices that a control can carry, each entry once."""
    return list({c.id: c for c in choices if 0 < len(c.id) <= MAX_ENTRY_CHARS and c.label.strip()}.values())
