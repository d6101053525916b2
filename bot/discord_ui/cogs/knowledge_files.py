"""Entries as files: a YAML attachment in, after showing what it would do, and the server's own entries out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import discord

from bot.discord_ui.limits import ATTACHMENT_BYTES
from bot.discord_ui.views.knowledge_access import begin, server_of, show, tell, workshop_of
from bot.discord_ui.views.knowledge_card import bullets, card, count_of, plain
from bot.discord_ui.views.knowledge_effect import effect_card

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

NOTHING_OWN: Final = "This server has no entries of its own yet: it answers from the pack alone."
TOO_BIG: Final = "The file is too big for Discord. Please ask the operator for it."
UNREADABLE: Final = "Discord did not give me that file. Please attach it again."


async def import_file(interaction: Press, file: discord.Attachment) -> None:
    """Shows what a file would do; its size is looked at before it is fetched, and its declared type never."""
    await begin(interaction)
    server_id, moderator = server_of(interaction), interaction.user.id
    try:
        proposal = await workshop_of(interaction).import_yaml(server_id, moderator, file.filename, file.size, file.read)
    except discord.HTTPException:
        await tell(interaction, UNREADABLE)
        return
    await show(interaction, effect_card(proposal))


async def send_export(interaction: Press) -> None:
    """The server's own entries as a file that `import` and `check` take."""
    await begin(interaction)
    export = await workshop_of(interaction).export(server_of(interaction))
    data = export.text.encode()
    if not export.entries and not export.hidden:
        await show(interaction, card(NOTHING_OWN))
        return
    if len(data) > ATTACHMENT_BYTES:
        await tell(interaction, TOO_BIG)
        return
    hidden = f"\nHidden here:\n{bullets([plain(one) for one in export.hidden], 10)}" if export.hidden else ""
    text = (
        f"### This server's own entries\n{count_of(export.entries, 'entry', 'entries')}. Edit the file and bring it "
        f"back with `/knowledge import`; whoever keeps the pack can take it over as it is.{hidden}"
    )
    attached: discord.ui.File[discord.ui.LayoutView] = discord.ui.File(f"attachment://{export.filename}")
    file = discord.File(io.BytesIO(data), export.filename, description="This server's own entries as YAML")
    await show(interaction, card(text, attached), [file])
