"""The index over the phrasings of a pack: ranks questions and completes what is being typed.

It only answers; `building` makes it. Nothing in here knows a word of any pack.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import exp, log

import numpy as np

from bot.core.faq.completion import Completer, Completion
from bot.core.faq.confidence import TRAINED, UNTRAINED, WITH_SENTENCES, Signals, probability
from bot.core.faq.entry import Entry
from bot.core.faq.entry_words import EntryWords
from bot.core.faq.evidence import asked_words, explain, phrasing_words
from bot.core.faq.features import Featuriser, Vector
from bot.core.faq.head import TrainedHead
from bot.core.faq.phrase_table import PhraseTable
from bot.core.faq.postings import Postings
from bot.core.faq.ranking import Candidate, Evidence, Ranking, Repair, Scope
from bot.core.faq.reading import Reader, Reading
from bot.core.faq.recipe import Recipe
from bot.core.faq.repair import Repairer
from bot.core.faq.scope import ScopeReader, ScopeReading
from bot.core.faq.sentences import Sentences, sentence_text
from bot.core.faq.thesaurus import Floats, Ints

_POOL = 12
"""Best entries by score that scope signals and `not_when` may reorder; the same however many are asked for."""

_UNTRAINED_SCALE = 8.0
"""Turns best-plus-mean scores into something like log odds."""

_CLEAR = 1.0
"""Most of what the gap counts for: a wider one tells how far the others are, not whether the first is right."""

_ALIKE = 1e-6
"""Variance up to which scores are all the same but for rounding."""

_MISSPELT = 1 / 3
"""Most of what repairs count for: few questions have more, and a lone word read as another is nearly a guess."""

_KINSHIP = 0.2
"""Most of what kinship counts for; 99 of 100 questions of the dev parts stay below, but an entry with one phrasing
would not."""

_NOT_WHEN = 0.02
"""What is left of the odds of an entry whose `not_when` word is in the question."""

_NAMED = 2.0
"""Naming the shoe makes a question twice as likely to be ours; the benchmarks, which have no such name, cannot say."""
_UNKNOWN_SUBJECT = 0.02
"""What is left of the odds when ours is not pointed at and something is named that neither the pack nor any word of it
comes near: as for any other thing. Of 435 questions of members and strangers that would be answered, 4 of 415 about the
shoe have such a word, and 5 of the 20 that are not."""
_NEAR, _TELLING = 0.55, 0.55
"""Nearness of a pack's word from which a word is not unknown, and the rareness from which it can be a subject."""
_CHATTER = 0.02
"""What is left of the odds when the message is a bare social phrase …"""
_SAME = 0.9
"""… unless it is nearly, as a share of a perfect match, one of the entry's own phrasings."""


