"""What is said in private stays there, and a server's wishes about privacy and tone are kept."""

from __future__ import annotations

from dataclasses import replace

import simcord

from bot.ports import ServerSettings, Tone
from tests.discord_ui.member.shop import Shop, card_of
from tests.discord_ui.reading import labels_of, text_of


async def ask(shop: Shop, question: str, **options: object) -> simcord.InteractionResult:
    """Alice uses `/ask`."""
    return await shop.alice.slash(shop.channel, "ask", question=question, **options)


async def test_a_private_size_never_comes_back_in_the_channel(shop: Shop) -> None:
    await card_of(shop, me="women's 8.5, wide feet, my little toe is always pinched")
    size = text_of(await shop.mention("9.5 men's in air force 1s, what size?"))
    assert "US men's 9.5" in size.splitlines()[0]
    assert "women's 8.5" not in size
    assert "wide" not in size.replace("how wide your feet are", "")
    assert "usually wear" in text_of(await shop.mention("which size should I buy?", shop.bob))


async def test_a_private_question_never_comes_back_in_the_channel(shop: Shop) -> None:
    private = await ask(shop, "I'm a US women's 8.5 with very wide feet, what size?", private=True)
    assert private.ephemeral
    assert "US women's" in text_of(private.response)
    shown = text_of(await shop.mention("what size should I get?"))
    assert "8.5" not in shown
    assert "Which US size do you usually wear" in shown


async def test_under_a_private_reply_the_conversation_goes_on_in_private(shop: Shop) -> None:
    private = await ask(shop, "im a 9, what size?", private=True)
    assert private.response is not None
    await shop.alice.click(private.response, label="Women's")
    assert "US women's 9" in text_of(private.response)
    assert "US women's" not in text_of(await shop.mention("im a 9, what size?")).splitlines()[0]


async def test_what_was_said_in_the_channel_need_not_be_said_again_in_private(shop: Shop) -> None:
    await shop.mention("I'm a US men's 10 with wide feet, what size?")
    answer = await shop.mention("are they ok for flat feet")
    opened = await shop.alice.click(answer, label="Apply to my size")
    assert opened.ephemeral
    assert "US men's 10" in text_of(opened.response)


async def test_a_server_may_want_private_answers_by_default_and_a_member_may_still_choose(shop: Shop) -> None:
    assert not (await ask(shop, "do they stretch")).ephemeral
    await shop.store.settings.change(shop.guild.id, lambda old: replace(old, private_by_default=True))
    assert (await ask(shop, "who designed them")).ephemeral
    assert not (await ask(shop, "are they heavy", private=False)).ephemeral


async def test_a_server_that_only_wants_suggestions_gets_them_where_nobody_asked_for_more(shop: Shop) -> None:
    def suggesting(old: ServerSettings) -> ServerSettings:
        return replace(old, tone=Tone.SUGGEST)

    await shop.store.settings.change(shop.guild.id, suggesting)
    offered = await shop.mention("do they stretch")
    assert "This may be what you are after" in text_of(offered)
    assert labels_of(offered)[0] == "Do they stretch out over time?"
    await shop.alice.click(offered, label="Do they stretch out over time?")
    assert "Not much" in text_of(shop.channel.last_message)
    assert "Not much" in text_of((await ask(shop, "do they stretch", private=True)).response)


async def test_a_word_that_is_an_entrys_id_is_held_back_like_any_other(shop: Shop) -> None:
    await shop.store.settings.change(shop.guild.id, lambda old: replace(old, tone=Tone.SUGGEST))
    assert "This may be what you are after" in text_of(await shop.mention("stretch"))


async def test_in_a_direct_message_there_is_nobody_to_share_with(shop: Shop) -> None:
    card = (await shop.alice.user.slash("size", usual="10", scale="men's")).response
    assert "Why" in labels_of(card)
    assert "Share in channel" not in labels_of(card)


async def test_erasing_also_forgets_what_was_just_said(shop: Shop) -> None:
    await shop.mention("I'm a US men's 10, what size?")
    asked = await shop.alice.slash(shop.channel, "privacy delete")
    assert asked.response is not None
    await shop.alice.click(asked.response, label="Delete my data")
    assert "Which US size do you usually wear" in text_of(await shop.mention("what size should I get?"))
