"""Did it fit? Told in four taps, kept as a bucket, shown as a count from ten members on, also after a restart."""

from __future__ import annotations

import simcord

from tests.discord_ui.member.shop import Shop, card_of
from tests.discord_ui.reading import text_of

COUNT = "who followed this advice kept it"
SAME = {"taken": "advised", "length": "right", "girth": "right"}


async def report(shop: Shop, member: simcord.MemberActor, kept: str, taken: str = "advised") -> None:
    """A member gets the advice that Alice gets, and tells how it went."""
    card = (await member.slash(shop.channel, "size", usual="10", scale="men's")).response
    assert card is not None
    form = await member.click(card, label="Did it fit?")
    await member.submit_modal(form, {**SAME, "taken": taken, "kept": kept})


async def test_a_count_is_shown_from_ten_members_on_and_survives_a_restart(shop: Shop) -> None:
    members = [shop.guild.add_member(shop.env.create_user(f"member{n}")) for n in range(10)]
    for number, member in enumerate(members[:9]):
        await report(shop, member, "no" if number < 2 else "yes")
    assert COUNT not in text_of(await card_of(shop, usual="10", scale="men's"))

    await report(shop, members[9], "yes")
    await shop.restart()
    card = await card_of(shop, usual="10", scale="men's")
    assert f"8 of 10 {COUNT}" in text_of(card)
    await shop.alice.click(card, label="Share in channel")
    assert f"8 of 10 {COUNT}" in text_of(shop.channel.last_message)
    assert COUNT not in text_of(await card_of(shop, me="9.5 in AF1s, wide feet"))


async def test_one_member_counts_once_and_another_size_taken_does_not_count(shop: Shop) -> None:
    for _ in range(10):
        await report(shop, shop.bob, "yes")
    members = [shop.guild.add_member(shop.env.create_user(f"member{n}")) for n in range(9)]
    for member in members:
        await report(shop, member, "yes", taken="larger")
    assert COUNT not in text_of(await card_of(shop, usual="10", scale="men's"))


async def test_reports_never_move_the_advice(shop: Shop) -> None:
    before = text_of(await card_of(shop, usual="10", scale="men's"))
    for number in range(11):
        await report(shop, shop.guild.add_member(shop.env.create_user(f"member{number}")), "no")
    after = text_of(await card_of(shop, usual="10", scale="men's"))
    assert after.startswith(before)
    assert f"0 of 11 {COUNT}" in after


async def test_a_report_can_be_given_under_a_size_in_the_channel(shop: Shop) -> None:
    shown = await shop.mention("I'm a US men's 10 with regular feet, what size?")
    await shop.restart()
    form = await shop.alice.click(shown, label="Did it fit?")
    result = await shop.alice.submit_modal(form, {**SAME, "kept": "yes"})
    assert "Thank you, noted." in text_of(result.response)


async def test_a_report_on_advice_that_was_erased_is_declined_kindly(shop: Shop) -> None:
    card = await card_of(shop, usual="10", scale="men's")
    form = await shop.alice.click(card, label="Did it fit?")
    await shop.store.privacy.erase(shop.alice.id)
    result = await shop.alice.submit_modal(form, {**SAME, "kept": "yes"})
    assert "no longer know that advice" in text_of(result.response)
