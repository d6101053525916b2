"""Teaching an index what its phrasings mean: each is read once by the encoder, then the head is trained.

Takes some 4 ms a phrasing the first time, and a fraction of a second when all of them were read before. Meant for a
thread, which it can be asked to leave.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from bot.core.faq.index import FaqIndex
from bot.core.faq.sentence_index import phrasing_texts, with_sentences
from bot.core.faq.sentences import BLEND
from bot.core.faq.thesaurus import Floats
from bot.semantic.encoder import Encoder
from bot.semantic.kept import KeptSentences, text_key

LARGEST = 5000
"""Phrasings of the largest pack that is taught: twenty seconds of reading, and 50 MB while the head is trained."""


class StoppedError(Exception):
    """Preparing was asked to end."""


class Preparing:
    """Makes indexes with sentences, and remembers the vectors of the last one."""

    def __init__(
        self, encoder: Encoder, cache_dir: Path | None, is_over: Callable[[], bool], tell: Callable[[str], None]
    ) -> None:
        """`is_over` says whether to leave off; `tell` gets a line before something that takes seconds."""
        self._encoder = encoder
        self._kept = KeptSentences(cache_dir, f"{encoder.name}.{BLEND[0]:g}-{BLEND[1]:g}") if cache_dir else None
        self._is_over = is_over
        self._tell = tell
        self._last: Mapping[int, Floats] = {}

    def prepared(self, index: FaqIndex) -> FaqIndex:
        """The index with its sentences. Raises `StoppedError`, ValueError for a pack that is too large."""
        texts = phrasing_texts(index)
        if len(texts) > LARGEST:
            raise ValueError(f"it has {len(texts)} phrasings, more than {LARGEST}")
        kept = self._kept.vectors(index.digest) if self._kept else {}
        vectors, new = self._vectors(texts, {**kept, **self._last})
        head = None
        if self._kept and not new:
            head = self._kept.head(index.digest, index.vectors, vectors.shape[1])
        taught = with_sentences(index, vectors, head)
        if self._kept and head is None and taught.trained is not None:
            self._kept.save(index.digest, texts, vectors, taught.trained)
        self._last = dict(zip(map(text_key, texts), vectors, strict=True))
        return taught

    def _vectors(self, texts: tuple[str, ...], known: Mapping[int, Floats]) -> tuple[Floats, int]:
        """The vectors of all texts, and how many of them were new."""
        found: list[Floats] = []
        unknown = [text for text in texts if text_key(text) not in known]
        if unknown:
            self._tell(f"Reading {len(unknown)} phrasings for the semantic layer, which takes a while the first time")
        for text in texts:
            if self._is_over():
                raise StoppedError
            vector = known.get(text_key(text))
            found.append(self._encoder.vector(text) if vector is None else vector)
        return np.array(found, np.float32), len(unknown)
