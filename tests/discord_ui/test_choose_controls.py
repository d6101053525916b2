"""Settling what was meant: choices that name their questions, none of these, and taps."""

from __future__ import annotations

import discord
import pytest

from tests.discord_ui.reading import labels_of, text_of
from tests.discord_ui.world import World


@pytest.fixture(params=["same process", "after a restart"])
async def choice(request: pytest.FixtureRequest, world: World) -> discord.Message:
    """A "did you mean" that Alice got."""
    shown = await world.mention("stretch or price")
    if request.param == "after a restart":
        await world.restart()
    return shown


async def test_choices_name_their_questions_and_end_with_none(choice: discord.Message) -> None:
    assert labels_of(choice) == [
        "Do they stretch out over time?",
        "How much do they cost?",
        "None of these",
        "Remove",
    ]


async def test_the_askers_pick_replaces_the_choice(world: World, choice: discord.Message) -> None:
    await world.alice.click(choice, label="How much do they cost?")
    shown = world.channel.last_message
    assert shown is not None
    assert shown.id == choice.id
    assert "dinner for two" in text_of(shown)
    assert world.kept.picked == [("turn0", "price")]


async def test_a_strangers_pick_is_shown_to_them_alone(world: World, choice: discord.Message) -> None:
    result = await world.bob.click(choice, label="How much do they cost?")
    assert result.ephemeral
    assert "dinner for two" in text_of(result.response)
    assert "Which one?" in text_of(world.channel.last_message)
    assert world.kept.picked == []


async def test_none_of_these_is_kept_and_answered(world: World, choice: discord.Message) -> None:
    await world.alice.click(choice, label="None of these")
    assert world.kept.refused == ["turn0"]
    assert "Then I don't know that one." in text_of(world.channel.last_message)


async def test_a_stranger_cannot_refuse_the_choices(world: World, choice: discord.Message) -> None:
    result = await world.bob.click(choice, label="None of these")
    assert result.ephemeral
    assert world.kept.refused == []


async def test_a_pick_of_what_was_just_said_links_to_it(world: World, choice: discord.Message) -> None:
    said = await world.mention("the price", world.bob)
    await world.alice.click(choice, label="How much do they cost?")
    history = {message.id: message for message in world.channel.history()}
    if said.id in history and "moment ago" in text_of(history[choice.id]):
        assert said.jump_url in text_of(history[choice.id])
    else:
        pytest.fail(text_of(history[choice.id]))


@pytest.mark.parametrize("restarts", [False, True])
async def test_a_tap_answers_what_was_asked_back(world: World, restarts: bool) -> None:
    asked_back = await world.mention("27 cm")
    assert labels_of(asked_back) == ["My bare foot", "The label of a shoe", "Remove"]
    if restarts:
        await world.restart()
    stranger = await world.bob.click(asked_back, label="My bare foot")
    assert stranger.ephemeral
    assert "for the person who asked" in text_of(stranger.response)
    await world.alice.click(asked_back, label="My bare foot")
    assert "You mean foot 27 cm." in text_of(world.channel.last_message)
