"""The inbox of open questions: grouped, counted in people, and dealt with in one tap each."""

from __future__ import annotations

from bot.ports import GapStatus
from tests.discord_ui.keepers import BASICS, Club, control, prefilled
from tests.discord_ui.knowledge.test_rights import keep_a_gap
from tests.discord_ui.reading import components_of, labels_of, text_of


async def test_without_leave_to_keep_text_it_says_how_to_give_it(club: Club) -> None:
    shown = text_of(await club.card("gaps"))
    assert "only if you allow it" in shown
    assert "/knowledge settings" in shown


async def test_alike_questions_are_one_group_counted_in_people(club: Club) -> None:
    await squeaks(club)
    shown = text_of(await club.card("gaps"))
    assert "Asked 3 times by 2 people" in shown
    assert "squeak" in shown
    assert "no answer (3)" in shown


async def test_a_question_becomes_a_phrasing_after_its_effect_was_seen(club: Club) -> None:
    await squeaks(club)
    card = await club.card("gaps")
    await club.mona.select(card, ["*"], custom_id=control(card, "gapto"))
    opened = await club.mona.select(card, ["*"], custom_id=control(card, "gapto"))
    await club.fill(opened, name="heel")
    assert "1 entry found" in text_of(card)
    await club.mona.select(card, ["drop"], custom_id=control(card, "gapto"))
    assert "Change: How high is the heel drop?" in text_of(card)
    assert "What moves" in text_of(card)
    await club.drop_tests(card)
    await club.mona.click(card, label="Save")
    assert "3 open questions done with that" in text_of(card)
    assert "No open questions" in text_of(await club.card("gaps"))


async def test_near_entries_are_offered_at_once(club: Club) -> None:
    await keep_a_gap(club, "how many grams do laces weigh")
    card = await club.card("gaps")
    assert "Came near:" in text_of(card)
    [menu] = [one for one in components_of(card) if one.get("custom_id") == control(card, "gapto")]
    assert "weight" in [one["value"] for one in menu["options"]]
    await club.mona.select(card, ["weight"], custom_id=control(card, "gapto"))
    assert "Change: How heavy are they?" in text_of(card)


async def test_a_question_becomes_a_new_answer(club: Club) -> None:
    await squeaks(club)
    card = await club.card("gaps")
    opened = await club.mona.click(card, label="New answer")
    boxes = prefilled(opened.modal)
    assert "squeak" in boxes["title"]
    assert len(boxes["ask"].splitlines()) == 3
    ask = f"{boxes['ask']}\nsqueaking noise at every step\nthe left one squeaks"
    await club.fill(opened, title="Why do they squeak?", ask=ask, answer="A loose insole. Take it out and dry it.")
    await club.drop_tests(card)
    await club.mona.click(card, label="Save")
    assert "3 open questions done" in text_of(card)
    [gap, *_] = await club.store.gaps.list(club.guild.id, (GapStatus.NEW_ENTRY,))
    assert gap.resolved_entry == "why-do-they-squeak"


async def test_a_group_that_is_gone_loses_no_answer(club: Club) -> None:
    await squeaks(club)
    card = await club.card("gaps")
    opened = await club.mona.click(card, label="New answer")
    await club.mona.click(card, label="Not our topic")
    await club.fill(opened, **BASICS)
    assert "your answer is still new" in text_of(card)
    assert "New: Can I wash them?" in text_of(card)


async def test_not_our_topic_and_later_show_the_next_one(club: Club) -> None:
    await squeaks(club)
    await keep_a_gap(club, "which trousers go with them")
    card = await club.card("gaps")
    assert "1 of 2" in text_of(card)
    await club.mona.click(card, label="Next")
    assert "trousers" in text_of(card)
    await club.mona.click(card, label="Previous")
    await club.mona.click(card, label="Later")
    assert "3 questions set aside for later." in text_of(card)
    assert "trousers" in text_of(card)
    await club.mona.click(card, label="Not our topic")
    assert "No open questions" in text_of(card)
    await club.mona.click(card, label="Set aside")
    assert "squeak" in text_of(card)
    assert "Later" not in labels_of(card)
    assert "squeak" in text_of(await club.card("gaps", show="later"))


async def test_the_inbox_works_after_a_restart(club: Club) -> None:
    await squeaks(club)
    card = await club.card("gaps")
    await club.restart()
    opened = await club.mona.click(card, label="New answer")
    await club.restart()
    shown = await club.fill(opened, **BASICS)
    assert "New: Can I wash them?" in text_of(shown)


async def test_words_of_members_are_shown_harmlessly(club: Club) -> None:
    await keep_a_gap(club, "**why** do [they](https://evil.example) squeak @everyone # loud")
    shown = text_of(await club.card("gaps"))
    assert "](https://" not in shown
    assert "@everyone" not in shown


async def squeaks(club: Club) -> None:
    """Three questions of two people that mean the same."""
    await keep_a_gap(club, "why do they squeak")
    await keep_a_gap(club, "why do these squeak")
    await keep_a_gap(club, "why do they squeak so", member=club.max.id)
