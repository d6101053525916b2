"""The forms in which moderators write: an entry's basics, its other fields, an entry's name, a server's numbers.

As with all forms here nothing is kept in the process: the id says which entry was opened, at which revision, and from
which proposal, so that what was typed can be used after a restart as well.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.discord_ui.limits import (
    MODAL_DESCRIPTION_CHARS,
    MODAL_LABEL_CHARS,
    MODAL_TIMEOUT_S,
    MODAL_TITLE_CHARS,
    TEXT_INPUT_CHARS,
)
from bot.discord_ui.safe_text import clip
from bot.ports.proposals import EntryDraft

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

FAMILY: Final = "knm1"
ANY_FORM: Final = re.compile(r"knm\d+:.*")
ENTRY_FORM: Final = re.compile(
    rf"{FAMILY}:(?P<verb>[bm]):(?P<token>[0-9A-Za-z_-]{{0,24}}):(?P<base>\d{{1,12}}):(?P<entry>[a-z0-9-]{{0,48}}):\w+"
)
GROUP_FORM: Final = re.compile(rf"{FAMILY}:(?P<verb>g|near):(?P<group>[0-9A-Za-z_-]{{1,32}}):\w+")
SETTINGS_FORM: Final = re.compile(rf"{FAMILY}:set:\w+")
TITLE_CHARS: Final = 200


@dataclass(frozen=True, slots=True)
class Box:
    """One input of a form."""

    name: str
    """Its id; for entries, the field of `EntryDraft`."""
    label: str
    hint: str = ""
    lines: bool = True
    needed: bool = False
    most: int = TEXT_INPUT_CHARS


BASICS: Final = (
    Box("title", "Question, as a member would ask it", "It becomes the label of a button.", False, True, TITLE_CHARS),
    Box("ask", "Other ways to ask it", "One a line, at least five, as people really type.", needed=True),
    Box("answer", "Answer", "Two to four sentences. What a member reads first.", needed=True),
    Box("more", "More detail", "Shown behind a More button. May be empty."),
)
OTHERS: Final = (
    Box("not_when", "Words that mean another topic", "One a line. A question with one of them is not answered here."),
    Box("must_match", "Test questions it has to answer", "One a line. A change that breaks one has to be decided on."),
    Box("must_not_match", "Test questions it must not answer", "One a line."),
    Box("related", "Related entries", "Ids, one a line; shown under the answer."),
    Box("about", "About", "source:, basis:, checked:, review_after:, topic:, one a line."),
)
NAME: Final = (Box("name", "Which entry?", "Its title or its id; a part is enough.", False, True, 100),)


async def open_basics(interaction: Press, draft: EntryDraft, *, token: str = "", group: str = "") -> None:
    """Opens an entry's first form. `token` is the proposal it comes from, `group` the open questions it is for."""
    prefix = f"{FAMILY}:g:{group}" if group else f"{FAMILY}:b:{token}:{draft.base}:{draft.editing}"
    title = f"Edit: {draft.title}" if draft.editing else "A new answer"
    await open_form(interaction, title, prefix, BASICS, _values_of(draft, BASICS))


async def open_others(interaction: Press, draft: EntryDraft, token: str) -> None:
    """Opens an entry's second form."""
    prefix = f"{FAMILY}:m:{token}:{draft.base}:{draft.editing}"
    await open_form(interaction, f"More fields: {draft.title}", prefix, OTHERS, _values_of(draft, OTHERS))


async def open_name(interaction: Press, group: str) -> None:
    """Asks for any entry by name, to add a group's question to."""
    await open_form(interaction, "Add the question to an entry", f"{FAMILY}:near:{group}", NAME, {})


async def open_form(
    interaction: Press, title: str, prefix: str, boxes: Sequence[Box], values: Mapping[str, str]
) -> None:
    """Opens a form with an id of its own; what was typed into another one is never shown in it."""
    custom_id = f"{prefix}:{secrets.token_hex(3)}"
    form = discord.ui.Modal(title=clip(title, MODAL_TITLE_CHARS), custom_id=custom_id, timeout=MODAL_TIMEOUT_S)
    for box in boxes:
        form.add_item(_labelled(box, values.get(box.name, "")))
    await interaction.response.send_modal(form)
    form.stop()  # what is sent is routed by its id; a kept object would answer twice


def _labelled(box: Box, value: str) -> discord.ui.Label[Any]:
    typed: discord.ui.TextInput[Any] = discord.ui.TextInput(
        custom_id=box.name,
        style=discord.TextStyle.paragraph if box.lines else discord.TextStyle.short,
        default=value[: box.most] or None,
        required=box.needed,
        max_length=box.most,
    )
    hint = clip(box.hint, MODAL_DESCRIPTION_CHARS) or None
    return discord.ui.Label(text=clip(box.label, MODAL_LABEL_CHARS), description=hint, component=typed)


def _values_of(draft: EntryDraft, boxes: Sequence[Box]) -> dict[str, str]:
    return {box.name: getattr(draft, box.name) for box in boxes}


def fits_forms(draft: EntryDraft) -> bool:
    """Whether the forms can hold the entry whole, so that nothing of it is cut off unseen."""
    return not draft.too_long and len(draft.title) <= TITLE_CHARS and len(draft.editing) <= 48


def with_typed(draft: EntryDraft, typed: Mapping[str, str]) -> EntryDraft:
    """The draft with what was typed into one of its forms."""
    names = {box.name for box in (*BASICS, *OTHERS)}
    return replace(draft, **{name: value for name, value in typed.items() if name in names})  # type: ignore[arg-type]


def is_knowledge_form(interaction: discord.Interaction[Any]) -> bool:
    """Whether an interaction is one of these forms being sent."""
    is_sent = interaction.type is discord.InteractionType.modal_submit
    return is_sent and ANY_FORM.fullmatch(form_id(interaction)) is not None


def form_id(interaction: discord.Interaction[Any]) -> str:
    """The id of the form that was sent."""
    return str(_data(interaction).get("custom_id", ""))


def typed_values(interaction: discord.Interaction[Any]) -> dict[str, str]:
    """What was typed, by the names of the boxes."""
    return dict(_typed(_data(interaction).get("components", ())))


def _typed(components: Any) -> Iterator[tuple[str, str]]:
    for one in components:
        inner = one.get("component", one)
        if inner.get("value") is not None:
            yield str(inner["custom_id"]), str(inner["value"])


def _data(interaction: discord.Interaction[Any]) -> Mapping[str, Any]:
    return interaction.data or {}
