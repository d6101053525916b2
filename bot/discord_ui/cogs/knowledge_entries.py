"""Finding the entry that a moderator means, and starting to add, edit, hide or restore one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.discord_ui.ids import ENTRY, KNOWLEDGE
from bot.discord_ui.limits import (
    AUTOCOMPLETE_CHOICES,
    AUTOCOMPLETE_NAME_CHARS,
    AUTOCOMPLETE_VALUE_CHARS,
)
from bot.discord_ui.safe_text import clip
from bot.discord_ui.views.control import ButtonControl, row
from bot.discord_ui.views.knowledge_access import begin, keepers_only, may_keep, server_of, show, tell, workshop_of
from bot.discord_ui.views.knowledge_card import card, plain
from bot.discord_ui.views.knowledge_effect import effect_card
from bot.discord_ui.views.knowledge_forms import fits_forms, open_basics
from bot.discord_ui.views.knowledge_history import ACTIONS
from bot.ports.moderation import ListedEntry
from bot.ports.proposals import EntryDraft
from bot.ports.revisions import EntryForm

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

IN_TIME_S: Final = 2.0
"""A form has to be the first answer, within three seconds; beyond this a button to open it is shown instead."""
EVERYTHING: Final = 100_000
MARKS: Final = {EntryForm.PACK: "", EntryForm.OWN: " (changed here)", EntryForm.HIDDEN: " (hidden)"}

NO_SUCH: Final = "I know no entry like that here. Pick one from the list that appears while you type."
IS_HIDDEN: Final = "That entry is hidden here, or cannot be read. Bring it back first with `/knowledge restore`."
TOO_LONG: Final = (
    "That entry is too long for a form. Get it with `/knowledge export`, edit the file, and bring it back with "
    "`/knowledge import`."
)


class OpenEntry(ButtonControl, template=rf"{KNOWLEDGE}:edit:{ENTRY}"):
    """Opens an entry's form; stands where the form itself would have come too late."""

    def __init__(self, entry: str, label: str = "Open the form") -> None:
        super().__init__(f"{KNOWLEDGE}:edit:{entry}", label, discord.ButtonStyle.primary)
        self._entry = entry

    @keepers_only
    async def press(self, interaction: Press) -> None:
        await start_editing(interaction, self._entry)


async def complete_entry(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """Entries that fit what is typed so far; none for somebody who may not keep them."""
    return await _completions(interaction, typed, frozenset(EntryForm))


async def complete_own(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """Only entries that this server changed or hid."""
    return await _completions(interaction, typed, frozenset({EntryForm.OWN, EntryForm.HIDDEN}))


async def _completions(
    interaction: discord.Interaction[Any], typed: str, forms: frozenset[EntryForm]
) -> list[app_commands.Choice[str]]:
    if not await may_keep(interaction):
        return []
    limit = AUTOCOMPLETE_CHOICES if len(forms) == len(EntryForm) else EVERYTHING
    found = await workshop_of(interaction).list_entries(server_of(interaction), typed[:100], limit)
    return [
        app_commands.Choice(name=_listed(one), value=one.entry.entry_id)
        for one in found
        if one.form in forms and 1 <= len(one.entry.entry_id) <= AUTOCOMPLETE_VALUE_CHARS
    ][:AUTOCOMPLETE_CHOICES]


def _listed(one: ListedEntry) -> str:
    mark = MARKS[one.form]
    return clip(one.entry.title or one.entry.entry_id, AUTOCOMPLETE_NAME_CHARS - len(mark)) + mark


async def complete_revision(interaction: discord.Interaction[Any], typed: int | str) -> list[app_commands.Choice[int]]:
    """The newest changes."""
    if not await may_keep(interaction):
        return []
    page = await workshop_of(interaction).history(server_of(interaction), None, None, AUTOCOMPLETE_CHOICES)
    named = ((one.id, f"#{one.id} {ACTIONS[one.action]}: {one.entry.title}") for one in page.cards)
    wanted = str(typed or "").casefold()
    return [
        app_commands.Choice(name=clip(name, AUTOCOMPLETE_NAME_CHARS), value=number)
        for number, name in named
        if wanted in name.casefold()
    ]


async def find_entry(interaction: Press, typed: str) -> str | None:
    """The id of the entry that was picked, or named well enough in words; None when it is not clear."""
    found = await workshop_of(interaction).list_entries(server_of(interaction), typed, EVERYTHING)
    for one in found:
        if typed.casefold() in (one.entry.entry_id, one.entry.title.casefold()):
            return one.entry.entry_id
    return found[0].entry.entry_id if len(found) == 1 else None


async def start_adding(interaction: Press, question: str = "", answer: str = "") -> None:
    """Opens the form of a new entry."""
    draft = await workshop_of(interaction).prefill_new(server_of(interaction), question, answer)
    await open_basics(interaction, draft)


async def start_editing(interaction: Press, typed: str) -> None:
    """Opens the form of an entry with what it says here, or a button for it where that took too long."""
    task = asyncio.ensure_future(_opened(interaction, typed))
    done, _ = await asyncio.wait({task}, timeout=IN_TIME_S)
    is_late = not done
    if is_late:
        await interaction.response.defer(ephemeral=True, thinking=True)
    draft = await task
    if isinstance(draft, str):
        await tell(interaction, draft)
    elif is_late:
        await show(interaction, card(f"### {plain(draft.title)}", row(OpenEntry(draft.editing))))
    else:
        await open_basics(interaction, draft)


async def _opened(interaction: Press, typed: str) -> EntryDraft | str:
    """The entry as a draft, or why it cannot be opened."""
    entry_id = await find_entry(interaction, typed)
    if entry_id is None:
        return NO_SUCH
    draft = await workshop_of(interaction).prefill(server_of(interaction), entry_id)
    if draft is None:
        return IS_HIDDEN
    return draft if fits_forms(draft) else TOO_LONG


async def hide_entry(interaction: Press, typed: str) -> None:
    """Shows what hiding an entry would do."""
    await begin(interaction)
    entry_id = await find_entry(interaction, typed)
    if entry_id is None:
        await tell(interaction, NO_SUCH)
        return
    proposal = await workshop_of(interaction).hide(server_of(interaction), interaction.user.id, entry_id)
    await show(interaction, effect_card(proposal))


async def restore_entry(interaction: Press, typed: str) -> None:
    """Shows what bringing an entry back would do."""
    await begin(interaction)
    entry_id = await find_entry(interaction, typed)
    if entry_id is None:
        await tell(interaction, NO_SUCH)
        return
    proposal = await workshop_of(interaction).restore(server_of(interaction), interaction.user.id, entry_id)
    await show(interaction, effect_card(proposal))
