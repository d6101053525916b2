"""Right-click a message, "Answer this": candidates privately, one tap posts, nobody is pinged."""

from __future__ import annotations

import discord
import pytest

from tests.discord_ui.reading import labels_of, text_of
from tests.discord_ui.world import World


@pytest.mark.parametrize("restarts", [False, True])
async def test_one_tap_posts_the_answer_as_a_reply_to_that_message(world: World, restarts: bool) -> None:
    question = await world.bob.send(world.channel, "hmm will they stretch, and the price?")
    card = await world.alice.context_menu(world.channel, "Answer this", question)
    assert card.ephemeral
    assert labels_of(card.response) == ["Do they stretch out over time?", "How much do they cost?"]
    assert card.response is not None
    if restarts:
        await world.restart()
    await world.alice.click(card.response, label="Do they stretch out over time?")
    posted = world.channel.last_message
    assert posted is not None
    assert posted.reference is not None
    assert posted.reference.message_id == question.id
    assert "Hardly" in text_of(posted)
    assert world.alice.mention in text_of(posted)
    assert posted.jump_url in text_of(card.response)


async def test_a_message_without_words_is_declined(world: World) -> None:
    empty = await world.bob.send(world.channel, world.alice.mention)
    result = await world.alice.context_menu(world.channel, "Answer this", empty)
    assert result.ephemeral
    assert "no text in that message" in text_of(result.response)


async def test_a_message_without_an_answer_is_declined(world: World) -> None:
    odd = await world.bob.send(world.channel, "nice weather")
    result = await world.alice.context_menu(world.channel, "Answer this", odd)
    assert result.ephemeral
    assert "no answer for that message" in text_of(result.response)


async def test_who_may_not_write_cannot_make_the_bot_write(world: World) -> None:
    hush = discord.PermissionOverwrite(send_messages=False)
    quiet = world.guild.create_text_channel("quiet", overwrites={world.alice: hush})
    question = await world.bob.send(quiet, "will they stretch")
    result = await world.alice.context_menu(quiet, "Answer this", question)
    assert result.ephemeral
    assert "can't post here" in text_of(result.response)


async def test_the_right_to_write_is_asked_again_at_the_tap(world: World) -> None:
    muted = world.guild.create_role("Muted")
    hush = discord.PermissionOverwrite(send_messages=False)
    channel = world.guild.create_text_channel("talk", overwrites={muted: hush})
    question = await world.bob.send(channel, "will they stretch")
    card = await world.alice.context_menu(channel, "Answer this", question)
    guild = world.env.backend.get_guild(world.guild.id)
    guild.members[world.alice.id].role_ids.append(muted.id)
    assert card.response is not None
    result = await world.alice.click(card.response, label="Do they stretch out over time?")
    assert "can't post here" in text_of(result.response)
    assert len(channel.history()) == 1


async def test_the_same_answer_is_not_posted_twice(world: World) -> None:
    said = await world.mention("do they stretch")
    question = await world.bob.send(world.channel, "will they stretch")
    card = await world.alice.context_menu(world.channel, "Answer this", question)
    assert card.response is not None
    await world.alice.click(card.response, label="Do they stretch out over time?")
    assert said.jump_url in text_of(card.response)
    last = world.channel.last_message
    assert last is not None
    assert last.id == question.id
