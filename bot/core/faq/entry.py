"""One FAQ answer and the ways people ask for it. Data only: reading YAML is `bot.knowledge`'s work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.basis import Basis


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer of the FAQ, placeholders already filled."""

    id: str
    """Stable kebab-case id, never reused."""
    topic: str
    """The file it stands in: `sizing`, `comfort`, …"""
    title: str
    """The question as a member would ask it."""
    ask: tuple[str, ...]
    """Phrasings: other ways people ask it."""
    answer: str
    """What a member reads first."""
    more: str = ""
    """Detail behind a button; empty when there is none."""
    not_when: tuple[str, ...] = ()
    """Words that mean another topic."""
    must_match: tuple[str, ...] = ()
    """Tests: questions that this entry has to win."""
    must_not_match: tuple[str, ...] = ()
    """Tests: questions that must not be answered with this entry."""
    related: tuple[str, ...] = ()
    """Ids of entries worth offering next."""
    source: str = ""
    """`<source id>#<section>`."""
    basis: Basis = Basis.GUIDE
    checked: date | None = None
    """When an ageing fact was last checked."""
    review_after_days: int | None = None
    """Days after `checked` from which the reader is told that it may have changed."""
    offers_size: bool = False
    """Whether the answer offers to go on to a size."""
    retired: bool = False
    """Hidden by a server's overlay; never ranked."""

    def is_stale(self, today: date) -> bool:
        """Whether `today` is past the review day of a fact that ages."""
        if self.checked is None or self.review_after_days is None:
            return False
        return (today - self.checked).days > self.review_after_days
