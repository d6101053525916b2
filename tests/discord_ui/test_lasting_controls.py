"""Promises about every lasting control: registered, versioned, apart from each other, and honest when outdated."""

from __future__ import annotations

import logging

import discord
import pytest

from bot.discord_ui.views.control import ButtonControl, SelectControl
from bot.discord_ui.views.knowledge_settings import PickChannels, PickRole
from bot.discord_ui.views.outdated import KNOWLEDGE_VERBS, SIZE_VERBS, VERBS, Outdated
from bot.discord_ui.views.registry import CONTROLS
from tests.discord_ui.reading import text_of
from tests.discord_ui.world import World

SAMPLES = [
    "faq1:more:turn0:stretch",
    "faq1:rel:turn0:0",
    "faq1:show:turn0:stretch",
    "faq1:yes:turn0",
    "faq1:no:turn0",
    "faq1:reason:turn0:missing-detail",
    "faq1:share:turn0:stretch",
    "faq1:del:turn0",
    "faq1:pick:turn0:stretch",
    "faq1:none:turn0",
    "faq1:tap:turn0:foot 27 cm",
    "faq1:topic",
    "faq1:entry:comfort:0",
    "faq1:page:top:0",
    "faq1:post:123456789012345678:stretch",
    "faq1:forget",
    "faq1:keep",
    "sz1:b:dG9rZW4-abc_1234:know:usual",
    "sz1:b:dG9rZW4-abc_1234:say.0",
    "sz1:s:dG9rZW4-abc_1234:number",
    "sz1:open:",
    "sz1:open:wide-feet",
    "sz1:detail:what-if",
    "sz1:fit:turn0",
    "kn1:edit:wide-feet",
    "kn1:save:dG9rZW4-abc_1234:kd.m",
    "kn1:again:dG9rZW4-abc_1234",
    "kn1:fields:dG9rZW4-abc_1234",
    "kn1:back:dG9rZW4-abc_1234",
    "kn1:page:dG9rZW4-abc_1234::t3",
    "kn1:dec:dG9rZW4-abc_1234:..:1",
    "kn1:mine:dG9rZW4-abc_1234:17",
    "kn1:theirs:dG9rZW4-abc_1234",
    "kn1:undo:17",
    "kn1:hist::",
    "kn1:hist:17:wide-feet",
    "kn1:true",
    "kn1:gaps:open:0",
    "kn1:mark:not-ours:g4p-key:open:0",
    "kn1:gapnew:g4p-key",
    "kn1:gapto:g4p-key",
    "kn1:stats",
    "kn1:chan:listen_channels",
    "kn1:role",
    "kn1:set:tone",
    "kn1:numbers",
    "kn1:settings:2",
    "kn1:rate:right:turn0:123456789012345678",
    "kn1:table:123456789012345678",
    "kn1:on:123456789012345678",
]


def test_every_control_that_exists_is_registered() -> None:
    made = {*ButtonControl.__subclasses__(), *SelectControl.__subclasses__(), PickChannels, PickRole, Outdated}
    assert made == set(CONTROLS)


def matching(custom_id: str) -> list[str]:
    """Names of the controls that a press on this id would reach."""
    return [one.__name__ for one in CONTROLS if one.__discord_ui_compiled_template__.fullmatch(custom_id)]


@pytest.mark.parametrize("custom_id", SAMPLES)
def test_each_id_reaches_exactly_one_control(custom_id: str) -> None:
    assert len(matching(custom_id)) == 1
    assert matching(custom_id) != ["Outdated"]


def test_every_registered_control_has_a_sample() -> None:
    reached = {name for custom_id in SAMPLES for name in matching(custom_id)}
    assert reached == {one.__name__ for one in CONTROLS} - {"Outdated"}


def test_the_catch_all_knows_exactly_the_verbs_in_use() -> None:
    for family, verbs in (("faq1:", VERBS), ("sz1:", SIZE_VERBS), ("kn1:", KNOWLEDGE_VERBS)):
        used = {custom_id.split(":")[1] for custom_id in SAMPLES if custom_id.startswith(family)}
        assert used == set(verbs.split("|"))


@pytest.mark.parametrize(
    "custom_id",
    ["faq0:more:turn0:stretch", "faq2:more:x", "sz7:step:1", "kn2:save:x", "kn1:retired:x", "faq1:retired:turn0"],
)
def test_ids_of_other_versions_reach_the_catch_all(custom_id: str) -> None:
    assert matching(custom_id) == ["Outdated"]


@pytest.mark.parametrize("custom_id", ["faq0:more:turn0:stretch", "faq2:later:1", "sz7:step:1"])
async def test_a_press_on_an_outdated_control_is_told_so(world: World, custom_id: str) -> None:
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Old", custom_id=custom_id))
    old = await channel.send("An old answer", view=view)
    await world.restart()
    result = await world.alice.click(old, label="Old")
    assert result.ephemeral
    assert "older version" in text_of(result.response)


async def test_an_error_in_a_control_is_told_as_an_incident(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret that no member may see")

    world.allowed_errors.append("Incident ")
    answer = await world.mention("do they stretch")
    monkeypatch.setattr(world.bot.desk, "more", fail)
    result = await world.alice.click(answer, label="More")
    assert result.ephemeral
    assert "Incident `" in text_of(result.response)
    assert "secret" not in text_of(result.response)
    [record] = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert record.getMessage().endswith("in control faq1:more")


async def test_sent_controls_leave_nothing_behind_in_the_client(world: World) -> None:
    for text in ("stretch", "wide or price", "27 cm"):
        await world.mention(text)
    store = world.bot._connection._view_store
    assert store._views == {}
    assert store._synced_message_views == {}
    assert len(store._dynamic_items) == len(CONTROLS)


async def test_while_stopping_presses_and_messages_are_turned_away(world: World) -> None:
    answer = await world.mention("do they stretch")
    await world.bot.work.finish(0.1)
    result = await world.alice.click(answer, label="More")
    assert "restarting" in text_of(result.response)
    await world.alice.send(world.channel, f"{world.me} wide")
    assert len(world.kept.asked) == 1
