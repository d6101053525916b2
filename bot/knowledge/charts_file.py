"""`size_charts.yaml`: makers' charts, row by row. A unisex chart becomes one chart for each scale."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core.sizing.knowledge import ChartRow, SizeChart
from bot.core.sizing.profile import Scale
from bot.knowledge.containers import ListOf
from bot.knowledge.fields import Boolean, Number, OneOf, Ref
from bot.knowledge.nodes import Mapping, Node, find_node
from bot.knowledge.origin_keys import source_key
from bot.knowledge.reading import Reading
from bot.knowledge.records import Key, Record, Values, optional, required
from bot.knowledge.rule_conditions import NumberOrNothing

_NOTHING: tuple[float, ...] = ()


def _number(name: str, about: str) -> Key[tuple[float, ...]]:
    return optional(name, NumberOrNothing(), _NOTHING, about)


_US = _number("us", "US size on the chart's own scale.")
_US_MEN = _number("us_men", "US men's size; on a unisex chart.")
_US_WOMEN = _number("us_women", "US women's size; on a unisex chart.")
_UK = _number("uk", "UK size.")
_EU = _number("eu", "EU size; thirds with two decimals: 42.67.")
_CM = _number("cm", "Centimetres printed on the label; never a foot's length.")
_FOOT = _number("foot_cm", "Bare foot length that the size is cut for.")
_OTHER = _number("other_us", "The same pair on the maker's other scale.")
_SURE = optional("sure", Boolean(), True, "false where fewer than two sources that name the brand agree.")


@dataclass(frozen=True, slots=True)
class _Line:
    """One row as written, before it is known on which scale it is read."""

    men: float | None
    women: float | None
    row: ChartRow


def _first(numbers: tuple[float, ...]) -> float | None:
    return numbers[0] if numbers else None


def _line(got: Values) -> _Line:
    us = _first(got[_US])
    row = ChartRow(
        us=us or 0.0,
        uk=_first(got[_UK]),
        eu=_first(got[_EU]),
        cm=_first(got[_CM]),
        foot_cm=_first(got[_FOOT]),
        other_us=_first(got[_OTHER]),
        is_sure=got[_SURE],
    )
    return _Line(us if us is not None else _first(got[_US_MEN]), _first(got[_US_WOMEN]), row)


_LINE = Record("a chart row", (_US, _US_MEN, _US_WOMEN, _UK, _EU, _CM, _FOOT, _OTHER, _SURE), _line)
_BRAND = required("brand", Ref("brand"), "Id of the maker, listed in reference_shoes.yaml.")
_SCALE = required(
    "scale",
    OneOf({"men": Scale.MEN, "women": Scale.WOMEN, "unisex": Scale.UNKNOWN}),
    "Whose sizes `us` holds; unisex charts hold us_men and us_women instead.",
)
_SOURCE = source_key()
_ROWS = required("rows", ListOf(_LINE, min_items=1, unique=False), "Rows in rising order.")


def _charts(got: Values) -> tuple[SizeChart, ...]:
    brand, scale, source = got[_BRAND], got[_SCALE], got[_SOURCE]
    lines = tuple(replace(line, row=replace(line.row, source=source)) for line in got[_ROWS])
    if scale is not Scale.UNKNOWN:
        return (SizeChart(brand, scale, tuple(line.row for line in lines)),)
    men = tuple(replace(line.row, us=line.men, other_us=line.women) for line in lines if line.men is not None)
    women = tuple(replace(line.row, us=line.women, other_us=line.men) for line in lines if line.women is not None)
    return (SizeChart(brand, Scale.MEN, men), SizeChart(brand, Scale.WOMEN, women))


_CHART = Record("a size chart", (_BRAND, _SCALE, _SOURCE, _ROWS), _charts)
_STEP = required("gender_step", Number(0, 3), "US women's size minus US men's size of one pair.")
_CHARTS = required("charts", ListOf(_CHART, min_items=1, unique=False), "One block for each maker and scale.")


@dataclass(frozen=True, slots=True)
class ChartsFile:
    """What `size_charts.yaml` says."""

    gender_step: float
    charts: tuple[SizeChart, ...]


def _file(got: Values) -> ChartsFile:
    return ChartsFile(got[_STEP], tuple(chart for charts in got[_CHARTS] for chart in charts))


CHARTS = Record("size_charts.yaml", (_STEP, _CHARTS), _file)


def read_charts(node: Node, reading: Reading) -> ChartsFile | None:
    """The charts, or None after problems were collected. Rows have to rise, and each needs its US size."""
    found = CHARTS.read(node, reading)
    blocks = node.get("charts") if isinstance(node, Mapping) else None
    for block in getattr(blocks, "items", ()):
        _check_rows(block, reading)
    return found


def _check_rows(block: Node, reading: Reading) -> None:
    rows = find_node(block, "rows")
    is_unisex = getattr(find_node(block, "scale"), "text", "") == "unisex"
    wanted = ("us_men", "us_women") if is_unisex else ("us",)
    last: dict[str, float] = {}
    for row in getattr(rows, "items", ()):
        if not isinstance(row, Mapping):
            continue
        if not any(_value(row, key) is not None for key in wanted):
            reading.complain(row, f"this row has no `{wanted[0]}`", f"add `{wanted[0]}:`")
        for key in (*wanted, "eu", "cm", "foot_cm"):
            number = _value(row, key)
            if number is not None and key in last and (number < last[key] or (number == last[key] and key in wanted)):
                reading.complain(row, f"`{key}` {number:g} does not rise after {last[key]:g}", "put the rows in order")
            last[key] = number if number is not None else last.get(key, number or 0.0)


def _value(row: Mapping, key: str) -> float | None:
    value = getattr(row.get(key), "value", None)
    return value if isinstance(value, float) else None
