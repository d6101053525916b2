"""The heartbeat file is young exactly while the bot is well."""

from __future__ import annotations

import asyncio
import logging
import math
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from bot.health.heartbeat import MAX_LATENCY_S, Pulse, age_s, beat

WELL = Pulse(is_ready=True, latency_s=0.1)


@asynccontextmanager
async def beating(path: Path, pulses: list[Pulse]) -> AsyncIterator[None]:
    """A heart that feels the last of `pulses`."""
    task = asyncio.create_task(beat(path, lambda: pulses[-1], every_s=0.01))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _until_there(path: Path) -> None:
    async with asyncio.timeout(5):
        while not path.exists():
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("pulse", "is_well"),
    [
        (WELL, True),
        (Pulse(False, 0.1), False),
        (Pulse(True, math.inf), False),
        (Pulse(True, math.nan), False),
        (Pulse(True, MAX_LATENCY_S), False),
    ],
)
def test_the_bot_is_well_while_connected_and_answered_in_time(pulse: Pulse, is_well: bool) -> None:
    assert pulse.is_well is is_well


async def test_the_file_is_touched_again_and_again_while_the_bot_is_well(tmp_path: Path) -> None:
    path = tmp_path / "heartbeat"
    async with beating(path, [WELL]):
        await _until_there(path)
        os.utime(path, (0, 0))
        async with asyncio.timeout(5):
            while path.stat().st_mtime == 0:
                await asyncio.sleep(0.01)


async def test_the_file_grows_old_while_the_bot_is_not_connected(tmp_path: Path) -> None:
    path, pulses = tmp_path / "heartbeat", [Pulse(False, math.inf)]
    async with beating(path, pulses):
        await asyncio.sleep(0.05)
        assert not path.exists()
        pulses.append(WELL)
        await _until_there(path)


async def test_a_file_that_cannot_be_touched_is_complained_of_once_and_harms_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "missing" / "heartbeat"
    with caplog.at_level(logging.ERROR):
        async with beating(path, [WELL]):
            await asyncio.sleep(0.1)
            assert len(caplog.records) == 1
            path.parent.mkdir()
            await _until_there(path)


def test_age_is_told_in_seconds_and_none_without_a_file(tmp_path: Path) -> None:
    path = tmp_path / "heartbeat"
    assert age_s(path, 100.0) is None
    path.touch()
    os.utime(path, (40, 40))
    assert age_s(path, 100.0) == 60.0
