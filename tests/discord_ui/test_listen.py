"""Messages meant for the bot are answered; all others, and all that are not from people, are left alone."""

from __future__ import annotations

import discord
import pytest
from simcord.enums import MessageType

from tests.discord_ui.reading import labels_of, text_of
from tests.discord_ui.world import World


async def test_a_mention_is_answered_as_a_reply_that_pings_nobody(world: World) -> None:
    asked = await world.alice.send(world.channel, f"{world.me} do they stretch")
    answer = world.channel.last_message
    assert answer is not None
    assert answer.author.id == world.bot.user.id  # type: ignore[union-attr]
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    assert "Hardly" in text_of(answer)
    assert world.kept.asked[0][0] == "do they stretch"
    assert world.kept.asked[0][1].way_in == "mention"


async def test_a_reply_to_the_bot_goes_on_with_the_conversation(world: World) -> None:
    answer = await world.mention("do they stretch")
    await world.alice.send(world.channel, "and the price?", reply_to=answer)
    assert "dinner for two" in text_of(world.channel.last_message)
    assert world.kept.asked[-1][1].way_in == "reply"


async def test_a_direct_message_needs_no_mention(world: World) -> None:
    await world.alice.send_dm("do they stretch")
    assert "Hardly" in text_of(world.alice.user.dm_channel.last_message)
    assert world.kept.asked[0][1].way_in == "direct"
    assert world.kept.asked[0][1].server_id is None


async def test_a_message_that_is_not_for_the_bot_is_left_alone(world: World) -> None:
    await world.alice.send(world.channel, "do they stretch")
    assert len(world.channel.history()) == 1
    assert world.kept.asked == []


async def test_an_empty_mention_shows_the_help(world: World) -> None:
    answer = await world.mention("")
    assert "I answer questions about one shoe." in text_of(answer)
    assert "/faq browse" in text_of(answer)


async def test_everyone_is_not_a_mention_of_the_bot(world: World) -> None:
    await world.mona.send(world.channel, "@everyone do they stretch")
    assert world.kept.asked == []


async def test_other_bots_and_webhooks_are_ignored(world: World) -> None:
    other = world.guild.add_member(world.env.create_user("otherbot", bot=True))
    await other.send(world.channel, f"{world.me} do they stretch")
    webhook = world.guild.create_webhook(world.channel, "bridge")
    await webhook.send(f"{world.me} do they stretch")
    assert world.kept.asked == []


async def test_system_messages_are_ignored(world: World) -> None:
    """A call in a direct message, where everything else a person does is meant for the bot."""
    await world.alice.send_dm("do they stretch")
    assert len(world.kept.asked) == 1
    channel = world.alice.user.dm_channel
    world.env.backend.create_system_message(channel.id, MessageType.CALL, world.alice.id)
    await world.env.settle()
    assert channel.last_message is not None
    assert channel.last_message.type is discord.MessageType.call
    assert len(world.kept.asked) == 1


async def test_a_mention_of_the_bots_role_gets_a_hint(world: World) -> None:
    role = world.guild.create_role("Fit bot")
    cached = world.bot.get_guild(world.guild.id).get_role(role.id)  # type: ignore[union-attr]
    # Discord tags the role that belongs to a bot; the simulation knows no such roles, so the tag is set here.
    cached.tags = discord.RoleTags({"bot_id": str(world.bot.user.id)})  # type: ignore[union-attr]
    await world.alice.send(world.channel, f"{role.mention} do they stretch")
    assert "Discord hides such messages" in text_of(world.channel.last_message)
    assert world.kept.asked == []


async def test_where_it_may_not_write_it_stays_silent_and_asks_discord_for_nothing(world: World) -> None:
    closed = world.guild.create_text_channel("read-only", overwrites=deny(world, send_messages=False))
    before = len(world.env.http_requests)
    await world.alice.send(closed, f"{world.me} do they stretch")
    assert len(world.env.http_requests) == before


async def test_where_it_may_not_read_history_it_answers_without_linking(world: World) -> None:
    blind = world.guild.create_text_channel("no-history", overwrites=deny(world, read_message_history=False))
    await world.alice.send(blind, f"{world.me} do they stretch")
    answer = blind.last_message
    assert answer is not None
    assert answer.reference is None
    assert "Hardly" in text_of(answer)


def deny(world: World, **permissions: bool) -> dict[object, discord.PermissionOverwrite]:
    """Permissions of a channel that keep something from the bot alone."""
    me = world.guild.me
    assert me is not None
    return {me: discord.PermissionOverwrite(**permissions)}


