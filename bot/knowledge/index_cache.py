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
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.index import Stored, TrainedHead
from bot.core.faq.stored import head_from_arrays, head_to_arrays, stored_from_arrays, stored_to_arrays

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
            content = path.read_bytes()
            arrays = _unpack(content)
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
            self._drop_oldest()
        except OSError:
            return False
        return True

    def _path(self, digest: str) -> Path:
        return self._directory / f"{digest}.index"

    def _drop_oldest(self) -> None:
        files = sorted(self._directory.glob("*.index"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in files[_KEPT:]:
            path.unlink(missing_ok=True)


def _pack(arrays: Arrays) -> bytes:
    """A checksum, then the arrays: a torn or altered file is told apart from a good one before it is read."""
    body = BytesIO()
    np.savez(body, allow_pickle=False, **{name: np.asarray(array) for name, array in arrays.items()})
    return _MAGIC + hashlib.sha256(body.getvalue()).digest() + body.getvalue()


def _unpack(content: bytes) -> dict[str, NDArray[Any]]:
    head, body = content[: len(_MAGIC) + 32], content[len(_MAGIC) + 32 :]
    if head != _MAGIC + hashlib.sha256(body).digest():
        raise ValueError("not a stored index, or a damaged one")
    with np.load(BytesIO(body), allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


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
