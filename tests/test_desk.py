"""The desk over a real database: what is answered is committed, and conversations do not mix."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.core.reply import Kind
from bot.core.sizing.advice import advise
from bot.core.sizing.profile import FitProfile, Scale, Size
from bot.core.sizing.recommendation import Recommendation
from bot.desk import FrontDesk
from bot.ports import Asker, ServerSettings, Store, Tone, WayIn
from bot.storage.store import StoreOptions, make_store

SERVER, CHANNEL, MEMBER = 11, 22, 33


class Shelf:
    """Libraries that are the same for every server."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def library(self, server_id: int | None) -> Library:
        return self._library

    async def prepare(self, server_id: int) -> None:
        """Always ready."""


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    opened = make_store(StoreOptions(tmp_path / "fitbot.sqlite3", clock=clock), "a key of sixteen characters")
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
def desk(shipped_library: Library, store: Store, clock: Clock) -> FrontDesk:
    return FrontDesk(Shelf(shipped_library), store, Policy(), clock)


def asker(
    member: int = MEMBER,
    channel: int = CHANNEL,
    server: int | None = SERVER,
    way: WayIn = WayIn.ASK,
    *,
    is_private: bool = False,
) -> Asker:
    return Asker(member, server, channel, way, is_private)


async def test_an_answer_is_committed_before_it_is_given(desk: FrontDesk, store: Store) -> None:
    answered = await desk.ask("do they stretch", asker())

    kept = await store.sessions.find_turn(answered.turn_id, MEMBER)
    assert kept is not None
    assert (kept.entry, kept.kind, kept.is_asker) == ("stretch", Kind.ANSWER, True)


async def test_an_entry_picked_from_the_completions_is_shown_as_it_is(desk: FrontDesk) -> None:
    picked = desk.complete("award", SERVER)[0]

    assert (await desk.ask(picked.id, asker())).turn.entry == picked.id


async def test_a_follow_up_is_understood_by_its_own_member_only(desk: FrontDesk) -> None:
    await desk.ask("im a 9, what size?", asker())

    theirs = await desk.ask("women's", asker(member=99))
    own = await desk.ask("women's", asker())

    assert theirs.turn.kind is not Kind.SIZE
    assert own.turn.kind is Kind.SIZE


async def test_a_follow_up_in_another_channel_starts_afresh(desk: FrontDesk) -> None:
    await desk.ask("I'm a US men's 10", asker())

    elsewhere = await desk.ask("what size should I get?", asker(channel=77))

    assert elsewhere.turn.kind is Kind.CLARIFY


async def test_what_is_said_in_private_never_comes_back_in_the_open(desk: FrontDesk) -> None:
    await desk.ask("I'm a US women's 8.5, wide feet", asker(is_private=True))

    in_the_open = await desk.ask("what size should I get?", asker())

    assert in_the_open.turn.kind is Kind.CLARIFY
    assert desk.known_profile(asker()) == FitProfile()


async def test_a_size_from_the_dialogue_stays_private(desk: FrontDesk, shipped_library: Library) -> None:
    advice = advise(FitProfile(usual=(Size(8.5, scale=Scale.WOMEN),), scale=Scale.WOMEN), shipped_library.pack.sizing)
    assert isinstance(advice, Recommendation)
    await desk.keep_size(advice, asker(is_private=True, way=WayIn.SIZE))

    open_turn = await desk.ask("9.5 men's in air force 1s", asker())
    own_turn = await desk.ask("what if my feet are really wide?", asker(is_private=True))

    assert open_turn.turn.size is not None
    assert open_turn.turn.size.profile.usual == ()
    assert own_turn.turn.size is not None


async def test_a_private_conversation_goes_on_from_what_was_said_in_the_open(desk: FrontDesk) -> None:
    await desk.ask("I'm a US men's 10", asker())

    assert desk.known_profile(asker(is_private=True)).usual[0].number == 10


