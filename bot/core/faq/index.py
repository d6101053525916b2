"""The index over the phrasings of a pack: ranks questions and completes what is being typed."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from bot.core.faq.entry import Entry
from bot.core.faq.lexicon import Lexicon, OutOfScope
from bot.core.faq.ranking import Candidate, Evidence, Ranking, Scope
from bot.core.text import words


@dataclass(frozen=True, slots=True)
class Completion:
    """One entry to offer while somebody types."""

    entry_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Near-synonyms of general English."""


@dataclass(frozen=True, slots=True)
class TrainedHead:
    """What was learnt from the phrasings."""


@dataclass(frozen=True)
class FaqIndex:
    """Ready to rank. Immutable; build with `build_index`."""

    entries: Mapping[str, Entry]
    digest: str
    _phrasings: tuple[tuple[str, str, frozenset[str]], ...] = field(repr=False, default=())
    _idf: Mapping[str, float] = field(repr=False, default_factory=dict)

    def rank(self, question: str, limit: int = 5) -> Ranking:
        """The entries nearest to a question, best first."""
        asked = set(words(question))
        size = sum(self._idf.get(word, 3.0) for word in asked) or 1.0
        best: dict[str, tuple[float, str]] = {}
        for entry_id, phrasing, own in self._phrasings:
            shared = sum(self._idf[word] for word in asked & own)
            score = shared / math.sqrt(size * sum(self._idf[word] for word in own)) if shared else 0.0
            if score > best.get(entry_id, (0.0, ""))[0]:
                best[entry_id] = (score, phrasing)
        order = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
        return Ranking(question, tuple(
            Candidate(entry_id, min(1.0, score), score, Evidence(phrasing)) for entry_id, (score, phrasing) in order
        ), Scope())  # fmt: skip

    def complete(self, typed: str, limit: int = 25) -> tuple[Completion, ...]:
        """Entries whose title starts with, or is near to, what has been typed so far."""
        titles = {entry.id: entry.title for entry in self.entries.values()}
        if not typed.strip():
            return tuple(Completion(*item) for item in list(titles.items())[:limit])
        found = process.extract(typed.lower(), titles, scorer=fuzz.partial_ratio, processor=str.lower, limit=limit)
        return tuple(Completion(entry_id, title) for title, _, entry_id in found)


def build_index(
    entries: Mapping[str, Entry],
    lexicon: Lexicon,
    out_of_scope: OutOfScope,
    nicknames: tuple[str, ...],
    thesaurus: Thesaurus | None = None,
    trained: TrainedHead | None = None,
) -> FaqIndex:
    """The index of a pack's entries."""
    live = {entry.id: entry for entry in entries.values() if not entry.retired}
    phrasings = [(e.id, text, frozenset(words(text))) for e in live.values() for text in (e.title, *e.ask)]
    seen = Counter(word for _, _, own in phrasings for word in own)
    idf = {word: math.log(1 + len(phrasings) / count) for word, count in seen.items()}
    digest = hashlib.sha256(repr(phrasings and sorted((i, t) for i, t, _ in phrasings)).encode()).hexdigest()
    return FaqIndex(live, digest, tuple(phrasings), idf)
