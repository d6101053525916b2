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

COMMON_SHARE = 0.01
"""A word in more than this share of all sentences does not bring two of them together."""
MOST_COMPARED = 200
"""Stored sentences asked of both libraries, the nearest first; in the largest packs one takes over ten milliseconds."""
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
    """The entry has this test already, and it does not hold now either."""


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
    near = stored if everything else _near(stored, changed, old, new)
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
            broken += _broken(asked, before, after, old, new)
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


def _broken(asked: Asked, before: Decision, after: Decision, old: Library, new: Library) -> list[BrokenTest]:
    now, then = new.pack.entries[asked.owner], old.pack.entries.get(asked.owner)
    broken = []
    for is_must in (True, False):
        if asked.text in _tests(now, is_must) and not is_test_held(now.id, is_must, after):
            is_old = then is not None and asked.text in _tests(then, is_must)
            was_broken = is_old and not is_test_held(now.id, is_must, before)
            broken.append(BrokenTest(now.id, asked.text, is_must, after, was_broken))
    return broken


def _tests(entry: Entry, is_must: bool) -> tuple[str, ...]:
    return entry.must_match if is_must else entry.must_not_match


def _stored(entries: Mapping[str, Entry], live: Mapping[str, Entry]) -> list[Asked]:
    found = []
    for entry in entries.values():
        found += [Asked(text, Origin.PHRASING, entry.id) for text in (entry.title, *entry.ask)]
        if entry.id in live:
            tests = (*live[entry.id].must_match, *live[entry.id].must_not_match)
            found += [Asked(text, Origin.TEST, entry.id) for text in tests]
    return found


def _sentences(changed: Iterable[str], old: Library, new: Library) -> list[str]:
    """What was added to, or taken from, the sentences that the changed entries are found by."""
    found: list[str] = []
    for entry_id in changed:
        before, after = old.pack.entries.get(entry_id), new.pack.entries.get(entry_id)
        if before is not None and after is not None and before.not_when == after.not_when:
            found += set(_found_by(before)) ^ set(_found_by(after))
        else:
            found += [*_found_by(before), *_found_by(after)]
    return found


def _found_by(entry: Entry | None) -> tuple[str, ...]:
    return () if entry is None else (entry.title, *entry.ask)


def _near(stored: list[Asked], changed: Sequence[str], old: Library, new: Library) -> list[Asked]:
    """Stored sentences that share a telling word with the changed ones, or belong to an entry ranked near them."""
    if len(stored) <= _FEW_SENTENCES:
        return stored
    sentences = sorted(_sentences(changed, old, new))
    own = [frozenset(words(asked.text)) for asked in stored]
    seen = Counter(word for each in own for word in each)
    limit = max(3, COMMON_SHARE * len(stored))
    telling = {word for sentence in sentences for word in words(sentence) if seen[word] <= limit}
    neighbours = {
        one.entry_id
        for sentence in sentences
        for library in (old, new)
        for one in library.index.rank(sentence, _RANKED).candidates
    }
    near = [
        (_distance(asked, changed, neighbours, len(each & telling)), n)
        for n, (asked, each) in enumerate(zip(stored, own, strict=True))
        if each & telling or asked.owner in neighbours or asked.owner in changed
    ]
    return [stored[n] for n in sorted(n for _, n in sorted(near)[:MOST_COMPARED])]


def _distance(asked: Asked, changed: Sequence[str], neighbours: set[str], shared: int) -> tuple[int, int]:
    """Smaller is nearer: the changed entry's own sentences, then its neighbours', then others by words shared."""
    rank = 0 if asked.owner in changed else 1 if asked.owner in neighbours else 2
    return rank, -shared
