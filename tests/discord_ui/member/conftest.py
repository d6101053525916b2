"""Starts the real bot over a real database for every test of the member's side."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import discord
import pytest
import simcord

from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.desk import FrontDesk
from bot.discord_ui.client import ClientOptions, FitBot
from bot.storage.store import SqliteStore, StoreOptions, make_store
from tests.discord_ui.conftest import check_requests
from tests.discord_ui.member.shop import OneLibrary, Shop
from tests.discord_ui.world import Clock

Parts = tuple[Clock, SqliteStore, Callable[[], FitBot]]


@pytest.fixture
async def parts(shipped_library: Library, tmp_path: Path) -> AsyncIterator[Parts]:
    """A database, a clock, and a way to build a process over them."""
    clock = Clock()
    store = make_store(StoreOptions(tmp_path / "fitbot.sqlite3", clock, lambda: datetime.now(UTC)))
    await store.open()

    def build() -> FitBot:
        desk = FrontDesk(OneLibrary(shipped_library), store, Policy(), clock)
        return FitBot(desk, store, clock, ClientOptions(shard_count=1))

    yield clock, store, build
    await store.close()


@pytest.fixture
def simcord_bot(parts: Parts) -> FitBot:
    """The first process."""
    return parts[2]()


@pytest.fixture
async def shop(simcord_env: simcord.Env, parts: Parts, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Shop]:
    """A running server; wrong requests and logged errors fail the test."""
    clock, store, build = parts
    clock.env = simcord_env
    guild = simcord_env.create_guild("Sneaker club")
    moderators = guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    yield Shop(
        simcord_env, build, store, guild, guild.create_text_channel("kayano"),
        guild.add_member(simcord_env.create_user("alice")), guild.add_member(simcord_env.create_user("bob")),
        guild.add_member(simcord_env.create_user("mona"), roles=[moderators]),
    )  # fmt: skip
    check_requests(simcord_env)
    assert [one.getMessage() for one in caplog.get_records("call") if one.levelname == "ERROR"] == []
