"""The control that catches presses on ids of another version, or of a verb that is no more, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import discord

from bot.discord_ui.guards import guarded, whisper

if TYPE_CHECKING:
    import re

    from bot.discord_ui.guards import Press

OUTDATED = "This control is from an older version of me. Please ask again, with `/ask` or by mentioning me."

VERBS = "more|rel|show|yes|no|reason|share|del|pick|none|tap|topic|entry|page|post|forget|keep"
"""Verbs of `faq1` that other controls answer; a test holds this against the registry."""
SIZE_VERBS = "b|s|open|detail|fit"
"""The same for `sz1`."""
KNOWLEDGE_VERBS = (
    "save|again|fields|back|page|dec|mine|theirs|undo|hist|true|gaps|mark|gapnew|gapto|stats|chan|role|set|numbers"
    "|settings|rate|table|on|edit"
)
"""The same for `kn1`."""


class Outdated(
    discord.ui.DynamicItem[Any],
    template=rf"(?!faq1:(?:{VERBS})(?::|$)|sz1:(?:{SIZE_VERBS}):|kn1:(?:{KNOWLEDGE_VERBS})(?::|$))"
    r"(?:faq|sz|kn)[0-9]+:.*",
):
    """Any button or select of ours that nobody else answers."""

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """The pressed item itself, whatever it is."""
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Called by discord.py; never raises."""
        await guarded(interaction, self.press)

    async def press(self, interaction: Press) -> None:
        await whisper(interaction, OUTDATED)
