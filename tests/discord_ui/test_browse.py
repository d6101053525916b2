"""/faq browse: topics, questions, pages, answers and the way back, also after a restart."""

from __future__ import annotations

import pytest

from bot.core.reply import Choice
from bot.discord_ui.views.browse import topic_card, topics_card
from tests.discord_ui.reading import labels_of, select_of, text_of
from tests.discord_ui.world import World


@pytest.mark.parametrize("restarts", [False, True])
async def test_from_topics_to_an_answer_and_back(world: World, restarts: bool) -> None:
    async def perhaps_restart() -> None:
        if restarts:
            await world.restart()

    opened = await world.alice.slash(world.channel, "faq browse")
    card = opened.response
    assert card is not None
    assert card.ephemeral
    assert [one["label"] for one in select_of(card)["options"]] == ["Comfort", "Buying"]
    await perhaps_restart()
    await world.alice.select(card, ["comfort"])
    assert "2 questions" in text_of(card)
    await perhaps_restart()
    await world.alice.select(card, ["stretch"])
    assert "Hardly" in text_of(card)
    assert "Back to the questions" in labels_of(card)
    await perhaps_restart()
    await world.alice.click(card, label="More")
    assert "long story" in text_of(card)
    await world.alice.click(card, label="Back to the questions")
    assert "2 questions" in text_of(card)
    await perhaps_restart()
    await world.alice.click(card, label="All topics")
    assert "Browse by topic" in text_of(card)


def test_a_topic_with_more_questions_than_a_select_holds_has_pages() -> None:
    entries = tuple(Choice(f"entry-{n}", f"Question {n}?") for n in range(60))
    pages = [topic_card("comfort", entries, page, "Comfort") for page in range(3)]
    shown = [select_labels(page.to_components()) for page in pages]
    assert [len(labels) for labels in shown] == [25, 25, 10]
    assert [label for labels in shown for label in labels] == [entry.label for entry in entries]


def test_a_page_that_does_not_exist_is_the_nearest_one() -> None:
    entries = tuple(Choice(f"entry-{n}", f"Question {n}?") for n in range(30))
    assert len(select_labels(topic_card("comfort", entries, 99, "Comfort").to_components())) == 5


def test_nothing_to_browse_is_said() -> None:
    assert "nothing to browse" in str(topics_card({}, {}).to_components())


async def test_pages_turn(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    many = {"comfort": tuple(Choice(f"entry-{n}", f"Question {n}?") for n in range(30))}
    monkeypatch.setattr(world.bot.desk, "topic_map", many)
    card = (await world.alice.slash(world.channel, "faq browse")).response
    assert card is not None
    await world.alice.select(card, ["comfort"])
    await world.alice.click(card, label="More questions")
    assert len(select_of(card)["options"]) == 5
    await world.alice.click(card, label="Earlier questions")
    assert len(select_of(card)["options"]) == 25


async def test_a_topic_that_is_gone_leads_back_to_all(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    card = (await world.alice.slash(world.channel, "faq browse")).response
    assert card is not None
    monkeypatch.setattr(world.bot.desk, "topic_map", {"story": (Choice("a", "A?"),)})
    await world.alice.select(card, ["comfort"])
    assert [one["label"] for one in select_of(card)["options"]] == ["Story"]


def select_labels(components: list[dict[str, object]]) -> list[str]:
    """Labels of the options of the select in a card."""
    from tests.openapi.rules import walk

    return [option["label"] for one in walk(components) for option in one.get("options", [])]
