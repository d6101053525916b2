"""Moderators' forms that were sent: whoever sent them is checked again, and what they typed is never lost."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.discord_ui.guards import whisper
from bot.discord_ui.views.knowledge_access import begin, for_keepers, server_of, show, workshop_of
from bot.discord_ui.views.knowledge_card import card
from bot.discord_ui.views.knowledge_effect import propose
from bot.discord_ui.views.knowledge_forms import (
    ENTRY_FORM,
    GROUP_FORM,
    SETTINGS_FORM,
    form_id,
    typed_values,
    with_typed,
)
from bot.discord_ui.views.knowledge_gaps import offer_entries
from bot.discord_ui.views.knowledge_settings import change_numbers
from bot.discord_ui.views.outdated import OUTDATED
from bot.ports.proposals import EntryDraft

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

TYPED: Final = "what-you-typed.txt"
LOST: Final = (
    "### The draft behind that form has expired\nNothing was changed. What you typed is in the file below. Open the "
    "entry again and paste it."
)
GAP_GONE: Final = "The open question behind it was dealt with meanwhile; your answer is still new."


async def submit_knowledge(interaction: Press) -> None:
    """Hands a sent form to where it belongs."""
    await for_keepers(interaction, _submit)


async def _submit(interaction: Press) -> None:
    typed, custom_id = typed_values(interaction), form_id(interaction)
    if found := ENTRY_FORM.fullmatch(custom_id):
        await _entry(
            interaction, typed, found["token"], int(found["base"]), found["entry"], is_whole=found["verb"] == "b"
        )
    elif found := GROUP_FORM.fullmatch(custom_id):
        if found["verb"] == "near":
            await offer_entries(interaction, found["group"], typed.get("name", ""))
        else:
            await _for_group(interaction, typed, found["group"])
    elif SETTINGS_FORM.fullmatch(custom_id):
        await change_numbers(interaction, typed)
    else:
        await whisper(interaction, OUTDATED)


async def _entry(
    interaction: Press, typed: Mapping[str, str], token: str, base: int, entry_id: str, *, is_whole: bool
) -> None:
    """Proposes what was typed over the draft it was opened from; after a restart, over the entry as it stands."""
    draft = await _draft_behind(interaction, token, entry_id, is_whole=is_whole)
    if draft is None:
        await begin(interaction)
        file: discord.ui.File[Any] = discord.ui.File(f"attachment://{TYPED}")
        await show(interaction, card(LOST, file), [_as_file(typed)])
        return
    await propose(interaction, replace(with_typed(draft, typed), base=base))


async def _draft_behind(interaction: Press, token: str, entry_id: str, *, is_whole: bool) -> EntryDraft | None:
    """What the fields that were not in the form say; None when a form of the rest has lost its basics."""
    workshop, server_id = workshop_of(interaction), server_of(interaction)
    proposal = await workshop.proposal(server_id, token) if token else None
    if proposal is not None and isinstance(proposal.draft, EntryDraft):
        return proposal.draft
    if not is_whole:
        return None
    if not entry_id:
        return await workshop.prefill_new(server_id)
    return await workshop.prefill(server_id, entry_id)


async def _for_group(interaction: Press, typed: Mapping[str, str], group: str) -> None:
    workshop, server_id = workshop_of(interaction), server_of(interaction)
    draft = await workshop.gap_draft(server_id, group)
    remark = "" if draft else GAP_GONE
    draft = draft or await workshop.prefill_new(server_id)
    await propose(interaction, with_typed(draft, typed), remark)


def _as_file(typed: Mapping[str, str]) -> discord.File:
    text = "\n\n".join(f"{name}:\n{value}" for name, value in typed.items() if value)
    return discord.File(io.BytesIO(text.encode()), TYPED, description="What you typed into the form")
