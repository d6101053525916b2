"""Looking things up in size charts: by row only, never by a formula.

A place on the charts is a number of the maker's men's scale; a women's row is found by the maker's own step between
the two scales. What no row holds is None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bot.core.sizing.knowledge import ChartRow, SizeChart, SizingKnowledge
from bot.core.sizing.profile import Scale, System
from bot.core.sizing.recommendation import SizeRow

SAME_NUMBER = 0.06
"""Two printed sizes this close are one: a third of a size is written 42.66, 42.67 or 42.7."""

Column = Callable[[ChartRow], float | None]


def column_of(system: System) -> Column:
    """The column of a chart that a numbering system is read from."""
    columns: dict[System, Column] = {
        System.US: lambda row: row.us,
        System.UK: lambda row: row.uk,
        System.EU: lambda row: row.eu,
    }
    return columns[system]


def label_column(row: ChartRow) -> float | None:
    """Centimetres on the label."""
    return row.cm


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that a number falls on: one, or two neighbours when it lies between them."""

    low: ChartRow
    high: ChartRow

    @property
    def is_exact(self) -> bool:
        """Whether one row holds the number."""
        return self.low == self.high


def find_rows(chart: SizeChart | None, column: Column, number: float) -> Found | None:
    """The row that holds `number`, or its two neighbours; None beyond either end. Two rows that both hold it are both
    given, as neighbours are.
    """
    rows = [(value, row) for row in (chart.rows if chart else ()) if (value := column(row)) is not None]
    same = [row for value, row in rows if abs(value - number) < SAME_NUMBER]
    if same:
        return Found(same[0], same[-1])
    below = [row for value, row in rows if value < number]
    above = [row for value, row in rows if value > number]
    return Found(below[-1], above[0]) if below and above else None


@lru_cache(maxsize=256)
def row_on(knowledge: SizingKnowledge, place: float, scale: Scale) -> ChartRow | None:
    """The maker's row on a scale for a place on the men's scale, or None where the chart has no such size."""
    chart = knowledge.chart(knowledge.maker, scale)
    us = place + knowledge.gender_step if scale is Scale.WOMEN else place
    return next((row for row in chart.rows if row.us == us), None) if chart else None


@lru_cache(maxsize=256)
def size_row(knowledge: SizingKnowledge, place: float, scale: Scale) -> SizeRow | None:
    """A place in all systems as read by somebody on `scale` (MEN or WOMEN); None where neither chart has the size.

    `uk` and `cm` come from that scale's own row, `eu` from either, since both charts print the same one.
    """
    men, women = row_on(knowledge, place, Scale.MEN), row_on(knowledge, place, Scale.WOMEN)
    own, other = (women, men) if scale is Scale.WOMEN else (men, women)
    if own is None and other is None:
        return None
    eu = own.eu if own and own.eu is not None else other.eu if other else None
    return SizeRow(
        us_men=men.us if men else None,
        us_women=women.us if women else None,
        uk=own.uk if own else None,
        eu=eu,
        cm=own.cm if own else None,
        row=scale,
    )


@lru_cache(maxsize=8)
def places(knowledge: SizingKnowledge) -> tuple[float, ...]:
    """Every place that a row of either of the maker's charts holds, rising."""
    men = knowledge.chart(knowledge.maker, Scale.MEN)
    women = knowledge.chart(knowledge.maker, Scale.WOMEN)
    found = {row.us for row in men.rows} if men else set()
    found |= {row.us - knowledge.gender_step for row in women.rows} if women else set()
    return tuple(sorted(found))


def place_of(knowledge: SizingKnowledge, chart: SizeChart, row: ChartRow) -> float:
    """Where the US size of a row of any maker's chart stands on the men's scale of the pack's own maker."""
    return row.us if chart.scale is not Scale.WOMEN else row.us - knowledge.gender_step


def is_held(knowledge: SizingKnowledge, place: float) -> bool:
    """Whether a row of either of the maker's charts holds the place."""
    return row_on(knowledge, place, Scale.MEN) is not None or row_on(knowledge, place, Scale.WOMEN) is not None


def settle(knowledge: SizingKnowledge, place: float) -> float:
    """The nearest place that a chart holds, not above `place`; the lowest one below all rows."""
    if is_held(knowledge, place):
        return place
    held = [known for known in places(knowledge) if known <= place]
    return held[-1] if held else places(knowledge)[0]
