"""What a Discord test plays in: a server with people, and what outlives a restart of the bot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import discord
import simcord

from bot.discord_ui.client import ClientOptions, FitBot
from tests.fakes.desk import FakeDesk, Kept
from tests.fakes.ui_store import FakeUiStore


@dataclass
class World:
    """One server with a channel, a member who asks, a stranger and a moderator."""

    env: simcord.Env
    build: Callable[[], FitBot]
    kept: Kept
    store: FakeUiStore
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    alice: simcord.MemberActor
    bob: simcord.MemberActor
    mona: simcord.MemberActor
    allowed_errors: list[str] = field(default_factory=list)
    """Beginnings of log lines that this test wants to happen."""

    @property
    def bot(self) -> FitBot:
        """The client that runs now."""
        assert isinstance(self.env.bot, FitBot)
        return self.env.bot

    @property
    def me(self) -> str:
        """The bot's mention, as a person's client writes it."""
        assert self.bot.user is not None
        return self.bot.user.mention

    async def restart(self) -> None:
        """A new process over the same store."""
        await self.env.restart_bot(self.build())

    async def mention(self, text: str, who: simcord.MemberActor | None = None) -> discord.Message:
        """Somebody mentions the bot; the last message of the channel, which is the bot's reply where it gave one."""
        await (who or self.alice).send(self.channel, f"{self.me} {text}")
        last = self.channel.last_message
        assert last is not None
        return last


class Clock:
    """The simulated Discord's clock, once there is one."""

    env: simcord.Env | None = None

    def __call__(self) -> datetime:
        return self.env.now() if self.env else datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Rest:
    """What outlives a restart of the bot, and what the simulated Discord gives it."""

    clock: Clock = field(default_factory=Clock)
    kept: Kept = field(default_factory=Kept)
    store: FakeUiStore = field(default_factory=FakeUiStore)

    def build(self) -> FitBot:
        """A new process."""
        return FitBot(FakeDesk(self.kept), self.store, self.clock, ClientOptions(shard_count=1))
