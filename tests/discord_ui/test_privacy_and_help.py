"""/privacy show, export, delete, and /help: always to the member alone."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.discord_ui.cogs.privacy import rows_text
from bot.ports import HeldRow
from tests.discord_ui.reading import labels_of, text_of
from tests.discord_ui.world import World


async def test_help_says_what_it_can_do_and_how_to_ask(world: World) -> None:
    result = await world.alice.slash(world.channel, "help")
    assert result.ephemeral
    shown = text_of(result.response)
    assert "I answer questions about one shoe." in shown
    for way in ("/ask", "/faq browse", "/privacy show", "Answer this", world.me):
        assert way in shown


async def test_show_lists_rows_with_the_day_they_go(world: World) -> None:
    world.store.privacy.hold(world.alice.id, 2)
    result = await world.alice.slash(world.channel, "privacy show")
    assert result.ephemeral
    assert "2 rows" in text_of(result.response)
    assert "deleted by 2026-06-30" in text_of(result.response)


async def test_show_says_how_many_rows_it_leaves_out(world: World) -> None:
    world.store.privacy.hold(world.alice.id, 500)
    result = await world.alice.slash(world.channel, "privacy show")
    assert "500 rows" in text_of(result.response)
    assert "490 older" in text_of(result.response)


async def test_show_says_when_there_is_nothing(world: World) -> None:
    result = await world.alice.slash(world.channel, "privacy show")
    assert "I hold nothing about you." in text_of(result.response)


async def test_export_is_a_json_file(world: World) -> None:
    world.store.privacy.hold(world.alice.id, 2)
    result = await world.alice.slash(world.channel, "privacy export")
    assert result.ephemeral
    assert result.response is not None
    [file] = result.response.attachments
    assert json.loads(await file.read()) == {"rows": [{"entry": "stretch", "kind": "answer"}] * 2}


@pytest.mark.parametrize("restarts", [False, True])
async def test_delete_asks_once_more_and_gives_a_receipt(world: World, restarts: bool) -> None:
    world.store.privacy.hold(world.alice.id, 3)
    world.store.privacy.hold(world.bob.id, 1)
    result = await world.alice.slash(world.channel, "privacy delete")
    assert result.ephemeral
    assert "3 rows" in text_of(result.response)
    assert world.alice.id in world.store.privacy.rows
    assert result.response is not None
    if restarts:
        await world.restart()
    await world.alice.click(result.response, label="Delete my data")
    assert "question: 3" in text_of(result.response)
    assert labels_of(result.response) == []
    assert list(world.store.privacy.rows) == [world.bob.id]
    assert world.kept.forgotten == [world.alice.id]


async def test_delete_can_be_called_off(world: World) -> None:
    world.store.privacy.hold(world.alice.id, 3)
    result = await world.alice.slash(world.channel, "privacy delete")
    assert result.response is not None
    await world.alice.click(result.response, label="Keep it")
    assert "Nothing was deleted." in text_of(result.response)
    assert world.alice.id in world.store.privacy.rows


async def test_delete_with_nothing_held_offers_no_button(world: World) -> None:
    result = await world.alice.slash(world.channel, "privacy delete")
    assert labels_of(result.response) == []


def test_rows_are_told_in_words_and_in_the_readers_own_time() -> None:
    values = {"at": 1_795_489_359, "kind": "answer", "latency_ms": 182.9451160001554, "digest": "a" * 64, "note": None}
    shown = rows_text((HeldRow("question", 1, values, date(2027, 5, 23)),))
    assert "at <t:1795489359:f>, kind answer, latency ms 182.9, digest aaaaaaaa…" in shown
    assert "note" not in shown
    assert "deleted by 2027-05-23" in shown
