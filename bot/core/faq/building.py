"""Making an index from a pack's entries and words, and teaching it.

Deterministic. Building takes a fraction of a second for hundreds of entries; training is a step of its own, because
larger packs do it in the background while the index already answers.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.completion import Completer
from bot.core.faq.counting import count
from bot.core.faq.entry import Entry
from bot.core.faq.entry_words import EntryWords
from bot.core.faq.features import Featuriser
from bot.core.faq.head import TrainedHead
from bot.core.faq.lexicon import Lexicon, OutOfScope
from bot.core.faq.matcher import FaqIndex
from bot.core.faq.phrase_table import PhraseTable
from bot.core.faq.phrasing_vectors import PhrasingVectors
from bot.core.faq.reading import SHOE, Reader
from bot.core.faq.recipe import Recipe
from bot.core.faq.repair import Repairer
from bot.core.faq.scope import ScopeReader
from bot.core.faq.space import Space, concept_table
from bot.core.faq.stemming import Stemmer
from bot.core.faq.teaching import teach
from bot.core.faq.thesaurus import Ints, Thesaurus
from bot.core.text import words

_FORMAT = "8"
"""Part of every digest; changes whenever the same content gives other arrays."""


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """What is slow to compute about a pack's phrasings: all that a cache needs to keep."""

    plain_phrasings: tuple[tuple[str, ...], ...]
    space: Space
    vectors: PhrasingVectors
    pairs: NDArray[np.int64]
    """Which stems each entry holds, as `EntryWords` wants them."""
    usual: NDArray[np.float32]
    """For each entry how like its phrasings are to one another in meaning, a cosine, on the average."""
    stems: Mapping[str, str]
    """Stems of all words of the pack and its lists."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The pack's words, ready to use."""

    reader: Reader
    stemmer: Stemmer
    concepts: PhraseTable[tuple[str, ...]]
    known: frozenset[str]
    """Words of the lists, which are never repaired."""
    closed: frozenset[str]
    """Stems of names, which have no synonyms."""
    cut: Mapping[str, tuple[str, ...]]
    """Every phrase of the lists, cut into words."""

    def plain(self, phrase: str) -> tuple[str, ...]:
        """The plain words of a phrase of the lists."""
        return self.reader.plain(self.cut[phrase])


def build_index(
    entries: Mapping[str, Entry],
    lexicon: Lexicon,
    out_of_scope: OutOfScope,
    nicknames: tuple[str, ...],
    thesaurus: Thesaurus | None = None,
    trained: TrainedHead | None = None,
    recipe: Recipe | None = None,
    stored: Stored | None = None,
) -> FaqIndex:
    """The index of a pack's live entries.

    It has no head unless one is given that was trained for the same content. `stored` is what an index of the same
    digest gave (`stored_parts`); with it nothing is computed again.
    """
    recipe = recipe or Recipe()
    live = {entry.id: entry for entry in entries.values() if not entry.retired}
    digest = index_digest(live, lexicon, out_of_scope, nicknames, thesaurus, recipe)
    stemmer = Stemmer(recipe.stem, stored.stems if stored else None)
    pack = _read_words(lexicon, out_of_scope, nicknames, stemmer)
    phrasings = tuple(text for entry in live.values() for text in (entry.title, *entry.ask))
    starts = np.cumsum([0, *(1 + len(entry.ask) for entry in live.values())]).astype(np.int32)
    if stored is None:
        stored, featuriser = _count(phrasings, starts, pack, thesaurus, recipe)
    else:
        featuriser = Featuriser(stored.space, pack.concepts, pack.stemmer, thesaurus, recipe)
    counts = Counter(chain.from_iterable(stored.plain_phrasings))
    counts.pop(SHOE, None)
    index = FaqIndex(
        entries=live,
        digest=digest,
        trained=None,
        recipe=recipe,
        ids=tuple(live),
        phrasings=phrasings,
        plain_phrasings=stored.plain_phrasings,
        starts=starts,
        word_for_word=_word_for_word(stored.plain_phrasings, stored.vectors.owners),
        not_when=_not_when(live, pack),
        known=pack.known.union(counts),
        reader=pack.reader,
        repairer=Repairer(counts, sorted(pack.known), thesaurus, stemmer.stem, featuriser.follows),
        featuriser=featuriser,
        entry_words=EntryWords(stored.pairs, len(stored.space.stems)),
        vectors=stored.vectors,
        usual=stored.usual,
        scope_reader=ScopeReader(out_of_scope, pack.plain, pack.stemmer.stem),
        completer=Completer(live.values()),
    )
    return with_head(index, trained) if trained is not None and trained.digest == digest else index


