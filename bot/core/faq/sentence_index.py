"""Making an index that knows what its phrasings mean, from one that knows their words."""

from __future__ import annotations

from dataclasses import replace

from bot.core.faq.head import TrainedHead, train
from bot.core.faq.kernel import kernel
from bot.core.faq.matcher import FaqIndex
from bot.core.faq.sentences import Sentences, sentence_text
from bot.core.faq.thesaurus import Floats


def phrasing_texts(index: FaqIndex) -> tuple[str, ...]:
    """What an encoder has to read, in the order of the phrasings."""
    return tuple(map(sentence_text, index.plain_phrasings))


def with_sentences(index: FaqIndex, vectors: Floats, trained: TrainedHead | None = None) -> FaqIndex:
    """The same index, ranking questions by their meaning as well; everything else is shared with it.

    `vectors` are those of `phrasing_texts`, of unit length. Without a head that was trained for just these it is
    trained here, which takes about a second for thousands of phrasings. Raises ValueError for vectors or a head of
    another index.
    """
    if len(vectors) != len(index.phrasings) or (trained is not None and trained.digest != index.digest):
        raise ValueError("these vectors or this head belong to another index")
    sentences = Sentences(vectors)
    if trained is None:
        likeness = sentences.kernel(kernel(index.postings, index.recipe.meaning))
        trained = train(likeness, index.owners, index.digest, index.recipe)
    return replace(index, trained=trained, usual=sentences.usual(index.starts), sentences=sentences)
