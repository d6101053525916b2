"""From what a person says ("EU 43", "27.5 on the tag", "my foot is 26.2 cm") to a place on the maker's charts.

Every conversion goes through rows of a chart, and says which. Nothing here decides a size; `None` means that no row
of any chart could hold the number.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.sizing.chart import Found, column_of, find_rows, label_column, place_of, places
from bot.core.sizing.knowledge import ChartRow, SizeChart, SizingKnowledge
from bot.core.sizing.profile import Scale, Size, System


@dataclass(frozen=True, slots=True)
class Place:
    """Where something said stands on the men's scale of the maker's chart."""

    low: float
    high: float
    """Equal to `low` unless the number lies between two sizes."""
    is_sure: bool = True
    """False where a row that nobody confirmed was used."""
    chart: str = ""
    """`own`: the brand's chart. `missing`: the maker's, for want of the brand's. `other-scale`: no row there."""
    converted: str = ""
    """`eu`, `uk` or `us` (between scales) where a row was needed to get here; empty for a size taken as it is."""
    source: str = ""
    """Where the chart that was used stands."""


def locate_size(knowledge: SizingKnowledge, size: Size, brand: str, reading: Scale) -> Place | None:
    """The place of a size of `brand` (empty: the maker's), read as `reading` where the size does not say its scale."""
    scale = size.scale if size.scale is not Scale.UNKNOWN else reading
    if size.system is System.US:
        return _locate_us(knowledge, size.number, brand, scale)
    chart, status = _chart_of(knowledge, brand, scale)
    found = find_rows(chart, column_of(size.system), size.number)
    if chart and found:
        return _place(knowledge, chart, found, status, str(size.system))
    if size.system is not System.EU:
        return None
    other, status = _chart_of(knowledge, brand, _other(scale))
    found = find_rows(other, column_of(size.system), size.number)
    return _place(knowledge, other, found, "other-scale", "eu") if other and found else None


def _locate_us(knowledge: SizingKnowledge, number: float, brand: str, scale: Scale) -> Place | None:
    if scale is not Scale.WOMEN:
        return _held(knowledge, number)
    place, row = number - knowledge.gender_step, _row_of(knowledge, brand, number)
    if row is None or row.other_us in (None, place):
        return _held(knowledge, place)
    return _held(knowledge, place, "us", row.source)


def _row_of(knowledge: SizingKnowledge, brand: str, women: float) -> ChartRow | None:
    """A brand's own row for a women's size, which says what men's size it pairs it with."""
    chart = knowledge.chart(brand, Scale.WOMEN) if brand else None
    found = find_rows(chart, column_of(System.US), women)
    return found.low if found and found.is_exact else None


def _held(knowledge: SizingKnowledge, place: float, converted: str = "", source: str = "") -> Place | None:
    """`place` itself, or the two places around it that the maker makes."""
    known = places(knowledge)
    if place in known:
        return Place(place, place, True, "own", converted, source)
    below = [held for held in known if held < place]
    above = [held for held in known if held > place]
    return Place(below[-1], above[0], False, "own", converted, source) if below and above else None


def locate_label(knowledge: SizingKnowledge, cm: float, reading: Scale, brand: str = "") -> Place | None:
    """The place whose label on `brand`'s chart (empty: the maker's) carries the same centimetres."""
    for scale in (reading, _other(reading)):
        chart = knowledge.chart(brand or knowledge.maker, scale)
        found = find_rows(chart, label_column, cm)
        if chart and found:
            status = "own" if scale is reading else "other-scale"
            return _place(knowledge, chart, found, status, "")
        if brand:
            return None
    return None


def locate_foot(knowledge: SizingKnowledge, cm: float) -> Place | None:
    """The place of the smallest row that is cut for a foot at least as long; None for a foot that no row is cut for.

    A foot more than one size shorter than the smallest row is not an adult's on this chart: None as well.
    """
    chart = knowledge.chart(knowledge.maker, Scale.MEN)
    rows = [row for row in chart.rows if row.foot_cm is not None] if chart else []
    lengths = [row.foot_cm for row in rows if row.foot_cm is not None]
    if len(lengths) < 2 or cm <= lengths[0] - (lengths[1] - lengths[0]):
        return None
    fitting = next((row for row, length in zip(rows, lengths, strict=True) if length >= cm), None)
    return Place(fitting.us, fitting.us, fitting.is_sure, "own") if fitting else None


def _place(knowledge: SizingKnowledge, chart: SizeChart, found: Found, status: str, converted: str) -> Place | None:
    low, high = sorted(place_of(knowledge, chart, row) for row in (found.low, found.high))
    ends = [_held(knowledge, place, converted) for place in (low, high)]
    if ends[0] is None or ends[1] is None:
        return None
    return Place(ends[0].low, ends[1].high, _are_sure(found.low, found.high), status, converted, found.high.source)


def _are_sure(*rows: ChartRow) -> bool:
    return all(row.is_sure for row in rows)


def _chart_of(knowledge: SizingKnowledge, brand: str, scale: Scale) -> tuple[SizeChart | None, str]:
    own = knowledge.chart(brand or knowledge.maker, scale)
    return (own, "own") if own else (knowledge.chart(knowledge.maker, scale), "missing")


def _other(scale: Scale) -> Scale:
    return Scale.MEN if scale is Scale.WOMEN else Scale.WOMEN