def index_digest(
    entries: Mapping[str, Entry],
    lexicon: Lexicon,
    out_of_scope: OutOfScope,
    nicknames: tuple[str, ...],
    thesaurus: Thesaurus | None = None,
    recipe: Recipe | None = None,
) -> str:
    """Content hash of all that ranking depends on: what a cache of the index is filed under."""
    live = [(entry.id, entry.title, entry.ask, entry.not_when) for entry in entries.values() if not entry.retired]
    lists = (lexicon.synonyms, list(lexicon.slang.items()), list(lexicon.phrases.items()), lexicon.protect)
    whole = (_FORMAT, live, lists, out_of_scope, nicknames, thesaurus.digest if thesaurus else "", recipe or Recipe())
    return hashlib.sha256(repr(whole).encode()).hexdigest()[:32]


def train_head(index: FaqIndex) -> TrainedHead:
    """Learn from the pack's own phrasings. Pure, and slow for thousands of them: run it in a thread."""
    return teach(index.vectors, index.digest, index.recipe)


def with_head(index: FaqIndex, trained: TrainedHead) -> FaqIndex:
    """The same index, ranking with what was learnt. Raises ValueError for the head of another index."""
    if trained.digest != index.digest:
        raise ValueError("this head was trained for another index")
    return replace(index, trained=trained)


def stored_parts(index: FaqIndex) -> Stored:
    """What to keep of an index so that the next start need not compute it."""
    return Stored(
        index.plain_phrasings,
        index.featuriser.space,
        index.vectors,
        index.entry_words.pairs,
        index.usual,
        index.featuriser.known_stems(),
    )


def _read_words(lexicon: Lexicon, lists: OutOfScope, nicknames: Iterable[str], stemmer: Stemmer) -> _Words:
    reader = Reader(lexicon, nicknames)
    groups = [[reader.plain(words(phrase)) for phrase in group] for group in lexicon.synonyms]
    stems = [[tuple(stemmer.stem(word) for word in phrase) for phrase in group] for group in groups]
    topics = [phrase for topic in lists.topics for phrase in topic.words]
    senses = [phrase for sense in lists.senses for phrase in (*sense.words, *sense.when)]
    typed = (*lexicon.protect, *nicknames, *lexicon.slang, *lexicon.phrases, *lists.shoes, *lists.things)
    typed += (*lists.garments, *lists.chatter, *topics, *senses)
    cut = {phrase: words(phrase) for phrase in (*typed, *lists.ours)}
    known = frozenset(word for phrase in typed for word in cut[phrase]).union(w for g in groups for p in g for w in p)
    closed = frozenset(stemmer.stem(word) for phrase in lexicon.protect for word in cut[phrase])
    return _Words(reader, stemmer, concept_table(stems), known, closed, cut)


def _count(
    phrasings: Sequence[str], starts: Ints, pack: _Words, thesaurus: Thesaurus | None, recipe: Recipe
) -> tuple[Stored, Featuriser]:
    plain = tuple(pack.reader.read(text).words for text in phrasings)
    found = count(plain, starts, pack.concepts, pack.stemmer, thesaurus, pack.closed, recipe)
    featuriser = Featuriser(found.space, pack.concepts, pack.stemmer, thesaurus, recipe)
    return Stored(plain, found.space, found.vectors, found.pairs, found.usual, {}), featuriser


def _word_for_word(plain_phrasings: Sequence[tuple[str, ...]], owner_of: Ints) -> dict[tuple[str, ...], int]:
    owners = owner_of.tolist()
    found: dict[tuple[str, ...], int] = {}
    shared = {
        words for words, owner in zip(plain_phrasings, owners, strict=True) if found.setdefault(words, owner) != owner
    }
    return {words: owner for words, owner in found.items() if words not in shared}


def _not_when(entries: Mapping[str, Entry], pack: _Words) -> dict[int, PhraseTable[bool]]:
    return {
        number: PhraseTable((tuple(map(pack.stemmer.stem, pack.reader.plain(words(p)))), True) for p in entry.not_when)
        for number, entry in enumerate(entries.values())
        if entry.not_when
    }
