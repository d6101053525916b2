"""The index over the phrasings of a pack: ranks questions and completes what is being typed.

It only answers; `building` makes it. Nothing in here knows a word of any pack.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import partial
from math import exp, log

import numpy as np
from rapidfuzz import fuzz, process

from bot.core.faq.completion import Completer, Completion
from bot.core.faq.confidence import TRAINED, UNTRAINED, WITH_SENTENCES, Calibration, Signals, probability
from bot.core.faq.entry import Entry
from bot.core.faq.entry_words import EntryWords
from bot.core.faq.evidence import asked_words, explain, phrasing_words
from bot.core.faq.features import Featuriser, Vector
from bot.core.faq.head import TrainedHead
from bot.core.faq.phrase_table import PhraseTable
from bot.core.faq.phrasing_vectors import PhrasingVectors
from bot.core.faq.ranking import Candidate, Evidence, Ranking, Repair, Scope
from bot.core.faq.reading import Reader, Reading
from bot.core.faq.recipe import Recipe
from bot.core.faq.repair import Repairer
from bot.core.faq.scope import ScopeReader, ScopeReading
from bot.core.faq.sentences import Sentences, sentence_text
from bot.core.faq.standing import fifth, first_places, log_share, next_best, prominence
from bot.core.faq.thesaurus import Floats, Ints, Longs

POOL = 12
"""Best entries by score: those that scope signals and `not_when` may reorder, however many are asked for."""

RIVALS = 3
"""Best entries by score whose phrasings are looked at. The nearest phrasing is hardly ever elsewhere: 30 are as good on
the dev sets, two are a little worse."""

_LOOKED_AT = 16
"""The same where there is no head, and the best phrasing is part of the score."""

_AHEAD = 1.0
"""By how much the entry that has the question as a phrasing is put ahead of the best score."""

_UNTRAINED_SCALE = 8.0
"""Turns best-plus-mean scores into something like log odds."""

_CLEAR = 1.0
"""Most of what the gap counts for: a wider one tells how far the others are, not whether the first is right."""

_MISSPELT = 1 / 3
"""Most of what repairs count for: few questions have more, and a lone word read as another is nearly a guess."""

_ALL_SIGNALS = Signals(*(1.0 for _ in fields(Signals)))

_KINSHIP = 0.2
"""Most of what kinship counts for; 99 of 100 questions of the dev parts stay below, but an entry with one phrasing
would not."""

_NOT_WHEN = 0.02
"""What is left of the odds of an entry whose `not_when` word is in the question."""

_NAMED = 2.0
"""Naming the shoe makes a question twice as likely to be ours; the benchmarks, which have no such name, cannot say."""
_UNKNOWN_SUBJECT = 0.01
"""What is left of the odds when ours is not pointed at and something is named that neither the pack nor any word of it
comes near, or that was only guessed to be a word of it. Of 435 questions of members and strangers that would be
answered, 4 of 415 about the shoe name such a thing, and 5 of the 20 that are not."""
_NEAR, _TELLING = 0.55, 0.55
"""Nearness of a pack's word from which a word is not unknown, and the rareness from which it can be a subject."""
_CHATTER = 0.02
"""What is left of the odds when the message is a bare social phrase …"""
_SAME = 0.9
"""… unless it is nearly, as a share of a perfect match, one of the entry's own phrasings."""
_WORD_FOR_WORD = 30.0
"""How many times likelier an entry is that has the question as a phrasing: whoever wrote it meant it to be answered."""


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
    word_for_word: Mapping[tuple[str, ...], int]
    """Plain phrasings that one entry alone has, with its number."""
    not_when: Mapping[int, PhraseTable[bool]]
    """Phrases of stems that rule an entry out, by its number."""
    known: frozenset[str]
    """Words that are never repaired: of the phrasings, the lexicon and the scope lists."""
    reader: Reader
    repairer: Repairer
    featuriser: Featuriser
    entry_words: EntryWords
    vectors: PhrasingVectors
    usual: Floats
    """For each entry how like its phrasings are to one another in meaning, a cosine, on the average."""
    scope_reader: ScopeReader
    completer: Completer
    sentences: Sentences | None = None
    """Where there are any, a question is ranked by what its sentence means as well; see `with_sentences`."""
    _stem_texts: dict[int, str] = field(default_factory=dict, repr=False)
    _sorted_texts: dict[int, list[str]] = field(default_factory=dict, repr=False)

    @property
    def owners(self) -> Ints:
        """For each phrasing the number of its entry."""
        return self.vectors.owners

    def rank(self, question: str, limit: int = 5, meant: Floats | None = None) -> Ranking:
        """The entries nearest to a question, best first, at most `limit` and never more than `POOL`; none when nothing
        at all is shared.

        `meant` is the vector of the question's `plain` words, for an index with sentences and for no other.
        The order and the probabilities do not depend on `limit`. Never raises on any text.
        """
        reading = self.read(question)
        found = self.scope_reader.read(reading)
        if not reading.words or not self.ids:
            return Ranking(question, (), found.scope(""))
        plain = sentence_text(reading.words)
        vector = self.featuriser.vector(reading.words)
        if meant is None and vector.is_empty():
            return Ranking(question, (), found.scope(""), plain)
        scores = self.entry_scores(vector, meant)
        order, factors = self._order(reading, found, scores)
        first, best = order[0], self.best_likeness(order[:RIVALS], vector, meant)
        factor = factors.get(first, 1.0) * (_NAMED if reading.names_shoe else 1.0)
        if self._asked_word_for_word(reading) == first:
            factor *= _WORD_FOR_WORD
        if found.is_chatter and best[0] < _SAME * self._perfect():
            factor *= _CHATTER
        if not found.points_at_ours and any(map(self._is_unknown, (*reading.words, *reading.guessed.values()))):
            factor *= _UNKNOWN_SUBJECT
        calibration = self._calibration()
        signals = self.signals(reading, vector, meant, scores, first, best, calibration.weights)
        sure = probability(signals, calibration, factor)
        candidates = (
            Candidate(
                entry_id=self.ids[at],
                probability=sure * exp(float(scores[at]) - float(scores[first])),
                score=float(scores[at]),
                explain=partial(self._evidence, reading, vector, meant, at),
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

    def _repair(self, word: str, before: str, after: str) -> tuple[Repair, ...]:
        return () if word in self.known else self.repairer.repair(word, before, after)

    def likeness(self, entries: Sequence[int], vector: Vector, meant: Floats | None = None) -> tuple[Floats, Longs]:
        """Likeness of a question to every phrasing of these entries, entry after entry, and where each of them begins;
        by its sentence's meaning too where the index has sentences."""
        rows, begins = self.vectors.rows(entries)
        by_words = self.vectors.likeness(vector, rows)
        if self.sentences is None or meant is None:
            return by_words, begins
        return self.sentences.likeness(by_words, meant, rows), begins

    def best_likeness(self, entries: Sequence[int], vector: Vector, meant: Floats | None = None) -> Floats:
        """Likeness of a question to the nearest phrasing of each of these entries."""
        best: Floats = np.maximum.reduceat(*self.likeness(entries, vector, meant))
        return best

    def entry_scores(self, vector: Vector, meant: Floats | None = None) -> Floats:
        """The score of each entry, on the scale of log odds."""
        if self.trained is not None:
            return self.trained.scores(vector, self.vectors.sketch, meant)
        mean = self.vectors.mean_likeness(vector)
        scores = (1 + self.recipe.mean) * mean  # no best phrasing is below the mean
        near = first_places(mean, _LOOKED_AT)
        scores[near] += self.best_likeness(near, vector) - mean[near]
        scores *= np.float32(_UNTRAINED_SCALE)
        return scores

    def _order(self, reading: Reading, found: ScopeReading, scores: Floats) -> tuple[list[int], dict[int, float]]:
        """The best entry numbers in order, and what scope and `not_when` left of the odds; `scores` are changed by
        both."""
        same = self._asked_word_for_word(reading)
        if same is not None:
            scores[same] = scores.max() + np.float32(_AHEAD)
        pool = first_places(scores, POOL)
        judged = [at for at in pool if found.mentions or at in self.not_when]
        stems = [self.featuriser.stem(word) for word in reading.words] if judged else []
        factors = {at: self._factor(at, found, stems) for at in judged}
        if all(factor == 1.0 for factor in factors.values()):
            return pool, factors
        for at, factor in factors.items():
            scores[at] += np.log(factor)
        pool.sort(key=lambda at: (-scores[at], at))
        return pool, factors

    def _asked_word_for_word(self, reading: Reading) -> int | None:
        """The entry that has the question as a phrasing. One with a repair was not asked in these words."""
        return None if reading.repairs else self.word_for_word.get(reading.words)

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

    def _calibration(self) -> Calibration:
        if self.sentences is not None:
            return WITH_SENTENCES
        return TRAINED if self.trained is not None else UNTRAINED

    def signals(
        self,
        reading: Reading,
        vector: Vector,
        meant: Floats | None,
        scores: Floats,
        first: int,
        best: Floats,
        wanted: Signals | None = None,
    ) -> Signals:
        """What the ranking says about its first place. `best` is the likeness to the nearest phrasing of the first
        entry, then of those behind it. What `wanted` gives no weight stays 0 where it takes time to find out."""
        words = [self.featuriser.word(word) for word in reading.words]
        height = float(scores[first])
        has = wanted or _ALL_SIGNALS
        kinship, nearest = self._kinship(vector.meaning if meant is None else meant, first)
        return Signals(
            log_share=log_share(scores, first) if has.log_share else 0.0,
            height=height,
            gap=min(height - next_best(scores, first), _CLEAR) if has.gap else 0.0,
            spread=height - fifth(scores) if has.spread else 0.0,
            prominence=prominence(scores, first) if has.prominence else 0.0,
            plain_prominence=prominence(self.vectors.mean_likeness(vector), first) if has.plain_prominence else 0.0,
            lead=max(float(best[0]) - max(best[1:].tolist(), default=0.0), 0.0) / self._perfect(),
            coverage=self.entry_words.coverage(words, first) if has.coverage else 0.0,
            words=log(1 + len(reading.words)),
            kinship=kinship,
            nearest=nearest,
            said=vector.said,
            shared=vector.shared,
            common=vector.common,
            surface=self._surface(reading.words, first) if has.surface else 0.0,
            repaired=min(len(reading.repairs) / len(reading.words), _MISSPELT),
        )

    def _surface(self, words: Sequence[str], number: int) -> float:
        texts = self._sorted_texts.get(number)
        if texts is None:
            plain = self.plain_phrasings[self.starts[number] : self.starts[number + 1]]
            texts = self._sorted_texts[number] = [" ".join(sorted(phrasing)) for phrasing in plain]
        nearest = process.extractOne(" ".join(sorted(words)), texts, scorer=fuzz.ratio)
        return nearest[1] / 100 if nearest else 0.0

    def _kinship(self, meaning: Floats, number: int) -> tuple[float, float]:
        """Kinship to an entry, and how like in meaning its nearest phrasing is."""
        weight = self.recipe.meaning if self.sentences is None else 1.0
        if not len(meaning) or not weight:
            return 0.0, 0.0
        meanings = self.vectors.meaning if self.sentences is None else self.sentences.vectors
        likeness = meanings[self.starts[number] : self.starts[number + 1]] @ meaning
        mean = float(np.add.reduce(likeness)) / (len(likeness) * weight)
        return min(mean - float(self.usual[number]), _KINSHIP), float(np.maximum.reduce(likeness)) / weight

    def _perfect(self) -> float:
        """The likeness of a text to itself."""
        by_words = sum(self.recipe.group_weights()) + self.recipe.meaning
        return by_words if self.sentences is None else self.sentences.perfect(by_words)

    def _evidence(self, reading: Reading, vector: Vector, meant: Floats | None, number: int) -> Evidence:
        nearest = int(self.starts[number] + np.argmax(self.likeness((number,), vector, meant)[0]))
        told = tuple(repair for repair in reading.repairs if repair.read in self.known)  # the rest are bare stems
        theirs = phrasing_words(self.plain_phrasings[nearest], self.featuriser)
        return explain(asked_words(reading, self.featuriser), told, self.phrasings[nearest], theirs)

    def complete(self, typed: str, limit: int = 25) -> tuple[Completion, ...]:
        """Entries to offer while somebody types, best first."""
        return self.completer.complete(typed, limit)