@dataclass(frozen=True, slots=True, eq=False)
class FaqIndex:
    """Ready to rank. Immutable to its users; what it remembers inside only saves time. Build with `build_index`."""

    entries: Mapping[str, Entry]
    """The live entries, by id."""
    digest: str
    """Content hash of everything that ranking depends on, but the head."""
    trained: TrainedHead | None
    recipe: Recipe
    ids: tuple[str, ...]
    """Entry ids in the order of their numbers."""
    phrasings: tuple[str, ...]
    """Title and phrasings of every entry, entry after entry."""
    plain_phrasings: tuple[tuple[str, ...], ...]
    """The same, as plain words."""
    starts: Ints
    """Number of each entry's first phrasing, and one more: how many phrasings there are."""
    not_when: Mapping[int, PhraseTable[bool]]
    """Phrases of stems that rule an entry out, by its number."""
    known: frozenset[str]
    """Words that are never repaired: of the phrasings, the lexicon and the scope lists."""
    reader: Reader
    repairer: Repairer
    featuriser: Featuriser
    entry_words: EntryWords
    postings: Postings
    usual: Floats
    """For each entry how like its phrasings are to one another in meaning, a cosine, on the average."""
    scope_reader: ScopeReader
    completer: Completer
    sentences: Sentences | None = None
    """Where there are any, a question is ranked by what its sentence means as well; see `with_sentences`."""
    _stem_texts: dict[int, str] = field(default_factory=dict, repr=False)

    @property
    def owners(self) -> Ints:
        """For each phrasing the number of its entry."""
        return np.repeat(np.arange(len(self.ids), dtype=np.int32), np.diff(self.starts))

    def rank(self, question: str, limit: int = 5, meant: Floats | None = None) -> Ranking:
        """The entries nearest to a question, best first, at most `limit`; none when nothing at all is shared.

        `meant` is the vector of the question's `plain` words, for an index with sentences and for no other.
        The order and the probabilities do not depend on `limit`. Never raises on any text.
        """
        reading = self.read(question)
        found = self.scope_reader.read(reading)
        if not reading.words or not self.ids:
            return Ranking(question, (), found.scope(""))
        plain = sentence_text(reading.words)
        vector = self.featuriser.vector(reading.words)
        likeness = self.likeness(vector, meant)
        best, scores = self.entry_scores(likeness)
        order, scores, factors = self._order(reading, found, best, scores, limit)
        if not len(order):
            return Ranking(question, (), found.scope(""), plain)
        first = order[0]
        factor = factors.get(first, 1.0) * (_NAMED if reading.names_shoe else 1.0)
        if found.is_chatter and best[first] < _SAME * self._perfect():
            factor *= _CHATTER
        if not found.points_at_ours and any(map(self._is_unknown, reading.words)):
            factor *= _UNKNOWN_SUBJECT
        sure = self._probability(reading, vector, meant, (best, scores), first, factor)
        candidates = (
            Candidate(
                entry_id=self.ids[at],
                probability=sure * exp(float(scores[at]) - float(scores[first])),
                score=float(scores[at]),
                explain=partial(self._evidence, reading, likeness, at),
            )
            for at in order[:limit]
        )
        return Ranking(question, tuple(candidates), self._scope(found, first), plain)

    def _is_unknown(self, word: str) -> bool:
        known = self.featuriser.word(word)
        is_telling = known.number < 0 and known.rareness > _TELLING and not word[0].isdigit()
        return is_telling and max(known.neighbours.values(), default=0.0) < _NEAR

    def _scope(self, found: ScopeReading, first: int) -> Scope:
        return found.scope(self.stem_text(first) if found.mentions else "")

    def read(self, question: str) -> Reading:
        """The plain words of a question, typing errors repaired."""
        return self.reader.read(question, self._repair if self.recipe.repair else None)

    def _repair(self, word: str) -> tuple[Repair, ...]:
        return () if word in self.known else self.repairer.repair(word)

    def likeness(self, vector: Vector, meant: Floats | None = None) -> Floats:
        """Likeness of a question to every phrasing; by its sentence's meaning too where the index has sentences."""
        by_words = self.postings.likeness(vector)
        return by_words if self.sentences is None or meant is None else self.sentences.likeness(by_words, meant)

    def entry_scores(self, likeness: Floats) -> tuple[Floats, Floats]:
        """For each entry its best phrasing's likeness, and its score on the scale of log odds."""
        starts = self.starts[:-1]
        best: Floats = np.maximum.reduceat(likeness, starts)
        if self.trained is not None:
            return best, self.trained.scores(likeness)
        mean = np.add.reduceat(likeness, starts) / np.diff(self.starts)
        return best, (_UNTRAINED_SCALE * (best + self.recipe.mean * mean)).astype(np.float32)

    def _order(
        self, reading: Reading, found: ScopeReading, best: Floats, scores: Floats, limit: int
    ) -> tuple[list[int], Floats, dict[int, float]]:
        """Entry numbers best first, the scores after scope and `not_when`, and what these left of the odds."""
        order = [at for at in _first_places(scores, best, max(limit, _POOL)) if best[at] > 0]
        pool = order[:_POOL]
        judged = [at for at in pool if found.mentions or at in self.not_when]
        stems = [self.featuriser.stem(word) for word in reading.words] if judged else []
        factors = {at: self._factor(at, found, stems) for at in judged}
        if all(factor == 1.0 for factor in factors.values()):
            return order, scores, factors
        scores = scores.copy()
        for at, factor in factors.items():
            scores[at] += np.log(factor)
        pool.sort(key=lambda at: (-scores[at], -best[at], at))
        return pool + order[_POOL:], scores, factors

    def _factor(self, at: int, found: ScopeReading, stems: Sequence[str]) -> float:
        ruled_out = _NOT_WHEN if at in self.not_when and self.not_when[at].find(stems) else 1.0
        return min(ruled_out, found.factor(self.stem_text(at)) if found.mentions else 1.0)

    def stem_text(self, at: int) -> str:
        """All phrasings of an entry as stems, a space around each and a bar between phrasings."""
        known = self._stem_texts.get(at)
        if known is None:
            plain = self.plain_phrasings[self.starts[at] : self.starts[at + 1]]
            stems = (" ".join(self.featuriser.stem(word) for word in words) for words in plain)
            known = self._stem_texts[at] = f" {' | '.join(stems)} "
        return known

    def _probability(
        self,
        reading: Reading,
        vector: Vector,
        meant: Floats | None,
        found: tuple[Floats, Floats],
        first: int,
        factor: float,
    ) -> float:
        calibration = TRAINED if self.trained is not None else UNTRAINED
        if self.sentences is not None:
            calibration = WITH_SENTENCES
        return probability(self.signals(reading, vector, meant, found, first), calibration, factor)

    def signals(
        self, reading: Reading, vector: Vector, meant: Floats | None, found: tuple[Floats, Floats], first: int
    ) -> Signals:
        """What the ranking says about its first place, from the question's vector, what its sentence means where the
        index has sentences, and what `entry_scores` gave."""
        best, scores = found
        perfect = self._perfect()
        words = [self.featuriser.word(word) for word in reading.words]
        height, top = float(scores[first]), float(np.maximum.reduce(scores))
        return Signals(
            log_share=height - top - log(float(np.add.reduce(np.exp(scores - np.float32(top))))),
            height=height,
            gap=min(height - _next_best(scores, first), _CLEAR),
            prominence=_prominence(scores, first),
            lead=max((float(best[first]) - _next_best(best, first)) / perfect, 0.0),
            coverage=self.entry_words.coverage(words, first),
            words=log(1 + len(reading.words)),
            kinship=self._kinship(vector.meaning if meant is None else meant, first),
            said=vector.said,
            shared=vector.shared,
            repaired=min(len(reading.repairs) / len(reading.words), _MISSPELT),
        )

    def _kinship(self, meaning: Floats, number: int) -> float:
        weight = self.recipe.meaning if self.sentences is None else 1.0
        if not len(meaning) or not weight:
            return 0.0
        meanings = self.postings.meaning if self.sentences is None else self.sentences.vectors
        theirs = meanings[self.starts[number] : self.starts[number + 1]]
        likeness = float(np.add.reduce(theirs @ meaning)) / (len(theirs) * weight)
        return min(likeness - float(self.usual[number]), _KINSHIP)

    def _perfect(self) -> float:
        """The likeness of a text to itself."""
        by_words = sum(self.recipe.group_weights()) + self.recipe.meaning
        return by_words if self.sentences is None else self.sentences.perfect(by_words)

    def _evidence(self, reading: Reading, likeness: Floats, number: int) -> Evidence:
        low, high = self.starts[number], self.starts[number + 1]
        nearest = int(low + np.argmax(likeness[low:high]))
        told = tuple(repair for repair in reading.repairs if repair.read in self.known)  # the rest are bare stems
        theirs = phrasing_words(self.plain_phrasings[nearest], self.featuriser)
        return explain(asked_words(reading, self.featuriser), told, self.phrasings[nearest], theirs)

    def complete(self, typed: str, limit: int = 25) -> tuple[Completion, ...]:
        """Entries to offer while somebody types, best first."""
        return self.completer.complete(typed, limit)


def _first_places(scores: Floats, best: Floats, count: int) -> list[int]:
    """Numbers of the highest scores, best first; equal scores go by best phrasing, then by number."""
    if count < len(scores):
        bar = np.partition(scores, -1 - count)[-1 - count]
        among = (scores >= bar).nonzero()[0]
    else:
        among = np.arange(len(scores))
    order: list[int] = among[np.lexsort((among, -best[among], -scores[among]))][:count].tolist()
    return order


def _next_best(values: Floats, first: int) -> float:
    """The highest value but that at `first`; 0 when it is the only one."""
    if len(values) < 2:
        return 0.0
    kept, values[first] = float(values[first]), -np.inf
    found, values[first] = float(np.maximum.reduce(values)), kept
    return found


def _prominence(scores: Floats, first: int) -> float:
    """How many standard deviations of the scores the one at `first` is above their mean; 0 when all are alike."""
    mean = float(np.add.reduce(scores)) / len(scores)
    variance = float(scores.dot(scores)) / len(scores) - mean * mean
    return (float(scores[first]) - mean) / variance**0.5 if variance > _ALIKE else 0.0
