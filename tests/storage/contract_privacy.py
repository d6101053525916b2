"""What every store owes members and servers: to show, export, erase, delete by its day, and count without leaking."""

from __future__ import annotations

import json
from datetime import date, timedelta

from bot.core.reply import Kind
from bot.ports import (
    Change,
    EntryForm,
    EntryState,
    FeedbackRecord,
    FitReport,
    Girth,
    Length,
    Period,
    RevisionAction,
    StepAction,
    Taken,
    Verdict,
)
from tests.storage.world import ANN, BEN, DIRECT, ELSEWHERE, HERE, START, World, advice, full_profile, step

SERVER = HERE.server_id or 0
OTHER = ELSEWHERE.server_id or 0
DAY = START.date()
ALL_KINDS = {
    "conversation": 2,
    "question": 3,
    "size result": 1,
    "step of the size dialogue": 1,
    "press under a reply": 1,
    "report on a pair taken": 1,
    "size dialogue under way": 1,
    "memory of a button": 1,
    "text of a question without an answer": 1,
}


async def use_everything(world: World, member: int) -> None:
    """Everything that leaves a row about a member, in two servers."""
    await world.allow_gap_text()
    await world.ask_in_vain("do they squeak", member, message_id=member)
    sized = await world.sized(member)
    store = world.store
    report = FitReport(sized, member, SERVER, Taken.ADVISED, Length.RIGHT, Girth.TIGHT, True)
    assert await store.fit_reports.record(report)
    assert await store.sessions.record_step(step("size", StepAction.ANSWERED, f"d-{member}", member))
    press = FeedbackRecord(await world.ask(member, ELSEWHERE), member, OTHER, Verdict.HELPFUL)
    assert await store.feedback.record(press)
    await store.dialogues.create(member, HERE, {"foot_cm": 26.5})
    await store.controls.create(member, SERVER, {"turn": sized})
    change = Change(f"x-{member}", RevisionAction.ADD, EntryState(EntryForm.OWN, "id: x"))
    await store.revisions.apply(SERVER, [change], member)


