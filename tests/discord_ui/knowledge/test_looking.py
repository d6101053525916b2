"""Trying a text and looking at the counts."""

from __future__ import annotations

import pytest

from tests.discord_ui.keepers import Club
from tests.discord_ui.reading import components_of, select_of, text_of


async def test_try_shows_the_outcome_the_candidates_and_why_and_records_nothing(club: Club) -> None:
    shown = text_of(await club.card("try", text="waht do they weigh"))
    assert "How heavy are they?" in shown
    assert "Nearest: “what do they weigh”" in shown
    assert "Members would read" in shown
    assert "offers choices from" in shown
    assert "“waht” read as “what”" in shown or "“what”" in shown
    stats = text_of(await club.card("stats"))
    assert "How heavy" not in stats.split("Never shown")[0]


@pytest.mark.parametrize("text", ["@everyone [x](javascript:1)", "‮‮‮", "a", "?" * 300])
async def test_try_takes_any_text(club: Club, text: str) -> None:
    shown = text_of(await club.card("try", text=text))
    assert "@everyone" not in shown
    assert "](javascript" not in shown


async def test_stats_say_in_words_and_pictures_what_was_asked(club: Club) -> None:
    await club.answer_to("what do they weigh")
    await club.answer_to("what is the drop in mm")
    card = await club.card("stats")
    assert "The last 30 days" in text_of(card)
    assert "How heavy are they?" in text_of(card)
    assert "Never shown in this time" in text_of(card)
    pictures = [item for one in components_of(card) if one["type"] == 12 for item in one["items"]]
    if pictures:
        assert all(item["description"] for item in pictures)
        assert {file.filename for file in card.attachments} >= {"days.png", "entries.png"}


@pytest.mark.parametrize("restarts", [False, True])
async def test_another_period_is_shown_on_the_same_card(club: Club, restarts: bool) -> None:
    card = await club.card("stats", period=7)
    assert "The last 7 days" in text_of(card)
    if restarts:
        await club.restart()
    await club.mona.select(card, ["365"])
    assert "The last year" in text_of(card)
    assert [one["value"] for one in select_of(card)["options"] if one.get("default")] == ["365"]
