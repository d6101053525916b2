"""People who do it their own way: wrong words, wrong person, twice, at once, too late, after a restart."""

from __future__ import annotations

import pytest

from tests.discord_ui.member.shop import Shop, card_of, chosen
from tests.discord_ui.reading import labels_of, text_of


@pytest.mark.parametrize(
    ("me", "asked"),
    [
        ("42 cm", "Did you mean EU 42?"),
        ("27", "the length of your bare foot?"),
        ("US 100", "I cannot place US 100"),
        ("hello there", "I could not read a size in that"),
    ],
)
async def test_a_line_that_gives_no_size_is_asked_about_and_not_passed_over(shop: Shop, me: str, asked: str) -> None:
    assert asked in text_of(await card_of(shop, me=me))


async def test_what_is_asked_back_is_answered_in_one_tap_also_after_a_restart(shop: Shop) -> None:
    card = await card_of(shop, me="27")
    await shop.restart()
    await shop.alice.click(card, label="My foot")
    assert "A foot of 27 cm" in text_of(card)


async def test_the_scale_given_as_an_option_counts(shop: Shop) -> None:
    card = await card_of(shop, usual="10", scale="men's")
    assert "If you meant women's" not in text_of(card)
    assert chosen(card)["number"] == ["10"]


async def test_pressing_share_twice_posts_once(shop: Shop) -> None:
    card = await card_of(shop, usual="10", scale="men's")
    before = len(shop.channel.history())
    await shop.alice.click(card, label="Share in channel")
    again = await shop.alice.click(card, label="Share in channel")
    assert again.ephemeral
    assert "shared already: https://discord.com/channels/" in text_of(again.response)
    assert len(shop.channel.history()) == before + 1


async def test_two_people_press_under_the_same_reply(shop: Shop) -> None:
    shown = await shop.mention("im a 9, what size?")
    theirs = await shop.bob.click(shown, label="Women's")
    assert theirs.ephemeral
    assert "for the person who asked" in text_of(theirs.response)
    await shop.alice.click(shown, label="Women's")
    assert "US women's 9" in text_of(shop.channel.last_message)


async def test_two_people_talk_at_once_without_mixing(shop: Shop) -> None:
    await shop.mention("I'm a US men's 10, what size?")
    await shop.mention("I'm a US women's 7, what size?", shop.bob)
    first = await shop.mention("what if my feet are really wide?")
    second = await shop.mention("what if my feet are really wide?", shop.bob)
    assert "US men's 10.5" in text_of(first)
    assert "US women's 7.5" in text_of(second)


async def test_why_under_an_old_size_says_that_it_has_to_be_told_again(shop: Shop) -> None:
    shown = await shop.mention("I'm a US men's 10, what size?")
    await shop.restart()
    for who in (shop.alice, shop.bob):
        opened = await who.click(shown, label="Why")
        assert opened.ephemeral
        assert "I don't know your size (any more)" in text_of(opened.response)


async def test_find_my_size_goes_on_with_a_dialogue_that_was_begun(shop: Shop) -> None:
    card = await card_of(shop)
    await shop.alice.click(card, label="My usual size")
    await shop.menu(card, "scale", "us-women")
    answer = await shop.mention("who designed them")
    opened = await shop.alice.click(answer, label="Find my size")
    assert "Taken up where you left off" in text_of(opened.response)
    assert opened.response is not None
    assert chosen(opened.response)["scale"] == ["us-women"]


async def test_applying_an_answer_keeps_what_the_dialogue_knew(shop: Shop) -> None:
    await card_of(shop, usual="10", scale="men's")
    await shop.env.advance_time(16 * 60)
    answer = await shop.mention("are they good for wide feet")
    opened = await shop.alice.click(answer, label="Apply to my size")
    assert opened.response is not None
    assert "US men's 10" in text_of(opened.response)
    assert chosen(opened.response)["width"] == ["wide"]


async def test_the_reply_to_none_of_these_can_be_taken_away_by_its_asker_alone(shop: Shop) -> None:
    await shop.mention("tell me about the jjjjound collab")
    shown = await shop.mention("how much were they?")
    assert labels_of(shown)[0] == "What are the JJJJound pairs?"
    await shop.alice.click(shown, label="None of these")
    await shop.restart()
    assert "I don't know that one" in text_of(shop.channel.last_message)
    refused = await shop.bob.click(shown, label="Remove")
    assert refused.ephemeral
    await shop.alice.click(shown, label="Remove")
    assert shown.id not in [message.id for message in shop.channel.history()]


async def test_somebody_in_need_gets_a_kind_line(shop: Shop) -> None:
    shown = await shop.mention("honestly i want to die")
    assert "talk to a person now" in text_of(shown)
    assert labels_of(shown) == ["Remove"]


async def test_two_servers_at_once_each_keep_their_own_dialogue(shop: Shop) -> None:
    here = await card_of(shop)
    other = shop.env.create_guild("Another club")
    alice = other.add_member(shop.alice.user)
    talk = other.create_text_channel("talk")
    there = (await alice.slash(talk, "size")).response
    assert there is not None
    await shop.alice.click(here, label="My usual size")
    await alice.click(there, label="I measured my foot")
    await shop.menu(here, "scale", "us-men")
    await shop.restart()
    assert "Your usual size" in text_of((await shop.alice.slash(shop.channel, "size")).response)
    assert "You measured your foot" in text_of((await alice.slash(talk, "size")).response)


@pytest.mark.parametrize("code", [10062, 10015])
async def test_a_press_that_nobody_waits_for_any_more_is_saved_and_leaves_no_error(shop: Shop, code: int) -> None:
    """The token of an interaction ends; what was pressed counts, and `/size` shows it."""
    card = await card_of(shop)
    await shop.alice.click(card, label="My usual size")
    shop.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=code)
    result = await shop.alice.click(card, label="Skip")
    assert result.response is None or "Step 2" in text_of(card)
    assert "Your feet" in text_of(await card_of(shop))


async def test_a_press_on_an_older_card_shows_what_is_under_way_and_throws_nothing_away(shop: Shop) -> None:
    old = await card_of(shop)
    new = await card_of(shop, usual="10", scale="men's")
    await shop.alice.click(old, label="My usual size")
    assert "US men's 10" in text_of(old)
    assert "Taken up where you left off" in text_of(old)
    await shop.menu(new, "number", "11")
    assert "US men's 11" in text_of(new)


async def test_a_fact_without_a_size_is_noted_and_a_size_is_asked_for(shop: Shop) -> None:
    card = await card_of(shop, me="wide feet")
    assert "Noted. Now a size to start from" in text_of(card)
    await shop.alice.click(card, label="My usual size")
    await shop.menu(card, "scale", "us-men")
    await shop.menu(card, "number", "10")
    assert chosen(card)["width"] == ["wide"]
