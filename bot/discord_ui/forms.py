"""Forms that members send: what each id means and where what was sent belongs, also after a restart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.core.conversation.size_dialogue import Form
from bot.discord_ui.did_it_fit import keep_fit
from bot.discord_ui.guards import whisper
from bot.discord_ui.ids import TOKEN
from bot.discord_ui.limits import (
    MODAL_DESCRIPTION_CHARS,
    MODAL_LABEL_CHARS,
    TEXT_INPUT_CHARS,
)
from bot.discord_ui.modals import new_modal, send_modal
from bot.discord_ui.safe_text import clip
from bot.discord_ui.views.outdated import OUTDATED

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

SAY_FORM: Final = re.compile(rf"szm1:say:{TOKEN}:[0-9a-f]+")
FIT_FORM: Final = re.compile(r"szm1:fit:(?P<turn>[0-9A-Za-z_-]{1,32}):[0-9a-f]+")
ANY_FORM: Final = re.compile(r"szm\d+:.*")


async def open_say_form(interaction: Press, token: str, form: Form) -> None:
    """Lets the member type the answer of a card."""
    modal = new_modal(form.title, f"szm1:say:{token}")
    for field in form.fields:
        typed: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id=field.field,
            placeholder=clip(field.placeholder, MODAL_DESCRIPTION_CHARS),
            max_length=min(field.max_length, TEXT_INPUT_CHARS),
            required=True,
        )
        modal.add_item(discord.ui.Label(text=clip(field.label, MODAL_LABEL_CHARS), component=typed))
    await send_modal(interaction, modal)


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
        await keep_fit(interaction, found["turn"], values)
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
