"""What every lasting control is built on: a button or a select that runs inside the error guard.

A view holds these and nothing else that can be pressed: mixed with ordinary items, discord.py would unregister the
class for all messages as soon as one such view ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, Self

import discord

from bot.discord_ui.guards import guarded
from bot.discord_ui.limits import (
    BUTTON_LABEL_CHARS,
    SELECT_DESCRIPTION_CHARS,
    SELECT_LABEL_CHARS,
    SELECT_OPTIONS,
    SELECT_PLACEHOLDER_CHARS,
    SELECT_VALUE_CHARS,
)
from bot.discord_ui.safe_text import clip

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

NEVER: Final = r"(?!)"
"""Template of the bases, which stand for no id of their own."""


class ButtonControl(discord.ui.DynamicItem[discord.ui.Button[Any]], template=NEVER):
    """A lasting button. Subclasses take their id's arguments by name and say what a press does."""

    def __init__(
        self, custom_id: str, label: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary, emoji: str = ""
    ) -> None:
        text = clip(label, BUTTON_LABEL_CHARS)
        super().__init__(discord.ui.Button(label=text, style=style, custom_id=custom_id, emoji=emoji or None))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The control as it was when it was sent, from its id alone."""
        build: Callable[..., Self] = cls
        return build(**match.groupdict())

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Called by discord.py; never raises."""
        await guarded(interaction, self.press)

    async def press(self, interaction: Press) -> None:
        """What a press does."""
        raise NotImplementedError


class SelectControl(discord.ui.DynamicItem[discord.ui.Select[Any]], template=NEVER):
    """A lasting select of one option."""

    def __init__(self, custom_id: str, placeholder: str, options: Sequence[discord.SelectOption]) -> None:
        shown = list(options[:SELECT_OPTIONS]) or [discord.SelectOption(label="-")]
        super().__init__(
            discord.ui.Select(
                custom_id=custom_id,
                placeholder=clip(placeholder, SELECT_PLACEHOLDER_CHARS),
                options=shown,
                required=True,
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The control as it was when it was sent, from its id alone; its options are not needed to read a pick."""
        build: Callable[..., Self] = cls
        return build(**match.groupdict())

    @property
    def picked(self) -> str:
        """The value that was picked."""
        return str(self.item.values[0])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Called by discord.py; never raises."""
        await guarded(interaction, self.press)

    async def press(self, interaction: Press) -> None:
        """What a pick does."""
        raise NotImplementedError


def option(value: str, label: str, description: str = "") -> discord.SelectOption | None:
    """One option of a select, clipped; None when its value is too long to come back whole."""
    if not label.strip() or not 1 <= len(value) <= SELECT_VALUE_CHARS:
        return None
    hint = clip(description, SELECT_DESCRIPTION_CHARS) or None
    return discord.SelectOption(value=value, label=clip(label, SELECT_LABEL_CHARS), description=hint)


def options_of(pairs: Sequence[tuple[str, str]]) -> list[discord.SelectOption]:
    """Options from (value, label) pairs in order, without those that do not fit and without repeated values."""
    found = (option(value, label) for value, label in dict(pairs).items())
    return [one for one in found if one is not None][:SELECT_OPTIONS]


def row(*controls: ButtonControl | SelectControl) -> discord.ui.ActionRow[Any]:
    """A row of up to five buttons, or of one select."""
    return discord.ui.ActionRow(*controls)
