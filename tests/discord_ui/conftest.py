"""A simulated Discord around the real client; what the bot sent in a test is checked when the test ends."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import discord
import pytest
import simcord

from bot.discord_ui.client import FitBot
from tests.discord_ui.world import Rest, World
from tests.openapi.rules import walk
from tests.openapi.spec import spec_path
from tests.openapi.wire import request_problems


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
    """Every control has words, and every request body is what Discord accepts (where its OpenAPI file is at hand)."""
    assert nameless_controls(env) == []
    if spec_path() is not None:
        assert request_problems(env.http_requests) == []


def nameless_controls(env: simcord.Env) -> list[str]:
    """Controls that a screen reader could not name: buttons without words, menus without a placeholder."""
    bodies = [request.json for request in env.http_requests if isinstance(request.json, dict)]
    sent = [part for body in bodies for part in (body, body.get("data") or {}) if isinstance(part, dict)]
    controls = [one for part in sent for one in walk(part.get("components"))]
    return [
        one["custom_id"]
        for one in controls
        if (one["type"] == 2 and not any(map(str.isalpha, one.get("label") or "")))
        or (one["type"] == 3 and not one.get("placeholder") and not one.get("options", [{}])[0].get("label"))
    ]
