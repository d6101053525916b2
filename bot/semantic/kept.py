"""Keeps on disk what was learnt of a pack's sentences, so that no phrasing is read twice.

A cache, so nothing that can go wrong with it may stop anything: a missing, foreign or damaged file is the same as none,
and a file that cannot be written is left out. Files hold plain arrays (no pickle) of checked length.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.head import TrainedHead
from bot.core.faq.stored import head_from_arrays, head_to_arrays
from bot.core.faq.thesaurus import Floats

_KEPT = 16
"""Files kept in the directory, about 3 MB each for three thousand phrasings; the ones longest unused go first."""
_READ = 4
"""Newest files of other packs that are looked through for vectors: after an edit nearly all phrasings are in one."""
_ENDING = "sentences"


class KeptSentences:
    """A directory of vectors and heads, each file for one index and one encoder. Nothing in here ever raises."""

    def __init__(self, directory: Path, encoder: str) -> None:
        """`encoder` names all besides the index that vectors and heads depend on; it becomes part of file names."""
        self._directory = directory
        self._encoder = encoder

    def head(self, digest: str) -> TrainedHead | None:
        """The head that was trained for the index with that digest."""
        arrays = _read(self._path(digest))
        return head_from_arrays(arrays, digest) if arrays else None

    def vectors(self, digest: str) -> Mapping[int, Floats]:
        """Vectors by the key of their text (`text_key`): those of the index, and of a few that were used last."""
        found: dict[int, Floats] = {}
        newest = sorted(self._files(), key=_used, reverse=True)[:_READ]
        for path in dict.fromkeys((*newest, self._path(digest))):
            arrays = _read(path)
            if arrays and {"keys", "vectors"} <= arrays.keys() and len(arrays["keys"]) == len(arrays["vectors"]):
                found |= zip(arrays["keys"].tolist(), arrays["vectors"].astype(np.float32), strict=True)
        return found

    def save(self, digest: str, texts: Iterable[str], vectors: Floats, head: TrainedHead) -> None:
        """Keep an index's vectors and head. A crash leaves the old file or the new one."""
        keys = np.array([text_key(text) for text in texts], np.uint64)
        arrays: dict[str, NDArray[Any]] = {"keys": keys, "vectors": vectors.astype(np.float16), **head_to_arrays(head)}
        with contextlib.suppress(OSError):
            self._directory.mkdir(parents=True, exist_ok=True)
            _write(self._path(digest), arrays)
            for path in sorted(self._files(), key=_used, reverse=True)[_KEPT:]:
                path.unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self._directory / f"{digest}.{self._encoder}.{_ENDING}"

    def _files(self) -> list[Path]:
        return list(self._directory.glob(f"*.{self._encoder}.{_ENDING}"))


def text_key(text: str) -> int:
    """What a text's vector is filed under."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")


def _used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _read(path: Path) -> dict[str, NDArray[Any]] | None:
    """The arrays of a file, or None. A damaged one fails the checksums that the format has for every array."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def _write(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".tmp", delete=False) as file:
        temporary = Path(file.name)
        try:
            np.savez(file, allow_pickle=False, **arrays)
            file.close()
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
