"""Making an index that knows what its phrasings mean, from one that knows their words."""

from __future__ import annotations

from dataclasses import replace

from bot.core.faq.head import TrainedHead
from bot.core.faq.matcher import FaqIndex
from bot.core.faq.sentences import BLEND, Sentences, sentence_text
from bot.core.faq.teaching import teach
from bot.core.faq.thesaurus import Floats


def phrasing_texts(index: FaqIndex) -> tuple[str, ...]:
    """What an encoder has to read, in the order of the phrasings."""
    return tuple(map(sentence_text, index.plain_phrasings))


def with_sentences(index: FaqIndex, vectors: Floats, trained: TrainedHead | None = None) -> FaqIndex:
    """The same index, ranking questions by their meaning as well; everything else is shared with it.

    `vectors` are those of `phrasing_texts`, of unit length. Without a head that was trained for just these it is
    trained here, in a fraction of a second for thousands of phrasings. Raises ValueError for vectors or a head of
    another index.
    """
    if len(vectors) != len(index.phrasings) or (trained is not None and trained.digest != index.digest):
        raise ValueError("these vectors or this head belong to another index")
    sentences = Sentences(vectors)
    if trained is None:
        trained = teach(index.vectors, index.digest, index.recipe, vectors, BLEND)
    return replace(index, trained=trained, usual=sentences.usual(index.starts), sentences=sentences)
