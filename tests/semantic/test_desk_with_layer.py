"""The desk asks the layer beside the event loop, and logs what an answer rested on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.faq.decision import Policy
from bot.core.faq.thesaurus import Floats
from bot.core.pack import Library
from bot.core.reply import Kind
from bot.desk import FrontDesk
from bot.knowledge.libraries import ServerLibraries
from bot.ports import Asker, Store, TurnRecord, WayIn
from bot.semantic.encoder import MiniLm
from bot.semantic.layer import SemanticLayer
from bot.storage.store import StoreOptions, make_store
from tests.semantic.conftest import ACCEPTED, DOUBTFUL, SURE, Counting

ASKER = Asker(1, 2, 3, WayIn.ASK)


class Watched(Counting):
    """The real encoder, and which threads it ran in."""

    def __init__(self, encoder: MiniLm) -> None:
        super().__init__(encoder)
        self.threads: set[int] = set()

    def vector(self, text: str) -> Floats:
        self.threads.add(threading.get_ident())
        return super().vector(text)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = make_store(StoreOptions(tmp_path / "fitbot.sqlite3"), "a key of sixteen characters")
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
def watched(encoder: MiniLm) -> Watched:
    return Watched(encoder)


@pytest.fixture
def turns() -> list[TurnRecord]:
    return []


@pytest.fixture
def desk(tiny_library: Library, store: Store, watched: Watched, turns: list[TurnRecord]) -> FrontDesk:
    look = SemanticLayer(None, waits=True, open_with=lambda: watched)
    return FrontDesk(
        ServerLibraries(tiny_library),
        store,
        Policy(ACCEPTED),
        lambda: datetime.now(UTC),
        on_turn=turns.append,
        look=look,
    )  # fmt: skip


async def test_a_doubt_is_answered_and_never_read_on_the_event_loop(desk: FrontDesk, watched: Watched) -> None:
    answered = await desk.ask(DOUBTFUL, ASKER)

    assert answered.turn.entry == "sizing"
    assert watched.threads
    assert threading.get_ident() not in watched.threads


async def test_the_loop_goes_on_while_a_pack_is_read(desk: FrontDesk, watched: Watched) -> None:
    beats = 0
    asking = asyncio.create_task(desk.ask(DOUBTFUL, ASKER))
    while not asking.done():
        await asyncio.sleep(0.001)
        beats += bool(watched.read)

    assert (await asking).turn.kind is Kind.ANSWER
    assert beats >= 5


async def test_the_log_tells_whether_an_answer_rested_on_words_alone(
    desk: FrontDesk, tiny_library: Library, watched: Watched, turns: list[TurnRecord]
) -> None:
    await desk.ask(SURE, ASKER)
    await desk.ask(DOUBTFUL, ASKER)

    assert [turn.knowledge_digest for turn in turns] == [
        tiny_library.pack.digest,
        f"{tiny_library.pack.digest}+{watched.name}",
    ]


async def test_what_nobody_addressed_to_the_bot_is_never_read(desk: FrontDesk, watched: Watched) -> None:
    await desk.overhear(DOUBTFUL, Asker(1, 2, 3, WayIn.LISTEN))

    assert watched.read == []


async def test_what_a_member_said_meanwhile_is_not_forgotten(desk: FrontDesk) -> None:
    """While a doubt is looked at, the same member states a size: the next question knows of it."""
    await asyncio.gather(desk.ask(DOUBTFUL, ASKER), desk.ask("US men's 10, what size?", ASKER))

    assert desk.known_profile(ASKER).usual