async def test_a_direct_message_is_one_conversation(desk: FrontDesk) -> None:
    await desk.ask("I'm a US men's 10", asker(server=None, is_private=True))

    assert (await desk.ask("what size should I get?", asker(server=None))).turn.kind is Kind.SIZE


async def test_a_press_after_a_quarter_of_an_hour_does_not_bring_old_facts_back(desk: FrontDesk, clock: Clock) -> None:
    await desk.ask("I'm a US men's 10", asker())
    clock.now += timedelta(minutes=16)
    await desk.show("stretch", asker())

    assert desk.known_profile(asker()) == FitProfile()


async def test_old_conversations_are_dropped_from_memory(desk: FrontDesk, clock: Clock) -> None:
    for member in range(50):
        await desk.ask("do they stretch", asker(member=member))
    clock.now += timedelta(minutes=16)

    await desk.ask("do they stretch", asker(member=99))

    assert desk.conversations == 1


async def test_not_helpful_becomes_a_gap_where_the_server_keeps_text(desk: FrontDesk, store: Store) -> None:
    await store.settings.change(SERVER, _with_text)
    answered = await desk.ask("do they stretch", asker())

    assert await desk.feedback(answered.turn_id, asker(), is_helpful=False)

    gaps = await store.gaps.list(SERVER)
    assert [(gap.reason, gap.text, gap.entry) for gap in gaps] == [("not-helpful", "do they stretch", "stretch")]


async def test_none_of_these_says_where_to_go_next(desk: FrontDesk) -> None:
    answered = await desk.ask("do they stretch", asker())

    said = await desk.none_of_these(answered.turn_id, asker())

    assert said is not None
    assert said.turn.kind is Kind.NONE
    assert await desk.is_asker(said.turn_id, MEMBER)


async def test_taking_away_the_reply_to_none_of_these_keeps_the_gap(desk: FrontDesk, store: Store) -> None:
    await store.settings.change(SERVER, _with_text)
    answered = await desk.ask("tell me a thing about them", asker())
    said = await desk.none_of_these(answered.turn_id, asker())
    assert said is not None
    assert said.turn_id != answered.turn_id

    await desk.dismiss(said.turn_id, asker())

    held = [row.values for row in await store.privacy.show(MEMBER) if "verdict" in row.values]
    assert sorted(str(row["verdict"]) for row in held) == ["dismissed", "none-of-these"]


async def test_a_reason_is_kept_with_the_opinion_and_no_gap_is_counted_twice(desk: FrontDesk, store: Store) -> None:
    await store.settings.change(SERVER, _with_text)
    answered = await desk.ask("do they stretch", asker())

    await desk.feedback(answered.turn_id, asker(), is_helpful=False)
    await desk.feedback(answered.turn_id, asker(), is_helpful=False, reason="outdated")

    held = [row.values for row in await store.privacy.show(MEMBER) if "verdict" in row.values]
    assert [(row["verdict"], row["reason"]) for row in held] == [("not-helpful", "outdated")]
    assert len(await store.gaps.list(SERVER)) == 1


async def test_a_press_under_an_unknown_turn_changes_nothing(desk: FrontDesk) -> None:
    assert await desk.none_of_these("nosuchturn", asker()) is None
    assert not await desk.feedback("nosuchturn", asker(), is_helpful=True)
    assert not await desk.is_asker("nosuchturn", MEMBER)


async def test_a_server_that_only_wants_suggestions_gets_choices_unasked(desk: FrontDesk, store: Store) -> None:
    await store.settings.change(SERVER, lambda old: replace(old, tone=Tone.SUGGEST))

    unasked = await desk.ask("do they stretch", asker(way=WayIn.MENTION))
    asked = await desk.ask("do they stretch", asker(way=WayIn.ASK))

    assert unasked.turn.kind is Kind.CHOOSE
    assert unasked.turn.choices[0] == "stretch"
    assert asked.turn.kind is Kind.ANSWER


