"""What the watch over the knowledge sees reaches the moderators, in order, and without the watch waiting for it."""

from __future__ import annotations

import asyncio

from bot.core.problems import Problem
from bot.serving.upkeep import News, tell_moderators

BROKEN = (Problem("faq/fit.yaml", 12, 3, "The key `titel` is not known", "write `title`"),)


class Ears:
    """Stands for the Discord client; remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    async def announce_problems(self, problems: tuple[Problem, ...]) -> None:
        self.told.append(problems)

    async def announce_pack(self) -> None:
        self.told.append("a new pack")

    async def remind_moderators(self) -> None:
        self.told.append("a reminder")


async def test_problems_and_new_packs_are_passed_on_in_order() -> None:
    news, ears = News(), Ears()
    news.put_nowait(BROKEN)
    news.put_nowait(())
    telling = asyncio.create_task(tell_moderators(news, ears))
    while len(ears.told) < 2:
        await asyncio.sleep(0)
    telling.cancel()
    assert ears.told == [BROKEN, "a new pack"]
