"""Editing an entry: prefilled, shown before it happens, kept whole or not at all, live at once, and only here."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.core.faq.decision import Policy, decide
from bot.core.reply import Action
from bot.knowledge.effect import shown
from bot.knowledge.libraries import ServerLibraries
from bot.knowledge.library import library_of
from bot.ports import RevisionAction, StoreUnavailableError
from bot.ports.moderation import Conflict
from bot.ports.proposals import (
    PROPOSAL_LIFE,
    Again,
    Direction,
    EntryDraft,
    ItemStatus,
    Proposal,
    Refused,
    Saved,
    TestDecision,
    YamlText,
)
from bot.workshop.workbench import Workbench
from tests.workshop.conftest import HERE, MOD, OTHER_MOD, THERE, World

LACES = EntryDraft(
    title="Which laces do they come with?",
    ask="which laces are in the box\ncolour of the laces\nspare shoelaces included",
    answer="A pair of flat laces, and a spare pair.",
    about="source: house#inference\nbasis: house",
)


async def test_an_entry_left_as_it_is_given_changes_nothing(world: World) -> None:
    for listed in await world.bench.list_entries(HERE):
        draft = await world.bench.prefill(HERE, listed.entry.entry_id)
        assert draft is not None

        proposal = await world.bench.propose(HERE, MOD, draft)

        assert [item.status for item in proposal.items] == [ItemStatus.UNCHANGED]
        assert not proposal.can_save


async def test_placeholders_stay_placeholders_when_an_entry_is_edited(world: World) -> None:
    draft = await world.edit("weight")
    assert "{shoe.weight_g}" in draft.answer

    await world.saved(replace(draft, answer=draft.answer + " That is light."))

    kept = await world.bench.prefill(HERE, "weight")
    assert kept is not None
    assert kept.answer.endswith("{shoe.weight_g}. That is light.")
    assert "{" not in (world.answer("weight") or "")


async def test_a_proposal_shows_what_members_will_see_and_changes_nothing_yet(world: World) -> None:
    before = world.answer("weight")

    proposal = await world.bench.propose(HERE, MOD, await world.edit("weight", answer="They are light."))

    assert proposal.preview is not None
    assert proposal.preview.body == "They are light."
    assert Action.FEEDBACK in proposal.preview.actions
    assert "+answer: They are light." in proposal.items[0].diff or "+  They are light." in proposal.items[0].diff
    assert world.answer("weight") == before


async def test_a_saved_change_is_live_for_this_server_alone(world: World) -> None:
    saved = await world.saved(await world.edit("weight", answer="They are light."))

    assert len(saved.revision_ids) == 1
    assert world.answer("weight") == "They are light."
    assert world.answer("weight", THERE) != "They are light."
    assert world.libraries.base.pack.entries["weight"].answer != "They are light."


async def test_a_new_entry_gets_an_id_from_its_title_and_answers_its_questions(world: World) -> None:
    await world.saved(LACES)

    library = world.libraries.library(HERE)
    assert "which-laces-do-they-come-with" in library.pack.entries
    ranking = library.index.rank("what colour are the laces")
    assert ranking.candidates[0].entry_id == "which-laces-do-they-come-with"
    assert world.answer("which-laces-do-they-come-with", THERE) is None


async def test_two_new_entries_of_one_title_get_two_ids(world: World) -> None:
    first = await world.saved(LACES)
    second = await world.bench.propose(HERE, MOD, replace(LACES, title="Which laces do they come with", ask="laces?"))

    assert first.items[0].entry.entry_id == "which-laces-do-they-come-with"
    assert second.items[0].entry.entry_id == "which-laces-do-they-come-with-2"


async def test_the_effect_names_phrasings_that_leave_the_edited_entry(world: World) -> None:
    proposal = await _breaking(world)

    leaving = {one.question: one for one in proposal.effect.going(Direction.LEAVES)}
    assert "how many grams" in leaving
    owner = leaving["how many grams"].owner
    assert owner is not None
    assert owner.entry_id == "weight"
    assert leaving["how many grams"].before.text == "“How heavy are they?”"
    assert proposal.effect.compared > 10


async def test_a_new_phrasing_that_another_entry_takes_is_pointed_out_in_its_line(world: World) -> None:
    draft = await world.edit("price")

    proposal = await world.bench.propose(HERE, MOD, replace(draft, ask=draft.ask + "\n\nweights of one shoe"))

    (fault,) = [fault for fault in proposal.faults if "would get" in fault.message]
    assert fault.place == "Phrasings, line 7"
    assert "How heavy are they?" in fault.message
    assert not fault.is_error


async def test_recent_questions_are_part_of_the_effect(world: World) -> None:
    await world.ask_in_vain("which laces do they have", member=1)

    proposal = await world.bench.propose(HERE, MOD, LACES)

    assert proposal.effect.recent == 1
    assert [one.question for one in proposal.effect.going(Direction.ARRIVES)] == ["which laces do they have"]


async def _breaking(world: World) -> Proposal:
    """Takes all the words about weight from the entry that is tested for them."""
    ask = "shipping box\nhow big is the carton\nparcel size\nsize of the carton\nwhat box do they come in"
    draft = await world.edit("weight", title="What is the box like?", ask=ask)
    return await world.bench.propose(HERE, MOD, draft)


async def test_a_change_that_breaks_a_test_is_refused_until_it_is_decided_on(world: World) -> None:
    proposal = await _breaking(world)
    assert proposal.effect.broken
    before = world.answer("weight")

    undecided = await world.bench.save(HERE, MOD, proposal.token)
    kept = await world.bench.save(
        HERE, MOD, proposal.token, {test.key: TestDecision.KEEP for test in proposal.effect.broken}
    )

    assert isinstance(undecided, Refused)
    assert proposal.effect.broken[0].sentence in undecided.reason
    assert isinstance(kept, Refused)
    assert world.answer("weight") == before
    assert not (await world.bench.history(HERE)).cards


async def test_a_dropped_test_is_gone_from_the_saved_entry(world: World) -> None:
    proposal = await _breaking(world)
    gone = {test.sentence for test in proposal.effect.broken if test.entry.entry_id == "weight"}

    await world.kept(proposal)

    entry = world.libraries.library(HERE).pack.entries["weight"]
    assert gone
    assert not gone & set(entry.must_match)
    assert entry.title == "What is the box like?"


async def test_a_moved_test_becomes_one_of_the_entry_that_wins_it(world: World) -> None:
    draft = await world.edit("price")
    stolen = replace(draft, ask=draft.ask + "\nwhat do the terns weigh")
    proposal = await world.bench.propose(HERE, MOD, stolen)
    tests = [test for test in proposal.effect.broken if test.sentence == "what do the terns weigh"]
    assert len(tests) == 1
    assert tests[0].may_move
    decisions = {test.key: TestDecision.DROP for test in proposal.effect.broken}

    saved = await world.bench.save(HERE, MOD, proposal.token, decisions | {tests[0].key: TestDecision.MOVE})

    assert isinstance(saved, Saved)
    entries = world.libraries.library(HERE).pack.entries
    winner = tests[0].after.entries[0].entry_id
    assert "what do the terns weigh" in entries[winner].must_match
    assert "what do the terns weigh" not in entries["weight"].must_match
    assert not world.libraries.problems(HERE)


async def test_a_new_test_that_does_not_hold_has_to_be_decided_on(world: World) -> None:
    draft = await world.edit("weight")

    proposal = await world.bench.propose(HERE, MOD, replace(draft, must_match=draft.must_match + "\ndo they squeak"))

    assert [test.sentence for test in proposal.effect.broken] == ["do they squeak"]


async def test_of_two_moderators_the_second_is_told_and_loses_nothing(world: World) -> None:
    mine = await world.edit("weight", answer="My own words.")
    theirs = await world.edit("weight", answer="Their own words.")
    my_proposal = await world.bench.propose(HERE, MOD, mine)
    await world.saved(theirs, moderator=OTHER_MOD)

    conflict = await world.bench.save(HERE, MOD, my_proposal.token)

    assert isinstance(conflict, Conflict)
    assert conflict.theirs.member_id == OTHER_MOD
    assert "+  My own words." in conflict.your_diff
    assert world.answer("weight") == "Their own words."
    assert isinstance(conflict.yours, EntryDraft)
    assert conflict.yours.answer == "My own words."

    await world.saved(conflict.yours)
    assert world.answer("weight") == "My own words."


@pytest.mark.parametrize("change", ["hide", "import"])
async def test_hiding_and_importing_do_not_run_over_an_edit_made_meanwhile(world: World, change: str) -> None:
    if change == "hide":
        proposal = await world.bench.hide(HERE, MOD, "weight")
    else:
        proposal = await _imported(world, _yaml_of("weight", "Imported words."))
    await world.saved(await world.edit("weight", answer="Their own words."), moderator=OTHER_MOD)

    assert isinstance(await world.bench.save(HERE, MOD, proposal.token), Conflict)
    assert world.answer("weight") == "Their own words."


async def test_two_saves_at_the_same_moment_keep_one(world: World) -> None:
    first = await world.bench.propose(HERE, MOD, await world.edit("weight", answer="First."))
    second = await world.bench.propose(HERE, OTHER_MOD, await world.edit("weight", answer="Second."))

    results = await asyncio.gather(
        world.bench.save(HERE, MOD, first.token), world.bench.save(HERE, OTHER_MOD, second.token)
    )

    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Saved"]
    assert len((await world.bench.history(HERE)).cards) == 1


async def test_edits_of_different_entries_do_not_disturb_each_other(world: World) -> None:
    first = await world.bench.propose(HERE, MOD, await world.edit("weight", answer="First."))
    await world.saved(await world.edit("price", answer="Second."), moderator=OTHER_MOD)

    assert isinstance(await world.bench.save(HERE, MOD, first.token), Saved)
    assert (world.answer("weight"), world.answer("price")) == ("First.", "Second.")


async def test_a_change_whose_effect_became_another_is_shown_again(world: World) -> None:
    proposal = await world.bench.propose(HERE, MOD, replace(LACES, title="Colours", ask="which colours are there"))
    rival = "are these heavy or light in colour"
    draft = await world.edit("weight")
    await world.saved(replace(draft, must_match=draft.must_match + "\nhow heavy are they in grams"))
    again = await world.bench.propose(HERE, MOD, replace(LACES, ask=f"{LACES.ask}\nhow heavy are they in grams"))
    await world.saved(await world.edit("price", ask=(await world.edit("price")).ask + f"\n{rival}"))

    assert isinstance(await world.bench.save(HERE, MOD, proposal.token), Saved)
    assert isinstance(await world.bench.save(HERE, MOD, again.token), Refused | Again)


async def test_a_proposal_is_forgotten_in_time_and_unknown_elsewhere(world: World) -> None:
    proposal = await world.bench.propose(HERE, MOD, LACES)

    assert isinstance(await world.bench.save(THERE, MOD, proposal.token), Refused)
    assert await world.bench.proposal(THERE, proposal.token) is None
    await world.bench.drop(THERE, proposal.token)
    assert await world.bench.proposal(HERE, proposal.token) == proposal

    world.clock.forward(seconds=PROPOSAL_LIFE.total_seconds() + 1)
    assert await world.bench.proposal(HERE, proposal.token) is None
    assert isinstance(await world.bench.save(HERE, MOD, proposal.token), Refused)


async def test_one_server_with_many_proposals_pushes_out_its_own_only(world: World) -> None:
    other = await world.bench.propose(THERE, MOD, replace(LACES, title=""))
    first = await world.bench.propose(HERE, MOD, replace(LACES, title=""))
    for _ in range(25):
        await world.bench.propose(HERE, MOD, replace(LACES, title=""))

    assert await world.bench.proposal(THERE, other.token) is not None
    assert await world.bench.proposal(HERE, first.token) is None


async def test_hidden_entries_are_not_answered_and_come_back_as_they_were(world: World) -> None:
    await world.saved(await world.edit("weight", answer="Own words."))
    hiding = await world.bench.hide(HERE, MOD, "weight")
    assert hiding.items[0].status is ItemStatus.HIDDEN
    await world.kept(hiding)
    assert world.answer("weight") is None
    assert world.answer("weight", THERE)
    listed = {one.entry.entry_id: one for one in await world.bench.list_entries(HERE)}
    assert (listed["weight"].form, listed["weight"].entry.title) == ("hidden", "How heavy are they?")

    await world.kept(await world.bench.restore(HERE, MOD, "weight"))
    assert world.answer("weight") == "Own words."

    await world.kept(await world.bench.restore(HERE, MOD, "weight"))
    assert world.answer("weight") == world.answer("weight", THERE)


@pytest.mark.parametrize("entry_id", ["weight", "no-such-entry"])
async def test_what_is_not_hidden_or_changed_cannot_be_restored(world: World, entry_id: str) -> None:
    proposal = await world.bench.restore(HERE, MOD, entry_id)

    assert not proposal.can_save
    assert proposal.faults[0].is_error


async def test_checking_a_fact_sets_its_day_and_ends_the_reminder(world: World) -> None:
    world.clock.forward(days=120)
    (due,) = await world.bench.reminders(HERE)
    assert (due.entry.entry_id, due.days_over) == ("price", 76)

    await world.kept(await world.bench.mark_checked(HERE, MOD, "price"))

    assert await world.bench.reminders(HERE) == ()
    assert [one.entry.entry_id for one in await world.bench.reminders(THERE)] == ["price"]


async def test_comments_in_a_servers_own_text_outlive_an_edit_in_a_form(world: World) -> None:
    text = "# asked every week\nid: laces\ntitle: Which laces?\nask:\n  - which laces  # the most common\n"
    text += "answer: Flat ones.\nsource: house#inference\nbasis: house\n"
    await world.kept(await world.bench.propose(HERE, MOD, YamlText(text)))

    await world.saved(await world.edit("laces", answer="Flat ones, in white."))

    export = await world.bench.export(HERE)
    assert "which laces  # the most common" in export.text
    assert "Flat ones, in white." in export.text


async def test_a_change_made_by_another_process_is_seen_when_the_server_is_opened(world: World) -> None:
    await world.saved(await world.edit("weight", answer="Own words."))
    libraries = ServerLibraries(world.libraries.base)
    other = Workbench(libraries, world.store, Policy(), world.clock)
    assert libraries.library(HERE).pack.entries["weight"].answer != "Own words."

    await other.open_server(HERE)

    assert libraries.library(HERE).pack.entries["weight"].answer == "Own words."
    assert libraries.library(HERE).pack.digest == world.libraries.library(HERE).pack.digest


async def test_an_edit_of_the_answer_alone_needs_no_new_index(world: World) -> None:
    before = world.libraries.library(HERE).index

    await world.saved(await world.edit("weight", answer="Own words."))

    after = world.libraries.library(HERE).index
    assert after.vectors is before.vectors
    assert after.entries["weight"].answer == "Own words."
    assert shown(decide(after.rank("how many grams"), Policy())) == ("weight",)


async def test_the_history_names_who_and_what_and_undo_takes_one_change_back(world: World) -> None:
    saved = await world.saved(await world.edit("weight", answer="Own words."))
    (card,) = (await world.bench.history(HERE, "weight")).cards
    assert (card.member_id, card.action, card.lines_added, card.lines_removed) == (MOD, RevisionAction.EDIT, 1, 1)
    assert "+  Own words." in card.diff
    assert card.blocked_by is None

    undone = await world.bench.undo(HERE, OTHER_MOD, saved.revision_ids[0])

    assert not isinstance(undone, Refused)
    assert undone.card.undoes == saved.revision_ids[0]
    assert world.answer("weight") == world.answer("weight", THERE)


async def test_undo_refuses_to_lose_a_later_edit_and_says_which(world: World) -> None:
    first = await world.saved(await world.edit("weight", answer="First."))
    second = await world.saved(await world.edit("weight", answer="Second."))

    refused = await world.bench.undo(HERE, MOD, first.revision_ids[0])

    assert isinstance(refused, Refused)
    assert f"change {second.revision_ids[0]} of 2 March 2026" in refused.reason
    assert world.answer("weight") == "Second."
    cards = {card.id: card for card in (await world.bench.history(HERE)).cards}
    assert cards[first.revision_ids[0]].blocked_by == second.revision_ids[0]


async def test_another_servers_revisions_cannot_be_seen_or_undone(world: World) -> None:
    saved = await world.saved(await world.edit("weight", answer="Own words."))

    assert (await world.bench.history(THERE)).cards == ()
    assert isinstance(await world.bench.undo(THERE, MOD, saved.revision_ids[0]), Refused)
    assert world.answer("weight") == "Own words."
    assert (await world.bench.export(THERE)).entries == 0


async def test_history_comes_in_pages(world: World) -> None:
    for number in range(4):
        await world.saved(await world.edit("weight", answer=f"Number {number}."))

    first = await world.bench.history(HERE, limit=3)
    second = await world.bench.history(HERE, before=first.next_before, limit=3)

    assert (len(first.cards), len(second.cards), second.next_before) == (3, 1, None)


def _yaml_of(entry_id: str, answer: str) -> str:
    return (
        f"- id: {entry_id}\n  title: How heavy are they?\n  ask: [how heavy is a pair]\n"
        f"  answer: {answer}\n  source: catalogue#tern\n  basis: guide\n"
    )


async def _imported(world: World, text: str) -> Proposal:
    async def read() -> bytes:
        return text.encode()

    return await world.bench.import_yaml(HERE, MOD, "own.yaml", len(text.encode()), read)


async def test_an_edit_is_saved_over_the_pack_that_is_live_then(world: World) -> None:
    proposal = await world.bench.propose(HERE, MOD, await world.edit("weight", answer="Own words."))
    base = world.libraries.base
    cheaper = replace(base.pack.entries["price"], answer="It has become cheaper.")
    newer = replace(base.pack, entries={**base.pack.entries, "price": cheaper}, digest="another")
    world.libraries.put_base(library_of(newer))

    assert isinstance(await world.bench.save(HERE, MOD, proposal.token), Saved)

    assert (world.answer("weight"), world.answer("price")) == ("Own words.", "It has become cheaper.")


async def test_an_own_entry_that_the_pack_no_longer_supports_is_pointed_out(world: World) -> None:
    await world.saved(replace(LACES, about="source: catalogue#prices\nbasis: guide"))
    base = world.libraries.base.pack
    sources = {name: source for name, source in base.sources.items() if name != "catalogue"}
    world.libraries.put_base(library_of(replace(base, sources=sources, digest="another")))

    (problem,) = await world.bench.problems(HERE)

    assert "catalogue#prices" in problem.message
    assert await world.bench.problems(THERE) == ()
    assert world.answer("which-laces-do-they-come-with")


async def test_while_the_store_is_away_nothing_is_saved_and_the_proposal_waits(world: World) -> None:
    proposal = await world.bench.propose(HERE, MOD, await world.edit("weight", answer="Own words."))
    await world.store.close()
    with pytest.raises(StoreUnavailableError):
        await world.bench.save(HERE, MOD, proposal.token)
    assert world.answer("weight") != "Own words."

    await world.store.open()
    assert isinstance(await world.bench.save(HERE, MOD, proposal.token), Saved)
    assert world.answer("weight") == "Own words."
