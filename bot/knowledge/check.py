"""Everything that can be said about a pack, or about one file, before it is used: what `check` prints.

All problems come at once, sorted. For one file, the pack around it (or, for a file that lies elsewhere, the shipped
one) gives the names it may use.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bot.core.pack import Library
from bot.core.problems import Problem, Severity
from bot.knowledge.entry_tests import entry_test_problems, steal_problems
from bot.knowledge.library import library_of
from bot.knowledge.limits import Limits
from bot.knowledge.loader import LoadResult, has_errors, load_files
from bot.knowledge.lone_file import check_lone_file
from bot.knowledge.pack_files import FAQ, read_pack_files
from bot.knowledge.rule_faults import rule_problems
from bot.knowledge.schema import SCHEMA_DIRECTORY, schema_name, schema_texts, write_schemas


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What checking gave."""

    problems: tuple[Problem, ...]
    """Sorted by file and line; warnings among them."""
    schema_path: Path | None
    """Where editors find the JSON Schema: a directory for a pack, a file for one file; None where there is none."""
    checked: str
    """What was looked at, in words."""

    @property
    def has_errors(self) -> bool:
        """Whether the check failed; warnings alone do not fail it."""
        return has_errors(self.problems)

    def lines(self) -> list[str]:
        """What a person reads: each problem, then what was checked, then where the schema is."""
        errors = sum(problem.severity is Severity.ERROR for problem in self.problems)
        warnings = len(self.problems) - errors
        verdict = f"{self.checked}: {_counted(errors, 'error')}, {_counted(warnings, 'warning')}"
        schema = [f"JSON Schema for editors: {_from_here(self.schema_path)}"] if self.schema_path else []
        return [*map(str, self.problems), verdict, *schema]


def check_path(path: Path, shipped: Path, *, write_schema: bool = False) -> CheckResult:
    """Check a pack's directory or one YAML file of it, or a file of its own against the `shipped` pack.

    With `write_schema`, the pack's JSON Schemas are written first. Never raises for what the files hold.
    """
    if not path.exists():
        return CheckResult((Problem(str(path), 0, 0, "there is no such file or directory"),), None, "nothing")
    if path.is_dir():
        return _check_pack(path, write_schema=write_schema)
    around = _pack_around(path)
    return _check_own_file(path, shipped) if around is None else _check_file_of(around, path)


def _check_pack(directory: Path, *, write_schema: bool) -> CheckResult:
    files = read_pack_files(directory)
    if write_schema and files.contents:
        write_schemas(directory)
    result = load_files(files)
    problems = [*result.problems, *deep_problems(result), *_stale_schemas(directory)]
    schema = directory / SCHEMA_DIRECTORY
    checked = f"{len(files.contents)} files, {len(result.located)} entries"
    return CheckResult(_shown(problems, directory), schema if schema.is_dir() else None, checked)


def _check_file_of(directory: Path, file: Path) -> CheckResult:
    """One file of a pack, with what the others say; problems of the others are not shown."""
    name = file.resolve().relative_to(directory.resolve()).as_posix()
    result = load_files(read_pack_files(directory))
    located = {entry_id: place for entry_id, place in result.located.items() if place.path == name}
    problems = [*result.problems, *deep_problems(replace(result, located=located))]
    own = [problem for problem in problems if problem.path == name]
    if result.pack is None and not has_errors(own):
        message = "other files of this pack have errors, so the tests were not run"
        own.append(Problem(name, 0, 0, message, "check the whole pack", Severity.WARNING))
    kind = FAQ if name.startswith(f"{FAQ}/") else file.stem
    schema = directory / SCHEMA_DIRECTORY / schema_name(kind)
    return CheckResult(_shown(own, directory), schema if schema.is_file() else None, f"1 file, {len(located)} entries")


def _check_own_file(file: Path, shipped: Path) -> CheckResult:
    try:
        with file.open("rb") as opened:
            raw = opened.read(Limits().max_bytes + 1)
    except OSError as error:
        return CheckResult((Problem(str(file), 0, 0, f"the file cannot be read: {error.strerror}"),), None, "nothing")
    pack = load_files(read_pack_files(shipped)).pack
    kind, problems = check_lone_file(raw, str(file), file.stem, pack)
    schema = shipped / SCHEMA_DIRECTORY / schema_name(kind) if kind else None
    checked = f"1 file, read as {kind}" if kind else "1 file"
    return CheckResult(tuple(sorted(set(problems))), schema if schema and schema.is_file() else None, checked)


class FailingTests:
    """What refuses a pack that reads well: tests of its entries and examples of its rules that do not hold.

    Remembers the rules it found sound, so that a changed answer does not wait for them to be tried again.
    """

    def __init__(self) -> None:
        self._sound_rules = ""

    def __call__(self, result: LoadResult, library: Library) -> list[Problem]:
        """The failing tests of a pack; empty for one with errors, whose tests cannot be run."""
        if result.pack is None:
            return []
        digest = result.pack.rules_digest
        document = result.documents.get("fit_rules.yaml")
        rules = [] if digest == self._sound_rules else rule_problems(result.pack.sizing, document)
        self._sound_rules = self._sound_rules if rules else digest
        return rules + entry_test_problems(library, result.located)


def deep_problems(result: LoadResult, library: Library | None = None) -> list[Problem]:
    """What only a whole, valid pack can tell: failing tests, and phrasings that another entry takes.

    `library` is that of the pack, where it has been built already. Takes a second or two.
    """
    if result.pack is None:
        return []
    library = library or library_of(result.pack)
    return FailingTests()(result, library) + steal_problems(library, result.located)


def _stale_schemas(directory: Path) -> list[Problem]:
    schemas = directory / SCHEMA_DIRECTORY
    if not schemas.is_dir():
        return []
    return [
        Problem(
            f"{SCHEMA_DIRECTORY}/{name}", 0, 0, "this schema is not what the bot reads by", _REWRITE, Severity.WARNING
        )
        for name, text in schema_texts().items()
        if not (schemas / name).is_file() or (schemas / name).read_text(encoding="utf-8") != text
    ]


_REWRITE = "run `python -m bot check --write-schema`"


def _pack_around(file: Path) -> Path | None:
    for directory in (file.parent, file.parent.parent):
        if (directory / "shoe.yaml").is_file() and (directory / FAQ).is_dir():
            return directory
    return None


def _shown(problems: Iterable[Problem], directory: Path) -> tuple[Problem, ...]:
    """Sorted, with paths that a terminal can open from where the command was run."""
    here = _from_here(directory)
    return tuple(sorted({replace(problem, path=str(here / problem.path)) for problem in problems}))


def _from_here(path: Path) -> Path:
    """The path as short as it can be written in the current directory."""
    return path.relative_to(Path.cwd()) if path.is_absolute() and path.is_relative_to(Path.cwd()) else path


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
