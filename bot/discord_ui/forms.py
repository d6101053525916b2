"""Modals that survive a restart: each has an id of its own that says what it is for, and what is sent is routed by it.

discord.py forgets modals with the process, so nothing is kept in it: a modal is sent and let go, and the client hands
every submission here. The id ends in random characters, because phones keep what was typed under an id.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.core.conversation.size_dialogue import Form
from bot.discord_ui.guards import whisper
from bot.discord_ui.ids import TOKEN
from bot.discord_ui.limits import (
    MODAL_DESCRIPTION_CHARS,
    MODAL_LABEL_CHARS,
    MODAL_TIMEOUT_S,
    MODAL_TITLE_CHARS,
    TEXT_INPUT_CHARS,
)
from bot.discord_ui.safe_text import clip
from bot.discord_ui.views.outdated import OUTDATED

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

SAY_FORM: Final = re.compile(rf"szm1:say:{TOKEN}:[0-9a-f]+")
FIT_FORM: Final = re.compile(r"szm1:fit:(?P<turn>[0-9A-Za-z_-]{1,32}):[0-9a-f]+")
ANY_FORM: Final = re.compile(r"szm\d+:.*")

FIT_QUESTIONS: Final[Mapping[str, tuple[str, Sequence[tuple[str, str]]]]] = {
    "taken": (
        "Which size did you take?",
        (
            ("advised", "The size I was advised"),
            ("alternative", "The other size that was named"),
            ("smaller", "A smaller one"),
            ("larger", "A larger one"),
        ),
    ),
    "length": ("How is the length?", (("right", "Right"), ("short", "Too short"), ("long", "Too long"))),
    "girth": ("How is the width?", (("right", "Right"), ("tight", "Too tight"), ("wide", "Too wide"))),
    "kept": ("Did you keep the pair?", (("yes", "Yes"), ("no", "No"))),
}


async def open_say_form(interaction: Press, token: str, form: Form) -> None:
    """Lets the member type the answer of a card."""
    modal = _modal(form.title, f"szm1:say:{token}")
    for field in form.fields:
        typed: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id=field.field,
            placeholder=clip(field.placeholder, MODAL_DESCRIPTION_CHARS),
            max_length=min(field.max_length, TEXT_INPUT_CHARS),
            required=True,
        )
        modal.add_item(discord.ui.Label(text=clip(field.label, MODAL_LABEL_CHARS), component=typed))
    await _send(interaction, modal)


async def open_fit_form(interaction: Press, turn_id: str) -> None:
    """Asks how a pair turned out, in four taps."""
    modal = _modal("Did it fit?", f"szm1:fit:{turn_id}")
    for name, (question, answers) in FIT_QUESTIONS.items():
        options = [discord.RadioGroupOption(label=label, value=value) for value, label in answers]
        group: discord.ui.RadioGroup[Any] = discord.ui.RadioGroup(custom_id=name, options=options, required=True)
        modal.add_item(discord.ui.Label(text=question, component=group))
    await _send(interaction, modal)


def _modal(title: str, prefix: str) -> discord.ui.Modal:
    custom_id = f"{prefix}:{secrets.token_hex(4)}"
    return discord.ui.Modal(title=clip(title, MODAL_TITLE_CHARS), custom_id=custom_id, timeout=MODAL_TIMEOUT_S)


async def _send(interaction: Press, modal: discord.ui.Modal) -> None:
    await interaction.response.send_modal(modal)
    modal.stop()  # the client routes what is sent; kept objects would answer twice, and leak when dismissed


def is_form(interaction: discord.Interaction[Any]) -> bool:
    """Whether an interaction is one of our forms being sent."""
    is_sent = interaction.type is discord.InteractionType.modal_submit
    return is_sent and ANY_FORM.fullmatch(_custom_id(interaction)) is not None


async def submit(interaction: Press) -> None:
    """Hands what was sent to where it belongs; a form of another version is told so."""
    values = dict(_values(_data(interaction).get("components", ())))
    if found := SAY_FORM.fullmatch(_custom_id(interaction)):
        field, value = next(iter(values.items()), ("typed", ""))
        await interaction.client.sizes.press(interaction, found["token"], field, value)
    elif found := FIT_FORM.fullmatch(_custom_id(interaction)):
        await interaction.client.sizes.keep_fit(interaction, found["turn"], values)
    else:
        await whisper(interaction, OUTDATED)


def _custom_id(interaction: discord.Interaction[Any]) -> str:
    return str(_data(interaction).get("custom_id", ""))


def _data(interaction: discord.Interaction[Any]) -> Mapping[str, Any]:
    return interaction.data or {}


def _values(components: Any) -> Iterator[tuple[str, str]]:
    for one in components:
        inner = one.get("component", one)
        if inner.get("value") is not None:
            yield str(inner["custom_id"]), str(inner["value"])
