"""Commands are told to Discord when they changed, and only then; a refusal stops nothing."""

from __future__ import annotations

import pytest
import simcord

from bot.discord_ui.client import ClientOptions, FitBot
from bot.discord_ui.sync import SCOPE, SyncMode, tree_digest
from tests.discord_ui.world import Rest, World
from tests.fakes.desk import FakeDesk


def syncs(world: World) -> int:
    """How often commands were put."""
    return sum(sent.method == "PUT" and sent.path.endswith("/commands") for sent in world.env.http_requests)


async def test_a_restart_with_the_same_commands_syncs_nothing(world: World) -> None:
    assert syncs(world) == 1
    await world.restart()
    assert syncs(world) == 1
    assert (await world.alice.slash(world.channel, "help")).ephemeral


async def test_changed_commands_are_synced_once(world: World) -> None:
    world.store.command_hash.saved[SCOPE] = "the hash of other commands"
    await world.restart()
    await world.restart()
    assert syncs(world) == 2


async def test_the_mode_decides(world: World, rest: Rest) -> None:
    def client(mode: SyncMode) -> FitBot:
        return FitBot(FakeDesk(rest.kept), rest.store, rest.clock, ClientOptions(sync=mode, shard_count=1))

    await world.env.restart_bot(client(SyncMode.ALWAYS))
    assert syncs(world) == 2
    world.store.command_hash.saved.clear()
    await world.env.restart_bot(client(SyncMode.NEVER))
    assert syncs(world) == 2


async def test_a_refused_sync_is_logged_and_the_bot_goes_on(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.allowed_errors.append("The commands could not be synced")
    world.store.command_hash.saved.clear()
    world.env.inject_error("PUT", "*/commands", status=429, code=30034)
    await world.restart()
    assert "could not be synced" in caplog.text
    assert world.store.command_hash.saved == {}
    assert (await world.alice.slash(world.channel, "help")).ephemeral


def test_the_hash_belongs_to_one_application(rest: Rest) -> None:
    tree = rest.build().tree
    assert tree_digest(tree, 1) == tree_digest(tree, 1)
    assert tree_digest(tree, 1) != tree_digest(tree, 2)


def test_commands_work_in_servers_and_in_direct_messages_alone(rest: Rest) -> None:
    tree = rest.build().tree
    for command in tree.get_commands():
        told = command.to_dict(tree)
        assert told["contexts"] == [0, 1], command.name
        assert told["integration_types"] == [0], command.name


def test_no_privileged_intent_is_asked_for(rest: Rest) -> None:
    intents = rest.build().intents
    assert not intents.message_content
    assert not intents.members
    assert not intents.presences


def test_message_content_is_asked_for_when_the_settings_say_so(rest: Rest) -> None:
    options = ClientOptions(wants_message_content=True, shard_count=1)
    assert FitBot(FakeDesk(rest.kept), rest.store, rest.clock, options).intents.message_content


async def test_without_approved_intents_it_still_serves(rest: Rest) -> None:
    import discord

    async with simcord.run(rest.build(), shard_count=1, approved_intents=discord.Intents.none()) as env:
        alice = env.create_guild("Club").add_member(env.create_user("alice"))
        channel = env.guild.create_text_channel("talk")
        assert env.bot.user is not None
        await alice.send(channel, f"{env.bot.user.mention} do they stretch")
        assert len(channel.history()) == 2
