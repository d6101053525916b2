"""Adding and editing: the form, the card before saving, Save, and what members get then."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
import pytest

from tests.discord_ui.keepers import BASICS, Club, control, is_disabled, prefilled
from tests.discord_ui.reading import components_of, labels_of, text_of

UNSAFE = "[free shoes](javascript:alert(1)) @everyone"


async def test_a_new_answer_is_live_for_this_server_once_it_is_saved(club: Club) -> None:
    card = await club.fill(await club.knowledge("add", question="can i wash these"), **BASICS)
    shown = text_of(card)
    assert "New: Can I wash them?" in shown
    assert "As members will see it" in shown
    assert "wash them by hand" in shown
    assert "Compared with" in shown
    assert "wash them by hand" not in await club.answer_to("are they machine washable")
    await club.mona.click(card, label="Save")
    assert "Saved: Can I wash them?" in text_of(card)
    assert "wash them by hand" in await club.answer_to("are they machine washable")


async def test_the_question_given_with_add_stands_in_the_form(club: Club) -> None:
    opened = await club.knowledge("add", question="can i wash these")
    boxes = prefilled(opened.modal)
    assert boxes["title"] == "can i wash these"
    assert "can i wash these" in boxes["ask"]


async def test_an_entry_is_edited_as_it_was_written_with_its_lines_and_placeholders(club: Club) -> None:
    opened = await club.knowledge("edit", entry="weight")
    boxes = prefilled(opened.modal)
    assert boxes["title"] == "How heavy are they?"
    assert boxes["ask"].splitlines() == [
        "what do they weigh", "weight of one shoe", "how many grams", "are they light", "are they heavy on foot",
    ]  # fmt: skip
    assert boxes["answer"] == "One shoe weighs {shoe.weight_g}."
    card = await club.fill(opened, answer="Light: {shoe.weight_g} each.\n\nBoth together twice that.")
    assert "Change: How heavy are they?" in text_of(card)
    await club.mona.click(card, label="Save")
    assert "Both together twice that." in await club.answer_to("what do they weigh")


@pytest.mark.parametrize("typed", ["How heavy are they?", "how heavy are they?", "heavy"])
async def test_an_entry_is_found_by_its_title_or_by_a_part_that_only_it_has(club: Club, typed: str) -> None:
    opened = await club.knowledge("edit", entry=typed)
    assert prefilled(opened.modal)["title"] == "How heavy are they?"


async def test_an_entry_that_does_not_exist_is_said_so(club: Club) -> None:
    result = await club.knowledge("edit", entry="nothing like it")
    assert "I know no entry like that" in text_of(result.response)


async def test_the_list_while_typing_shows_titles_and_how_they_stand(club: Club) -> None:
    await club.add()
    choices = await club.mona.autocomplete(club.channel, "knowledge edit", "entry", "")
    assert {one["value"] for one in choices} == {"weight", "price", "sizing", "drop", "can-i-wash-them"}
    assert "Can I wash them? (changed here)" in {one["name"] for one in choices}


async def test_the_other_fields_are_a_second_form_over_the_same_draft(club: Club) -> None:
    card = await club.fill(await club.knowledge("edit", entry="weight"), answer="Light: {shoe.weight_g}.")
    opened = await club.mona.click(card, label="More fields")
    boxes = prefilled(opened.modal)
    assert boxes["must_match"].startswith("what do the terns weigh")
    assert "source: catalogue#tern" in boxes["about"]
    await club.fill(opened, related="drop\nprice")
    await club.mona.click(card, label="Save")
    assert "Saved" in text_of(card)
    draft = await club.workshop.prefill(club.guild.id, "weight")
    assert draft is not None
    assert (draft.related, draft.answer) == ("drop\nprice", "Light: {shoe.weight_g}.")


async def test_edit_again_opens_what_was_sent_and_not_what_stood_there_before(club: Club) -> None:
    card = await club.fill(await club.knowledge("edit", entry="weight"), answer="My first try.")
    opened = await club.mona.click(card, label="Edit again")
    assert prefilled(opened.modal)["answer"] == "My first try."
    await club.fill(opened, answer="My second try.")
    assert "My second try." in text_of(card)
    assert "My first try." not in text_of(card)


async def test_back_changes_nothing(club: Club) -> None:
    card = await club.fill(await club.knowledge("edit", entry="weight"), answer="Something else.")
    await club.mona.click(card, label="Back")
    assert "Nothing was changed" in text_of(card)
    assert "Something else" not in await club.answer_to("what do they weigh")


async def test_the_text_and_the_preview_are_sides_of_the_same_card(club: Club) -> None:
    card = await club.fill(await club.knowledge("edit", entry="weight"), answer="Light.")
    await club.mona.click(card, label="What changes in the text")
    assert "-  One shoe weighs {shoe.weight_g}.\n+  Light." in text_of(card)
    await club.mona.click(card, label="Preview")
    assert text_of(card).startswith("### How heavy are they?")
    assert "Light." in text_of(card)
    assert "Preview" not in labels_of(card)
    await club.mona.click(card, label="Effect")
    assert "Change: How heavy are they?" in text_of(card)


async def test_the_preview_cannot_be_pressed(club: Club) -> None:
    card = await club.fill(await club.knowledge("edit", entry="price"), answer="Dear.")
    assert is_disabled(card, "More")
    assert not is_disabled(card, "Save")


async def test_what_is_wrong_is_named_by_field_and_cannot_be_saved(club: Club) -> None:
    card = await club.fill(await club.knowledge("add"), **{**BASICS, "answer": "Costs {shoe.nothing}."})
    assert "Please mend first" in text_of(card)
    assert "Answer" in text_of(card)
    assert is_disabled(card, "Save")
    result = await club.mona.click(card, label="Edit again")
    assert prefilled(result.modal)["answer"] == "Costs {shoe.nothing}."


async def test_hostile_text_is_refused_and_shown_harmlessly(club: Club) -> None:
    card = await club.fill(await club.knowledge("add"), **{**BASICS, "title": UNSAFE, "answer": f"{UNSAFE} ‮"})
    shown = text_of(card)
    assert "Please mend first" in shown
    assert "](javascript" not in shown
    assert "@everyone" not in shown
    assert is_disabled(card, "Save")


async def test_an_answer_that_is_too_long_is_refused_and_given_back_whole(club: Club) -> None:
    long = "\n\n".join(f"{number}. " + "wash gently, by hand. " * 17 for number in range(10))[:3990]
    card = await club.fill(await club.knowledge("add"), **{**BASICS, "answer": long})
    assert "Please mend first" in text_of(card)
    opened = await club.mona.click(card, label="Edit again")
    assert prefilled(opened.modal)["answer"] == long


async def test_a_change_that_moves_questions_says_which_way(club: Club) -> None:
    asks = prefilled((await club.knowledge("edit", entry="weight")).modal)["ask"]
    opened = await club.knowledge("edit", entry="weight")
    card = await club.fill(opened, ask=asks + "\nprice of the terns in grams\nhow much money for the weight of a pair")
    assert "What moves" in text_of(card) or "Please mend first" in text_of(card)


async def test_a_change_that_breaks_a_test_waits_for_a_decision_on_it(club: Club) -> None:
    card = await broken(club)
    assert "1 test would break." in text_of(card)
    assert "1 left to decide." in text_of(card)
    assert is_disabled(card, "Save")
    await decide(club, card, "keep")
    assert "You keep a test" in text_of(card)
    assert is_disabled(card, "Save")
    await decide(club, card, "drop")
    assert "All decided." in text_of(card)
    [menu] = [one for one in components_of(card) if one.get("custom_id") == control(card, "dec")]
    [chosen] = [one["value"] for one in menu["options"] if one.get("default")]
    assert chosen == "drop"
    await club.mona.click(card, label="Save")
    assert "Saved" in text_of(card)
    draft = await club.workshop.prefill(club.guild.id, "drop")
    assert draft is not None
    assert "is the drop low" not in draft.must_match.splitlines()


async def decide(club: Club, card: Any, decision: str) -> None:
    """Mona decides on the one broken test of a card."""
    await club.mona.select(card, [decision], custom_id=control(card, "dec"))


async def broken(club: Club) -> Any:
    """A card of a change that breaks one test: `drop` promises what `weight` now rules out with a word."""
    card = await club.fill(await club.knowledge("edit", entry="drop"), more="Measured without the insole.")
    opened = await club.mona.click(card, label="More fields")
    await club.fill(opened, not_when="low")
    return card


async def test_a_moderator_without_the_permission_but_with_the_role_may_edit(club: Club) -> None:
    helpers = club.guild.create_role("Helpers")
    await club.workshop.change_settings(club.guild.id, {"moderators_role": helpers.id})
    hana = club.guild.add_member(club.env.create_user("hana"), roles=[helpers])
    club.guild.set_command_permissions(await command_id(club), {hana: True})
    opened = await club.knowledge("edit", hana, entry="weight")
    card = await club.fill(opened, hana, answer="Feather-light.")
    await hana.click(card, label="Save")
    assert "Saved" in text_of(card)


async def command_id(club: Club) -> Any:
    """The command group as an administrator sees it under Integrations."""
    commands = await club.env.bot.tree.fetch_commands()  # type: ignore[attr-defined]
    [found] = [one for one in commands if one.name == "knowledge"]
    return found


async def test_a_draft_outlives_nothing_and_says_so_politely(club: Club) -> None:
    card = await club.fill(await club.knowledge("edit", entry="weight"), answer="Light.")
    await club.restart()
    for label in ("Edit again", "More fields", "What changes in the text"):
        shown = await club.fill(await club.knowledge("edit", entry="weight"), answer="Light.")
        await club.restart()
        await club.mona.click(shown, label=label)
        assert "This draft has expired" in text_of(shown)
    await club.mona.click(card, label="Back")
    assert "Nothing was changed" in text_of(card)


async def test_a_second_tap_on_save_does_not_say_that_nothing_was_saved(club: Club) -> None:
    card = await club.fill(await club.knowledge("edit", entry="weight"), answer="Light.")
    token = control(card, "save").split(":")[2]
    await club.workshop.save(club.guild.id, club.mona.id, token)
    result = await club.mona.click(card, label="Save")
    assert "it was saved already" in text_of(result.followups[-1])
    assert "Light." in await club.answer_to("what do they weigh")


async def test_a_form_sent_after_a_restart_still_becomes_a_draft(club: Club) -> None:
    opened = await club.knowledge("edit", entry="weight")
    await club.restart()
    card = await club.fill(opened, answer="Written while the bot restarted.")
    await club.mona.click(card, label="Save")
    assert "Written while the bot restarted." in await club.answer_to("what do they weigh")


async def test_the_second_form_sent_after_a_restart_gives_back_what_was_typed(club: Club) -> None:
    card = await club.fill(await club.knowledge("add"), **BASICS)
    opened = await club.mona.click(card, label="More fields")
    await club.restart()
    shown = await club.fill(opened, must_match="a sentence that must not be lost")
    assert "has expired" in text_of(shown)
    [file] = shown.attachments
    assert b"a sentence that must not be lost" in await file.read()


async def test_each_form_has_an_id_of_its_own(club: Club) -> None:
    ids = {(await club.knowledge("edit", entry="weight")).modal["custom_id"] for _ in range(3)}
    assert len(ids) == 3


async def test_two_moderators_edit_the_same_entry_and_nothing_is_lost(club: Club) -> None:
    first, second = [await club.knowledge("edit", who, entry="weight") for who in (club.mona, club.max)]
    mine = await club.fill(first, answer="Mona says: light.")
    theirs = await club.fill(second, club.max, answer="Max says: heavy.")
    await club.mona.click(mine, label="Save")
    await club.max.click(theirs, label="Save")
    shown = text_of(theirs)
    assert "Somebody was faster" in shown
    assert "Mona says: light." in shown
    assert "Max says: heavy." in shown
    [file] = theirs.attachments
    assert b"Max says: heavy." in await file.read()
    assert "Mona says" in await club.answer_to("what do they weigh")
    opened = await club.max.click(theirs, label="Open mine over theirs")
    assert prefilled(opened.modal)["answer"] == "Max says: heavy."
    await club.fill(opened, club.max)
    await club.max.click(theirs, label="Save")
    assert "Saved" in text_of(theirs)
    assert "Max says" in await club.answer_to("what do they weigh")


async def test_the_slower_moderator_may_leave_it_at_theirs(club: Club) -> None:
    first, second = [await club.knowledge("edit", who, entry="weight") for who in (club.mona, club.max)]
    mine, theirs = await club.fill(first, answer="Mona."), await club.fill(second, club.max, answer="Max.")
    await club.mona.click(mine, label="Save")
    await club.max.click(theirs, label="Save")
    await club.max.click(theirs, label="Keep theirs")
    assert "Their text stays" in text_of(theirs)
    assert "Mona." in await club.answer_to("what do they weigh")


async def test_hiding_and_bringing_back_show_their_effect_first(club: Club) -> None:
    card = await club.card("hide", entry="price")
    assert "Hide: What do they cost?" in text_of(card)
    assert "Edit again" not in labels_of(card)
    await club.drop_tests(card)
    await club.mona.click(card, label="Save")
    assert "catalogue asks" not in await club.answer_to("how much are they")
    result = await club.knowledge("edit", entry="price")
    assert "hidden here" in text_of(result.response)
    choices = await club.mona.autocomplete(club.channel, "knowledge restore", "entry", "")
    assert "What do they cost? (hidden)" in [one["name"] for one in choices]
    card = await club.card("restore", entry="price")
    assert "Bring back: What do they cost?" in text_of(card)
    await club.mona.click(card, label="Save")
    assert "catalogue asks" in await club.answer_to("how much are they")


async def test_a_human_answer_becomes_an_entry_by_a_right_click(club: Club) -> None:
    said = await club.alice.send(club.channel, "Wash them by hand.\nNever in the machine!")
    opened = await club.mona.context_menu(club.channel, "Make this an answer", said)
    assert prefilled(opened.modal)["answer"] == "Wash them by hand.\nNever in the machine!"
    card = await club.fill(opened, title=BASICS["title"], ask=BASICS["ask"])
    await club.mona.click(card, label="Save")
    assert "Never in the machine!" in await club.answer_to("are they machine washable")


async def test_a_message_without_words_becomes_no_entry(club: Club) -> None:
    empty = await club.alice.send(club.channel, club.mona.mention)
    result = await club.mona.context_menu(club.channel, "Make this an answer", empty)
    assert "no text in that message" in text_of(result.response)


async def test_a_slow_start_gives_a_button_instead_of_a_form_that_comes_too_late(
    club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefill = club.workshop.prefill

    async def slowly(server_id: int, entry_id: str) -> Any:
        await asyncio.sleep(2.5)
        return await prefill(server_id, entry_id)

    monkeypatch.setattr(club.workshop, "prefill", slowly)
    card = await club.card("edit", entry="weight")
    monkeypatch.undo()
    opened = await club.mona.click(card, label="Open the form")
    assert prefilled(opened.modal)["title"] == "How heavy are they?"


async def test_nothing_is_saved_while_the_disk_fails(club: Club, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.ports import StoreUnavailableError

    async def fail(*_: object) -> None:
        raise StoreUnavailableError("disk full")

    card = await club.fill(await club.knowledge("edit", entry="weight"), answer="Light.")
    monkeypatch.setattr(club.store.revisions, "apply", fail)
    result = await club.mona.click(card, label="Save")
    assert "could not keep that" in text_of(result.followups[-1])
    monkeypatch.undo()
    await club.mona.click(card, label="Save")
    assert "Saved" in text_of(card)


def test_forms_carry_no_words_of_anybody_in_their_ids() -> None:
    from bot.discord_ui.views.knowledge_forms import ENTRY_FORM

    longest = f"knm1:b:{'a' * 24}:{'9' * 12}:{'b' * 48}:abcdef"
    assert ENTRY_FORM.fullmatch(longest)
    assert len(longest) <= 100


async def test_the_commands_are_hidden_from_members_and_from_direct_messages(club: Club) -> None:
    assert not [name for name in club.alice.available_commands(club.channel) if name.startswith("knowledge")]
    assert "knowledge edit" in club.mona.available_commands(club.channel)
    [synced] = [one.json for one in club.env.http_requests if one.path.endswith("/commands") and one.method == "PUT"]
    commands = {one["name"]: one for one in synced}
    for name in ("knowledge", "Make this an answer"):
        assert commands[name]["contexts"] == [0]
        assert int(commands[name]["default_member_permissions"]) == discord.Permissions(manage_guild=True).value


async def test_the_ids_of_the_card_hold_all_that_was_decided(club: Club) -> None:
    card = await broken(club)
    assert control(card, "save").endswith(":.")
    await decide(club, card, "drop")
    assert control(card, "save").endswith(":d")
