"""Pictures of counts: real PNGs of a readable size, for any counts; none where drawing is not installed."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.charts import WIDTH, draw_report
from bot.core.reply import Kind
from bot.ports.stats import DayCount, EntryCount, FunnelStep, Period, StatsReport

ALTS = {"days": "By day.", "entries": "By entry.", "funnel": "By step."}


def report(days: int, turns: int = 9) -> StatsReport:
    counts = tuple(DayCount(date(2026, 1, 1) + timedelta(days=at), turns, 2, turns // 2, 1) for at in range(days))
    entries = tuple(EntryCount(f"entry-{at}", 30 - at, 1, 0, at, 1) for at in range(30))
    steps = tuple(FunnelStep(name, reached, 1, 0, 2) for name, reached in (("size", 9), ("foot", 4)))
    period = Period(counts[0].on, counts[-1].on)
    return StatsReport(
        period, 5, 3, days * turns, 8.0, counts, ((Kind.ANSWER, 4),), (("ask", 4),), entries, steps, 9, 4, ()
    )


@pytest.mark.parametrize("days", [1, 7, 31, 365])
def test_every_period_gives_pictures_that_open(days: int) -> None:
    titles = {"entry-0": "Ω" * 300, "entry-1": ""}

    pictures = draw_report(report(days), titles, ALTS)

    assert [(picture.filename, picture.alt) for picture in pictures] == [
        ("days.png", "By day."),
        ("entries.png", "By entry."),
        ("size-dialogue.png", "By step."),
    ]
    for picture in pictures:
        with Image.open(BytesIO(picture.png)) as image:
            image.load()
            assert image.width == WIDTH
            assert len(image.convert("RGB").getcolors(1 << 20) or ()) > 2
        assert len(picture.png) < 100_000


def test_nothing_asked_is_not_drawn() -> None:
    assert draw_report(report(7, turns=0), {}, ALTS) == ()


def test_without_the_extra_there_are_no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)

    assert draw_report(report(7), {}, ALTS) == ()
