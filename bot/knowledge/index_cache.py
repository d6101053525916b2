"""Keeps indexes on disk by content hash, so that the next start need not count and train again.

A cache, so nothing that can go wrong with it may stop the bot: a missing, foreign or damaged file is the same as none,
and a file that cannot be written is left out. Files hold plain arrays (no pickle).
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.index import Stored, TrainedHead
from bot.core.faq.stored import head_from_arrays, head_to_arrays, stored_from_arrays, stored_to_arrays
from bot.knowledge.cache_files import keep_newest

_KEPT = 32
"""Files kept in the directory; the ones longest unused go first."""
_MAGIC = b"faqindex1\n"

Arrays = Mapping[str, NDArray[Any]]


class IndexCache:
    """A directory of stored indexes."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def load(self, digest: str) -> tuple[Stored, TrainedHead | None] | None:
        """What was kept under a content hash, or None when there is nothing usable. Never raises."""
        path = self._path(digest)
        try:
            with path.open("rb") as file:
                arrays = _unpack(file)
            found = stored_from_arrays(arrays), head_from_arrays(arrays, digest)
            path.touch()
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            return None
        return found

    def save(self, digest: str, stored: Stored, trained: TrainedHead | None) -> bool:
        """Keep an index; False when that was not possible. A crash leaves the old file or the new one."""
        arrays = {**stored_to_arrays(stored), **(head_to_arrays(trained) if trained else {})}
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            _write(self._path(digest), _pack(arrays))
            keep_newest(self._directory, "*.index", _KEPT)
        except OSError:
            return False
        return True

    def _path(self, digest: str) -> Path:
        return self._directory / f"{digest}.index"


def _pack(arrays: Arrays) -> bytes:
    """A checksum, then the arrays: a torn or altered file is told apart from a good one before it is read."""
    body = BytesIO()
    np.savez(body, allow_pickle=False, **{name: np.asarray(array) for name, array in arrays.items()})
    return _MAGIC + hashlib.sha256(body.getvalue()).digest() + body.getvalue()


def _unpack(file: BinaryIO) -> dict[str, NDArray[Any]]:
    """The arrays of an open file, read straight from it, so that they are in memory only once."""
    head = file.read(len(_MAGIC) + 32)
    checksum = hashlib.sha256()
    while piece := file.read(1 << 16):
        checksum.update(piece)
    if head != _MAGIC + checksum.digest():
        raise ValueError("not a stored index, or a damaged one")
    file.seek(len(head))
    with np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def _write(path: Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".tmp", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.close()
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
