"""Who may keep the answers: asked at every command, press and submit, in every server for itself."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord

from bot.core.reply import Kind
from bot.ports import EntryForm, GapReason, Place, Rating, TurnRecord, WayIn
from tests.discord_ui.keepers import BASICS, Club, ids_of
from tests.discord_ui.reading import text_of

REFUSED = "Only moderators can change the answers here"
COMMANDS: dict[str, dict[str, Any]] = {
    "add": {},
    "edit": {"entry": "weight"},
    "hide": {"entry": "weight"},
    "restore": {"entry": "weight"},
    "try": {"text": "what do they weigh"},
    "import": {"file": ("entries.yaml", b"- id: x")},
    "export": {},
    "history": {},
    "undo": {"change": 1},
    "gaps": {},
    "stats": {},
    "settings": {},
}


@pytest.mark.parametrize("name", [*COMMANDS, "shadow"])
async def test_a_member_that_discord_lets_through_is_refused_by_the_bot(club: Club, name: str) -> None:
    await let_through(club, club.alice)
    options = COMMANDS.get(name, {"channel": club.channel})
    result = await club.alice.slash(club.channel, f"knowledge {name}", **options)
    assert result.ephemeral
    assert result.modal is None
    assert REFUSED in text_of(result.response)


def test_every_command_is_tried_by_a_member(simcord_bot: Any) -> None:
    group = simcord_bot.tree.get_command("knowledge")
    assert {one.name for one in group.commands} == {*COMMANDS, "shadow"}


async def test_a_member_cannot_see_entries_while_typing(club: Club) -> None:
    await let_through(club, club.alice)
    for name, option in (("edit", "entry"), ("restore", "entry"), ("undo", "change")):
        assert await club.alice.autocomplete(club.channel, f"knowledge {name}", option, "") == []


async def test_the_right_click_is_refused_to_a_member(club: Club) -> None:
    said = await club.alice.send(club.channel, "wash them by hand")
    await let_through(club, club.alice)
    result = await club.alice.context_menu(club.channel, "Make this an answer", said)
    assert REFUSED in text_of(result.response)


async def test_a_moderator_who_loses_the_role_while_the_form_is_open_saves_nothing(club: Club) -> None:
    opened = await club.knowledge("edit", entry="weight")
    club.demote(club.mona)
    shown = await club.fill(opened, answer="A last word.")
    assert REFUSED in text_of(shown)
    assert "A last word" not in await club.answer_to("what do they weigh")


@pytest.mark.parametrize("label", ["Save", "Edit again", "More fields", "Back", "What changes in the text"])
async def test_a_moderator_who_loses_the_role_before_a_press_is_refused(club: Club, label: str) -> None:
    card = await club.fill(await club.knowledge("edit", entry="weight"), answer="A last word.")
    club.demote(club.mona)
    result = await club.mona.click(card, label=label)
    assert result.modal is None
    assert REFUSED in text_of(result.response)
    assert "A last word" not in await club.answer_to("what do they weigh")


async def test_who_has_the_chosen_role_alone_keeps_the_answers_until_it_is_taken(club: Club) -> None:
    _, hana = await a_helper(club)
    card = await club.fill(await club.knowledge("edit", hana, entry="weight"), hana, answer="By a helper.")
    club.demote(hana)
    result = await hana.click(card, label="Save")
    assert REFUSED in text_of(result.response)


async def test_who_has_the_role_alone_cannot_choose_the_role(club: Club) -> None:
    helpers, hana = await a_helper(club)
    card = await club.card("settings", hana)
    result = await hana.select(card, [club.moderators], custom_id="kn1:role")
    assert "Manage Server" in text_of(result.response)
    assert (await club.store.settings.get(club.guild.id)).moderators_role == helpers.id


async def test_a_member_cannot_press_what_stands_in_the_moderators_channel(club: Club) -> None:
    await club.add()
    told = club.staff.last_message
    assert told is not None
    result = await club.alice.click(told, custom_id=ids_of(told)[0])
    assert REFUSED in text_of(result.response)
    assert "wash them by hand" in await club.answer_to("are they machine washable")


async def test_a_member_cannot_rate_a_shadow_answer(club: Club) -> None:
    record = TurnRecord(club.alice.id, Place(club.guild.id, club.channel.id), WayIn.LISTEN, Kind.ANSWER, 1, "d", "r",
                        entry="weight", confidence=0.9, is_shadow=True)  # fmt: skip
    logged = await club.store.sessions.record_turn(record)
    channel = club.bot.get_channel(club.staff.id)
    assert isinstance(channel, discord.TextChannel)
    from bot.discord_ui.views.control import row
    from bot.discord_ui.views.knowledge_card import card
    from bot.discord_ui.views.knowledge_shadow import Rate

    sent = await channel.send(view=card("A shadow", row(Rate("right", logged.turn_id, str(club.channel.id)))))
    result = await club.alice.click(sent, label="Right")
    assert REFUSED in text_of(result.response)
    assert (await club.workshop.shadow(club.guild.id, club.channel.id)).table.ratings == 0
    assert await club.workshop.rate_shadow(club.guild.id, logged.turn_id, Rating.RIGHT)


async def test_another_server_sees_nothing_of_it(club: Club) -> None:
    other, nora = await another_server(club)
    hall = other.create_text_channel("hall")
    await club.add()
    await keep_a_gap(club, "why do they squeak so loudly")
    for name, options in (("history", {}), ("export", {}), ("gaps", {}), ("stats", {})):
        result = await nora.slash(hall, f"knowledge {name}", **options)
        shown = text_of(result.response)
        assert "wash" not in shown.lower(), name
        assert "squeak" not in shown, name
    listed = await nora.autocomplete(hall, "knowledge edit", "entry", "")
    assert "can-i-wash-them" not in {one["value"] for one in listed}
    result = await nora.slash(hall, "knowledge undo", change=1)
    assert "no such change" in text_of(result.response)
    assert hall.last_message is None


async def test_a_draft_of_one_server_opens_nothing_in_another(club: Club) -> None:
    other, nora = await another_server(club)
    hall = other.create_text_channel("hall")
    card = await club.fill(await club.knowledge("edit", entry="weight"), answer="Ours alone.")
    token = ids_of(card)[-1].split(":")[2]
    channel = club.bot.get_channel(hall.id)
    assert isinstance(channel, discord.TextChannel)
    from bot.discord_ui.views.control import row
    from bot.discord_ui.views.knowledge_card import card as a_card
    from bot.discord_ui.views.knowledge_effect import Save

    stolen = await channel.send(view=a_card("A copied card", row(Save(token, ""))))
    result = await nora.click(stolen, label="Save")
    assert "That draft is gone" in text_of(result.response)
    assert (await club.workshop.list_entries(other.id, "weight"))[0].form is EntryForm.PACK
    await club.mona.click(card, label="Save")
    assert "Saved" in text_of(card)


async def let_through(club: Club, who: simcord.MemberActor) -> None:
    """What an administrator can do under Integrations: show the commands to somebody."""
    tree: Any = club.bot.tree
    for command in await tree.fetch_commands():
        if command.name in ("knowledge", "Make this an answer"):
            club.guild.set_command_permissions(command, {who: True})


async def a_helper(club: Club) -> tuple[simcord.RoleHandle, simcord.MemberActor]:
    """A member who may keep the answers by role alone."""
    helpers = club.guild.create_role("Helpers")
    await club.workshop.change_settings(club.guild.id, {"moderators_role": helpers.id})
    hana = club.guild.add_member(club.env.create_user("hana"), roles=[helpers])
    await let_through(club, hana)
    return helpers, hana


async def another_server(club: Club) -> tuple[simcord.GuildHandle, simcord.MemberActor]:
    """Another server that has the bot, and its moderator."""
    other = club.env.create_guild("Running club")
    rights = other.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    return other, other.add_member(club.env.create_user("nora"), roles=[rights])


async def keep_a_gap(club: Club, text: str, member: int = 0) -> None:
    """A question without an answer, in a server that keeps its text."""
    await club.workshop.change_settings(club.guild.id, {"allow_gap_text": True})
    await club.store.sessions.record_turn(
        TurnRecord(
            member or club.alice.id,
            Place(club.guild.id, club.channel.id),
            WayIn.ASK,
            Kind.NONE,
            1,
            "d",
            "r",
            gap=GapReason.NO_ANSWER,
            question=text,
        )
    )


def test_the_sample_entry_is_a_whole_one() -> None:
    assert len(BASICS["ask"].splitlines()) >= 5
