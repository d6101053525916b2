"""Listening and shadow mode: what is said unasked, what is only shown to moderators, and how it is switched on."""

from __future__ import annotations

import pytest

from bot.core.reply import Kind
from bot.ports import Place, Rating, TurnRecord, WayIn
from tests.discord_ui.keepers import Club
from tests.discord_ui.reading import labels_of, text_of

SURE = "what do they weigh"


@pytest.fixture
def hears() -> bool:
    return True


async def shadow(club: Club) -> None:
    """The channel is watched."""
    await club.workshop.change_settings(club.guild.id, {"shadow_channels": frozenset({club.channel.id})})


async def listen(club: Club, threshold: float = 0.3) -> None:
    """The channel is listened to."""
    changes = {"listen_channels": frozenset({club.channel.id}), "listen_threshold": threshold}
    await club.workshop.change_settings(club.guild.id, changes)


async def test_a_shadow_posts_nothing_and_shows_moderators_what_it_would_say(club: Club) -> None:
    await shadow(club)
    asked = await club.alice.send(club.channel, SURE)
    assert club.channel.last_message is not None
    assert club.channel.last_message.id == asked.id
    told = club.staff.last_message
    assert asked.jump_url in text_of(told)
    assert SURE in text_of(told)
    assert "How heavy are they?" in text_of(told)
    assert labels_of(told) == ["Right", "Wrong", "Stay silent", "Table"]


@pytest.mark.parametrize("restarts", [False, True])
async def test_the_last_rating_counts_and_stands_on_the_card(club: Club, restarts: bool) -> None:
    await shadow(club)
    await club.alice.send(club.channel, SURE)
    if restarts:
        await club.restart()
    told = club.staff.last_message
    assert told is not None
    await club.mona.click(told, label="Right")
    await club.max.click(told, label="Stay silent")
    shown = text_of(club.staff.last_message)
    assert f"Rated: Stay silent, says {club.max.mention}" in shown
    assert shown.count("Rated:") == 1
    table = (await club.workshop.shadow(club.guild.id, club.channel.id)).table
    assert (table.ratings, table.rows[0].wrong) == (1, 1)


async def test_the_table_says_how_many_ratings_are_missing(club: Club) -> None:
    await shadow(club)
    await club.alice.send(club.channel, SURE)
    told = club.staff.last_message
    assert told is not None
    await club.mona.click(told, label="Right")
    result = await club.mona.click(told, label="Table")
    assert "before 49 more" in text_of(result.response)


async def test_after_fifty_ratings_the_table_comes_by_itself_and_switches_it_on(club: Club) -> None:
    await shadow(club)
    await rated(club, 49)
    await club.alice.send(club.channel, SURE)
    told = club.staff.last_message
    assert told is not None
    await club.mona.click(told, label="Right")
    table = club.staff.last_message
    assert table is not None
    assert "from  answers  wrong" in text_of(table)
    result = await club.mona.select(table, ["0.9"])
    assert "Switched on" in text_of(result.response)
    settings = await club.store.settings.get(club.guild.id)
    assert (settings.listen_channels, settings.shadow_channels) == ({club.channel.id}, set())
    assert settings.listen_threshold == 0.9
    assert "Switched on" in text_of(result.response)


async def test_the_table_can_be_asked_for(club: Club) -> None:
    await rated(club, 50)
    card = await club.card("shadow", channel=club.channel)
    assert "from  answers  wrong" in text_of(card)


async def test_a_listening_channel_is_answered_when_sure(club: Club) -> None:
    await listen(club)
    asked = await club.alice.send(club.channel, SURE)
    answer = club.channel.last_message
    assert answer is not None
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    assert "One shoe weighs" in text_of(answer)


@pytest.mark.parametrize("text", ["nice weather today", "weigh", "lol what", "hello there"])
async def test_it_stays_silent_about_all_else_and_keeps_nothing_of_it(club: Club, text: str) -> None:
    await listen(club, threshold=0.9)
    await club.workshop.change_settings(club.guild.id, {"allow_gap_text": True})
    await club.alice.send(club.channel, text)
    assert len(club.channel.history()) == 1
    assert (await club.workshop.gaps(club.guild.id)).questions == 0


async def test_below_the_threshold_it_stays_silent(club: Club) -> None:
    await listen(club, threshold=1.0)
    await club.alice.send(club.channel, "they weigh what in grams or so")
    assert len(club.channel.history()) == 1


async def test_talk_between_members_is_left_alone(club: Club) -> None:
    await listen(club)
    first = await club.max.send(club.channel, "morning all")
    await club.alice.send(club.channel, SURE, reply_to=first)
    await club.alice.send(club.channel, f"{club.max.mention} {SURE}")
    assert len(club.channel.history()) == 3


async def test_other_channels_are_not_listened_to(club: Club) -> None:
    await listen(club)
    hall = club.guild.create_text_channel("hall")
    await club.alice.send(hall, SURE)
    assert len(hall.history()) == 1


async def test_a_mention_in_a_listening_channel_is_answered_once(club: Club) -> None:
    await listen(club)
    me = club.bot.user
    assert me is not None
    await club.alice.send(club.channel, f"{me.mention} {SURE}")
    assert len(club.channel.history()) == 2


async def test_a_rating_of_a_forgotten_answer_is_said_to_be_lost(club: Club) -> None:
    await shadow(club)
    await club.alice.send(club.channel, SURE)
    told = club.staff.last_message
    assert told is not None
    await club.store.privacy.erase(club.alice.id)
    result = await club.mona.click(told, label="Right")
    assert "no longer know" in text_of(result.response)


async def rated(club: Club, count: int) -> None:
    """So many shadow answers that moderators found right."""
    for number in range(count):
        record = TurnRecord(club.alice.id, Place(club.guild.id, club.channel.id), WayIn.LISTEN, Kind.ANSWER, 1, "d",
                            "r", entry="weight", confidence=0.9 + number / 1000, is_shadow=True)  # fmt: skip
        logged = await club.store.sessions.record_turn(record)
        assert await club.workshop.rate_shadow(club.guild.id, logged.turn_id, Rating.RIGHT)
