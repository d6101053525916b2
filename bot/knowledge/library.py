"""A pack with its index: ready to answer.

Building the index is the slow part, so what was learnt from the phrasings may be kept in a cache directory.
"""

from __future__ import annotations

from pathlib import Path

from bot.core.pack import Library, Pack
from bot.core.problems import Problem
from bot.knowledge.loader import load_pack
from bot.knowledge.pack_index import load_index


class UnusablePackError(Exception):
    """A pack that has errors; carries all its problems."""

    def __init__(self, directory: Path, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"the knowledge in {directory} cannot be used:\n" + "\n".join(map(str, problems)))
        self.problems = problems


def load_library(directory: Path, cache_dir: Path | None = None) -> Library:
    """The pack of a directory with its index, ready to answer. Raises `UnusablePackError` with every problem."""
    result = load_pack(directory)
    if result.pack is None:
        raise UnusablePackError(directory, result.problems)
    return library_of(result.pack, cache_dir)


def library_of(pack: Pack, cache_dir: Path | None = None) -> Library:
    """The pack with its index. Where `cache_dir` is given, what the index learnt is kept there by content hash."""
    return Library(pack, load_index(pack, cache_dir))
