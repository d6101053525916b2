"""What matching a question against the entries gives: candidates with evidence, and the decision made from them.

Values only. Every "why" a person may ask is answered from these values, never recomputed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Repair:
    """A typed word that was read as another."""

    typed: str
    read: str
    weight: float
    """How like the two are, 0 to 1."""
    is_guess: bool = False
    """Whether much had to be supposed: more than one slip, or a word that the pack lacks."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a candidate stands where it stands."""

    phrasing: str
    """The entry's phrasing that is nearest to the question."""
    shared: tuple[str, ...] = ()
    """Words that question and phrasing share, as typed, strongest first."""
    synonyms: tuple[tuple[str, str], ...] = ()
    """Pairs (typed, the entry's word) that mean the same here."""
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry as an answer to one question."""

    entry_id: str
    probability: float
    """Calibrated probability, 0 to 1, that this entry is right (already lowered by scope signals)."""
    score: float
    """The raw score the order comes from; comparable only within one ranking."""
    explain: Callable[[], Evidence] = field(repr=False, compare=False)
    """Finds the evidence in what the ranking was made from; the same one whenever it is asked."""

    @property
    def evidence(self) -> Evidence:
        """Why it stands where it stands. Found only when somebody asks: most rankings are never questioned."""
        return self.explain()


@dataclass(frozen=True, slots=True)
class Scope:
    """What the words say about whether the question is ours at all."""

    names_shoe: bool = False
    """Our shoe is named, or a typo of it."""
    other_products: tuple[str, ...] = ()
    """Other products named that the question seems to be about, shoes or not."""
    other_things: tuple[str, ...] = ()
    """Those of `other_products` that are no shoes at all (televisions, jeans, games): no size of ours answers them."""
    is_chatter: bool = False
    """A bare social phrase."""
    topic: str = ""
    """Id of the out-of-scope topic that was noticed (`medical`, `order-shop`, …); empty for none."""
    topic_text: str = ""
    """The boundary sentence of that topic, for the member."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """All that is known about one question: candidates best first, and the scope signals."""

    question: str
    candidates: tuple[Candidate, ...]
    """Best first; the order and the winner do not depend on how many were asked for."""
    scope: Scope = field(default_factory=Scope)
    plain: str = ""
    """The question as it was read: plain words, typing errors repaired; what an encoder of sentences is given."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One entry is shown."""

    entry_id: str
    confidence: float
    runners_up: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choose:
    """Two to four entries are offered, best first."""

    entry_ids: tuple[str, ...]
    confidence: float
    """Probability that the first one is right."""


@dataclass(frozen=True, slots=True)
class NoMatch:
    """Not our topic, or not known."""

    reason: str
    """`empty`, `off-topic`, `other-product`, `chatter` or `unknown`."""
    near: tuple[str, ...] = ()
    """Entries that came nearest, for moderators; never shown as an answer."""
    confidence: float = 0.0


Decision = Answer | Choose | NoMatch
