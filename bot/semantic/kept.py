"""Keeps on disk what was learnt of a pack's sentences, so that no phrasing is read twice.

A cache, so nothing that can go wrong with it may stop anything: a missing, foreign or damaged file is the same as none,
and a file that cannot be written is left out.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.cache_files import keep_newest, mark_used, newest, read_arrays, write_arrays
from bot.core.faq.head import TrainedHead
from bot.core.faq.phrasing_vectors import PhrasingVectors
from bot.core.faq.stored import head_from_arrays, head_to_arrays
from bot.core.faq.thesaurus import Floats

_KEPT = 16
"""Files kept in the directory, about 3 MB each for three thousand phrasings; the ones longest unused go first."""
_READ = 4
"""Newest files of other packs that are looked through for vectors: after an edit nearly all phrasings are in one."""
_SUFFIX = ".sentences"


class KeptSentences:
    """A directory of vectors and heads, each file for one index and one encoder. Nothing in here ever raises."""

    def __init__(self, directory: Path, encoder: str) -> None:
        """`encoder` names all besides the index that vectors and heads depend on; it becomes part of file names."""
        self._directory = directory
        self._encoder = encoder

    def head(self, digest: str, vectors: PhrasingVectors, size: int) -> TrainedHead | None:
        """The head that was trained for the index with that digest and these vectors of its phrasings, where the vector
        of a sentence has `size` numbers."""
        path = self._path(digest)
        arrays = read_arrays(path)
        if arrays is None:
            return None
        mark_used(path)
        try:
            return head_from_arrays(arrays, digest, vectors, size)
        except ValueError:
            return None

    def vectors(self, digest: str) -> Mapping[int, Floats]:
        """Vectors by the key of their text (`text_key`): those of the index, and of a few that were used last."""
        found: dict[int, Floats] = {}
        last = newest(self._directory, f"*{self._ending}")[:_READ]
        for path in dict.fromkeys((*last, self._path(digest))):
            arrays = read_arrays(path) or {}
            keys, vectors = arrays.get("keys"), arrays.get("vectors")
            if keys is not None and vectors is not None and vectors.ndim == 2 and keys.shape == vectors.shape[:1]:
                found |= zip(keys.tolist(), vectors.astype(np.float32), strict=True)
        return found

    def save(self, digest: str, texts: Iterable[str], vectors: Floats, head: TrainedHead) -> None:
        """Keep an index's vectors and head. A crash leaves the old file or the new one."""
        keys = np.array([text_key(text) for text in texts], np.uint64)
        arrays: dict[str, NDArray[Any]] = {"keys": keys, "vectors": vectors.astype(np.float16), **head_to_arrays(head)}
        with contextlib.suppress(OSError):
            write_arrays(self._path(digest), arrays)
            keep_newest(self._directory, f"*{_SUFFIX}", _KEPT)

    @property
    def _ending(self) -> str:
        return f".{self._encoder}{_SUFFIX}"

    def _path(self, digest: str) -> Path:
        return self._directory / f"{digest}{self._ending}"


def text_key(text: str) -> int:
    """What a text's vector is filed under."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
