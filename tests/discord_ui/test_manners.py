"""Pace and repeats, by a clock that may be set back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.discord_ui.manners import MEMBER_TURNS, Manners, Pace, Spot


class HandClock:
    now = datetime(2026, 3, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_a_clock_that_is_set_back_leaves_nobody_waiting_for_an_hour() -> None:
    clock = HandClock()
    manners = Manners(clock)
    paces = [manners.pace(1, 2) for _ in range(MEMBER_TURNS + 1)]
    assert paces[-1] is Pace.JUST_OVER
    manners.remember("stretch", Spot(2, 3, "https://discord.com/channels/1/2/3"))
    clock.now -= timedelta(hours=1)
    assert manners.pace(1, 2) is Pace.FINE
    assert manners.recall("stretch", 2) is None
