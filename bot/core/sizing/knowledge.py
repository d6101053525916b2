"""What the pack knows about sizes, as plain frozen values: charts, reference shoes, fit rules, limits and questions.

`bot.knowledge` builds these from YAML; everything in `bot.core.sizing` reads them. No brand, no model, no size and
no sentence about the shoe may be written in this room: it all comes in through a `SizingKnowledge`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.core.basis import Basis
from bot.core.sizing.profile import Scale, Width
from bot.core.sizing.recommendation import Confidence

FactValue = str | bool | None
"""What a condition compares: a word, yes or no, or None for "not known"."""


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One line of a maker's chart on one scale; what the chart does not hold is None."""

    us: float
    """On the chart's own scale."""
    uk: float | None = None
    eu: float | None = None
    """Thirds are decimals rounded to two places (42.67)."""
    cm: float | None = None
    """Centimetres as printed on the label; never the length of a foot."""
    foot_cm: float | None = None
    """Bare foot length that this size is cut for."""
    other_us: float | None = None
    """The same pair on the maker's other scale (men's on a women's chart and the other way round)."""
    is_sure: bool = True
    """At least two sources that name the brand agree on the row."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class SizeChart:
    """One maker's chart on one scale, rows in rising order."""

    brand: str
    scale: Scale
    """MEN or WOMEN; a unisex chart is read into one of each."""
    rows: tuple[ChartRow, ...]


@dataclass(frozen=True, slots=True)
class Brand:
    """A maker, as people name it."""

    id: str
    name: str
    nicknames: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceShoe:
    """A shoe that people own and compare with."""

    id: str
    brand: str
    """Brand id; its chart converts EU and UK sizes of this shoe."""
    name: str
    """As shown to people, with the maker."""
    nicknames: tuple[str, ...] = ()
    """Other ways people type it, lower case."""
    evidence: str = "unknown-shoe"
    """Class of evidence, an id of `SizingKnowledge.evidence`."""
    fit: str = ""
    """Name that rules use in `when: {fit: …}` for shoes that fit alike; empty when no rule is about it."""
    basis: Basis = Basis.HOUSE
    source: str = ""
    note: str = ""
    """What to tell somebody who owns it, in words; empty when there is nothing to add."""
    is_brand_only: bool = False
    """Stands for "some shoe of this brand"."""


class Stage(StrEnum):
    """What a rule does, in the order in which they are applied."""

    START = "start"
    """Turns a piece of evidence into a start size; exactly one fires for each piece."""
    PICK = "pick"
    """Chooses between sizes that the evidence leaves open, or says how the evidence was read."""
    ADJUST = "adjust"
    """Moves the start size; all together never more than `Limits.most_added`."""
    COMPARE = "compare"
    """Says how a weaker piece of evidence stands to the one that decided."""
    NOTE = "note"
    """Adds a remark and never a size."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One field and the values that satisfy it."""

    field: str
    values: tuple[FactValue, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of an alternative's condition; it is left out once the fact that it asks for is known."""

    text: str
    """Reads on after "if": "your feet are wide"."""
    asks: str = ""
    """The fact that would settle it; empty for one that no fact settles."""


@dataclass(frozen=True, slots=True)
class FitRule:
    """One declarative statement of advice."""

    id: str
    stage: Stage
    when: tuple[tuple[Condition, ...], ...]
    """Fires if all conditions of any one group hold."""
    text: str
    """A sentence that stands alone; FAQ answers quote it as `{rule:<id>}`."""
    basis: Basis
    source: str
    example: str
    """A line of `size` options on which the rule fires."""
    near_miss: str
    """A line of `size` options, close to the example, on which it does not."""
    half_sizes: int = 0
    reason: str = ""
    """The same said to one person, with {placeholders}; empty: `text` serves."""
    alternative_half_sizes: int | None = None
    """Half sizes from the advised size to the alternative; None for no alternative."""
    alternative_when: tuple[Clause, ...] = ()
    go_to: str = ""
    """`usual`: the start is the usual size instead of the size worn."""
    is_final: bool = False
    """Nothing is added after this rule."""
    pick: str = ""
    """Which of the sizes that the evidence leaves open is advised: `larger`, `smaller`, `same-label`, `maker-chart`."""
    alternative_pick: str = ""
    """Which of them is the alternative; empty for none."""
    confidence_at_most: Confidence | None = None


@dataclass(frozen=True, slots=True)
class EvidenceClass:
    """One kind of evidence; their order in the pack is their rank, strongest first."""

    id: str
    name: str
    """In words, for the line that says whether it agrees."""
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Flip:
    """One "what if": facts to set, and how to say it."""

    id: str
    facts: tuple[tuple[str, FactValue], ...]
    text: str
    """Reads on after "if"; `{shoe}` is the shoe that decided."""
    evidence: tuple[str, ...] = ()
    """Classes of deciding evidence for which it makes sense; empty for all."""


@dataclass(frozen=True, slots=True)
class Span:
    """A closed range of plausible numbers."""

    low: float
    high: float

    def __contains__(self, number: float) -> bool:
        return self.low <= number <= self.high


@dataclass(frozen=True, slots=True)
class Limits:
    """Numbers that bound the advice and what counts as a plausible input."""

    most_added: int
    """Half sizes that the adjustments may add together."""
    near_half_sizes: int
    """Pieces of evidence up to this far apart still agree."""
    usual_spread_half_sizes: int
    """Two usual sizes further apart than this are asked about instead."""
    plausible: Mapping[str, Span]
    """By `us`, `uk`, `eu`, `label_cm`, `foot_cm`."""
    same_label_zone: Mapping[Scale, Span]
    """US sizes in which most makers print the same centimetres as the pack's own."""


@dataclass(frozen=True, slots=True, eq=False)
class SizingKnowledge:
    """Everything that sizing rests on. Compared by identity, so that what is made from it can be kept."""

    maker: str
    """Brand id of the shoe's own maker."""
    gender_step: float
    """US women's size of a pair minus its US men's size, by the maker's rule."""
    charts: tuple[SizeChart, ...]
    brands: Mapping[str, Brand]
    shoes: Mapping[str, ReferenceShoe]
    """Reference shoes by id, in file order."""
    rules: tuple[FitRule, ...]
    evidence: tuple[EvidenceClass, ...]
    """Strongest first."""
    limits: Limits
    width_codes: Mapping[Scale, Mapping[str, Width]]
    """What the width letters on a box mean, in capitals."""
    words: Mapping[str, str]
    """Questions to ask back and other short texts, by id, with {placeholders}."""
    flips: tuple[Flip, ...] = ()
    facts_to_ask: tuple[tuple[str, tuple[FactValue, ...]], ...] = ()
    """Facts of a person that are worth asking for, with the answers to try when weighing how much each matters."""

    def rule(self, rule_id: str) -> FitRule | None:
        """The rule with this id, or None."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def chart(self, brand: str, scale: Scale) -> SizeChart | None:
        """The chart of a brand on MEN or WOMEN, or None where the pack has none."""
        return next((chart for chart in self.charts if chart.brand == brand and chart.scale is scale), None)
