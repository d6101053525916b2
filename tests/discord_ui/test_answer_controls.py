"""What stands under an answer: pressed by the asker, by a stranger, by a moderator, and after a restart."""

from __future__ import annotations

import discord
import pytest

from tests.discord_ui.reading import labels_of, select_of, text_of
from tests.discord_ui.world import World


@pytest.fixture(params=["same process", "after a restart"])
async def answer(request: pytest.FixtureRequest, world: World) -> discord.Message:
    """An answer that Alice got in the channel."""
    shown = await world.mention("do they stretch")
    if request.param == "after a restart":
        await world.restart()
    return shown


async def test_an_answer_offers_what_a_person_may_want_next(answer: discord.Message) -> None:
    assert labels_of(answer) == ["More", "Find my size", "Helpful", "Not helpful", "Remove"]
    assert [one["label"] for one in select_of(answer)["options"]] == [
        "Are they good for wide feet?",
        "How much do they cost?",
    ]


async def test_more_opens_in_place_for_the_asker(world: World, answer: discord.Message) -> None:
    await world.alice.click(answer, label="More")
    opened = world.channel.last_message
    assert opened is not None
    assert opened.id == answer.id
    assert "The long story about stretch." in text_of(opened)
    assert "More" not in labels_of(opened)
    assert "Helpful" in labels_of(opened)


async def test_more_opens_privately_for_a_stranger(world: World, answer: discord.Message) -> None:
    result = await world.bob.click(answer, label="More")
    assert result.ephemeral
    assert "The long story about stretch." in text_of(result.response)
    assert "long story" not in text_of(world.channel.last_message)


async def test_a_related_question_is_answered_below_for_the_asker(world: World, answer: discord.Message) -> None:
    result = await world.alice.select(answer, ["price"])
    assert not result.ephemeral
    assert "dinner for two" in text_of(result.response)


async def test_a_related_question_is_answered_privately_for_a_stranger(world: World, answer: discord.Message) -> None:
    result = await world.bob.select(answer, ["price"])
    assert result.ephemeral
    assert "dinner for two" in text_of(result.response)


async def test_each_member_has_one_opinion_and_the_last_one_counts(world: World, answer: discord.Message) -> None:
    for who, label in ((world.alice, "Helpful"), (world.bob, "Helpful"), (world.bob, "Not helpful")):
        result = await who.click(answer, label=label)
        assert result.ephemeral
        assert "Thank you, noted" in text_of(result.response)
    assert world.kept.opinions == {("turn0", world.alice.id): True, ("turn0", world.bob.id): False}


async def test_a_no_may_be_followed_by_one_reason(world: World, answer: discord.Message) -> None:
    asked = await world.bob.click(answer, label="Not helpful")
    assert labels_of(asked.response) == ["Wrong answer", "Hard to follow", "Out of date", "Something is missing"]
    assert world.kept.reasons == {("turn0", world.bob.id): ""}
    await world.restart()
    assert asked.response is not None
    await world.bob.click(asked.response, label="Out of date")
    assert world.kept.reasons == {("turn0", world.bob.id): "outdated"}
    assert world.kept.opinions == {("turn0", world.bob.id): False}
    assert "noted: out of date" in text_of(asked.response)
    assert labels_of(asked.response) == []


async def test_the_asker_may_remove_the_answer(world: World, answer: discord.Message) -> None:
    await world.alice.click(answer, label="Remove")
    assert answer.id not in [message.id for message in world.channel.history()]
    assert world.kept.dismissed == ["turn0"]


async def test_a_moderator_may_remove_the_answer(world: World, answer: discord.Message) -> None:
    await world.mona.click(answer, label="Remove")
    assert answer.id not in [message.id for message in world.channel.history()]


async def test_a_stranger_may_not_remove_the_answer(world: World, answer: discord.Message) -> None:
    result = await world.bob.click(answer, label="Remove")
    assert result.ephemeral
    assert "Only the person who asked, or a moderator" in text_of(result.response)
    assert answer.id in [message.id for message in world.channel.history()]
    assert world.kept.dismissed == []


async def test_a_private_answer_can_be_shared(world: World) -> None:
    private = await world.alice.slash(world.channel, "ask", question="do they stretch", private=True)
    await world.restart()
    assert private.response is not None
    result = await world.alice.click(private.response, label="Share in channel")
    assert not result.ephemeral
    assert "Hardly" in text_of(world.channel.last_message)


async def test_a_member_who_may_not_write_cannot_share(world: World) -> None:
    hush = discord.PermissionOverwrite(send_messages=False)
    quiet = world.guild.create_text_channel("quiet", overwrites={world.alice: hush})
    private = await world.alice.slash(quiet, "ask", question="do they stretch", private=True)
    assert private.response is not None
    result = await world.alice.click(private.response, label="Share in channel")
    assert result.ephemeral


async def test_more_on_a_private_answer_opens_in_place(world: World) -> None:
    private = await world.alice.slash(world.channel, "ask", question="do they stretch", private=True)
    assert private.response is not None
    result = await world.alice.click(private.response, label="More")
    assert result.response is None or result.response.id == private.response.id
    assert "The long story about stretch." in text_of(private.response)


async def test_an_entry_that_is_gone_says_so(
    world: World, answer: discord.Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fakes.desk.ENTRIES", {})
    for result in (await world.alice.click(answer, label="More"), await world.bob.select(answer, ["price"])):
        assert result.ephemeral
        assert "no longer in my notes" in text_of(result.response)


async def test_an_opinion_on_a_forgotten_turn_is_declined_kindly(world: World, answer: discord.Message) -> None:
    world.kept.turns.clear()
    result = await world.alice.click(answer, label="Helpful")
    assert "too old" in text_of(result.response)
