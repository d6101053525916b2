"""The files of a pack directory as bytes, read once; what belongs to a pack and what does not.

Everything later works on these bytes, so that a pack is never read half before and half after a change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.core.problems import Problem
from bot.knowledge.limits import Limits
from bot.knowledge.suggestions import did_you_mean

REQUIRED = ("shoe.yaml", "sources.yaml", "size_charts.yaml", "fit_rules.yaml", "reference_shoes.yaml")
OPTIONAL = ("lexicon.yaml", "out_of_scope.yaml", "size_words.yaml")
FAQ = "faq"
"""Directory of the answers, one file a topic."""
MAX_FILES = 200


@dataclass(frozen=True, slots=True)
class PackFiles:
    """The YAML files of a pack by path relative to it, with `/`, in a fixed order."""

    contents: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()

    @property
    def digest(self) -> str:
        """Content hash of all files."""
        return digest_of(self.contents, self.contents)


def is_entries_file(path: str) -> bool:
    """Whether a path relative to the pack is a file of answers."""
    return path.startswith(f"{FAQ}/")


def digest_of(contents: Mapping[str, bytes], paths: Iterable[str]) -> str:
    """Content hash of some of the files; 64 hexadecimal digits."""
    total = hashlib.sha256()
    for path in sorted(paths):
        if path in contents:
            total.update(f"{path}\0{len(contents[path])}\0".encode())
            total.update(contents[path])
    return total.hexdigest()


def read_pack_files(directory: Path, limits: Limits = Limits()) -> PackFiles:  # noqa: B008
    """All files of a pack; what is missing, misnamed or unreadable is in `problems`. Never raises OSError."""
    if not directory.is_dir():
        return PackFiles({}, (Problem(str(directory), 0, 0, "there is no such directory", "name a knowledge pack"),))
    problems: list[Problem] = []
    contents: dict[str, bytes] = {}
    paths = _yaml_paths(directory)
    if len(paths) > MAX_FILES:
        problems.append(Problem(str(directory), 0, 0, f"the pack has more than {MAX_FILES} files", "join some"))
    for path in paths[:MAX_FILES]:
        read = _read(directory / path, path, limits)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            contents[path] = read
    return PackFiles(contents, (*problems, *_misnamed(paths), *_missing(paths)))


def stamp_of(directory: Path) -> tuple[tuple[str, int, int, int], ...]:
    """Names, sizes, times and inodes of a pack's files: equal while nothing was written. Never raises OSError."""
    found = []
    for path in _yaml_paths(directory):
        try:
            stat = (directory / path).stat()
        except OSError:
            continue
        found.append((path, stat.st_size, stat.st_mtime_ns, stat.st_ino))
    return tuple(found)


def _yaml_paths(directory: Path) -> list[str]:
    files = [*directory.glob("*.y*ml"), *(directory / FAQ).glob("*.y*ml")]
    return sorted(path.relative_to(directory).as_posix() for path in files if not path.name.startswith("."))


def _read(file: Path, path: str, limits: Limits) -> bytes | Problem:
    try:
        with file.open("rb") as opened:
            return opened.read(limits.max_bytes + 1)
    except OSError as error:
        return Problem(path, 0, 0, f"the file cannot be read: {error.strerror}")


def _misnamed(paths: Iterable[str]) -> list[Problem]:
    known = (*REQUIRED, *OPTIONAL)
    problems = []
    for path in paths:
        if not path.endswith(".yaml"):
            problems.append(Problem(path, 0, 0, "a file of the pack ends in .yaml", "rename it"))
        elif not is_entries_file(path) and path not in known:
            hint = did_you_mean(path, known) or f"answers go into {FAQ}/"
            problems.append(Problem(path, 0, 0, "this file is no part of a pack", hint))
    return problems


def _missing(paths: Iterable[str]) -> list[Problem]:
    present = set(paths)
    missing = [Problem(name, 0, 0, "this file is missing from the pack") for name in REQUIRED if name not in present]
    if not any(map(is_entries_file, present)):
        missing.append(Problem(FAQ, 0, 0, "the pack has no answers", f"add {FAQ}/<topic>.yaml"))
    return missing
