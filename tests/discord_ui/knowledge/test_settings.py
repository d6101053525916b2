"""Settings: every menu saves at once, shows what is chosen, and says what a choice needs."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.ports import ServerSettings, Tone
from tests.discord_ui.keepers import Club, prefilled
from tests.discord_ui.reading import components_of, text_of


async def now(club: Club) -> ServerSettings:
    """The settings as they are kept."""
    return await club.store.settings.get(club.guild.id)


def chosen(card: Any, custom_id: str) -> list[int]:
    """What a menu of channels or roles shows as chosen."""
    [menu] = [one for one in components_of(card) if one.get("custom_id") == custom_id]
    return [int(one["id"]) for one in menu.get("default_values", ())]


@pytest.mark.parametrize("name", ["listen_channels", "shadow_channels"])
async def test_channels_are_chosen_and_left_out_again(club: Club, name: str) -> None:
    card = await club.card("settings")
    await club.mona.select(card, [club.channel], custom_id=f"kn1:chan:{name}")
    assert getattr(await now(club), name) == {club.channel.id}
    assert chosen(card, f"kn1:chan:{name}") == [club.channel.id]
    assert "without the Message Content intent" in text_of(card)
    await club.restart()
    await club.mona.select(card, [], custom_id=f"kn1:chan:{name}")
    assert getattr(await now(club), name) == set()


async def test_forums_and_the_moderators_channel_and_role_are_chosen(club: Club) -> None:
    forum = club.guild.create_forum_channel("questions")
    card = await club.card("settings")
    assert chosen(card, "kn1:chan:moderators_channel") == [club.staff.id]
    await club.mona.select(card, [forum], custom_id="kn1:chan:forum_channels")
    await club.mona.select(card, [club.channel], custom_id="kn1:chan:moderators_channel")
    await club.mona.select(card, [club.moderators], custom_id="kn1:role")
    settings = await now(club)
    assert settings.forum_channels == {forum.id}
    assert settings.moderators_channel == club.channel.id
    assert settings.moderators_role == club.moderators.id
    assert "Integrations" in text_of(card)
    await club.mona.select(card, [], custom_id="kn1:role")
    await club.mona.select(card, [], custom_id="kn1:chan:moderators_channel")
    assert ((await now(club)).moderators_role, (await now(club)).moderators_channel) == (None, None)


async def test_a_channel_that_the_bot_may_not_write_in_is_named(club: Club) -> None:
    me = club.guild.me
    assert me is not None
    deny = {me: discord.PermissionOverwrite(send_messages=False)}
    closed = club.guild.create_text_channel("closed", overwrites=deny)
    card = await club.card("settings")
    await club.mona.select(card, [closed], custom_id="kn1:chan:moderators_channel")
    assert f"I may not write in {closed.mention}" in text_of(card)


async def test_tone_privacy_and_gap_text_are_switched(club: Club) -> None:
    card = await club.card("settings")
    await club.mona.click(card, label="Behaviour and privacy")
    await club.mona.select(card, ["suggest"], custom_id="kn1:set:tone")
    await club.mona.select(card, ["yes"], custom_id="kn1:set:private_by_default")
    await club.mona.select(card, ["yes"], custom_id="kn1:set:allow_gap_text")
    settings = await now(club)
    assert (settings.tone, settings.private_by_default, settings.allow_gap_text) == (Tone.SUGGEST, True, True)
    await club.mona.click(card, label="Where and who")
    assert "1 of 2" in text_of(card)


async def test_numbers_are_typed_and_an_empty_box_puts_the_usual_back(club: Club) -> None:
    card = await club.card("settings")
    await club.mona.click(card, label="Behaviour and privacy")
    opened = await club.mona.click(card, label="Change the numbers")
    assert prefilled(opened.modal)["retention_days"] == "180"
    await club.fill(opened, wrong_share="2 %", listen_threshold="0.9", retention_days="90 days", gap_days="14")
    settings = await now(club)
    assert (settings.wrong_share, settings.listen_threshold) == (0.02, 0.9)
    assert (settings.retention_days, settings.gap_days) == (90, 14)
    assert "**Wrong answers accepted**: 2%" in text_of(card)
    opened = await club.mona.click(card, label="Change the numbers")
    assert prefilled(opened.modal)["wrong_share"] == "2%"
    await club.fill(opened, wrong_share="", listen_threshold="")
    assert (await now(club)).wrong_share is None


async def test_numbers_that_cannot_be_used_are_all_named_and_change_nothing(club: Club) -> None:
    card = await club.card("settings")
    await club.mona.click(card, label="Behaviour and privacy")
    opened = await club.mona.click(card, label="Change the numbers")
    await club.fill(opened, wrong_share="lots", retention_days="4000", gap_days="20")
    assert "Nothing was changed" in text_of(card)
    assert "lots" in text_of(card)
    assert "4000" in text_of(card)
    assert (await now(club)).gap_days == 30


async def test_a_form_of_numbers_sent_after_a_restart_is_kept(club: Club) -> None:
    card = await club.card("settings")
    await club.mona.click(card, label="Behaviour and privacy")
    opened = await club.mona.click(card, label="Change the numbers")
    await club.restart()
    await club.fill(opened, gap_days="7")
    assert (await now(club)).gap_days == 7


async def test_a_forged_form_of_numbers_changes_nothing_but_numbers(
    club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A helper may not choose who helps; a client that was tampered with could send more boxes than were shown."""
    await club.workshop.change_settings(club.guild.id, {"moderators_role": club.moderators.id})
    card = await club.card("settings")
    await club.mona.click(card, label="Behaviour and privacy")
    opened = await club.mona.click(card, label="Change the numbers")
    forged = {"moderators_role": "", "listen_channels": "", "gap_days": "7"}
    monkeypatch.setattr("bot.discord_ui.cogs.knowledge_submit.typed_values", lambda _: forged)
    await club.fill(opened)
    settings = await club.store.settings.get(club.guild.id)
    assert (settings.moderators_role, settings.gap_days) == (club.moderators.id, 7)
