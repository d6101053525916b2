"""What a pack says about itself: entries that confuse each other, and entries that are asked for in too few ways.

Every phrasing is ranked as if it were a member's question and the pack had never seen it. Data comes back; whoever
checks a pack words it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from bot.core.faq.entry_tests import TestFailure, run_entry_tests
from bot.core.faq.matcher import FaqIndex
from bot.core.faq.reading import SHOE
from bot.core.faq.thesaurus import Ints

__all__ = ["Confusion", "Lint", "TestFailure", "lint_pack", "run_entry_tests"]

FEW_PHRASINGS = 5
"""Fewer phrasings than this, the title not counted, lose ten and more points of accuracy (docs/matching.md)."""
_WORDS_SHOWN = 5
_AT_ONCE = 1000
"""Phrasings whose likenesses to all others are looked at together: bounds the memory that it takes."""
_MEAN = 2.0
"""As in the untrained ranking: best phrasing plus twice the mean."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """One entry whose phrasings are taken for another's."""

    entry_id: str
    taken_for: str
    phrasings: tuple[str, ...]
    """Phrasings of `entry_id` that would be read as the other entry if they were not in the pack."""
    its_words: tuple[str, ...]
    """Words that `entry_id` has and the other has not, most frequent first: more of them keep the two apart."""
    other_words: tuple[str, ...]
    """The same of the other entry."""


@dataclass(frozen=True, slots=True)
class Lint:
    """All that was found."""

    confusions: tuple[Confusion, ...]
    """Worst first."""
    thin: tuple[tuple[str, int], ...]
    """Entries with fewer than `FEW_PHRASINGS` phrasings, and how many they have."""
    right_share: float
    """Share of phrasings that their own entry would still win, 0 to 1."""


def lint_pack(index: FaqIndex, least_phrasings: int = 2) -> Lint:
    """Leave every phrasing out once and see who wins it; a pair is told from `least_phrasings` confused phrasings on.

    Takes about a second for 2,000 phrasings.
    """
    thin = tuple((entry.id, len(entry.ask)) for entry in index.entries.values() if len(entry.ask) < FEW_PHRASINGS)
    if len(index.ids) < 2:
        return Lint((), thin, 1.0)
    winners = _winners(index)
    owners = index.owners
    pairs: dict[tuple[int, int], list[str]] = {}
    for at in np.flatnonzero(winners != owners).tolist():
        pairs.setdefault((int(owners[at]), int(winners[at])), []).append(index.phrasings[at])
    worst = sorted(pairs.items(), key=lambda item: (-len(item[1]), item[0]))
    confusions = tuple(_confusion(index, *pair, found) for pair, found in worst if len(found) >= least_phrasings)
    return Lint(confusions, thin, float((winners == owners).mean()))


def _winners(index: FaqIndex) -> Ints:
    """For each phrasing the number of the entry that wins it when it is left out of its own."""
    vectors, starts, owners = index.vectors.sketched(), index.starts[:-1], index.owners
    counts = np.diff(index.starts).astype(np.float32)
    winners = np.empty(len(owners), np.int32)
    for low in range(0, len(owners), _AT_ONCE):
        own = owners[low : low + _AT_ONCE]
        at = np.arange(len(own))
        likeness = vectors[low : low + _AT_ONCE] @ vectors.T
        likeness[at, low + at] = 0.0
        best = np.maximum.reduceat(likeness, starts, axis=1)
        mean = np.add.reduceat(likeness, starts, axis=1) / counts
        mean[at, own] *= counts[own] / np.maximum(counts[own] - 1, 1)
        winners[low : low + _AT_ONCE] = np.argmax(best + _MEAN * mean, axis=1)
    return winners


def _confusion(index: FaqIndex, entry: int, other: int, phrasings: list[str]) -> Confusion:
    mine, theirs = _word_counts(index, entry), _word_counts(index, other)
    return Confusion(index.ids[entry], index.ids[other], tuple(phrasings), _only(mine, theirs), _only(theirs, mine))


def _word_counts(index: FaqIndex, entry: int) -> Counter[str]:
    plain = index.plain_phrasings[index.starts[entry] : index.starts[entry + 1]]
    return Counter(word for words in plain for word in dict.fromkeys(words) if word != SHOE and not word.isdigit())


def _only(these: Counter[str], those: Counter[str]) -> tuple[str, ...]:
    return tuple(word for word, _ in these.most_common() if word not in those)[:_WORDS_SHOWN]
