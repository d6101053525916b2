"""What was changed: the card in the moderators' channel, the history, and undoing one change at a time."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from tests.discord_ui.keepers import BASICS, Club, ids_of
from tests.discord_ui.reading import labels_of, text_of


async def change(club: Club, entry: str, answer: str) -> Any:
    """Mona changes an answer; the card that says it is saved."""
    card = await club.fill(await club.knowledge("edit", entry=entry), answer=answer)
    await club.mona.click(card, label="Save")
    assert "Saved" in text_of(card)
    return card


async def test_every_change_is_told_in_the_moderators_channel_with_its_diff(club: Club) -> None:
    await change(club, "weight", "Light as a feather.")
    told = text_of(club.staff.last_message)
    assert club.mona.mention in told
    assert "+  Light as a feather." in told
    assert "-  One shoe weighs {shoe.weight_g}." in told
    assert any(label.startswith("Undo #") for label in labels_of(club.staff.last_message))


@pytest.mark.parametrize("restarts", [False, True])
async def test_undo_in_the_channel_takes_exactly_that_change_back(club: Club, restarts: bool) -> None:
    await change(club, "weight", "Light as a feather.")
    told = club.staff.last_message
    await change(club, "drop", "Hardly any drop.")
    if restarts:
        await club.restart()
    assert told is not None
    result = await club.max.click(told, custom_id=ids_of(told)[0])
    assert result.ephemeral
    assert "is taken back" in text_of(result.response)
    assert "feather" not in await club.answer_to("what do they weigh")
    assert "Hardly any drop." in await club.answer_to("what is the drop in mm")
    assert "Undone" in text_of(club.staff.last_message)
    assert result.response is not None
    await club.max.click(result.response, label="Undo the undo")
    assert "feather" in await club.answer_to("what do they weigh")


async def test_undo_that_would_lose_a_later_edit_is_refused_with_the_reason(club: Club) -> None:
    await change(club, "weight", "Light as a feather.")
    told = club.staff.last_message
    await change(club, "weight", "Light as a second feather.")
    assert told is not None
    result = await club.mona.click(told, custom_id=ids_of(told)[0])
    assert "a later one of the same entry would be lost" in text_of(result.response)
    assert "second feather" in await club.answer_to("what do they weigh")


async def test_the_history_goes_on_by_pages_and_names_what_blocks_an_undo(club: Club) -> None:
    for number in range(5):
        await change(club, "weight", f"Version number {number}.")
    card = await club.card("history")
    assert "Version number 4." in text_of(card)
    assert "builds on it" in text_of(card)
    await club.mona.click(card, label="Older")
    assert "Version number 0." in text_of(card)
    assert "Older" not in labels_of(card)
    await club.mona.click(card, label="Newest")
    assert "Version number 4." in text_of(card)


async def test_the_history_of_one_entry_leaves_out_the_others(club: Club) -> None:
    await change(club, "weight", "Light.")
    await change(club, "drop", "Flat.")
    shown = text_of(await club.card("history", entry="drop"))
    assert "How high is the heel drop?" in shown
    assert "How heavy" not in shown


async def test_an_empty_history_says_so(club: Club) -> None:
    assert "Nothing was changed in this server yet" in text_of(await club.card("history"))


async def test_undo_by_command_offers_the_newest_changes(club: Club) -> None:
    await change(club, "weight", "Light.")
    [choice] = await club.mona.autocomplete(club.channel, "knowledge undo", "change", "")
    assert choice["name"].endswith("How heavy are they?")
    shown = await club.card("undo", change=choice["value"])
    assert "is taken back" in text_of(shown)
    assert "Light." not in await club.answer_to("what do they weigh")


async def test_the_saved_card_can_undo_at_once_and_leads_to_the_history(club: Club) -> None:
    card = await club.add()
    await club.mona.click(card, label="History")
    assert "New: Can I wash them?" in text_of(card)
    await club.mona.click(card, custom_id=next(one for one in ids_of(card) if ":undo:" in one))
    assert "wash them by hand" not in await club.answer_to("are they machine washable")


async def test_a_diff_cannot_break_out_of_its_block_or_ping(club: Club) -> None:
    card = await club.fill(await club.knowledge("add"), **{**BASICS, "more": "First\n```\nthen `this`"})
    await club.mona.click(card, label="Save")
    told = text_of(club.staff.last_message)
    assert told.count("```") % 2 == 0


async def test_where_the_bot_may_not_write_nobody_is_told_and_the_change_is_kept(club: Club) -> None:
    me = club.guild.me
    assert me is not None
    closed = club.guild.create_text_channel("closed", overwrites={me: discord.PermissionOverwrite(send_messages=False)})
    await club.workshop.change_settings(club.guild.id, {"moderators_channel": closed.id})
    await change(club, "weight", "Light.")
    assert closed.last_message is None
    assert "Light." in await club.answer_to("what do they weigh")
