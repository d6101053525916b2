"""/size from the first tap to the result, with the real dialogue, the shipped knowledge and a real database."""

from __future__ import annotations

import discord
import pytest

from tests.discord_ui.member.shop import Shop, card_of, chosen
from tests.discord_ui.reading import components_of, labels_of, text_of


@pytest.mark.parametrize("restarts", [False, True])
async def test_four_taps_lead_to_a_size_and_a_restart_at_every_step_loses_nothing(shop: Shop, restarts: bool) -> None:
    async def perhaps_restart() -> None:
        if restarts:
            await shop.restart()

    card = await card_of(shop)
    assert "Step 1 of 4" in text_of(card)
    await perhaps_restart()
    await shop.alice.click(card, label="My usual size")
    await perhaps_restart()
    await shop.menu(card, "scale", "us-women")
    await perhaps_restart()
    await shop.menu(card, "number", "8.5")
    assert chosen(card)["number"] == ["8.5"]
    await perhaps_restart()
    await shop.alice.click(card, label="Show my size")
    assert "US women's 8.5" in text_of(card)
    assert "Why" in labels_of(card)


async def test_back_and_start_over(shop: Shop) -> None:
    card = await card_of(shop)
    await shop.alice.click(card, label="My usual size")
    await shop.menu(card, "scale", "us-men")
    await shop.alice.click(card, label="Back")
    assert "Step 1 of 4" in text_of(card)
    await shop.alice.click(card, label="A shoe I own")
    assert "Step 2 of 4" in text_of(card)
    await shop.alice.click(card, label="Start over")
    assert "Step 1 of 4" in text_of(card)


async def test_one_line_becomes_menus_that_are_already_set(shop: Shop) -> None:
    card = await card_of(shop, me="9.5 in AF1s, wide feet, men's")
    assert "US men's" in text_of(card)
    assert chosen(card)["width"] == ["wide"]
    assert chosen(card)["number"] == ["9.5"]
    before = text_of(card)
    await shop.menu(card, "number", "11")
    assert text_of(card) != before


async def test_the_options_say_the_same_as_a_line(shop: Shop) -> None:
    card = await card_of(shop, usual="8.5", scale="women's")
    assert "US women's 8.5" in text_of(card)


async def test_why_and_what_if_unfold_on_the_card(shop: Shop) -> None:
    card = await card_of(shop, usual="10", scale="men's")
    plain = text_of(card)
    await shop.alice.click(card, label="Why")
    assert len(text_of(card)) > len(plain)
    await shop.alice.click(card, label="What would change it")
    assert len(text_of(card)) > len(plain)


@pytest.mark.parametrize("restarts", [False, True])
async def test_what_is_typed_into_the_form_is_read(shop: Shop, restarts: bool) -> None:
    card = await card_of(shop)
    form = await shop.alice.click(card, label="Type it instead")
    assert form.modal is not None
    if restarts:
        await shop.restart()
    await shop.alice.submit_modal(form, {"typed": "US 9.5 men's, wide feet"})
    assert "US men's" in text_of(card)
    assert shop.env.bot._connection._view_store._modals == {}


async def test_a_typed_line_without_a_size_says_so(shop: Shop) -> None:
    card = await card_of(shop)
    form = await shop.alice.click(card, label="Type it instead")
    await shop.alice.submit_modal(form, {"typed": "hello there"})
    assert "could not read" in text_of(card)


async def test_a_shared_size_is_public_and_leads_others_to_their_own(shop: Shop) -> None:
    card = await card_of(shop, usual="10", scale="men's")
    shared = await shop.alice.click(card, label="Share in channel")
    assert not shared.ephemeral
    public = shop.channel.last_message
    assert public is not None
    assert "US men's 10" in text_of(public)
    assert shop.alice.mention in text_of(public)
    assert labels_of(public) == ["Find my size", "Did it fit?"]
    await shop.restart()
    own = await shop.bob.click(public, label="Find my size")
    assert own.ephemeral
    assert "Step 1 of 4" in text_of(own.response)


async def test_another_shoe_can_be_added(shop: Shop) -> None:
    card = await card_of(shop, usual="10", scale="men's")
    await shop.alice.click(card, label="Add another shoe")
    assert "A shoe you own" in text_of(card)
    await shop.menu(card, "brand", "nike")
    assert "model" in chosen(card)


@pytest.mark.parametrize("restarts", [False, True])
async def test_did_it_fit_is_kept_as_a_bucket(shop: Shop, restarts: bool) -> None:
    card = await card_of(shop, usual="10", scale="men's")
    form = await shop.alice.click(card, label="Did it fit?")
    assert form.modal is not None
    if restarts:
        await shop.restart()
    values = {"taken": "advised", "length": "right", "girth": "tight", "kept": "yes"}
    result = await shop.alice.submit_modal(form, values)
    assert result.ephemeral
    assert "Thank you, noted." in text_of(result.response)
    held = await shop.store.privacy.show(shop.alice.id)
    assert "report on a pair taken" in [row.what for row in held]


async def test_the_dialogue_is_taken_up_again(shop: Shop) -> None:
    card = await card_of(shop)
    await shop.alice.click(card, label="My usual size")
    await shop.menu(card, "scale", "us-women")
    await shop.env.advance_time(16 * 60)
    await shop.restart()
    again = await card_of(shop)
    assert "Taken up where you left off" in text_of(again)
    assert chosen(again)["scale"] == ["us-women"]