class PrivacyContract:
    """Rights, retention and counts."""

    async def test_a_member_sees_every_row_and_the_day_it_is_deleted(self, world: World) -> None:
        await use_everything(world, ANN)
        rows = await world.store.privacy.show(ANN)
        counts: dict[str, int] = {}
        for row in rows:
            counts[row.what] = counts.get(row.what, 0) + 1
        assert counts == {**ALL_KINDS, "edit of a server's answers": 1}
        days = {row.what: row.deleted_on for row in rows}
        assert days["question"] == DAY + timedelta(days=180)
        assert days["text of a question without an answer"] == DAY + timedelta(days=30)
        assert days["size dialogue under way"] == DAY + timedelta(days=1)
        assert days["edit of a server's answers"] is None
        assert all(row.deleted_on is not None for row in rows if row.what != "edit of a server's answers")

    async def test_a_member_sees_nothing_of_another(self, world: World) -> None:
        await use_everything(world, ANN)
        assert await world.store.privacy.show(BEN) == ()
        assert (await world.store.privacy.erase(BEN)).total == 0

    async def test_an_export_is_json_with_the_same_rows(self, world: World) -> None:
        await use_everything(world, ANN)
        export = json.loads(json.dumps(await world.store.privacy.export(ANN), allow_nan=False))
        assert len(export["rows"]) == len(await world.store.privacy.show(ANN))

    async def test_erasing_gives_a_receipt_of_what_was_shown_and_leaves_nothing(self, world: World) -> None:
        await use_everything(world, ANN)
        await use_everything(world, BEN)
        of_ben = await world.store.privacy.show(BEN)
        receipt = await world.store.privacy.erase(ANN)
        assert (dict(receipt.erased), receipt.unnamed, receipt.at) == (ALL_KINDS, 1, world.clock.now)
        assert receipt.total == sum(ALL_KINDS.values()) + 1
        assert await world.store.privacy.show(ANN) == ()
        assert await world.store.privacy.show(BEN) == of_ben
        assert await world.store.dialogues.latest(ANN, SERVER) is None

    async def test_an_erased_moderators_edit_stays_without_a_name(self, world: World) -> None:
        await use_everything(world, ANN)
        await world.store.privacy.erase(ANN)
        (revision,) = await world.store.revisions.history(SERVER)
        assert revision.member_id is None
        assert revision.after.yaml == "id: x"

    async def test_kept_sizes_hold_no_words_and_no_foot(self, world: World) -> None:
        await world.sized(ANN, profile=full_profile())
        kept = json.dumps([dict(row.values) for row in await world.store.privacy.show(ANN)])
        for word in ("nine and a half", "Ann", "grandma", "slippers", "my old", "flat-feet", "orthotics", "foot_cm"):
            assert word not in kept

    async def test_rows_are_gone_on_the_day_that_was_told_and_not_before(self, world: World) -> None:
        await use_everything(world, ANN)
        told = [row for row in await world.store.privacy.show(ANN) if row.deleted_on is not None]
        for day in sorted({row.deleted_on for row in told if row.deleted_on}):
            world.clock.now = START.replace(hour=0) + (day - DAY) - timedelta(minutes=1)
            await world.store.run_retention(world.clock.now)
            before = [row.what for row in await world.store.privacy.show(ANN)]
            assert {row.what for row in told if row.deleted_on == day} <= set(before)
            world.clock.forward(hours=23)
            await world.store.run_retention(world.clock.now)
            after = {row.what for row in await world.store.privacy.show(ANN)}
            assert not {row.what for row in told if row.deleted_on == day} & after
        assert {row.what for row in await world.store.privacy.show(ANN)} == {"edit of a server's answers"}

    async def test_each_server_has_its_own_retention(self, world: World) -> None:
        await world.settings(retention_days=10)
        for place in (HERE, ELSEWHERE, DIRECT):
            await world.ask(ANN, place)
        world.clock.forward(days=10)
        report = await world.store.run_retention(world.clock.now)
        assert report.deleted["turns"] == 1
        left = {row.server_id for row in await world.store.privacy.show(ANN)}
        assert left == {ELSEWHERE.server_id, None}

    async def test_a_kept_text_never_outlives_its_turn_so_that_its_owner_can_always_find_it(self, world: World) -> None:
        await world.settings(allow_gap_text=True, retention_days=20, gap_days=30)
        await world.ask_in_vain("do they squeak")
        late = await world.ask()
        world.clock.forward(days=19)
        press = FeedbackRecord(late, ANN, SERVER, Verdict.NOT_HELPFUL, question="do they creak")
        assert await world.store.feedback.record(press)
        texts = [row for row in await world.store.privacy.show(ANN) if row.what.startswith("text of")]
        assert [row.deleted_on for row in texts] == [DAY + timedelta(days=20)] * 2
        world.clock.forward(days=1)
        await world.store.run_retention(world.clock.now)
        assert await world.store.gaps.list(SERVER) == ()

    async def test_servers_that_moved_while_nobody_was_connected_are_noticed(self, world: World) -> None:
        await world.ask(ANN, HERE)
        await world.ask(ANN, ELSEWHERE)
        await world.ask(ANN, DIRECT)
        await world.store.privacy.server_left(OTHER)
        await world.store.privacy.servers_here({OTHER})
        world.clock.forward(days=20)
        await world.store.privacy.servers_here({OTHER})
        world.clock.forward(days=11)
        assert (await world.store.run_retention(world.clock.now)).purged_servers == (SERVER,)
        assert {row.server_id for row in await world.store.privacy.show(ANN)} == {OTHER, None}

    async def test_a_fit_report_past_its_day_counts_on_without_a_member(self, world: World) -> None:
        await use_everything(world, ANN)
        world.clock.forward(days=200)
        await world.store.run_retention(world.clock.now)
        assert "report on a pair taken" not in {row.what for row in await world.store.privacy.show(ANN)}
        assert (await world.store.fit_reports.counts(SERVER, advice())).reports == 1

    async def test_a_server_that_left_is_purged_after_the_grace_period(self, world: World) -> None:
        await use_everything(world, ANN)
        await world.store.privacy.server_left(SERVER)
        world.clock.forward(days=29)
        assert (await world.store.run_retention(world.clock.now)).purged_servers == ()
        world.clock.forward(days=2)
        report = await world.store.run_retention(world.clock.now)
        assert report.purged_servers == (SERVER,)
        assert {row.server_id for row in await world.store.privacy.show(ANN)} == {OTHER}
        assert await world.store.revisions.history(SERVER) == ()
        assert not (await world.store.settings.get(SERVER)).allow_gap_text

    async def test_a_server_that_came_back_is_not_purged(self, world: World) -> None:
        await world.ask()
        await world.store.privacy.server_left(SERVER)
        world.clock.forward(days=20)
        await world.store.privacy.server_left(SERVER)
        await world.store.privacy.server_returned(SERVER)
        world.clock.forward(days=40)
        assert (await world.store.run_retention(world.clock.now)).purged_servers == ()
        assert await world.store.privacy.show(ANN) != ()

    async def test_purging_a_server_takes_what_was_noted_under_its_id(self, world: World) -> None:
        hashes = world.store.command_hash
        for scope in ("global", str(SERVER), f"reminder:{SERVER}", f"reminder:{OTHER}"):
            await hashes.save(scope, "x")
        await world.store.privacy.purge_server(SERVER)
        assert [await hashes.load(scope) for scope in ("global", str(SERVER), f"reminder:{SERVER}")] == [
            "x",
            None,
            None,
        ]
        assert await hashes.load(f"reminder:{OTHER}") == "x"

    async def test_purging_a_server_leaves_the_others(self, world: World) -> None:
        await use_everything(world, ANN)
        counts = await world.store.privacy.purge_server(SERVER)
        assert (counts["turns"], counts["sizes"], counts["revisions"], counts["gaps"]) == (2, 1, 1, 1)
        assert {row.what for row in await world.store.privacy.show(ANN)} == {
            "conversation",
            "question",
            "press under a reply",
        }

    async def test_statistics_count_one_server_in_one_period(self, world: World) -> None:
        await world.ask(ANN)
        await world.ask(BEN, entry="weight", latency_ms=20.5)
        chosen = await world.ask(BEN, kind=Kind.CHOOSE, choices=("stretch", "weight"))
        await world.ask(ANN, ELSEWHERE)
        await world.ask(ANN, is_shadow=True)
        await world.ask_in_vain("do they squeak")
        for member, verdict in ((ANN, Verdict.NONE_OF_THESE), (BEN, Verdict.CHOSEN)):
            await world.store.feedback.record(FeedbackRecord(chosen, member, SERVER, verdict, entry="weight"))
        world.clock.forward(days=3)
        await world.ask(ANN)
        report = await world.store.stats.report(SERVER, Period(DAY, DAY + timedelta(days=1)))
        assert (report.turns, report.members, report.sessions, report.median_latency_ms) == (4, 2, 2, 12.5)
        assert [(day.on, day.turns, day.members, day.answered, day.unanswered) for day in report.days] == [
            (DAY, 4, 2, 2, 1),
            (DAY + timedelta(days=1), 0, 0, 0, 0),
        ]
        assert dict(report.kinds) == {Kind.ANSWER: 2, Kind.CHOOSE: 1, Kind.NONE: 1}
        entries = {count.entry: (count.shown, count.chosen, count.refused) for count in report.entries}
        assert entries == {"weight": (1, 1, 1), "stretch": (1, 0, 1)}
        assert report.never_used(("stretch", "lacing")) == ("lacing",)

    async def test_statistics_count_helpful_and_not(self, world: World) -> None:
        turn_id = await world.ask()
        for member, verdict in ((ANN, Verdict.HELPFUL), (BEN, Verdict.NOT_HELPFUL)):
            await world.store.feedback.record(FeedbackRecord(turn_id, member, SERVER, verdict))
        (count,) = (await world.store.stats.report(SERVER, Period(DAY, DAY))).entries
        assert (count.entry, count.helpful, count.not_helpful) == ("stretch", 1, 1)

    async def test_the_funnel_shows_where_dialogues_end(self, world: World) -> None:
        for dialogue, name, action in (
            ("d-1", "evidence", StepAction.ANSWERED),
            ("d-2", "evidence", StepAction.ANSWERED),
            ("d-1", "size", StepAction.SKIPPED),
            ("d-2", "size", StepAction.BACK),
            ("d-1", "result", StepAction.FINISHED),
        ):
            assert await world.store.sessions.record_step(step(name, action, dialogue))
        await world.store.sessions.record_step(step("evidence", StepAction.SHOWN, "d-3", place=ELSEWHERE))
        report = await world.store.stats.report(SERVER, Period(DAY, DAY))
        rows = [(row.step, row.reached, row.skipped, row.back, row.last) for row in report.funnel]
        assert rows == [("evidence", 2, 0, 0, 0), ("size", 2, 1, 1, 1), ("result", 1, 0, 0, 0)]
        assert (report.dialogues, report.finished) == (2, 1)

    async def test_gap_counts_are_the_servers_own(self, world: World) -> None:
        await world.allow_gap_text()
        await world.ask_in_vain("do they squeak")
        (count,) = (await world.store.stats.report(SERVER, Period(DAY, DAY))).gaps
        assert (count.reason, count.status, count.gaps) == ("no-answer", "open", 1)
        assert (await world.store.stats.report(OTHER, Period(DAY, DAY))).gaps == ()

    async def test_a_kept_size_can_be_given_again(self, world: World) -> None:
        await world.sized(ANN, profile=full_profile())
        (size,) = await world.store.replays.sizes(START)
        profile, wanted = size.profile, full_profile()
        assert (size.primary_us_men, size.alternative_us_men, size.rules) == (10, 10.5, ("usual-size",))
        assert (size.is_replayable, size.rules_digest) == (True, "rules-1")
        assert (profile.scale, profile.width, profile.preference, profile.pinch, profile.label_cm) == (
            wanted.scale,
            wanted.width,
            wanted.preference,
            wanted.pinch,
            wanted.label_cm,
        )
        assert [(shoe.model, shoe.size.number, shoe.feel, shoe.sized, shoe.roomier) for shoe in profile.shoes] == [
            (shoe.model, shoe.size.number, shoe.feel, shoe.sized, shoe.roomier) for shoe in wanted.shoes
        ]
        assert await world.store.replays.sizes(START + timedelta(days=1)) == ()

    async def test_kept_questions_can_be_asked_again(self, world: World) -> None:
        await world.allow_gap_text()
        await world.ask_in_vain("do they squeak")
        (question,) = await world.store.replays.questions(START)
        assert (question.text, question.knowledge_digest) == ("do they squeak", "pack-1")

    async def test_an_empty_store_has_empty_statistics(self, world: World) -> None:
        report = await world.store.stats.report(SERVER, Period(date(2026, 1, 1), date(2026, 1, 2)))
        assert (report.turns, report.median_latency_ms, len(report.days), report.entries) == (0, 0.0, 2, ())
