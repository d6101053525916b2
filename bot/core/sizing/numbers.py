"""Sizes and lengths as people write them: 10, 10.5, "EU 42 2/3", "27.5 cm"."""

from __future__ import annotations

from bot.core.sizing.profile import Scale, Size
from bot.core.sizing.recommendation import SizeRow

_THIRDS = {0.33: " 1/3", 0.67: " 2/3"}
_SCALE_WORDS = {Scale.MEN: "men's ", Scale.WOMEN: "women's ", Scale.UNKNOWN: ""}


def plain_number(number: float) -> str:
    """A number without needless decimals: 10, 10.5, 28.25; thirds as on the box: 42 2/3."""
    third = _THIRDS.get(round(number % 1, 2))
    return f"{int(number)}{third}" if third else f"{number:.2f}".rstrip("0").rstrip(".")


def json_number(number: float | None) -> float | int | None:
    """The number as JSON shows it: an int where it is whole."""
    if number is None:
        return None
    return int(number) if float(number).is_integer() else number


def centimetres(number: float) -> str:
    """A length with its unit."""
    return f"{plain_number(number)} cm"


def say_size(size: Size) -> str:
    """A size as the person gave it: "US 10", "women's US 8.5", "EU 43"."""
    return f"{_SCALE_WORDS[size.scale]}{size.system.upper()} {plain_number(size.number)}"


def say_row(row: SizeRow | None) -> str:
    """A size row in one system: its own scale's US number, else the other's, else EU; empty for None."""
    if row is None:
        return ""
    order = [("US women's", row.us_women), ("US men's", row.us_men)]
    if row.row is not Scale.WOMEN:
        order.reverse()
    order.append(("EU", row.eu))
    return next((f"{word} {plain_number(number)}" for word, number in order if number is not None), "")
