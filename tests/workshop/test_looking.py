"""Trying a text, the inbox of open questions, counts, settings and the shadow: each for one server alone."""

from __future__ import annotations

import struct
from dataclasses import replace
from datetime import date

import pytest

from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.core.reply import Kind
from bot.ports import GapStatus, Period, Place, Rating, ServerSettings, Tone, TurnRecord, WayIn
from bot.ports.moderation import SettingsRefused, SettingsView
from bot.workshop.likeness import group_alike
from bot.workshop.shelves import WRONG_SHARE_MAX
from bot.workshop.trial import try_text
from tests.workshop.conftest import HERE, MOD, THERE, World

PERIOD = Period(date(2026, 2, 23), date(2026, 3, 2))


async def test_a_trial_ranks_explains_and_records_nothing(world: World) -> None:
    trial = await world.bench.try_text(HERE, "how hevy are the terns")

    assert trial.kind is Kind.ANSWER
    assert [entry.entry_id for entry in trial.standing.entries] == ["weight"]
    best, *others = trial.candidates
    assert best.entry.title == "How heavy are they?"
    assert best.confidence >= trial.answer_from
    assert ("hevy", "heavy") in trial.repairs
    assert trial.verdict.startswith("Answered:")
    assert all(one.why for one in (best, *others))
    assert any("names the shoe" in signal for signal in trial.signals)
    assert (await world.bench.stats(HERE, PERIOD)).report.turns == 0


def test_a_trial_tells_a_sizing_question_from_an_entry(shipped_library: Library) -> None:
    trial = try_text(
        "I wear a US 9, what size do I need?", shipped_library, Policy(), PERIOD.until, only_suggests=False
    )

    assert trial.kind in {Kind.SIZE, Kind.CLARIFY}
    assert "size" in trial.verdict
    assert trial.standing.entries == ()


async def test_a_trial_names_the_word_that_rules_an_entry_out(world: World) -> None:
    await world.saved(await world.edit("price", not_when="jeans"))

    trial = await world.bench.try_text(HERE, "how much are jeans")

    whys = {one.entry.entry_id: one.why for one in trial.candidates}
    assert "not_when" in whys["price"]
    assert "jeans" in whys["price"]


@pytest.mark.parametrize("text", ["", "   ", "\u202e\u200b", "@everyone", "x" * 5000, "🎉"])
async def test_any_text_can_be_tried(world: World, text: str) -> None:
    trial = await world.bench.try_text(HERE, text)

    assert trial.kind is Kind.NONE
    assert trial.verdict


async def test_a_server_that_only_suggests_is_tried_as_such(world: World) -> None:
    await world.bench.change_settings(HERE, {"tone": "suggest"})

    trial = await world.bench.try_text(HERE, "what do they weigh")

    assert trial.kind is Kind.CHOOSE
    assert "suggest" in trial.verdict


async def test_the_inbox_groups_by_likeness_and_counts_people(world: World) -> None:
    for member, text in [
        (1, "do they squeak on wet floors"),
        (2, "do the terns squeak when the floor is wet"),
        (2, "do they squeek on a wet floor"),
        (3, "are they vegan"),
    ]:
        await world.ask_in_vain(text, member)
    await world.ask_in_vain("secret of another server", 1, THERE)

    inbox = await world.bench.gaps(HERE)

    assert [(group.questions, group.people) for group in inbox.groups] == [(3, 2), (1, 1)]
    assert "squeak" in inbox.groups[0].text
    assert inbox.questions == 4
    assert "secret" not in str(inbox)


async def test_a_gap_becomes_a_phrasing_with_its_effect_shown_first(world: World) -> None:
    await world.ask_in_vain("how many ounces are they", 1)
    (group,) = (await world.bench.gaps(HERE)).groups

    proposal = await world.bench.gap_phrasing(HERE, MOD, group.key, "weight")

    assert proposal is not None
    assert "+  - how many ounces are they" in proposal.items[0].diff
    assert (await world.bench.gaps(HERE)).questions == 1
    saved = await world.kept(proposal)
    assert saved.gaps_closed == 1
    assert (await world.bench.gaps(HERE)).groups == ()
    (marked,) = await world.store.gaps.list(HERE, (GapStatus.ADDED,))
    assert marked.resolved_entry == "weight"


