"""A simulated Discord around the real client; what the bot sent in a test is checked when the test ends."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import discord
import pytest
import simcord

from bot.discord_ui.client import ClientOptions, FitBot
from tests.fakes.desk import FakeDesk, Kept
from tests.fakes.ui_store import FakeUiStore
from tests.openapi.spec import spec_path
from tests.openapi.wire import request_problems


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this room runs one shard, under Discord's own rules."""
    for item in items:
        if "discord_ui" in item.path.parts:
            item.add_marker(pytest.mark.simcord(shard_count=1))


@pytest.fixture
def rest() -> Rest:
    """A store, a clock and a desk."""
    return Rest()


@pytest.fixture
def simcord_bot(rest: Rest) -> FitBot:
    """The client that the simulation starts with."""
    return rest.build()


@pytest.fixture
def world(simcord_env: simcord.Env, rest: Rest, caplog: pytest.LogCaptureFixture) -> Iterator[World]:
    """A running world. Fails the test for wrong requests, and for errors that the test did not ask for."""
    env, rest.clock.env = simcord_env, simcord_env
    guild = env.create_guild("Sneaker club")
    moderators = guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    made = World(
        env, rest.build, rest.kept, rest.store, guild, guild.create_text_channel("kayano"),
        guild.add_member(env.create_user("alice")), guild.add_member(env.create_user("bob")),
        guild.add_member(env.create_user("mona"), roles=[moderators]),
    )  # fmt: skip
    yield made
    check_requests(env)
    unexpected = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.levelno >= logging.ERROR and not record.getMessage().startswith(tuple(made.allowed_errors))
    ]
    assert not unexpected, unexpected


def check_requests(env: simcord.Env) -> None:
    """Every request body is what Discord accepts. Not checked where the OpenAPI file is not on this machine."""
    if spec_path() is not None:
        assert request_problems(env.http_requests) == []
