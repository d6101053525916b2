"""What a change of the knowledge would do, before it is made: which questions move, which tests break.

Pure: two libraries are compared by asking both the same questions. Only questions near the changed entries are asked,
because in a large pack asking everything would take minutes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.faq.decision import Policy, decide
from bot.core.faq.entry import Entry
from bot.core.faq.ranking import Answer, Choose, Decision
from bot.core.pack import Library
from bot.core.text import words

COMMON_SHARE = 0.05
"""A word in more than this share of all sentences does not bring two of them together."""
_FEW_SENTENCES = 400
"""Up to this many sentences, all of them are asked."""
_RANKED = 5


class Origin(StrEnum):
    """Where a question comes from."""

    PHRASING = "phrasing"
    TEST = "test"
    RECENT = "recent"
    """Somebody asked it lately."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to compare by."""

    text: str
    origin: Origin
    owner: str = ""
    """The entry it is a phrasing or test of."""


@dataclass(frozen=True, slots=True)
class Move:
    """A question that would be answered otherwise."""

    asked: Asked
    before: Decision
    after: Decision

    @property
    def becomes_choice(self) -> bool:
        """Whether one answer would turn into a choice."""
        return isinstance(self.before, Answer) and isinstance(self.after, Choose)


@dataclass(frozen=True, slots=True)
class BrokenTest:
    """A sentence of `must_match` or `must_not_match` that would no longer hold."""

    entry_id: str
    sentence: str
    is_must: bool
    """True for `must_match`."""
    after: Decision
    was_broken: bool
    """It does not hold now either."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Everything that a change would do to the questions that were compared."""

    changed: tuple[str, ...]
    """Ids of entries that differ."""
    moves: tuple[Move, ...]
    broken: tuple[BrokenTest, ...]
    compared: int
    """How many questions were asked of both."""

    @property
    def newly_broken(self) -> tuple[BrokenTest, ...]:
        """Tests that this change breaks."""
        return tuple(test for test in self.broken if not test.was_broken)


def effect_of(
    old: Library, new: Library, recent: Sequence[str] = (), policy: Policy | None = None, everything: bool = False
) -> Effect:
    """What changes between two libraries, for the stored sentences near the changed entries and the recent questions.

    `policy` is the one answers are given by. With `everything`, every stored sentence is asked. Moves come in the order
    of the entries, recent questions last. Never raises.
    """
    policy = policy or Policy()
    changed = changed_entries(old.pack.entries, new.pack.entries)
    if not changed:
        return Effect((), (), (), 0)
    stored = _stored({**old.pack.entries, **new.pack.entries}, new.pack.entries)
    near = stored if everything else _near(stored, _sentences(changed, old, new), new)
    questions = [*near, *(Asked(text, Origin.RECENT) for text in dict.fromkeys(recent))]
    moves, broken = [], []
    answered: dict[str, tuple[Decision, Decision]] = {}
    for asked in questions:
        if asked.text not in answered:
            answered[asked.text] = (_decision(old, asked.text, policy), _decision(new, asked.text, policy))
        before, after = answered[asked.text]
        if asked.origin is not Origin.TEST and shown(before) != shown(after):
            moves.append(Move(asked, before, after))
        if asked.origin is Origin.TEST:
            broken += _broken(asked, before, after, new.pack.entries)
    return Effect(changed, tuple(moves), tuple(broken), len(answered))


def changed_entries(old: Mapping[str, Entry], new: Mapping[str, Entry]) -> tuple[str, ...]:
    """Ids of entries that were added, changed or taken away, in order."""
    return tuple(entry_id for entry_id in {**old, **new} if old.get(entry_id) != new.get(entry_id))


def shown(decision: Decision) -> tuple[str, ...]:
    """The entries a member would see for a decision: one for an answer, several for a choice, none otherwise."""
    if isinstance(decision, Answer):
        return (decision.entry_id,)
    return decision.entry_ids if isinstance(decision, Choose) else ()


def is_test_held(entry_id: str, is_must: bool, decision: Decision) -> bool:
    """Whether an entry's own test sentence is satisfied: it has to be the answer or first choice, or not the answer."""
    first = shown(decision)[:1] == (entry_id,)
    return first if is_must else not (isinstance(decision, Answer) and first)


def _decision(library: Library, question: str, policy: Policy) -> Decision:
    return decide(library.index.rank(question, _RANKED), policy)


def _broken(asked: Asked, before: Decision, after: Decision, entries: Mapping[str, Entry]) -> list[BrokenTest]:
    entry = entries[asked.owner]
    is_must = asked.text in entry.must_match
    if is_test_held(entry.id, is_must, after):
        return []
    return [BrokenTest(entry.id, asked.text, is_must, after, not is_test_held(entry.id, is_must, before))]


def _stored(entries: Mapping[str, Entry], live: Mapping[str, Entry]) -> list[Asked]:
    found = []
    for entry in entries.values():
        found += [Asked(text, Origin.PHRASING, entry.id) for text in (entry.title, *entry.ask)]
        if entry.id in live:
            tests = (*live[entry.id].must_match, *live[entry.id].must_not_match)
            found += [Asked(text, Origin.TEST, entry.id) for text in tests]
    return found


def _sentences(changed: Iterable[str], old: Library, new: Library) -> list[str]:
    found = []
    for entry_id in changed:
        for library in (old, new):
            entry = library.pack.entries.get(entry_id)
            found += [entry.title, *entry.ask, *entry.must_match] if entry else []
    return found


def _near(stored: list[Asked], sentences: list[str], new: Library) -> list[Asked]:
    """Stored sentences that share a telling word with the changed ones, or belong to an entry ranked near them."""
    if len(stored) <= _FEW_SENTENCES:
        return stored
    own = [frozenset(words(asked.text)) for asked in stored]
    seen = Counter(word for each in own for word in each)
    limit = max(3, COMMON_SHARE * len(stored))
    telling = {word for sentence in sentences for word in words(sentence) if seen[word] <= limit}
    neighbours = {one.entry_id for sentence in sentences for one in new.index.rank(sentence, _RANKED).candidates}
    return [asked for asked, each in zip(stored, own, strict=True) if each & telling or asked.owner in neighbours]