async def test_a_size_is_kept_so_that_it_can_be_given_again(desk: FrontDesk, store: Store, clock: Clock) -> None:
    await desk.ask("I'm a US men's 10, wide feet", asker())

    sizes = await store.replays.sizes(clock() - timedelta(days=1))
    assert [(size.primary_us_men, size.is_replayable) for size in sizes] == [(10, True)]


async def test_browsing_lists_every_topic_but_small_talk(desk: FrontDesk) -> None:
    topics = desk.topics(SERVER)

    assert "bot" not in topics
    assert {"sizing", "comparing", "comfort", "running", "buying", "story", "limits"} <= set(topics)
    assert next(iter(topics)) == "sizing"
    assert desk.topic_titles(SERVER)["limits"] == "Care, fakes, returns"


def _with_text(old: ServerSettings) -> ServerSettings:
    return replace(old, allow_gap_text=True)


async def test_words_behind_a_reply_go_with_their_member_their_message_and_their_hour(
    desk: FrontDesk, store: Store, clock: Clock
) -> None:
    await store.settings.change(SERVER, lambda old: replace(old, allow_gap_text=True))
    kept = [
        await desk.ask("do they stretch", Asker(MEMBER, SERVER, CHANNEL, WayIn.MENTION), message_id=n) for n in (1, 2)
    ]
    desk.forget_message(1)
    presser = Asker(MEMBER + 1, SERVER, CHANNEL, WayIn.BUTTON)
    assert await desk.feedback(kept[0].turn_id, presser, is_helpful=False)
    assert await store.gaps.list(SERVER) == ()
    clock.now += timedelta(hours=1, seconds=1)
    desk.drop_old()
    assert await desk.feedback(kept[1].turn_id, presser, is_helpful=False)
    assert await store.gaps.list(SERVER) == ()
    fresh = await desk.ask("do they stretch", Asker(MEMBER, SERVER, CHANNEL, WayIn.MENTION), message_id=3)
    desk.forget(MEMBER)
    assert await desk.feedback(fresh.turn_id, presser, is_helpful=False)
    assert await store.gaps.list(SERVER) == ()
    last = await desk.ask("do they stretch", Asker(MEMBER, SERVER, CHANNEL, WayIn.MENTION), message_id=4)
    assert await desk.feedback(last.turn_id, presser, is_helpful=False)
    assert [gap.text for gap in await store.gaps.list(SERVER)] == ["do they stretch"]


async def test_a_servers_own_entries_are_made_ready_before_an_overheard_message_is_read(
    shipped_library: Library, store: Store, clock: Clock
) -> None:
    class Slow(Shelf):
        prepared: tuple[int, ...] = ()

        async def prepare(self, server_id: int) -> None:
            self.prepared += (server_id,)

    shelf = Slow(shipped_library)
    await FrontDesk(shelf, store, Policy(), clock).overhear("do they stretch", Asker(1, SERVER, 2, WayIn.LISTEN))
    assert shelf.prepared == (SERVER,)


async def test_only_entries_that_come_near_are_offered_for_somebodys_message(desk: FrontDesk) -> None:
    offered = desk.preview("anyone know if these stretch out over time??", SERVER)

    assert offered[0].id == "stretch"
    assert len(offered) < 5


async def test_an_unknown_shoe_is_a_gap_of_the_message_that_named_it_alone(desk: FrontDesk, store: Store) -> None:
    await store.settings.change(SERVER, lambda old: replace(old, allow_gap_text=True))
    member = Asker(MEMBER, SERVER, CHANNEL, WayIn.MENTION)
    await desk.ask("i wear 9.5 in zqxj dunkfoo shoes, mens", member, message_id=1)
    await desk.ask("and i have wide feet, what size", member, message_id=2)
    assert [gap.text for gap in await store.gaps.list(SERVER)] == ["zqxj dunkfoo"]
    assert await store.sessions.forget_message(1) == 1
    assert await store.gaps.list(SERVER) == ()
