"""A size with its reasons, as data: what `advise` gives and every front end shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.core.basis import Basis
from bot.core.sizing.profile import FitProfile, Scale


class Confidence(StrEnum):
    """How sure a recommendation is.

    `high`: the very same last or a label both charts agree on, inside confirmed chart rows. `medium`: another known
    shoe, or the usual size. `low`: a shoe we do not know, a bare foot length, evidence that disagrees, or chart rows
    that nobody confirmed.
    """

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class SizeRow:
    """One size in all systems; a number that no chart row holds is None, never invented."""

    us_men: float | None
    us_women: float | None
    uk: float | None
    eu: float | None
    cm: float | None
    row: Scale
    """The scale whose row `uk`, `eu` and `cm` are read from: MEN or WOMEN."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One fit rule that fired, or one shoe that agrees or disagrees."""

    rule: str
    half_sizes: int
    """What it added to the size, in half sizes; 0 for evidence that confirms."""
    basis: Basis
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would change the size: the rules run again with one fact flipped."""

    when: str
    """"your AF1 feels loose at the heel"."""
    size: SizeRow


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Advice for one profile."""

    primary: SizeRow
    alternative: SizeRow | None
    alternative_when: str
    """The alternative's condition in words; empty without an alternative."""
    other_reading: SizeRow | None
    """The women's reading when men's or women's is not known; `primary` is the men's then."""
    confidence: Confidence
    profile: FitProfile
    reasons: tuple[Reason, ...]
    """In the order in which they were applied; the evidence that decided comes first."""
    unknown: tuple[str, ...]
    """Profile fields that are not known, the one that would matter most first."""
    notes: tuple[str, ...]
    what_ifs: tuple[WhatIf, ...] = ()
    chart_rows: tuple[str, ...] = ()
    """Ids of the chart rows used, for reproducing the result."""
    note_rules: tuple[str, ...] = ()
    """Ids of the rules that made `notes`, in the same order; a note without a rule comes after them."""


@dataclass(frozen=True, slots=True)
class NeedMore:
    """No size can be given: the question that a person would ask back."""

    missing: tuple[str, ...]
    """Profile fields that are needed, in the order in which to ask: `usual_size`, `which_cm`, `system` …"""
    ask: str
    """The question, in words for the member."""
    error: str = ""
    """What was wrong with the input; empty when there was simply too little."""
    options: tuple[tuple[str, str], ...] = ()
    """Taps that answer the question: (text to send as if typed, label)."""


Advice = Recommendation | NeedMore