async def test_two_servers_do_not_mix(shop: Shop) -> None:
    card = await card_of(shop)
    await shop.alice.click(card, label="My usual size")
    other = shop.env.create_guild("Another club")
    elsewhere = other.create_text_channel("talk")
    alice = other.add_member(shop.alice.user)
    opened = await alice.slash(elsewhere, "size")
    assert "Step 1 of 4" in text_of(opened.response)
    assert "Taken up" not in text_of(opened.response)


async def test_a_card_whose_dialogue_is_gone_begins_a_fresh_one(shop: Shop) -> None:
    card = await card_of(shop)
    await shop.env.advance_time(25 * 3600)
    await shop.alice.click(card, label="My usual size")
    assert "too old to go on with" in text_of(card)
    assert "Step 1 of 4" in text_of(card)


async def test_a_side_question_does_not_lose_the_dialogue(shop: Shop) -> None:
    card = await card_of(shop)
    await shop.alice.click(card, label="My usual size")
    await shop.menu(card, "scale", "us-men")
    await shop.alice.slash(shop.channel, "ask", question="do they stretch", private=True)
    await shop.menu(card, "number", "10")
    await shop.alice.click(card, label="Show my size")
    assert "US men's 10" in text_of(card)


async def test_an_answer_leads_to_a_size_with_what_was_said(shop: Shop) -> None:
    asked = await shop.alice.slash(shop.channel, "ask", question="wide-feet")
    assert asked.response is not None
    label = next(one for one in labels_of(asked.response) if one in {"Apply to my size", "Find my size"})
    await shop.restart()
    opened = await shop.alice.click(asked.response, label=label)
    assert opened.ephemeral
    await shop.alice.click(opened.response, label="My usual size")
    await shop.menu(opened.response, "scale", "us-men")
    await shop.menu(opened.response, "number", "10")
    if label == "Apply to my size":
        assert chosen(opened.response)["width"] == ["wide"]


async def test_a_size_from_the_conversation_unfolds_privately(shop: Shop) -> None:
    asked = await shop.alice.slash(shop.channel, "ask", question="I'm a US men's 10 with wide feet, what size?")
    assert asked.response is not None
    assert "US men's" in text_of(asked.response)
    opened = await shop.alice.click(asked.response, label="Why")
    assert opened.ephemeral
    assert "US men's" in text_of(opened.response)


async def test_it_works_in_a_direct_message(shop: Shop) -> None:
    result = await shop.alice.user.slash("size", usual="10", scale="men's")
    assert "US men's 10" in text_of(result.response)


async def test_an_outdated_form_says_so(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    card = await card_of(shop)
    form = await shop.alice.click(card, label="Type it instead")
    form._interaction.modal["custom_id"] = "szm9:say:x:00"
    result = await shop.alice.submit_modal(form, {"typed": "US 10"})
    assert "older version" in text_of(result.response)


async def test_somebody_elses_press_opens_their_own(shop: Shop) -> None:
    """Cards are private; a press on another's card can only come from a copy, or from a tampered client."""
    card = await card_of(shop, usual="10", scale="men's")
    channel = shop.env.bot.get_channel(shop.channel.id)
    assert isinstance(channel, discord.TextChannel)
    view = discord.ui.View(timeout=None)
    [why] = [one["custom_id"] for one in components_of(card) if one.get("label") == "Why"]
    view.add_item(discord.ui.Button(label="Why", custom_id=why))
    copy = await channel.send("a copy", view=view)
    await shop.restart()
    opened = await shop.bob.click(copy, label="Why")
    assert opened.ephemeral
    assert "Step 1 of 4" in text_of(opened.response)
    assert "US men's 10" not in text_of(opened.response)


@pytest.mark.parametrize("restarts", [False, True])
@pytest.mark.parametrize(
    ("way", "entered", "shown"),
    [
        (
            "A shoe I own",
            [("brand", "nike"), ("model", "nike-air-force-1"), ("scale", "us-men"), ("number", "9.5")],
            "Air Force 1",
        ),
        ("Centimetres on a label", [("brand", "asics"), ("number", "27"), ("scale", "us-men")], "27"),
        ("I measured my foot", [("number", "26"), ("scale", "us-women")], "A foot of 26 cm"),
    ],
)
async def test_every_way_to_a_size_survives_a_restart_at_every_step(
    shop: Shop, way: str, entered: list[tuple[str, str]], shown: str, restarts: bool
) -> None:
    card = await card_of(shop)
    await shop.alice.click(card, label=way)
    for field, value in entered:
        if restarts:
            await shop.restart()
        if field in chosen(card):
            await shop.menu(card, field, value)
    if restarts:
        await shop.restart()
    await shop.alice.click(card, label="Show my size")
    assert shown in text_of(card)
    assert "Why" in labels_of(card)


async def test_steps_can_be_skipped_and_answers_changed_on_the_result(shop: Shop) -> None:
    card = await card_of(shop, usual="10", scale="men's")
    await shop.menu(card, "width", "extra-wide")
    assert text_of(card).startswith("### ASICS Gel-Kayano 14: US men's 10.5")
    await shop.menu(card, "number", "11")
    assert text_of(card).startswith("### ASICS Gel-Kayano 14: US men's 11.5")


async def test_a_side_question_is_answered_below_and_the_card_goes_on_after_a_restart(shop: Shop) -> None:
    card = await card_of(shop)
    await shop.alice.click(card, label="My usual size")
    await shop.menu(card, "scale", "us-men")
    answer = await shop.mention("do they stretch")
    assert "Not much" in text_of(answer)
    await shop.restart()
    await shop.menu(card, "number", "10")
    await shop.alice.click(card, label="Show my size")
    assert "US men's 10" in text_of(card)
    assert "Taken up" in text_of(await card_of(shop))
