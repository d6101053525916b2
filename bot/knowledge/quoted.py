"""What answers may quote: the shoe's facts, the fit rules' sentences, and chart rows in words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.faq.placeholders import placeholder_names
from bot.core.pack import Shoe
from bot.core.sizing.knowledge import ChartRow, SizingKnowledge
from bot.core.sizing.profile import Scale


def quoted_names(shoe: Shoe | None, sizing: SizingKnowledge | None) -> Mapping[str, str]:
    """Everything that can stand in braces, and its text; parts that could not be read are left out."""
    facts = {} if shoe is None else {name: fact.text for name, fact in shoe.facts.items()}
    names = {} if shoe is None else {"name": shoe.name, "short_name": shoe.short_name}
    rules = {} if sizing is None else {rule.id: rule.text for rule in sizing.rules}
    return placeholder_names(facts | names, rules, {} if sizing is None else _sizes(sizing))


def _sizes(sizing: SizingKnowledge) -> dict[str, str]:
    """`10` -> the men's row, `W8.5` -> the women's row of the maker's chart."""
    men, women = sizing.chart(sizing.maker, Scale.MEN), sizing.chart(sizing.maker, Scale.WOMEN)
    step = sizing.gender_step
    sizes = {f"{row.us:g}": _in_words(row, row.us, row.us + step) for row in (men.rows if men else ())}
    return sizes | {f"W{row.us:g}": _in_words(row, row.us - step, row.us) for row in (women.rows if women else ())}


def _in_words(row: ChartRow, us_men: float, us_women: float) -> str:
    parts = [f"US men's {us_men:g}", f"women's {us_women:g}"]
    parts += [f"{name} {number:g}" for name, number in (("UK", row.uk), ("EU", row.eu)) if number is not None]
    return " / ".join(parts + ([f"{row.cm:g} cm"] if row.cm is not None else []))
