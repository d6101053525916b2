"""Replaying: what was asked and given, answered again with another pack, and what would be different.

Compares with what was really given then, not with the present pack: so a replay against the very pack of that time
finds nothing, and anything it finds is a change that members would have seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.core.conversation.closer_look import Look, converse_closely
from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.core.reply import Kind
from bot.core.sizing.advice import advise
from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.profile import FitProfile
from bot.core.sizing.recommendation import Recommendation, SizeRow
from bot.ports import StoredQuestion, StoredSize

SAME = "the same"
NOT_REPLAYABLE = "not replayable: a bare foot length decided, which is never kept"


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change."""

    kind: str
    """In words, with by how much."""
    count: int
    example: str
    """The first one found: what was known, what was given, what would be given."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What replaying one sort of row came to."""

    total: int
    same: int
    not_replayable: int
    changes: tuple[Change, ...]
    """Most frequent first."""


@dataclass(slots=True)
class _Tally:
    """Counts kinds and keeps the first example of each."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, kind: str, example: str) -> None:
        self.counts[kind] += 1
        self.examples.setdefault(kind, example)

    def replayed(self) -> Replayed:
        plain = {SAME, NOT_REPLAYABLE}
        changes = [Change(kind, count, self.examples[kind]) for kind, count in self.counts.items() if kind not in plain]
        return Replayed(
            total=self.counts.total(),
            same=self.counts[SAME],
            not_replayable=self.counts[NOT_REPLAYABLE],
            changes=tuple(sorted(changes, key=lambda change: (-change.count, change.kind))),
        )


def replay_sizes(sizes: Iterable[StoredSize], knowledge: SizingKnowledge) -> Replayed:
    """Every stored size advised again. Never raises: a profile that gives no size now is a kind of change."""
    tally = _Tally()
    for stored in sizes:
        if not stored.is_replayable:
            tally.add(NOT_REPLAYABLE, "")
            continue
        now = advise(stored.profile, knowledge)
        if isinstance(now, Recommendation):
            tally.add(_size_change(stored, now), f"{_facts(stored.profile)}: {_given(stored)} -> {_would_give(now)}")
        else:
            tally.add("no size any more", f"{_facts(stored.profile)}: {_given(stored)} -> {now.ask}")
    return tally.replayed()


def replay_questions(
    questions: Sequence[StoredQuestion], library: Library, policy: Policy, today: date, look: Look | None = None
) -> Replayed:
    """Every kept question of a gap asked again, on its own."""
    tally = _Tally()
    for stored in questions:
        turn = converse_closely(stored.text, library, None, 0.0, today, policy, look)
        shown = turn.entry or (", ".join(turn.choices) if turn.kind is Kind.CHOOSE else turn.kind.value)
        example = f'"{stored.text}": {stored.entry or "no answer"} -> {shown}'
        tally.add(_question_change(stored, turn.kind, turn.entry), example)
    return tally.replayed()


def _size_change(stored: StoredSize, now: Recommendation) -> str:
    moved = _half_sizes(stored, now)
    if moved is None:
        return "read on another scale"
    if moved:
        return f"{abs(moved):g} half size{'s' if abs(moved) != 1 else ''} {'larger' if moved > 0 else 'smaller'}"
    if (stored.alternative_us_men, stored.alternative_us_women) != _us(now.alternative):
        return "the same size, another alternative"
    if stored.confidence != now.confidence:
        return f"the same size, confidence {stored.confidence} -> {now.confidence}"
    if stored.rules != tuple(reason.rule for reason in now.reasons):
        return "the same size for other reasons"
    return SAME


def _half_sizes(stored: StoredSize, now: Recommendation) -> float | None:
    for before, after in zip((stored.primary_us_men, stored.primary_us_women), _us(now.primary), strict=True):
        if before is not None and after is not None:
            return (after - before) * 2
    return None


def _us(row: SizeRow | None) -> tuple[float | None, float | None]:
    return (row.us_men, row.us_women) if row else (None, None)


def _question_change(stored: StoredQuestion, kind: Kind, entry: str) -> str:
    if entry and entry == stored.entry:
        return SAME
    if entry:
        return "another answer" if stored.entry else "now answered"
    words = {Kind.CHOOSE: "now a choice", Kind.SIZE: "now a size", Kind.CLARIFY: "now asked back"}
    return words.get(kind, "no answer any more" if stored.entry else SAME)


def _facts(profile: FitProfile) -> str:
    known = [f"{size.system.value.upper()} {size.number:g}" for size in profile.usual]
    known += [f"{shoe.model or shoe.name} {shoe.size.number:g}" for shoe in profile.shoes]
    known += [f"label {profile.label_cm:g} cm"] if profile.label_cm else []
    known += [word.value for word in (profile.width, profile.preference) if word]
    return ", ".join([*known, *(["pinched"] if profile.pinch else [])])


def _given(stored: StoredSize) -> str:
    alternative = stored.alternative_us_men or stored.alternative_us_women
    return _size_words(stored.primary_us_men, stored.primary_us_women, alternative, stored.confidence)


def _would_give(now: Recommendation) -> str:
    men, women = _us(now.primary)
    alternative = _us(now.alternative)
    return _size_words(men, women, alternative[0] or alternative[1], now.confidence)


def _size_words(men: float | None, women: float | None, alternative: float | None, confidence: str) -> str:
    size = f"US M {men:g}" if men is not None else f"US W {women:g}" if women is not None else "no US size"
    other = f" (or {alternative:g})" if alternative is not None else ""
    return f"{size}{other}, {confidence}"
