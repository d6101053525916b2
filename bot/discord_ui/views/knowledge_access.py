"""Who may keep the answers, asked anew at every command, press and submit, and how such a press is answered.

A demoted moderator may still hold an open form or an old card, so nothing here trusts that a control was shown.
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

import discord

from bot.discord_ui.guards import guarded, whisper
from bot.discord_ui.views.answer import is_private
from bot.discord_ui.views.knowledge_card import card
from bot.ports import StoreUnavailableError

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press
    from bot.ports.workshop import Workshop

NOT_YOURS: Final = (
    "Only moderators can change the answers here. If something is wrong, please tell one of them; thank you for caring."
)
NOT_KEPT: Final = "I could not keep that just now, so nothing was changed. Please try again in a minute."
GUILD_ONLY: Final = "Answers are kept in a server; please use this there."

Control = TypeVar("Control")


async def may_keep(interaction: Press) -> bool:
    """Whether this member may keep this server's answers, as Discord tells it with this very interaction."""
    if interaction.guild_id is None or interaction.client.workshop is None:
        return False
    if interaction.permissions.manage_guild:
        return True
    role_id = (await interaction.client.store.settings.get(interaction.guild_id)).moderators_role
    user = interaction.user
    return role_id is not None and isinstance(user, discord.Member) and user.get_role(role_id) is not None


async def for_keepers(interaction: Press, act: Callable[[Press], Awaitable[None]]) -> None:
    """Does something for moderators and tells everybody else, kindly, that it is not theirs to do."""
    if interaction.guild_id is None:
        await whisper(interaction, GUILD_ONLY)
    elif not await may_keep(interaction):
        await whisper(interaction, NOT_YOURS)
    else:
        try:
            await act(interaction)
        except StoreUnavailableError:
            await tell(interaction, NOT_KEPT)


async def command(interaction: Press, act: Callable[[Press], Awaitable[None]]) -> None:
    """Runs a moderators' command inside the guard; never raises."""
    await guarded(interaction, lambda press: for_keepers(press, act))


def keepers_only(
    press: Callable[[Control, Press], Awaitable[None]],
) -> Callable[[Control, Press], Coroutine[Any, Any, None]]:
    """Makes a control's press one that only moderators can do."""

    @functools.wraps(press)
    async def checked(self: Control, interaction: Press) -> None:
        await for_keepers(interaction, lambda allowed: press(self, allowed))

    return checked


def workshop_of(interaction: Press) -> Workshop:
    """The workshop; only for presses that `for_keepers` let through."""
    workshop = interaction.client.workshop
    assert workshop is not None
    return workshop


def server_of(interaction: Press) -> int:
    """The server it happens in; only for presses that `for_keepers` let through."""
    assert interaction.guild_id is not None
    return interaction.guild_id


async def begin(interaction: Press) -> None:
    """Tells Discord that an answer is coming: in place on one's own private card, else as a new private one."""
    if is_private(interaction):
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)


async def tell(interaction: Press, text: str) -> None:
    """Says one thing to the moderator alone: beside their card where they pressed one, else as the answer itself."""
    if interaction.response.is_done() and not is_private(interaction):
        await interaction.edit_original_response(view=card(text))
    else:
        await whisper(interaction, text)


async def show(interaction: Press, view: discord.ui.LayoutView, files: Sequence[discord.File] = ()) -> None:
    """Shows a card to the moderator alone; in place of the private card that was pressed, where there is one."""
    attached: list[Any] = list(files)
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view, attachments=attached)
    elif is_private(interaction):
        await interaction.response.edit_message(view=view, attachments=attached)
    else:
        await interaction.response.send_message(view=view, files=attached, ephemeral=True)
