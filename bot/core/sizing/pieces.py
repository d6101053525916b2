"""One piece of evidence: a place on the charts with the facts that rules may ask about. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.sizing.knowledge import FactValue, SizingKnowledge
from bot.core.sizing.locate import Place
from bot.core.sizing.profile import Scale

Facts = Mapping[str, FactValue]

LABEL, USUAL, UNKNOWN_SHOE, FOOT = "label", "usual", "unknown-shoe", "foot-length"
"""The classes of evidence that do not come from a reference shoe's own line."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing to start from, as read on one scale."""

    kind: str
    """Class id; its rank is its position in `SizingKnowledge.evidence`."""
    rank: int
    """0 is the strongest."""
    worn: Mapping[str, float]
    """The sizes that it leaves open, as places: `larger` and `smaller`, or `same-label` and `maker-chart`."""
    facts: Facts
    name: str
    """In words: "your usual size", "your" and the name of a shoe."""
    said: str
    """The size as said: "US 10", "EU 43"."""
    scale: Scale
    """The scale that the person gave the size on."""
    usual: float | None = None
    """The usual size as a place, where it is known."""
    chart_source: str = ""
    """Where the chart stands that the size was read on; empty where none was needed."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Further values for placeholders."""


def rank_of(knowledge: SizingKnowledge, kind: str) -> int:
    """The rank of a class of evidence; one past the last for a class that the pack does not list."""
    return next((rank for rank, known in enumerate(knowledge.evidence) if known.id == kind), len(knowledge.evidence))


def span_of(place: Place) -> dict[str, float]:
    """The sizes that a place leaves open."""
    return {"larger": place.high, "smaller": place.low}


def place_facts(place: Place) -> dict[str, FactValue]:
    """How the place was found, as rules ask for it."""
    return {
        "between": "chart" if place.low != place.high else None,
        "converted": place.converted or None,
        "chart": place.chart,
        "chart_row": "confirmed" if place.is_sure else "unconfirmed",
    }
