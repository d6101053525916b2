"""/ask: own words, a completed question, privately, publicly, and without noise."""

from __future__ import annotations

from dataclasses import replace

import discord
import pytest
import simcord

from tests.discord_ui.reading import labels_of, text_of
from tests.discord_ui.world import World


async def test_an_own_question_is_answered_in_the_channel(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question="do they stretch")
    assert result.response is not None
    assert not result.response.ephemeral
    assert "Hardly: the mesh keeps its shape." in text_of(result.response)
    assert "Do they stretch out over time?" in text_of(result.response)


async def test_the_source_stands_under_the_answer_as_small_text(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question="do they stretch")
    assert "-# Source: [A guide](<https://example.org/guide>) · last checked 17 October 2025" in text_of(
        result.response
    )


async def test_facts_past_their_review_day_say_so(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question="the price please")
    assert "last checked 17 October 2025, may have changed" in text_of(result.response)


async def test_the_private_option_shows_the_answer_to_the_asker_alone(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question="do they stretch", private=True)
    assert result.ephemeral
    assert "Remove" not in labels_of(result.response)


async def test_a_server_can_make_answers_private_by_default(world: World) -> None:
    await world.store.settings.change(world.guild.id, lambda old: replace(old, private_by_default=True))
    result = await world.alice.slash(world.channel, "ask", question="do they stretch")
    assert result.ephemeral
    public = await world.alice.slash(world.channel, "ask", question="do they stretch", private=False)
    assert not public.ephemeral


async def test_what_has_no_answer_is_said_privately(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question="what is the weather")
    assert result.ephemeral
    assert "I don't know that one." in text_of(result.response)


async def test_completion_offers_questions_and_their_pick_is_answered(world: World) -> None:
    choices = await world.alice.autocomplete(world.channel, "ask", "question", "wide")
    assert choices == [{"name": "Are they good for wide feet?", "value": "wide-feet"}]
    result = await world.alice.slash(world.channel, "ask", question=choices[0]["value"])
    assert "The mesh gives a little." in text_of(result.response)


async def test_it_works_in_a_direct_message(world: World) -> None:
    result = await world.alice.user.slash("ask", question="do they stretch")
    assert "Hardly" in text_of(result.response)
    assert "Share in channel" not in labels_of(result.response)


async def test_a_flood_of_questions_moves_out_of_the_channel(world: World) -> None:
    questions = ["stretch", "wide", "price", "cleaning", "stretch"]
    for question in questions:
        await world.alice.slash(world.channel, "ask", question=question)
    result = await world.alice.slash(world.channel, "ask", question="wide or price")
    assert result.ephemeral
    await world.env.advance_time(21)
    later = await world.alice.slash(world.channel, "ask", question="wide or price")
    assert not later.ephemeral


async def test_the_same_answer_within_a_minute_is_linked_privately(world: World) -> None:
    first = await world.alice.slash(world.channel, "ask", question="do they stretch")
    assert first.response is not None
    second = await world.bob.slash(world.channel, "ask", question="stretch?")
    assert second.ephemeral
    assert str(first.response.id) in text_of(second.response)
    assert second.response is not None
    here = await world.bob.click(second.response, label="Show it to me here")
    assert here.ephemeral
    assert "Hardly" in text_of(here.response)
    await world.env.advance_time(61)
    third = await world.bob.slash(world.channel, "ask", question="stretch?")
    assert not third.ephemeral


async def test_a_slow_answer_is_announced_in_time(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question="stretch slowly")
    callbacks = [sent.json["type"] for sent in world.env.http_requests if sent.path.endswith("/callback")]
    assert callbacks == [discord.InteractionResponseType.deferred_channel_message.value]
    assert "Hardly" in text_of(result.response)


async def test_an_error_is_told_as_an_incident_without_its_text(world: World) -> None:
    world.allowed_errors.append("Incident ")
    result = await world.alice.slash(world.channel, "ask", question="explode")
    assert result.ephemeral
    assert "Incident `" in text_of(result.response)
    assert "secret" not in text_of(result.response)


async def test_a_question_longer_than_a_message_of_ours_is_refused_by_discord_itself(world: World) -> None:
    with pytest.raises(simcord.OptionError):
        await world.alice.slash(world.channel, "ask", question="x" * 301)


async def test_nobody_can_be_pinged_through_a_question_or_an_entry(world: World) -> None:
    question = f"cleaning @everyone {world.bob.mention}"
    result = await world.alice.slash(world.channel, "ask", question=question)
    shown = text_of(result.response)
    assert "lukewarm" in shown
    assert "@everyone" not in shown
    assert "<@&99>" not in shown
    assert world.bob.mention not in shown
