"""A server whose answers are kept: two moderators, a member, a database, and checks of all that was sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import discord
import pytest
import simcord

from bot.core.pack import Library
from bot.discord_ui.client import FitBot
from bot.knowledge.library import load_library
from bot.storage.store import StoreOptions, make_store
from tests.discord_ui.conftest import check_requests
from tests.discord_ui.keepers import TINY, Club, Process
from tests.discord_ui.world import Clock


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The small pack, ready to answer."""
    return load_library(TINY, tmp_path_factory.mktemp("cache"))


@pytest.fixture
def hears() -> bool:
    """Whether the bot has the Message Content intent."""
    return False


@pytest.fixture
async def process(tiny: Library, tmp_path: Path, hears: bool) -> AsyncIterator[Process]:
    """A database and a way to build a process over it."""
    clock = Clock()
    store = make_store(StoreOptions(tmp_path / "fitbot.sqlite3", clock, lambda: datetime.now(UTC)))
    await store.open()
    yield Process(store, clock, tiny, hears)
    await store.close()


@pytest.fixture
def simcord_bot(process: Process) -> FitBot:
    return process.build()


@pytest.fixture
async def club(simcord_env: simcord.Env, process: Process, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Club]:
    """A running server; wrong requests and logged errors fail the test."""
    env, process.clock.env = simcord_env, simcord_env
    guild = env.create_guild("Sneaker club")
    moderators = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    staff = guild.create_text_channel("staff")
    await process.store.settings.change(guild.id, lambda now: replace(now, moderators_channel=staff.id))
    made = Club(
        env, process.build, process.store, guild, guild.create_text_channel("kayano"), staff,
        guild.add_member(env.create_user("mona"), roles=[moderators]),
        guild.add_member(env.create_user("max"), roles=[moderators]),
        guild.add_member(env.create_user("alice")), moderators, [],
    )  # fmt: skip
    yield made
    check_requests(env)
    logged = [one.getMessage() for one in caplog.get_records("call") if one.levelname == "ERROR"]
    assert [one for one in logged if not one.startswith(tuple(made.allowed_errors))] == []