async def test_a_gap_becomes_a_new_entry(world: World) -> None:
    await world.ask_in_vain("are they vegan", 1)
    (group,) = (await world.bench.gaps(HERE)).groups
    draft = await world.bench.gap_draft(HERE, group.key)
    assert draft is not None
    assert (draft.title, draft.ask) == ("are they vegan", "are they vegan")

    await world.saved(replace(draft, title="Are they vegan?", answer="The catalogue does not say."))

    (marked,) = await world.store.gaps.list(HERE, (GapStatus.NEW_ENTRY,))
    assert marked.resolved_entry == "are-they-vegan"


async def test_gaps_can_be_put_off_or_declined_by_their_own_server_only(world: World) -> None:
    await world.ask_in_vain("are they vegan", 1)
    (group,) = (await world.bench.gaps(HERE)).groups

    assert await world.bench.mark_gap(THERE, group.key, GapStatus.NOT_OURS) == 0
    assert await world.bench.gap_draft(THERE, group.key) is None
    assert await world.bench.gap_phrasing(THERE, MOD, group.key, "weight") is None
    assert await world.bench.mark_gap(HERE, group.key, GapStatus.LATER) == 1
    assert (await world.bench.gaps(HERE)).groups == ()
    assert len((await world.bench.gaps(HERE, (GapStatus.LATER,))).groups) == 1


async def test_the_template_takes_a_human_answer_as_it_was_written(world: World) -> None:
    draft = await world.bench.prefill_new(HERE, "do they\ncome in red?", "Yes,\u200b since May.\r\nOnly in the EU.")

    assert (draft.title, draft.answer) == ("do they come in red?", "Yes, since May.\nOnly in the EU.")
    proposal = await world.bench.propose(HERE, MOD, draft)
    assert proposal.can_save, proposal.faults


async def _turns(world: World, server: int = HERE) -> None:
    digest = world.libraries.base.pack.digest
    for member in (1, 2):
        record = TurnRecord(member, Place(server, 1), WayIn.ASK, Kind.ANSWER, 5.0, digest, digest, entry="weight")
        await world.store.sessions.record_turn(record)


async def test_counts_come_as_numbers_sentences_and_pictures(world: World) -> None:
    await _turns(world)

    view = await world.bench.stats(HERE, PERIOD)

    assert view.report.turns == 2
    assert view.titles == {"weight": "How heavy are they?"}
    assert [entry.entry_id for entry in view.never_used] == ["price", "sizing", "drop"] or "weight" not in str(
        view.never_used
    )
    assert view.sentences[0] == "2 questions by 2 members in 2 conversations."
    assert [picture.filename for picture in view.pictures] == ["days.png", "entries.png"]
    for picture in view.pictures:
        assert picture.png.startswith(b"\x89PNG")
        assert struct.unpack(">II", picture.png[16:24])[0] == 1000
        assert picture.alt.endswith(".")
    assert (await world.bench.stats(THERE, PERIOD)).report.turns == 0


async def test_an_empty_period_is_said_and_not_drawn(world: World) -> None:
    view = await world.bench.stats(HERE, PERIOD)

    assert view.pictures == ()
    assert view.sentences == ("Nobody asked anything between 2026-02-23 and 2026-03-02.",)


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("wrong_share", "2%", 0.02),
        ("wrong_share", "0,05", 0.05),
        ("listen_threshold", "95 percent", 0.95),
        ("retention_days", "30 days", 30),
        ("gap_days", 14, 14),
        ("private_by_default", "yes", True),
        ("tone", "suggest", Tone.SUGGEST),
        ("listen_channels", frozenset({5}), frozenset({5})),
        ("moderators_channel", 7, 7),
    ],
)
async def test_settings_are_read_as_people_type_them(world: World, name: str, typed: object, kept: object) -> None:
    view = await world.bench.change_settings(HERE, {name: typed})  # type: ignore[dict-item]

    assert isinstance(view, SettingsView)
    assert getattr(view.settings, name) == kept
    assert (await world.bench.settings(THERE)).settings == ServerSettings()
    back = await world.bench.change_settings(HERE, {name: None})
    assert isinstance(back, SettingsView)
    assert back.settings == ServerSettings()


