"""What every store keeps of conversations, presses and gaps."""

from __future__ import annotations

import pytest

from bot.core.reply import Kind
from bot.ports import FeedbackRecord, Gap, GapReason, GapStatus, Outcome, Period, StepAction, Verdict
from tests.storage.world import ANN, BEN, DIRECT, ELSEWHERE, HERE, World, step


class LogContract:
    """The session log, feedback and gaps."""

    async def test_a_turn_is_found_by_its_id_and_tells_its_asker(self, world: World) -> None:
        turn_id = await world.ask(kind=Kind.CHOOSE, choices=("stretch", "weight"))
        found = await world.store.sessions.find_turn(turn_id, ANN)
        assert found is not None
        assert (found.place, found.kind, found.entry, found.choices) == (HERE, Kind.CHOOSE, "", ("stretch", "weight"))
        assert found.is_asker
        of_another = await world.store.sessions.find_turn(turn_id, BEN)
        assert of_another is not None
        assert not of_another.is_asker

    async def test_an_unknown_turn_is_not_found(self, world: World) -> None:
        assert await world.store.sessions.find_turn("no-such-turn", ANN) is None

    async def test_a_direct_message_has_no_server(self, world: World) -> None:
        found = await world.store.sessions.find_turn(await world.ask(place=DIRECT), ANN)
        assert found is not None
        assert found.place == DIRECT

    @pytest.mark.parametrize(("minutes", "sessions"), [(14, 1), (15, 1), (16, 2)])
    async def test_a_session_lasts_while_turns_are_at_most_fifteen_minutes_apart(
        self, world: World, minutes: int, sessions: int
    ) -> None:
        await world.ask()
        world.clock.forward(minutes=minutes)
        await world.ask()
        assert await count_sessions(world) == sessions

    async def test_members_and_channels_have_sessions_of_their_own(self, world: World) -> None:
        await world.ask(ANN, HERE)
        await world.ask(BEN, HERE)
        await world.ask(ANN, ELSEWHERE)
        assert await count_sessions(world) == 2
        assert len(await held(world, ANN, "conversation")) == 2

    async def test_an_ended_session_does_not_go_on(self, world: World) -> None:
        await world.ask()
        assert await world.store.sessions.end_session(ANN, HERE, Outcome.LEFT)
        assert not await world.store.sessions.end_session(ANN, HERE)
        await world.ask()
        outcomes = [row["outcome"] for row in await held(world, ANN, "conversation")]
        assert outcomes == ["answered", "left"]

    async def test_steps_and_turns_share_a_session(self, world: World) -> None:
        assert await world.store.sessions.record_step(step("evidence", StepAction.SHOWN))
        await world.sized()
        assert await count_sessions(world) == 1
        assert len(await held(world, ANN, "step of the size dialogue")) == 1

    async def test_a_size_is_kept_with_its_turn(self, world: World) -> None:
        await world.sized()
        await world.ask()
        assert len(await held(world, ANN, "size result")) == 1

    async def test_the_last_press_of_a_member_under_a_turn_counts(self, world: World) -> None:
        turn_id = await world.ask()
        for verdict in (Verdict.HELPFUL, Verdict.NOT_HELPFUL):
            assert await world.store.feedback.record(FeedbackRecord(turn_id, BEN, HERE.server_id, verdict))
        assert [row["verdict"] for row in await held(world, BEN, "press under a reply")] == ["not-helpful"]

    async def test_feedback_reaches_no_turn_of_another_server(self, world: World) -> None:
        turn_id = await world.ask(place=HERE)
        for server in (ELSEWHERE.server_id, None):
            assert not await world.store.feedback.record(FeedbackRecord(turn_id, BEN, server, Verdict.HELPFUL))
        assert not await world.store.feedback.record(FeedbackRecord("gone", BEN, HERE.server_id, Verdict.HELPFUL))

    async def test_a_choice_picked_makes_the_session_answered(self, world: World) -> None:
        turn_id = await world.ask(kind=Kind.CHOOSE, choices=("a", "b"))
        await world.store.feedback.record(FeedbackRecord(turn_id, ANN, HERE.server_id, Verdict.CHOSEN, entry="b"))
        assert [row["outcome"] for row in await held(world, ANN, "conversation")] == ["answered"]

    async def test_no_text_is_kept_where_the_server_did_not_allow_it(self, world: World) -> None:
        await world.ask_in_vain("do they squeak")
        assert await inbox(world) == ()

    async def test_no_text_is_kept_of_direct_messages(self, world: World) -> None:
        await world.allow_gap_text()
        await world.ask_in_vain("do they squeak", place=DIRECT)
        assert await held(world, ANN, "text of a question without an answer") == []

    async def test_no_text_is_kept_of_a_turn_that_is_no_gap(self, world: World) -> None:
        await world.allow_gap_text()
        await world.ask(question="do they stretch")
        assert await inbox(world) == ()

    async def test_a_gap_is_kept_scrubbed_with_its_day_and_what_came_near(self, world: World) -> None:
        await world.allow_gap_text()
        await world.ask_in_vain("do they squeak <@123456789012345678>, mail ann@example.org", choices=("stretch",))
        (gap,) = await inbox(world)
        assert gap.text == "do they squeak [mention], mail [e-mail]"
        assert (gap.on, gap.reason, gap.near, gap.status) == (
            world.clock.now.date(),
            GapReason.NO_ANSWER,
            ("stretch",),
            GapStatus.OPEN,
        )

    @pytest.mark.parametrize(
        ("verdict", "reason"),
        [(Verdict.NONE_OF_THESE, GapReason.NONE_OF_THESE), (Verdict.NOT_HELPFUL, GapReason.NOT_HELPFUL)],
    )
    async def test_a_press_makes_a_gap_once(self, world: World, verdict: Verdict, reason: GapReason) -> None:
        await world.allow_gap_text()
        turn_id = await world.ask()
        for member in (ANN, BEN):
            press = FeedbackRecord(turn_id, member, HERE.server_id, verdict, question="do they squeak")
            assert await world.store.feedback.record(press)
        (gap,) = await inbox(world)
        assert (gap.reason, gap.entry, gap.text) == (reason, "stretch", "do they squeak")

    async def test_a_helpful_press_makes_no_gap(self, world: World) -> None:
        await world.allow_gap_text()
        press = FeedbackRecord(await world.ask(), ANN, HERE.server_id, Verdict.HELPFUL, question="do they stretch")
        assert await world.store.feedback.record(press)
        assert await inbox(world) == ()

    async def test_gaps_are_counted_in_people_without_naming_them(self, world: World) -> None:
        await world.allow_gap_text()
        for member in (ANN, ANN, BEN):
            await world.ask_in_vain("do they squeak", member)
        askers = [gap.asker for gap in await inbox(world)]
        assert len(askers) == 3
        assert len(set(askers)) == 2
        assert not {ANN, BEN} & set(askers)

    async def test_marked_gaps_leave_the_inbox(self, world: World) -> None:
        await world.allow_gap_text()
        await world.ask_in_vain("do they squeak")
        (gap,) = await inbox(world)
        server = gap.server_id
        assert await world.store.gaps.mark(server, [gap.id, "no-such-gap"], GapStatus.ADDED, "noise") == 1
        assert await inbox(world) == ()
        (added,) = await world.store.gaps.list(server, [GapStatus.ADDED])
        assert added.resolved_entry == "noise"

    async def test_no_server_sees_or_marks_gaps_of_another(self, world: World) -> None:
        await world.allow_gap_text()
        await world.ask_in_vain("do they squeak")
        (gap,) = await inbox(world)
        other = ELSEWHERE.server_id
        assert other is not None
        assert await world.store.gaps.list(other) == ()
        assert await world.store.gaps.mark(other, [gap.id], GapStatus.NOT_OURS) == 0
        assert await inbox(world) == (gap,)

    async def test_a_deleted_message_takes_its_text_along(self, world: World) -> None:
        await world.allow_gap_text()
        await world.ask_in_vain("do they squeak", message_id=5)
        await world.ask_in_vain("do they float", message_id=6)
        assert await world.store.sessions.forget_message(5) == 1
        assert await world.store.sessions.forget_message(5) == 0
        assert [gap.text for gap in await inbox(world)] == ["do they float"]

    async def test_forbidding_the_text_deletes_what_was_kept(self, world: World) -> None:
        await world.allow_gap_text()
        await world.ask_in_vain("do they squeak")
        await world.settings(allow_gap_text=False)
        await world.allow_gap_text()
        assert await inbox(world) == ()


async def inbox(world: World) -> tuple[Gap, ...]:
    """The open gaps of HERE."""
    assert HERE.server_id is not None
    return await world.store.gaps.list(HERE.server_id)


async def count_sessions(world: World) -> int:
    """Sessions of HERE on these days."""
    today = world.clock.now.date()
    return (await world.store.stats.report(HERE.server_id, Period(today, today))).sessions


async def held(world: World, member: int, what: str) -> list[dict[str, object]]:
    """The member's rows of one kind, newest first."""
    return [dict(row.values) for row in await world.store.privacy.show(member) if row.what == what]
