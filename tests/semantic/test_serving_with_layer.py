"""A serving process has the layer look at doubts as soon as it can, in answers and in trials, and ends with it."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path

import pytest

from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.core.reply import Kind
from bot.ports import Asker, WayIn
from bot.serving.bureau import Bureau, open_bureau
from bot.settings import Settings
from tests.semantic.conftest import ACCEPTED, DOUBTFUL, TINY

ASKER = Asker(1, 2, 3, WayIn.ASK)
SECONDS = 20


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "data", tmp_path / "cache", TINY)


async def first_close_answer(bureau: Bureau) -> str:
    """The entry shown for the doubt once the layer is ready; until then words alone offer a choice."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        turn = (await bureau.desk.ask(DOUBTFUL, ASKER)).turn
        if turn.kind is Kind.ANSWER:
            return turn.entry
        assert turn.kind is Kind.CHOOSE
        await asyncio.sleep(0.05)
    raise AssertionError("the layer never became ready")


async def test_members_and_moderators_get_the_same_closer_look(settings: Settings, tiny_library: Library) -> None:
    async with open_bureau(settings, Policy(ACCEPTED), tiny_library, settings.database) as bureau:
        assert await first_close_answer(bureau) == "sizing"
        trial = await bureau.workshop.try_text(2, DOUBTFUL)

    assert [name.entry_id for name in trial.standing.entries] == ["sizing"]
    assert list(settings.cache_dir.glob("*.sentences"))


async def test_switched_off_nothing_of_it_runs(settings: Settings, tiny_library: Library) -> None:
    off = Settings(settings.data_dir, settings.cache_dir, TINY, semantic=False)
    async with open_bureau(off, Policy(ACCEPTED), tiny_library, off.database) as bureau:
        answered = await bureau.desk.ask(DOUBTFUL, ASKER)
        trial = await bureau.workshop.try_text(2, DOUBTFUL)

    assert answered.turn.kind is trial.kind is Kind.CHOOSE
    assert not list(settings.cache_dir.glob("*.sentences"))


async def test_a_process_ends_while_a_pack_is_being_read(settings: Settings, shipped_library: Library) -> None:
    """The shipped pack takes many seconds to read."""
    async with open_bureau(settings, Policy(ACCEPTED), shipped_library, settings.database) as bureau:
        await bureau.desk.ask("my toes go numb halfway through my shift, are there wider ones", ASKER)
        while "semantic layer" not in {thread.name for thread in threading.enumerate()}:
            await bureau.desk.ask("anyone know roughly how the Kayano 14s run?", ASKER)
        began_s = time.monotonic()

    assert time.monotonic() - began_s < 5
    assert "semantic layer" not in {thread.name for thread in threading.enumerate()}
