"""What moderators are told without asking: broken files, own entries that no longer fit, facts that have aged."""

from __future__ import annotations

from dataclasses import replace

from bot.core.problems import Problem
from tests.discord_ui.keepers import Club, ids_of
from tests.discord_ui.reading import text_of

BROKEN = (Problem("faq/fit.yaml", 12, 3, "The key `titel` is not known", "write `title`"),)


async def test_problems_of_a_changed_file_are_told_once_with_place_and_what_to_write(club: Club) -> None:
    await club.bot.announce_problems(BROKEN)
    shown = text_of(club.staff.last_message)
    assert "faq/fit.yaml" in shown
    assert "line 12" in shown
    assert "titel" in shown
    assert "stays live" in shown
    await club.bot.announce_problems(BROKEN)
    assert len(club.staff.history()) == 1
    await club.bot.announce_problems((replace(BROKEN[0], line=13),))
    assert len(club.staff.history()) == 2


async def test_a_server_without_a_moderators_channel_is_left_alone(club: Club) -> None:
    await club.workshop.change_settings(club.guild.id, {"moderators_channel": None})
    await club.bot.announce_problems(BROKEN)
    assert club.staff.last_message is None


async def test_a_new_pack_that_fits_is_not_worth_a_word(club: Club) -> None:
    await club.add()
    before = len(club.staff.history())
    await club.bot.announce_pack()
    assert len(club.staff.history()) == before


async def test_stale_facts_are_told_once_a_week_also_over_a_restart(club: Club) -> None:
    await club.env.advance_time(120 * 86_400)
    await club.bot.remind_moderators()
    shown = text_of(club.staff.last_message)
    assert "1 fact to check again" in shown
    assert "What do they cost?" in shown
    assert "last checked 15 January 2026" in shown
    await club.restart()
    await club.bot.remind_moderators()
    assert len(club.staff.history()) == 1
    await club.env.advance_time(8 * 86_400)
    await club.bot.remind_moderators()
    assert len(club.staff.history()) == 2


async def test_a_fact_that_still_holds_is_checked_in_one_tap(club: Club) -> None:
    await club.env.advance_time(120 * 86_400)
    await club.bot.remind_moderators()
    told = club.staff.last_message
    assert told is not None
    assert ids_of(told) == ["kn1:true"]
    result = await club.mona.select(told, ["price"])
    assert "Change: What do they cost?" in text_of(result.response)
    assert result.response is not None
    await club.mona.click(result.response, label="Save")
    assert "Saved" in text_of(result.response)
    assert await club.workshop.reminders(club.guild.id) == ()


async def test_fresh_facts_remind_of_nothing(club: Club) -> None:
    await club.bot.remind_moderators()
    assert club.staff.last_message is None


async def test_names_of_files_are_shown_as_they_are_written(club: Club) -> None:
    await club.bot.announce_problems((replace(BROKEN[0], path="fit_rules.yaml"),))
    assert "`fit_rules.yaml` line 12: The key `titel` is not known → write `title`" in text_of(club.staff.last_message)