async def test_questions_that_come_too_fast_get_one_small_sign_and_then_silence(world: World) -> None:
    for text in ("stretch", "wide", "price", "cleaning", "stretch or price"):
        await world.mention(text)
    sixth = await world.alice.send(world.channel, f"{world.me} wide or stretch")
    seventh = await world.alice.send(world.channel, f"{world.me} wide or stretch")
    history = {message.id: message for message in world.channel.history()}
    assert [str(reaction.emoji) for reaction in history[sixth.id].reactions] == ["⏳"]
    assert history[seventh.id].reactions == []
    assert len(world.kept.asked) == 5


async def test_one_member_does_not_use_up_the_pace_of_another(world: World) -> None:
    for text in ("stretch", "wide", "price", "cleaning", "stretch or price", "wide or stretch"):
        await world.mention(text)
    answer = await world.mention("wide or cleaning", world.bob)
    assert "Which one?" in text_of(answer)


async def test_the_same_answer_is_linked_instead_of_repeated(world: World) -> None:
    first = await world.mention("do they stretch")
    second = await world.mention("will they stretch", world.bob)
    assert first.jump_url in text_of(second)
    assert labels_of(second) == ["Show it to me here"]


async def test_an_answer_that_was_taken_away_is_given_again(world: World) -> None:
    first = await world.mention("do they stretch")
    await world.alice.click(first, label="Remove")
    second = await world.mention("do they stretch", world.bob)
    assert "Hardly" in text_of(second)


async def test_a_message_that_arrives_twice_is_answered_once(world: World) -> None:
    asked = await world.alice.send(world.channel, f"{world.me} do they stretch")
    world.bot.dispatch("message", asked)
    await world.env.settle()
    assert len(world.kept.asked) == 1


async def test_a_deleted_message_is_forgotten(world: World) -> None:
    asked = await world.alice.send(world.channel, f"{world.me} do they stretch")
    await world.alice.delete(asked)
    assert world.store.sessions.forgotten == [asked.id]


async def test_an_error_in_a_message_is_logged_and_said_to_nobody(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.allowed_errors.append("A message could not be answered")
    await world.alice.send(world.channel, f"{world.me} explode")
    assert len(world.channel.history()) == 1
    assert "A message could not be answered" in caplog.text


async def test_custom_emoji_and_other_peoples_mentions_are_not_part_of_the_question(world: World) -> None:
    await world.alice.send(world.channel, f"{world.me} {world.bob.mention} <:shoe:123456789012345678> stretch?")
    assert world.kept.asked[0][0] == "stretch?"


async def test_messages_that_moderators_clear_are_forgotten(world: World) -> None:
    asked = await world.alice.send(world.channel, f"{world.me} do they stretch")
    data = {"ids": [str(asked.id), "123"], "channel_id": str(world.channel.id), "guild_id": str(world.guild.id)}
    world.bot._connection.parse_message_delete_bulk(data)  # type: ignore[arg-type]
    await world.env.settle()
    assert sorted(world.store.sessions.forgotten) == sorted([asked.id, 123])


async def test_a_server_that_is_only_out_of_reach_has_not_left(world: World) -> None:
    """Discord reports outages with the same event as removals; only the latter start the grace period."""
    connection = world.bot._connection
    connection.parse_guild_delete({"id": str(world.guild.id), "unavailable": True})
    await world.env.settle()
    assert world.store.privacy.left == []
    connection.parse_guild_delete({"id": str(world.guild.id)})  # type: ignore[typeddict-item]
    await world.env.settle()
    assert world.store.privacy.left == [world.guild.id]


async def test_a_post_that_is_deleted_is_forgotten(world: World) -> None:
    data = {"id": "77", "guild_id": str(world.guild.id), "parent_id": "5", "type": 11}
    world.bot._connection.parse_thread_delete(data)  # type: ignore[arg-type]
    await world.env.settle()
    assert world.store.sessions.forgotten == [77]
    assert world.kept.forgotten_messages == [77]


async def test_servers_that_moved_while_the_bot_was_away_are_noted_at_start(world: World) -> None:
    await world.restart()
    assert world.store.privacy.here == {world.guild.id}


async def test_a_server_that_leaves_and_returns_is_noted(world: World) -> None:
    guild = world.bot.get_guild(world.guild.id)
    world.bot.dispatch("guild_remove", guild)
    world.bot.dispatch("guild_join", guild)
    await world.env.settle()
    assert world.store.privacy.left == [world.guild.id]
    assert world.store.privacy.returned == [world.guild.id]
