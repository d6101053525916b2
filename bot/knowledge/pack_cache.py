"""Keeps packs that were read without an error, so that the next start need not read and check the same files again.

Filed under the content of the pack's files and the state of the program that read them: another word in a file, or
another version of what reads it, finds nothing and reads strictly. A cache, so nothing that can go wrong with it may
stop the bot: a missing, foreign or damaged file is the same as none. Files are a checksum and JSON (no pickle).
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import Final

from bot.cache_files import keep_newest, mark_used
from bot.core.pack import Pack
from bot.knowledge.atomic_write import write_atomically
from bot.knowledge.kept_values import values_from_json, values_to_json

_KEPT: Final = 8
"""Files kept in the directory; the ones longest unused go first."""
_SUFFIX: Final = ".pack"
_READS_PACKS: Final = ("knowledge", "core", "core/faq", "core/sizing")
"""Rooms of the program that decide what a file says and whether it may."""


class PackCache:
    """A directory of packs that were found sound."""

    def __init__(self, directory: Path, program: str | None = None) -> None:
        """`program` tells the program that reads packs from its other versions; by default it is `program_stamp`."""
        self._directory = directory
        self._program = program or program_stamp()

    def load(self, digest: str) -> Pack | None:
        """The pack whose files have this content hash, or None when nothing usable is kept. Never raises."""
        path = self._path(digest)
        try:
            checksum, _, body = path.read_bytes().partition(b"\n")
            if checksum.decode("ascii") != hashlib.sha256(body).hexdigest():
                return None
            pack = values_from_json(body)
        except (OSError, ValueError, TypeError, KeyError, IndexError, RecursionError):
            return None
        mark_used(path)
        return pack if isinstance(pack, Pack) and pack.digest == digest else None

    def save(self, pack: Pack) -> bool:
        """Keep a pack that was read without an error; False when that was not possible. A crash leaves none or all."""
        body = values_to_json(pack)
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            write_atomically(self._path(pack.digest), f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}")
            keep_newest(self._directory, f"*{_SUFFIX}", _KEPT)
        except OSError:
            return False
        return True

    def _path(self, digest: str) -> Path:
        key = hashlib.sha256(f"{digest}\n{self._program}".encode()).hexdigest()[:32]
        return self._directory / f"{key}{_SUFFIX}"


def program_stamp() -> str:
    """Names, sizes and times of the modules that read packs, and Python's version: equal while none was changed.

    The files themselves and no number in one of them, because a number is forgotten when a check is added.
    """
    room = Path(__file__).parent.parent
    found = [sys.version]
    for name in _READS_PACKS:
        with os.scandir(room / name) as files:
            for file in files:
                if file.name.endswith(".py"):
                    stat = file.stat()
                    found.append(f"{name}/{file.name} {stat.st_size} {stat.st_mtime_ns}")
    return "\n".join(sorted(found))
