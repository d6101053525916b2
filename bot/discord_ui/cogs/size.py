"""/size: the size dialogue, private; from nothing, from one line, or taken up where it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_ui.guards import guarded
from bot.discord_ui.limits import QUESTION_CHARS

if TYPE_CHECKING:
    from bot.discord_ui.client import FitBot

SCALES = (app_commands.Choice(name="Men's", value="men's"), app_commands.Choice(name="Women's", value="women's"))
MAX_USUAL_CHARS = 30


def add_size(tree: app_commands.CommandTree[FitBot]) -> None:
    """Adds the command to the tree."""

    @tree.command(name="size", description="Find your size step by step; only you see it")
    @app_commands.describe(
        me="You in one line: your size, a shoe you own and its size, how wide your feet are",
        usual="Your usual size, like 10, UK 9 or EU 44",
        scale="Whose sizes these are",
    )
    @app_commands.choices(scale=list(SCALES))
    async def size(
        interaction: discord.Interaction[FitBot],
        me: app_commands.Range[str, 1, QUESTION_CHARS] | None = None,
        usual: app_commands.Range[str, 1, MAX_USUAL_CHARS] | None = None,
        scale: app_commands.Choice[str] | None = None,
    ) -> None:
        said = one_line(me, usual, scale.value if scale else None)
        await guarded(interaction, lambda press: press.client.sizes.open(press, said=said, resumes=not said))


def one_line(me: str | None, usual: str | None, scale: str | None) -> str:
    """The options as one sentence, to be read as if it had been typed; empty for none."""
    about = f"my usual size is {f'{scale} ' if scale else ''}{usual}" if usual else scale
    return ", ".join(part for part in (about, me) if part)
