"""The three files that sizing rests on become one `SizingKnowledge`."""

from __future__ import annotations

from bot.core.sizing.knowledge import SizingKnowledge
from bot.knowledge.charts_file import ChartsFile, read_charts
from bot.knowledge.reference_shoes_file import ReferenceShoesFile, read_reference_shoes
from bot.knowledge.rules_file import RulesFile, read_rules

__all__ = ["SIZING_FILES", "join_sizing", "read_charts", "read_reference_shoes", "read_rules"]

SIZING_FILES = ("size_charts.yaml", "fit_rules.yaml", "reference_shoes.yaml")
"""Paths in a pack, in the order in which `join_sizing` takes what they say."""


def join_sizing(
    maker: str, charts: ChartsFile | None, rules: RulesFile | None, shoes: ReferenceShoesFile | None
) -> SizingKnowledge | None:
    """Everything about sizes, or None where a file that is needed could not be read.

    `maker` is the brand id of the pack's own shoe (`shoe.yaml`).
    """
    if charts is None or rules is None or shoes is None:
        return None
    return SizingKnowledge(
        maker=maker,
        gender_step=charts.gender_step,
        charts=charts.charts,
        brands=shoes.brands,
        shoes=shoes.shoes,
        rules=rules.rules,
        evidence=rules.evidence,
        limits=rules.limits,
        width_codes=rules.width_codes,
        words=rules.words,
        flips=rules.flips,
        facts_to_ask=rules.facts_to_ask,
    )
