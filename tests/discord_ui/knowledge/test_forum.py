"""New forum posts in the forums that moderators chose: answered once, by their title alone."""

from __future__ import annotations

import pytest
import simcord

from bot.ports import GapStatus
from tests.discord_ui.keepers import Club
from tests.discord_ui.reading import text_of


async def a_forum(club: Club, *, chosen: bool = True) -> simcord.ChannelHandle:
    """A forum of the server."""
    forum = club.guild.create_forum_channel("questions")
    if chosen:
        await club.workshop.change_settings(club.guild.id, {"forum_channels": frozenset({forum.id})})
    return forum


async def post(club: Club, forum: simcord.ChannelHandle, title: str) -> simcord.ChannelHandle:
    """Alice opens a post; the simulation has no such verb for members, so its server side is used."""
    club.env.backend.create_thread(forum.id, title, club.alice.id)
    await club.env.settle()
    [thread] = [one for one in forum.threads if one.name == title]
    return thread


async def test_a_new_post_is_answered_by_its_title(club: Club) -> None:
    thread = await post(club, await a_forum(club), "what do they weigh?")
    [answer] = thread.history()
    assert "One shoe weighs" in text_of(answer)


async def test_a_post_is_answered_once_whatever_follows_in_it(club: Club) -> None:
    thread = await post(club, await a_forum(club), "what do they weigh?")
    await club.alice.send(thread, "what do they weigh, anybody?")
    assert len(thread.history()) == 2


async def test_a_post_without_an_answer_is_left_to_people_and_kept_as_a_gap(club: Club) -> None:
    forum = await a_forum(club)
    await club.workshop.change_settings(club.guild.id, {"allow_gap_text": True})
    thread = await post(club, forum, "why do they squeak on wet tiles")
    assert thread.history() == []
    [gap] = await club.store.gaps.list(club.guild.id, (GapStatus.OPEN,))
    assert "squeak" in gap.text


async def test_other_forums_and_plain_threads_are_left_alone(club: Club) -> None:
    thread = await post(club, await a_forum(club, chosen=False), "what do they weigh?")
    assert thread.history() == []
    await club.workshop.change_settings(club.guild.id, {"forum_channels": frozenset({club.channel.id})})
    started = await post(club, club.channel, "what do they weigh?")
    assert [one for one in started.history() if text_of(one)] == []


async def test_it_waits_for_the_authors_first_message(club: Club) -> None:
    forum = await a_forum(club)
    club.env.inject_error("POST", "/channels/*/messages", status=403, code=40058, times=2)
    thread = await post(club, forum, "what do they weigh?")
    await club.env.advance_time(3)
    assert "One shoe weighs" in text_of(thread.last_message)


async def test_it_gives_up_quietly_where_it_may_not_write(club: Club, caplog: pytest.LogCaptureFixture) -> None:
    forum = await a_forum(club)
    club.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=1)
    thread = await post(club, forum, "what do they weigh?")
    assert thread.history() == []
    assert "A post could not be answered" not in caplog.text
