"""Files of a cache: arrays sealed with what they are of, written whole or not at all, and bounded in number.

Nothing that can go wrong with a cache may stop the bot, so a missing, foreign or damaged file is the same as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]

_MAGIC = b"arrays1\n"
_PIECE = 1 << 16


def read_arrays(path: Path) -> dict[str, NDArray[Any]] | None:
    """The arrays that `write_arrays` put into a file of this name, or None. Never raises.

    The seal covers the name: a file that was torn, altered, or meant for another name is told from a good one before it
    is read.
    """
    try:
        with path.open("rb") as file:
            return _unsealed(file, path.name)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def write_arrays(path: Path, arrays: Arrays) -> None:
    """Write arrays (no pickle) with a seal. A crash leaves the old file or the new one. Raises OSError."""
    body = BytesIO()
    np.savez(body, allow_pickle=False, **{name: np.asarray(array) for name, array in arrays.items()})
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".tmp", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(_MAGIC + _sum(path.name, body.getbuffer()).digest())
            file.write(body.getbuffer())
            file.close()
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def mark_used(path: Path) -> None:
    """Let a file be one of the newest, where that can be written down: a directory that is only read still serves."""
    with contextlib.suppress(OSError):
        path.touch()


def newest(directory: Path, pattern: str) -> list[Path]:
    """The files of a pattern, those that were used last first."""
    return sorted(directory.glob(pattern), key=_used, reverse=True)


def keep_newest(directory: Path, pattern: str, count: int) -> None:
    """Delete all but the `count` files of a pattern that were used last. Raises OSError."""
    for path in newest(directory, pattern)[count:]:
        path.unlink(missing_ok=True)


def _used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # somebody else cleared it away
        return 0.0


def _unsealed(file: BinaryIO, name: str) -> dict[str, NDArray[Any]]:
    """Read straight from the file, so that the arrays are in memory only once."""
    seal = file.read(len(_MAGIC) + hashlib.sha256().digest_size)
    checksum = _sum(name)
    while piece := file.read(_PIECE):
        checksum.update(piece)
    if seal != _MAGIC + checksum.digest():
        raise ValueError("not the arrays of this name, or damaged")
    file.seek(len(seal))
    with np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def _sum(name: str, content: bytes | memoryview = b"") -> hashlib._Hash:
    checksum = hashlib.sha256(f"{name}\n".encode())
    checksum.update(content)
    return checksum
