"""What every store keeps for a server: revisions, settings, shadow ratings, fit reports, the synced hash."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.ports import (
    Change,
    EditConflict,
    EntryForm,
    EntryState,
    FitReport,
    Girth,
    Length,
    Rating,
    Revision,
    RevisionAction,
    ServerSettings,
    Taken,
    Tone,
    UndoRefused,
)
from tests.storage.world import ANN, BEN, ELSEWHERE, HERE, MOD, World, advice

SERVER = HERE.server_id or 0
OTHER = ELSEWHERE.server_id or 0


def own(text: str) -> EntryState:
    """The server's own text."""
    return EntryState(EntryForm.OWN, text)


def edit(entry: str, text: str, base: int = 0) -> Change:
    """A change of one entry's text."""
    return Change(entry, RevisionAction.EDIT, own(text), base)


async def applied(world: World, *changes: Change, server: int = SERVER) -> tuple[Revision, ...]:
    """Changes that have to go through."""
    revisions = await world.store.revisions.apply(server, changes, MOD)
    assert not isinstance(revisions, EditConflict)
    return revisions


class ServerContract:
    """What belongs to one server."""

    async def test_an_overlay_holds_what_was_added_changed_or_hidden(self, world: World) -> None:
        assert (await world.store.revisions.overlay(SERVER)).latest == 0
        await applied(world, edit("b", "id: b"), Change("a", RevisionAction.HIDE, EntryState(EntryForm.HIDDEN)))
        overlay = await world.store.revisions.overlay(SERVER)
        assert overlay.entries == (("a", EntryState(EntryForm.HIDDEN)), ("b", own("id: b")))
        (restored,) = await applied(world, Change("a", RevisionAction.RESTORE, EntryState(), overlay.revision_of("a")))
        overlay = await world.store.revisions.overlay(SERVER)
        assert overlay.entries == (("b", own("id: b")),)
        assert overlay.latest == restored.id == await world.store.revisions.latest(SERVER)

    async def test_a_process_can_follow_what_others_edit(self, world: World) -> None:
        (first,) = await applied(world, edit("a", "id: a"))
        (second,) = await applied(world, edit("b", "id: b"), server=OTHER)
        assert await world.store.revisions.changed_since(0) == ((SERVER, first.id), (OTHER, second.id))
        assert await world.store.revisions.changed_since(first.id) == ((OTHER, second.id),)
        assert await world.store.revisions.changed_since(second.id) == ()

    async def test_texts_come_back_letter_for_letter(self, world: World) -> None:
        text = "- id: x\n  answer: |\n    9½ …\u200d🙂\r\n\n  # kept\n"
        await applied(world, edit("x", text))
        assert (await world.store.revisions.overlay(SERVER)).entries == (("x", own(text)),)

    async def test_the_second_of_two_editors_is_told_and_nothing_is_lost(self, world: World) -> None:
        (first,) = await applied(world, edit("x", "one"))
        (theirs,) = await applied(world, edit("x", "two", first.id))
        yours = edit("x", "three", first.id)
        assert await world.store.revisions.apply(SERVER, [yours], BEN) == EditConflict(theirs, yours)
        assert (await world.store.revisions.overlay(SERVER)).entries == (("x", own("two")),)

    async def test_two_edits_at_once_keep_one(self, world: World) -> None:
        results = await asyncio.gather(
            *(world.store.revisions.apply(SERVER, [edit("x", text)], MOD) for text in ("one", "two"))
        )
        assert [isinstance(result, EditConflict) for result in results] == [False, True]

    async def test_of_changes_with_one_conflict_none_is_kept(self, world: World) -> None:
        await applied(world, edit("x", "one"))
        result = await world.store.revisions.apply(SERVER, [edit("y", "new"), edit("x", "other")], MOD)
        assert isinstance(result, EditConflict)
        assert await world.store.revisions.find(SERVER, result.theirs.id + 1) is None
        assert [name for name, _ in (await world.store.revisions.overlay(SERVER)).entries] == ["x"]

    async def test_a_revision_tells_who_when_what_and_before(self, world: World) -> None:
        (first,) = await applied(world, edit("x", "one"))
        world.clock.forward(hours=1)
        (second,) = await applied(world, edit("x", "two", first.id))
        assert (second.before, second.after) == (own("one"), own("two"))
        assert (second.member_id, second.at, second.action) == (MOD, world.clock.now, RevisionAction.EDIT)
        assert await world.store.revisions.find(SERVER, second.id) == second

    async def test_history_is_newest_first_and_pages(self, world: World) -> None:
        (first,) = await applied(world, edit("x", "one"))
        (second,) = await applied(world, edit("y", "two"))
        (third,) = await applied(world, edit("x", "three", first.id))
        assert await world.store.revisions.history(SERVER) == (third, second, first)
        assert await world.store.revisions.history(SERVER, "x") == (third, first)
        assert await world.store.revisions.history(SERVER, limit=1, before=third.id) == (second,)

    async def test_undo_brings_the_text_back_as_a_new_revision(self, world: World) -> None:
        (first,) = await applied(world, edit("x", "one"))
        (second,) = await applied(world, edit("x", "two", first.id))
        undone = await world.store.revisions.undo(SERVER, second.id, BEN)
        assert isinstance(undone, Revision)
        assert (undone.after, undone.undoes, undone.action) == (own("one"), second.id, RevisionAction.UNDO)
        # The entry stands as the first revision left it, so that one can be undone as well.
        assert isinstance(await world.store.revisions.undo(SERVER, first.id, BEN), Revision)
        assert (await world.store.revisions.overlay(SERVER)).entries == ()

    async def test_undo_refuses_to_lose_a_later_edit(self, world: World) -> None:
        (first,) = await applied(world, edit("x", "one"))
        (second,) = await applied(world, edit("x", "two", first.id))
        assert await world.store.revisions.undo(SERVER, first.id, MOD) == UndoRefused(second)
        assert (await world.store.revisions.overlay(SERVER)).entries == (("x", own("two")),)

    async def test_no_server_sees_or_undoes_revisions_of_another(self, world: World) -> None:
        (ours,) = await applied(world, edit("x", "ours"))
        assert (await world.store.revisions.overlay(OTHER)).entries == ()
        assert await world.store.revisions.latest(OTHER) == 0
        assert await world.store.revisions.history(OTHER) == ()
        assert await world.store.revisions.find(OTHER, ours.id) is None
        assert await world.store.revisions.undo(OTHER, ours.id, MOD) == UndoRefused(None)
        await applied(world, edit("x", "theirs"), server=OTHER)
        assert (await world.store.revisions.overlay(SERVER)).entries == (("x", own("ours")),)

    async def test_settings_are_the_defaults_until_changed(self, world: World) -> None:
        assert await world.store.settings.get(SERVER) == ServerSettings()
        assert await world.store.settings.get(None) == ServerSettings()
        wanted = ServerSettings(
            listen_channels=frozenset({7, 8}),
            shadow_channels=frozenset({9}),
            forum_channels=frozenset({10}),
            moderators_channel=11,
            moderators_role=12,
            wrong_share=0.02,
            listen_threshold=0.93,
            tone=Tone.SUGGEST,
            private_by_default=True,
            retention_days=90,
            allow_gap_text=True,
            gap_days=14,
        )
        assert await world.store.settings.change(SERVER, lambda _: wanted) == wanted
        assert await world.store.settings.get(SERVER) == wanted
        assert await world.store.settings.get(OTHER) == ServerSettings()
        await world.store.settings.change(SERVER, lambda _: ServerSettings())
        assert await world.store.settings.get(SERVER) == ServerSettings()

    async def test_two_changes_of_settings_at_once_are_both_kept(self, world: World) -> None:
        await asyncio.gather(
            world.store.settings.change(SERVER, lambda old: replace(old, tone=Tone.SUGGEST)),
            world.store.settings.change(SERVER, lambda old: replace(old, retention_days=30)),
        )
        assert await world.store.settings.get(SERVER) == ServerSettings(tone=Tone.SUGGEST, retention_days=30)

    @pytest.mark.parametrize("change", [{"retention_days": 0}, {"gap_days": 91}, {"wrong_share": 1.5}])
    async def test_a_setting_out_of_range_is_refused(self, world: World, change: dict[str, float]) -> None:
        with pytest.raises(ValueError, match=r"\.$"):
            await world.store.settings.change(SERVER, lambda old: replace(old, **change))  # type: ignore[arg-type]
        assert await world.store.settings.get(SERVER) == ServerSettings()

    async def test_shadow_ratings_make_a_table_of_thresholds(self, world: World) -> None:
        for confidence, rating in ((0.99, Rating.RIGHT), (0.85, Rating.WRONG), (0.55, Rating.SILENT)):
            turn_id = await world.ask(confidence=confidence, is_shadow=True)
            assert await world.store.shadow.rate(SERVER, turn_id, Rating.RIGHT)
            assert await world.store.shadow.rate(SERVER, turn_id, rating)
        table = await world.store.shadow.table(SERVER, HERE.channel_id)
        assert table.ratings == 3
        rows = {row.threshold: (row.answers, row.right, row.wrong) for row in table.rows}
        assert (rows[0.5], rows[0.8], rows[0.9]) == ((3, 1, 2), (2, 1, 1), (1, 1, 0))

    async def test_only_shadow_turns_of_the_same_server_can_be_rated(self, world: World) -> None:
        posted = await world.ask()
        shadow = await world.ask(is_shadow=True)
        assert not await world.store.shadow.rate(SERVER, posted, Rating.RIGHT)
        assert not await world.store.shadow.rate(OTHER, shadow, Rating.RIGHT)
        assert (await world.store.shadow.table(SERVER, HERE.channel_id)).ratings == 0

    async def test_a_shadow_table_sees_its_own_channel_alone(self, world: World) -> None:
        await world.store.shadow.rate(SERVER, await world.ask(is_shadow=True), Rating.RIGHT)
        assert (await world.store.shadow.table(SERVER, HERE.channel_id + 1)).ratings == 0
        assert (await world.store.shadow.table(OTHER, HERE.channel_id)).ratings == 0

    async def test_fit_reports_count_those_who_followed_the_same_advice_there(self, world: World) -> None:
        for member, kept, taken in ((ANN, True, Taken.ADVISED), (BEN, False, Taken.ADVISED), (MOD, True, Taken.LARGER)):
            report = FitReport(await world.sized(member), member, SERVER, taken, Length.RIGHT, Girth.RIGHT, kept)
            assert await world.store.fit_reports.record(report)
            assert await world.store.fit_reports.record(report)
        counts = await world.store.fit_reports.counts(SERVER, advice())
        assert (counts.reports, counts.kept, counts.may_be_shown) == (2, 1, False)
        assert (await world.store.fit_reports.counts(SERVER, advice(rules=(("other", 1),)))).reports == 0
        assert (await world.store.fit_reports.counts(OTHER, advice())).reports == 0

    async def test_a_member_who_reports_on_several_turns_counts_once_with_the_last_word(self, world: World) -> None:
        for kept in (True, True, False):
            report = FitReport(await world.sized(ANN), ANN, SERVER, Taken.ADVISED, Length.RIGHT, Girth.RIGHT, kept)
            assert await world.store.fit_reports.record(report)
        counts = await world.store.fit_reports.counts(SERVER, advice())
        assert (counts.reports, counts.kept) == (1, 0)

    async def test_a_fit_report_needs_a_size_given_in_that_server(self, world: World) -> None:
        plain, sized = await world.ask(), await world.sized()
        for turn_id, server in ((plain, SERVER), (sized, OTHER), ("gone", SERVER)):
            report = FitReport(turn_id, ANN, server, Taken.ADVISED, Length.RIGHT, Girth.RIGHT, True)
            assert not await world.store.fit_reports.record(report)

    async def test_the_synced_hash_is_remembered_by_scope(self, world: World) -> None:
        assert await world.store.command_hash.load("global") is None
        assert await world.store.command_hash.save("global", "abc")
        assert await world.store.command_hash.save("global", "def")
        assert await world.store.command_hash.load("global") == "def"
        assert await world.store.command_hash.load(str(SERVER)) is None
