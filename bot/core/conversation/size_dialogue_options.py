"""What the menus of the size dialogue offer: scales, sizes, shoes and lengths, all from the pack's charts and shoes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.core.conversation.size_dialogue_card import MAX_OPTIONS, SelectOption
from bot.core.conversation.size_dialogue_state import Path
from bot.core.sizing.chart import column_of
from bot.core.sizing.knowledge import ChartRow, SizeChart, SizingKnowledge
from bot.core.sizing.numbers import plain_number
from bot.core.sizing.own_shoe import own_model
from bot.core.sizing.profile import Scale, System

SCALES = (
    ("us-men", "US men's"),
    ("us-women", "US women's"),
    ("eu-men", "EU men's"),
    ("eu-women", "EU women's"),
    ("uk-men", "UK men's"),
    ("uk-women", "UK women's"),
    ("us-unknown", "US, not sure whose"),
    ("eu-unknown", "EU, not sure whose"),
)
UNKNOWN_BRAND = "another"
"""A maker or a shoe that is not listed."""
_HALF_CM = 0.5


def scale_options() -> tuple[SelectOption, ...]:
    """Every numbering with every scale."""
    return tuple(SelectOption(value, label) for value, label in SCALES)


def parse_scale(value: str) -> tuple[System, Scale]:
    """`us-men` in its two parts; US and unknown for anything else."""
    system, _, scale = value.partition("-")
    known = value in dict(SCALES)
    return (System(system), Scale(scale)) if known else (System.US, Scale.UNKNOWN)


def scale_value(system: System, scale: Scale) -> str:
    """The two parts as a value of the menu."""
    value = f"{system}-{scale}"
    return value if value in dict(SCALES) else f"{System.US}-{Scale.UNKNOWN}"


def number_options(sizing: SizingKnowledge, path: Path, scale: str, brand: str) -> tuple[SelectOption, ...]:
    """The numbers of a path, rising: sizes of the maker's chart rows, centimetres of labels, or lengths of a foot."""
    if path is Path.FOOT:
        return tuple(_length(number) for number in _foot_lengths(sizing))
    _, row_scale = parse_scale(scale)
    chart = _chart(sizing, brand, row_scale)
    if path is Path.LABEL:
        return tuple(_length(number) for number in _values(chart, lambda row: row.cm))
    system, _ = parse_scale(scale)
    return tuple(SelectOption(f"{number:g}", plain_number(number)) for number in _values(chart, column_of(system)))


def _length(number: float) -> SelectOption:
    return SelectOption(f"{number:g}", f"{plain_number(number)} cm")


def _chart(sizing: SizingKnowledge, brand: str, scale: Scale) -> SizeChart | None:
    rows = Scale.MEN if scale is Scale.UNKNOWN else scale
    return sizing.chart(brand, rows) or sizing.chart(sizing.maker, rows)


def _values(chart: SizeChart | None, column: Callable[[ChartRow], float | None]) -> list[float]:
    """The numbers of a column, at most as many as a menu holds; rows that nobody confirmed go first, then the ends."""
    rows = [(value, row.is_sure) for row in (chart.rows if chart else ()) if (value := column(row)) is not None]
    sure = {value for value, is_sure in rows if is_sure}
    every = {value for value, _ in rows}
    return _middle(sorted(every if len(every) <= MAX_OPTIONS else sure or every))


def _middle(values: list[float]) -> list[float]:
    while len(values) > MAX_OPTIONS:
        values = values[1:] if len(values) % 2 else values[:-1]
    return values


def _foot_lengths(sizing: SizingKnowledge) -> list[float]:
    found = [row.foot_cm for chart in sizing.charts if chart.brand == sizing.maker for row in chart.rows]
    known = [length for length in found if length is not None]
    if not known:
        return []
    low, high = int(min(known) / _HALF_CM), int(max(known) / _HALF_CM) + 1
    return _middle([step * _HALF_CM for step in range(low, high + 1)])


def brand_options(sizing: SizingKnowledge, path: Path) -> tuple[SelectOption, ...]:
    """Makers to choose from, in the pack's order, and "another": those with shoes, or for labels those with a chart."""
    charted = {chart.brand for chart in sizing.charts}
    with_shoes = {shoe.brand for shoe in sizing.shoes.values()}
    wanted = charted if path is Path.LABEL else with_shoes
    found = [SelectOption(brand.id, brand.name) for brand in sizing.brands.values() if brand.id in wanted]
    return (*found[: MAX_OPTIONS - 1], SelectOption(UNKNOWN_BRAND, "Another make"))


def shoe_options(sizing: SizingKnowledge, brand: str) -> tuple[SelectOption, ...]:
    """The shoes of a maker in the pack's order, "some shoe of this make" last."""
    own = own_model(sizing)
    shoes = [shoe for shoe in sizing.shoes.values() if shoe.brand == brand]
    named = [shoe for shoe in shoes if not shoe.is_brand_only]
    others = [shoe for shoe in shoes if shoe.is_brand_only]
    found = [
        SelectOption(shoe.id, shoe.name, "The one you are asking about" if shoe.id == own else "") for shoe in named
    ]
    rest = [SelectOption(shoe.id, f"Another {shoe.name} shoe") for shoe in others]
    return (*found[: MAX_OPTIONS - len(rest)], *rest)[:MAX_OPTIONS]


def values_of(options: Iterable[SelectOption]) -> set[str]:
    """The values that a menu accepts."""
    return {option.value for option in options}