async def test_bad_settings_are_all_named_and_none_is_kept(world: World) -> None:
    changes = {"wrong_share": "60%", "retention_days": "4000", "gap_days": "many", "tone": "rude", "colour": "red"}

    refused = await world.bench.change_settings(HERE, {**changes, "private_by_default": True})

    assert isinstance(refused, SettingsRefused)
    assert {fault.field for fault in refused.faults} == set(changes)
    assert all(fault.hint for fault in refused.faults)
    assert (await world.bench.settings(HERE)).settings == ServerSettings()


async def test_the_largest_share_that_is_accepted_can_be_answered_with(world: World) -> None:
    view = await world.bench.change_settings(HERE, {"wrong_share": WRONG_SHARE_MAX})

    assert isinstance(view, SettingsView)
    assert (await world.bench.try_text(HERE, "what do they weigh")).kind is Kind.ANSWER


async def test_every_setting_can_be_changed(world: World) -> None:
    import dataclasses

    refused = await world.bench.change_settings(
        HERE, {field.name: None for field in dataclasses.fields(ServerSettings)}
    )

    assert isinstance(refused, SettingsView)


async def test_listening_says_that_it_needs_the_intent(world: World) -> None:
    view = await world.bench.change_settings(HERE, {"listen_channels": frozenset({5})})

    assert isinstance(view, SettingsView)
    assert view.needs_message_content
    assert any("Message Content" in note for note in view.notes)


async def _rated(world: World, right: int, wrong: int) -> None:
    digest = world.libraries.base.pack.digest
    for number in range(right + wrong):
        sure = 0.97 if number < right else 0.62
        record = TurnRecord(
            number, Place(HERE, 5), WayIn.LISTEN, Kind.ANSWER, 5.0, digest, digest,
            entry="weight", confidence=sure, is_shadow=True,
        )  # fmt: skip
        logged = await world.store.sessions.record_turn(record)
        rating = Rating.RIGHT if number < right else Rating.WRONG
        assert not await world.bench.rate_shadow(THERE, logged.turn_id, rating)
        assert await world.bench.rate_shadow(HERE, logged.turn_id, rating)


async def test_a_shadow_channel_is_switched_on_from_its_ratings(world: World) -> None:
    await world.bench.change_settings(HERE, {"shadow_channels": frozenset({5})})
    await _rated(world, 45, 5)
    view = await world.bench.shadow(HERE, 5)
    assert (view.needed, view.table.ratings) == (0, 50)
    assert view.suggested is not None
    assert 0.62 < view.suggested <= 0.97

    settings = await world.bench.switch_on(HERE, 5)

    assert isinstance(settings, SettingsView)
    assert settings.settings.listen_channels == {5}
    assert settings.settings.shadow_channels == frozenset()
    assert settings.settings.listen_threshold == view.suggested
    assert (await world.bench.shadow(THERE, 5)).table.ratings == 0


async def test_too_few_ratings_suggest_nothing(world: World) -> None:
    await _rated(world, 3, 0)

    view = await world.bench.shadow(HERE, 5)

    assert (view.needed, view.suggested) == (47, None)
    assert isinstance(await world.bench.switch_on(HERE, 5), SettingsRefused)
    assert isinstance(await world.bench.switch_on(HERE, 5, 0.9), SettingsView)


@pytest.mark.parametrize(
    "alike",
    [
        ("are they vegan", "is there a vegan version", "vegan?"),
        ("whats the stack height", "what stack do they have", "heel stack mm"),
        ("do they make them in gore tex", "goretex version?"),
        ("how do i clean the mesh", "cleaning mesh"),
    ],
)
def test_wordings_of_one_question_are_put_together(shipped_library: Library, alike: tuple[str, ...]) -> None:
    others = ("can i return them", "do they smell", "is the gel real gel", "can you wear them with jeans")

    groups = group_alike((*others, *alike), shipped_library.index)

    assert sorted(groups[0]) == list(range(len(others), len(others) + len(alike)))
    assert [len(group) for group in groups[1:]] == [1] * len(others)
