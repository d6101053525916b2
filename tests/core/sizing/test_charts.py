"""The shipped charts: what is known about them holds, and conversions go through rows."""

from __future__ import annotations

import pytest

from bot.core.pack import Pack
from bot.core.sizing.chart import column_of, find_rows, label_column, row_on, size_row
from bot.core.sizing.knowledge import SizeChart
from bot.core.sizing.locate import Place, locate_foot, locate_label, locate_size
from bot.core.sizing.profile import Scale, Size, System


def _chart(pack: Pack, brand: str, scale: Scale) -> SizeChart:
    chart = pack.sizing.chart(brand, scale)
    assert chart is not None
    return chart


def _place(place: Place | None) -> tuple[float, float] | None:
    return (place.low, place.high) if place else None


def test_rows_rise_in_every_column(pack: Pack) -> None:
    """Within a chart a larger size is never a smaller number."""
    for chart in pack.sizing.charts:
        for column in (column_of(System.US), column_of(System.UK), column_of(System.EU), label_column):
            numbers = [number for row in chart.rows if (number := column(row)) is not None]
            assert numbers == sorted(numbers), (chart.brand, chart.scale)


def test_mens_and_womens_rows_of_a_pair_have_the_same_eu_size(pack: Pack) -> None:
    """Fifteen pairs on the maker's chart, 1.5 apart; their UK sizes always differ."""
    pairs = [
        (row, men)
        for row in _chart(pack, "asics", Scale.WOMEN).rows
        if (men := row_on(pack.sizing, row.us - pack.sizing.gender_step, Scale.MEN)) is not None
    ]
    assert len(pairs) >= 15
    assert all(women.eu == men.eu for women, men in pairs)
    assert all(women.uk != men.uk for women, men in pairs if women.uk is not None)


def test_confirmed_rows_are_those_that_several_sources_share(pack: Pack) -> None:
    """Men's 4 to 13 and women's 5 to 12."""
    men = [row.us for row in _chart(pack, "asics", Scale.MEN).rows if row.is_sure]
    women = [row.us for row in _chart(pack, "asics", Scale.WOMEN).rows if row.is_sure]
    assert (men[0], men[-1], women[0], women[-1]) == (4, 13, 5, 12)


@pytest.mark.parametrize("zone", [(Scale.MEN, 7.5, 10), (Scale.WOMEN, 6, 8.5)])
def test_makers_print_the_same_label_in_the_middle_sizes_only(zone: tuple[Scale, float, float], pack: Pack) -> None:
    """Nike and New Balance agree with the maker inside the zone that the pack names, and half a size past it do not."""
    scale, low, high = zone
    span = pack.sizing.limits.same_label_zone[scale]
    assert (span.low, span.high) == (low, high)
    for brand in ("nike", "new-balance"):
        theirs = {row.us: row.cm for row in _chart(pack, brand, scale).rows}
        ours = {row.us: row.cm for row in _chart(pack, "asics", scale).rows}
        inside = [us for us in ours if us in span]
        assert [theirs[us] for us in inside] == [ours[us] for us in inside]
        assert theirs[high + 1] != ours[high + 1]


@pytest.mark.parametrize(
    ("brand", "size", "scale", "expected"),
    [
        ("", Size(44, System.EU), Scale.MEN, (10, 10)),
        ("", Size(43, System.EU), Scale.MEN, (9, 9.5)),
        ("", Size(9, System.UK), Scale.MEN, (10, 10)),
        ("", Size(6.5, System.UK), Scale.WOMEN, (7, 7)),
        ("nike", Size(43, System.EU), Scale.MEN, (9.5, 9.5)),
        ("nike", Size(6, System.UK), Scale.MEN, (6.5, 7)),
        ("new-balance", Size(8.5, System.UK), Scale.MEN, (9, 9)),
        ("new-balance", Size(43, System.EU), Scale.WOMEN, (9.5, 9.5)),
        ("adidas", Size(42.67, System.EU), Scale.MEN, (9, 9)),
        ("adidas", Size(42.7, System.EU), Scale.MEN, (9, 9)),
        ("adidas", Size(42.5, System.EU), Scale.MEN, (8.5, 9)),
        ("adidas", Size(8, scale=Scale.WOMEN), Scale.WOMEN, (6.5, 6.5)),
        ("converse", Size(10, scale=Scale.WOMEN), Scale.WOMEN, (8.5, 8.5)),
        ("saucony", Size(44, System.EU), Scale.MEN, (10, 10)),
        ("", Size(15.5), Scale.MEN, (15, 16)),
        ("", Size(60, System.EU), Scale.MEN, None),
        ("", Size(1), Scale.MEN, None),
    ],
)
def test_a_size_finds_its_rows(
    brand: str, size: Size, scale: Scale, expected: tuple[float, float] | None, pack: Pack
) -> None:
    """One row, the two around it, or none."""
    assert _place(locate_size(pack.sizing, size, brand, scale)) == expected


def test_a_womens_size_never_passes_through_uk(pack: Pack) -> None:
    """The same pair has another UK size on each scale, so a UK size stays on the scale it was said on."""
    assert _place(locate_size(pack.sizing, Size(8, System.UK), "", Scale.WOMEN)) == (8.5, 8.5)
    assert _place(locate_size(pack.sizing, Size(8, System.UK), "", Scale.MEN)) == (9, 9)


def test_label_and_foot_are_different_columns(pack: Pack) -> None:
    """27 cm on a label is men's 9; a foot of 27 cm is men's 10."""
    assert _place(locate_label(pack.sizing, 27, Scale.MEN)) == (9, 9)
    assert _place(locate_foot(pack.sizing, 27)) == (10, 10)


def test_a_number_past_the_ends_of_a_chart_is_not_found(pack: Pack) -> None:
    """Nothing is counted on beyond the last row."""
    chart = _chart(pack, "asics", Scale.MEN)
    assert find_rows(chart, column_of(System.EU), 99) is None
    assert find_rows(None, column_of(System.EU), 44) is None


def test_what_no_row_holds_is_none(pack: Pack) -> None:
    """Men's 13.5 has no UK size in any source."""
    row = size_row(pack.sizing, 13.5, Scale.MEN)
    assert row is not None
    assert (row.uk, row.eu, row.us_women) == (None, 48.5, None)
    assert size_row(pack.sizing, 15.5, Scale.MEN) is None
