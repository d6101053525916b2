"""After Save: it is live, or somebody else was faster; then both texts are shown and neither is lost."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.discord_ui.ids import KNOWLEDGE
from bot.discord_ui.limits import ROW_BUTTONS
from bot.discord_ui.views.control import ButtonControl, row
from bot.discord_ui.views.knowledge_access import keepers_only, server_of, show, workshop_of
from bot.discord_ui.views.knowledge_card import WARNING, Part, card, count_of, diff_block, heading, plain
from bot.discord_ui.views.knowledge_forms import open_basics
from bot.discord_ui.views.knowledge_history import TurnHistory, Undo, revision_text
from bot.ports.moderation import Conflict
from bot.ports.proposals import EntryDraft, Saved, YamlText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.discord_ui.guards import Press

YOURS: Final = "your-version.txt"
LOST: Final = (
    "### This draft has expired\nI no longer have your text in a form, but it is in the file on the card before. "
    "Open the entry with `/knowledge edit` and copy from it."
)
KEPT_THEIRS: Final = "### Their text stays\nNothing of yours was saved."
MOST_UNDO: Final = ROW_BUTTONS - 1


class OpenMine(ButtonControl, template=rf"{KNOWLEDGE}:mine:(?P<token>[0-9A-Za-z_-]{{1,24}}):(?P<base>\d{{1,12}})"):
    """Opens the moderator's own draft again, to be saved over what somebody else wrote meanwhile."""

    def __init__(self, token: str, base: str) -> None:
        super().__init__(f"{KNOWLEDGE}:mine:{token}:{base}", "Open mine over theirs", discord.ButtonStyle.primary)
        self._token, self._base = token, int(base)

    @keepers_only
    async def press(self, interaction: Press) -> None:
        proposal = await workshop_of(interaction).proposal(server_of(interaction), self._token)
        if proposal is None or not isinstance(proposal.draft, EntryDraft):
            await show(interaction, card(LOST))
            return
        await open_basics(interaction, replace(proposal.draft, base=self._base), token=self._token)


class KeepTheirs(ButtonControl, template=rf"{KNOWLEDGE}:theirs:(?P<token>[0-9A-Za-z_-]{{1,24}})"):
    """Leaves everything as the other moderator saved it."""

    def __init__(self, token: str) -> None:
        super().__init__(f"{KNOWLEDGE}:theirs:{token}", "Keep theirs")
        self._token = token

    @keepers_only
    async def press(self, interaction: Press) -> None:
        await workshop_of(interaction).drop(server_of(interaction), self._token)
        await show(interaction, card(KEPT_THEIRS))


async def saved_card(interaction: Press, saved: Saved) -> discord.ui.LayoutView:
    """What was saved, with the way back."""
    names = [plain(item.entry.title) for item in saved.items]
    title = f"### Saved: {names[-1]}" if len(names) == 1 else f"### Saved: {count_of(len(names), 'entry', 'entries')}"
    lines = [title, "Members get this from now on, in this server alone."]
    if saved.gaps_closed:
        lines.append(f"{count_of(saved.gaps_closed, 'open question')} done with that.")
    settings = await interaction.client.store.settings.get(interaction.guild_id)
    if settings.moderators_channel is not None:
        lines.append(f"-# The other moderators can see it in <#{settings.moderators_channel}>.")
    undos = [Undo(str(revision)) for revision in saved.revision_ids[-MOST_UNDO:]]
    return card("\n".join(lines), row(*undos, TurnHistory("", "", "History")))


def conflict_card(conflict: Conflict, token: str, files: Sequence[discord.File] = ()) -> discord.ui.LayoutView:
    """Their change, and how the moderator's own text differs from it."""
    theirs = f"**What they changed**\n{revision_text(conflict.theirs)}"
    mine = diff_block(conflict.your_diff)
    yours = f"**Yours, compared with theirs**\n{mine}" if mine else "**Yours** says the same as theirs now."
    parts: list[Part] = [
        heading(f"Somebody was faster: {conflict.theirs.entry.title}"),
        "It was changed while you were writing. Nothing of yours was saved, and nothing is lost.",
        theirs,
        discord.ui.Separator(),
        yours,
    ]
    if files:
        file: discord.ui.File[Any] = discord.ui.File(f"attachment://{YOURS}")
        parts += ["-# Your whole text, for safety:", file]
    if conflict.yours is None:
        parts.append("Look at theirs first. If you still want your change, make it again.")
        buttons: list[ButtonControl] = [KeepTheirs(token)]
    else:
        buttons = [OpenMine(token, str(conflict.yours.base)), KeepTheirs(token)]
    return card(*parts, row(*buttons), accent=WARNING)


def conflict_files(conflict: Conflict) -> list[discord.File]:
    """The moderator's whole text as a file; none for an import or a hiding."""
    if conflict.yours is None:
        return []
    return [
        discord.File(io.BytesIO(draft_text(conflict.yours).encode()), YOURS, description="Your text as you sent it")
    ]


def draft_text(draft: EntryDraft | YamlText) -> str:
    """A draft as plain text, field by field."""
    if isinstance(draft, YamlText):
        return draft.text
    names = ("title", "ask", "answer", "more", "not_when", "must_match", "must_not_match", "related", "about")
    return "\n\n".join(f"{name}:\n{getattr(draft, name)}" for name in names if getattr(draft, name)) + "\n"
