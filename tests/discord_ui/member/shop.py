"""A server with the real bot in it: real desk, shipped knowledge, real database; only Discord is simulated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import discord
import simcord

from bot.core.pack import Library
from bot.discord_ui.client import FitBot
from bot.storage.store import SqliteStore
from tests.discord_ui.reading import components_of

SELECT = discord.ComponentType.select.value


@dataclass(frozen=True)
class OneLibrary:
    """The same knowledge for every server."""

    only: Library

    def library(self, server_id: int | None) -> Library:
        return self.only

    async def prepare(self, server_id: int | None) -> None:
        """Always ready."""


@dataclass
class Shop:
    """A server with the real bot in it."""

    env: simcord.Env
    build: Callable[[], FitBot]
    store: SqliteStore
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    alice: simcord.MemberActor
    bob: simcord.MemberActor
    mona: simcord.MemberActor
    """A moderator."""

    async def restart(self) -> None:
        """A new process over the same database."""
        await self.env.restart_bot(self.build())

    @property
    def me(self) -> str:
        """The bot's mention, as a person's client writes it."""
        assert self.env.bot.user is not None
        return self.env.bot.user.mention

    async def mention(self, text: str, who: simcord.MemberActor | None = None) -> discord.Message:
        """Somebody mentions the bot; the last message of the channel."""
        await (who or self.alice).send(self.channel, f"{self.me} {text}")
        last = self.channel.last_message
        assert last is not None
        return last

    async def menu(self, card: simcord.ResponseMessage, field: str, *values: str) -> None:
        """Alice picks from the menu of a field."""
        await self.alice.select(card, list(values), custom_id=menu_id(card, field))


def menu_id(card: simcord.ResponseMessage, field: str) -> str:
    """The id of the menu of a field."""
    ids = [one["custom_id"] for one in components_of(card) if one["type"] == SELECT]
    [found] = [one for one in ids if one.endswith(f":{field}")]
    return found


def chosen(card: simcord.ResponseMessage) -> dict[str, list[str]]:
    """What the menus of a card show as chosen, by field."""
    menus = [one for one in components_of(card) if one["type"] == SELECT]
    return {
        menu["custom_id"].rpartition(":")[2]: [one["value"] for one in menu["options"] if one.get("default")]
        for menu in menus
    }


async def card_of(shop: Shop, **options: object) -> simcord.ResponseMessage:
    """Alice's private card, as `/size` opens it."""
    result = await shop.alice.slash(shop.channel, "size", **options)
    assert result.response is not None
    assert result.ephemeral
    return result.response
