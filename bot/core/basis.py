"""Where a statement comes from: the three words that every reason, fact and answer carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Basis(StrEnum):
    """`guide`: the source articles. `chart`: a maker's size chart as transcribed. `house`: our own inference."""

    GUIDE = "guide"
    CHART = "chart"
    HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Source:
    """One place that facts come from (`sources.yaml`)."""

    id: str
    title: str
    kind: str
    """`article`, `chart`, `web` or `house`."""
    url: str = ""
    published: date | None = None
    accessed: date | None = None
    sections: tuple[str, ...] = ()
    """Section ids that `source: <id>#<section>` may name."""
