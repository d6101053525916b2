"""The facts that a fit rule may ask for, with the values each can have: the vocabulary of `when`.

Facts whose values are names of the pack (a model, a brand, a class of evidence) list none here; they are looked up in
the pack. None stands for "not known" and is allowed everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.core.sizing.knowledge import Condition, FactValue, SizingKnowledge
from bot.core.sizing.profile import Feel, Preference, Sized, Width

_WIDTHS = tuple(str(width) for width in Width)
_YES_NO: tuple[FactValue, ...] = (True, False)

PROFILE_FACTS: Mapping[str, tuple[FactValue, ...]] = {
    "width": _WIDTHS,
    "preference": tuple(str(preference) for preference in Preference),
    "pinch": _YES_NO,
    "feel": tuple(str(feel) for feel in Feel),
    "sized": tuple(str(sized) for sized in Sized),
    "bought_width": _WIDTHS,
    "roomier": _YES_NO,
    "usual_known": _YES_NO,
    "between": ("usual", "chart"),
    "feet": ("differ",),
    "converted": ("eu", "uk", "us"),
    "chart": ("own", "missing", "other-scale"),
    "chart_row": ("confirmed", "unconfirmed"),
    "reading": ("men", "women"),
    "label": ("own-maker", "not-said", "no-chart", "agrees", "differs", "far"),
    "label_zone": ("same", "other"),
}
"""Facts of a person and of one piece of evidence."""

COMPARE_FACTS: Mapping[str, tuple[FactValue, ...]] = {
    "against": ("same-rank", "other-rank"),
    "gap": ("none", "near", "far"),
}
"""Facts of two pieces of evidence side by side."""

RESULT_FACTS: Mapping[str, tuple[FactValue, ...]] = {
    "row": ("confirmed", "unconfirmed", "missing"),
    "other_row": ("there", "missing"),
    "skipped": _YES_NO,
    "crossed": _YES_NO,
    "label_clash": _YES_NO,
}
"""Facts of the advised size."""

NAMED_FACTS = ("evidence", "fit", "model", "brand", "note")
"""Facts whose values the pack names."""

FACT_NAMES = (*PROFILE_FACTS, *COMPARE_FACTS, *RESULT_FACTS, *NAMED_FACTS)


def known_values(knowledge: SizingKnowledge, field: str) -> frozenset[FactValue] | None:
    """The values that a fact can have, None ("not known") among them; None for a fact with free values."""
    fixed = {**PROFILE_FACTS, **COMPARE_FACTS, **RESULT_FACTS}.get(field)
    if fixed is not None:
        return frozenset((*fixed, None))
    named: dict[str, Iterable[str]] = {
        "evidence": (known.id for known in knowledge.evidence),
        "fit": (shoe.fit for shoe in knowledge.shoes.values() if shoe.fit),
        "model": knowledge.shoes,
        "brand": knowledge.brands,
    }
    return frozenset((*named[field], None)) if field in named else None


def overlap(first: Iterable[Condition], second: Iterable[Condition]) -> bool:
    """Whether some facts could satisfy both groups of conditions."""
    wanted = {part.field: set(part.values) for part in first}
    return all(part.field not in wanted or wanted[part.field] & set(part.values) for part in second)
