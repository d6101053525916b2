"""Changes that were kept, as diff cards with an Undo button each: on a moderator's own card, and in their channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import discord

from bot.discord_ui.ids import KNOWLEDGE
from bot.discord_ui.views.control import ButtonControl, row
from bot.discord_ui.views.knowledge_access import begin, keepers_only, server_of, show, tell, workshop_of
from bot.discord_ui.views.knowledge_card import Part, card, count_of, diff_block, plain
from bot.ports.moderation import HistoryPage, RevisionCard, Undone
from bot.ports.revisions import EntryForm, RevisionAction

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

PAGE_SIZE: Final = 3
ENTRY_OR_NONE: Final = r"(?P<entry>[a-z0-9-]{0,48})"
ACTIONS: Final = {
    RevisionAction.ADD: "New",
    RevisionAction.EDIT: "Changed",
    RevisionAction.HIDE: "Hidden",
    RevisionAction.RESTORE: "Brought back",
    RevisionAction.UNDO: "Undone",
    RevisionAction.IMPORT: "Imported",
}
FORMS: Final = {
    EntryForm.PACK: "as in the pack",
    EntryForm.OWN: "this server's own text",
    EntryForm.HIDDEN: "hidden",
}
NOTHING_YET: Final = "### History\nNothing was changed in this server yet."


class Undo(ButtonControl, template=rf"{KNOWLEDGE}:undo:(?P<revision>\d{{1,12}})"):
    """Takes one change back, or says why not. Stands in the moderators' channel too, so rights are asked anew."""

    def __init__(self, revision: str, label: str = "") -> None:
        super().__init__(f"{KNOWLEDGE}:undo:{revision}", label or f"Undo #{revision}")
        self._revision = int(revision)

    @keepers_only
    async def press(self, interaction: Press) -> None:
        await undo(interaction, self._revision)


class TurnHistory(ButtonControl, template=rf"{KNOWLEDGE}:hist:(?P<before>\d{{0,12}}):{ENTRY_OR_NONE}"):
    """Goes to another page of the history."""

    def __init__(self, before: str, entry: str, label: str = "") -> None:
        super().__init__(f"{KNOWLEDGE}:hist:{before}:{entry}", label)
        self._before, self._entry = int(before) if before else None, entry

    @keepers_only
    async def press(self, interaction: Press) -> None:
        await open_history(interaction, self._entry, self._before)


async def open_history(interaction: Press, entry_id: str, before: int | None = None) -> None:
    """Shows a page of revisions, newest first, of one entry or (empty) of all."""
    await begin(interaction)
    page = await workshop_of(interaction).history(server_of(interaction), entry_id or None, before, PAGE_SIZE)
    await show(interaction, history_card(page, entry_id, is_first=before is None))


async def undo(interaction: Press, revision_id: int) -> None:
    """Takes a revision back at once and tells the moderators' channel; refuses with the reason."""
    await begin(interaction)
    result = await workshop_of(interaction).undo(server_of(interaction), interaction.user.id, revision_id)
    if not isinstance(result, Undone):
        await tell(interaction, result.reason)
        return
    text = f"### Undone\n#{revision_id} is taken back, and that is live now."
    parts: tuple[Part, ...] = (text, revision_text(result.card), row(Undo(str(result.card.id), "Undo the undo")))
    await show(interaction, card(*parts))
    await interaction.client.news.tell_revisions(server_of(interaction), (result.card,))


def history_card(page: HistoryPage, entry_id: str, *, is_first: bool) -> discord.ui.LayoutView:
    """One page of the history."""
    if not page.cards and is_first:
        return card(NOTHING_YET)
    title = f"### History of {plain(page.cards[0].entry.title)}" if entry_id and page.cards else "### History"
    turns = [] if is_first else [TurnHistory("", entry_id, "Newest")]
    if page.next_before is not None:
        turns.append(TurnHistory(str(page.next_before), entry_id, "Older"))
    return card(title, *revision_parts(page.cards), *([row(*turns)] if turns else []))


def revision_parts(cards: Sequence[RevisionCard]) -> list[Part]:
    """Each revision with its button."""
    parts: list[Part] = []
    for number, one in enumerate(cards):
        if number:
            parts.append(discord.ui.Separator())
        parts += [revision_text(one), row(Undo(str(one.id)))]
    return parts


def revision_text(one: RevisionCard) -> str:
    """Who, when, what."""
    who = f"<@{one.member_id}>" if one.member_id is not None else "somebody who had their name erased"
    when = discord.utils.format_dt(one.at, "R")
    taken = f" (of #{one.undoes})" if one.undoes else ""
    lines = [f"**#{one.id} {ACTIONS[one.action]}{taken}: {plain(one.entry.title)}**", f"-# {who}, {when}"]
    if one.before is not one.after:
        lines.append(f"-# Before: {FORMS[one.before]}. Now: {FORMS[one.after]}.")
    if one.lines_added or one.lines_removed:
        lines.append(f"-# {count_of(one.lines_added, 'line')} added, {one.lines_removed} removed")
        lines.append(diff_block(one.diff))
    if one.blocked_by is not None:
        lines.append(f"-# A later change, #{one.blocked_by}, builds on it: undo that one first.")
    return "\n".join(line for line in lines if line)
