"""Work beside the conversation goes on, whatever happens in it, and ends with its block."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.background import Background, every


async def test_a_task_that_fails_is_logged_and_begins_again(caplog: pytest.LogCaptureFixture) -> None:
    begun = asyncio.Semaphore(0)

    async def fails() -> None:
        begun.release()
        raise RuntimeError("a disk is gone")

    with caplog.at_level(logging.ERROR):
        async with Background(restart_s=0.001) as background, asyncio.timeout(5):
            background.keep("fragile", fails)
            for _ in range(3):
                await begun.acquire()

    assert "'fragile' failed" in caplog.records[0].getMessage()


async def test_leaving_the_block_waits_until_every_task_has_cleaned_up() -> None:
    ended: list[str] = []

    async def tidy() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("tidy")

    async with Background() as background:
        background.keep("tidy", tidy)
        await asyncio.sleep(0)

    assert ended == ["tidy"]


async def test_every_does_it_at_once_and_then_again() -> None:
    done = asyncio.Semaphore(0)

    async def work() -> None:
        done.release()

    task = asyncio.create_task(every(0.001, work))
    async with asyncio.timeout(5):
        for _ in range(3):
            await done.acquire()
    task.cancel()
