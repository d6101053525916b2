"""A pack with its index: ready to answer.

Reading a pack strictly and learning from its phrasings are the slow parts, so what came of both may be kept in a cache
directory. What reads YAML is imported when there is something to read, which most starts have not, and what builds
indexes when there is one to build: a bot connects meanwhile.
"""

from __future__ import annotations

from pathlib import Path

from bot.core.pack import Library, Pack
from bot.core.problems import Problem
from bot.knowledge.pack_cache import PackCache
from bot.knowledge.pack_files import PackFiles, read_pack_files


class UnusablePackError(Exception):
    """A pack that has errors; carries all its problems."""

    def __init__(self, directory: Path, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"the knowledge in {directory} cannot be used:\n" + "\n".join(map(str, problems)))
        self.problems = problems


def load_library(directory: Path, cache_dir: Path | None = None) -> Library:
    """The pack of a directory with its index, ready to answer. Raises `UnusablePackError` with every problem."""
    return library_of(sound_pack(directory, cache_dir), cache_dir)


def sound_pack(directory: Path, cache_dir: Path | None = None) -> Pack:
    """The pack of a directory, read strictly unless it was so before. Raises `UnusablePackError` with every problem."""
    files = read_pack_files(directory)
    cache = PackCache(cache_dir) if cache_dir and not files.problems else None
    pack = cache.load(files.digest) if cache else None
    if pack is None:
        pack = _read_strictly(directory, files)
        if cache:
            cache.save(pack)
    return pack


def _read_strictly(directory: Path, files: PackFiles) -> Pack:
    from bot.knowledge.loader import load_files

    result = load_files(files)
    if result.pack is None:
        raise UnusablePackError(directory, result.problems)
    return result.pack


def library_of(pack: Pack, cache_dir: Path | None = None) -> Library:
    """The pack with its index. Where `cache_dir` is given, what the index learnt is kept there by content hash."""
    from bot.knowledge.pack_index import load_index

    return Library(pack, load_index(pack, cache_dir))
