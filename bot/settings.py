"""The environment, read once into frozen Settings; every mistake is reported at once, none at first use.

Reading happens in `read_settings`; importing this module reads nothing. A secret never appears in a `repr`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

Value = TypeVar("Value")

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOG_FORMATS = ("auto", "human", "json")

MAX_PORT = 65_535
MAX_DAYS = 3_650


@dataclass(frozen=True, slots=True)
class Settings:
    """How one process runs. Every field has a variable of the same name, upper case, in `.env.example`."""

    data_dir: Path
    """Where the database, the pseudonym key and the heartbeat live."""
    cache_dir: Path
    """Where the trained index is kept between starts; safe to delete."""
    knowledge_dir: Path
    """The knowledge pack."""
    discord_token: str = field(default="", repr=False)
    """Empty when not set: only `run` and `doctor` need it."""
    pseudonym_key: str = field(default="", repr=False)
    """Key of the members' pseudonyms; empty means the one kept beside the database, made at first start."""
    wrong_share: float = 0.01
    """Share of messages, 0 to 0.5, that may get a wrong answer; servers may set their own."""
    semantic: bool = True
    """Have what words alone leave in doubt looked at by the semantic layer, where its extra is installed."""
    message_content: bool = False
    """Ask Discord for the Message Content intent; needed only to listen to whole channels."""
    log_level: str = "INFO"
    log_format: str = "auto"
    shard_ids: tuple[int, ...] = ()
    """Shards of this process; empty for all."""
    shard_count: int | None = None
    metrics_port: int | None = None
    """Loopback port of the health and metrics endpoint; None for none."""
    server_grace_days: int = 30
    """Days after which the rows of a server that removed the bot are deleted."""

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.data_dir / "fitbot.sqlite3"

    @property
    def heartbeat(self) -> Path:
        """The file that a supervisor watches: touched while the bot is healthy."""
        return self.data_dir / "heartbeat"


class SettingsError(Exception):
    """The environment cannot be used; `problems` holds every mistake, a line each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def read_settings(environment: Mapping[str, str], home: Path, shipped_pack: Path) -> Settings:
    """Settings from the environment's variables.

    `home` is the user's home directory, `shipped_pack` the pack to use when `KNOWLEDGE_DIR` is not set. Raises
    `SettingsError` with all mistakes together.
    """
    reader = _Reader(environment)
    settings = Settings(
        data_dir=reader.path("DATA_DIR", reader.xdg("XDG_DATA_HOME", home / ".local" / "share")),
        cache_dir=reader.path("CACHE_DIR", reader.xdg("XDG_CACHE_HOME", home / ".cache")),
        knowledge_dir=reader.path("KNOWLEDGE_DIR", shipped_pack),
        discord_token=reader.secret("DISCORD_TOKEN"),
        pseudonym_key=reader.secret("PSEUDONYM_KEY"),
        wrong_share=reader.value("WRONG_SHARE", 0.01, _share),
        semantic=reader.value("SEMANTIC", True, _yes_or_no),
        message_content=reader.value("MESSAGE_CONTENT", False, _yes_or_no),
        log_level=reader.value("LOG_LEVEL", "INFO", _one_of(LOG_LEVELS, str.upper)),
        log_format=reader.value("LOG_FORMAT", "auto", _one_of(LOG_FORMATS, str.lower)),
        shard_ids=reader.value("SHARD_IDS", (), _whole_numbers),
        shard_count=reader.value("SHARD_COUNT", None, _positive),
        metrics_port=reader.value("METRICS_PORT", None, _port),
        server_grace_days=reader.value("SERVER_GRACE_DAYS", 30, _days),
    )
    reader.check(
        not settings.pseudonym_key or len(settings.pseudonym_key) >= 16,
        "PSEUDONYM_KEY is too short: use at least 16 random characters, or leave it out",
    )
    reader.check(
        not settings.shard_ids or settings.shard_count is not None, "SHARD_IDS needs SHARD_COUNT: set both, or neither"
    )
    reader.check(
        not settings.shard_count or all(shard < settings.shard_count for shard in settings.shard_ids),
        "SHARD_IDS must be below SHARD_COUNT: the first shard is 0",
    )
    reader.check(
        (settings.knowledge_dir / "shoe.yaml").is_file(),
        f"KNOWLEDGE_DIR: {settings.knowledge_dir} is no knowledge pack: it has no shoe.yaml",
    )
    if reader.problems:
        raise SettingsError(tuple(reader.problems))
    return settings


class _Reader:
    """Reads variables and collects what is wrong with them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.problems: list[str] = []

    def check(self, holds: bool, problem: str) -> None:
        if not holds:
            self.problems.append(problem)

    def text(self, name: str) -> str:
        return self._environment.get(name, "").strip()

    def value(self, name: str, default: Value, parse: Callable[[str], Value]) -> Value:
        raw = self.text(name)
        if not raw:
            return default
        try:
            return parse(raw)
        except ValueError as error:
            self.problems.append(f"{name}={raw!r} cannot be used: {error}")
            return default

    def path(self, name: str, default: Path) -> Path:
        return self.value(name, default, _path)

    def xdg(self, name: str, default: Path) -> Path:
        return self.path(name, default) / "fitbot"

    def secret(self, name: str) -> str:
        """`NAME`, or the first line of the file that `NAME_FILE` names (a container's secret)."""
        direct, file = self.text(name), self.text(f"{name}_FILE")
        if direct and file:
            self.problems.append(f"{name} and {name}_FILE are both set: keep one of them")
        if direct or not file:
            return direct
        try:
            return next(iter(Path(file).read_text(encoding="utf-8").strip().splitlines()), "").strip()
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(f"{name}_FILE: {file} cannot be read: {error.__class__.__name__}")
            return ""


def _path(raw: str) -> Path:
    if "\0" in raw:
        raise ValueError("a path has no NUL in it")
    try:
        return Path(raw).expanduser().absolute()
    except (RuntimeError, FileNotFoundError) as error:
        raise ValueError("there is no such home directory, or the current directory is gone") from error


def _share(raw: str) -> float:
    number = float(raw.rstrip("%")) / (100 if raw.endswith("%") else 1)
    if not 0 <= number <= 0.5:
        raise ValueError("write a share between 0 and 0.5, or 0% to 50%")
    return number


def _yes_or_no(raw: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if raw.lower() not in words:
        raise ValueError("write true or false")
    return words[raw.lower()]


def _one_of(words: tuple[str, ...], fold: Callable[[str], str]) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if fold(raw) not in words:
            raise ValueError(f"write one of {', '.join(words)}")
        return fold(raw)

    return parse


def _positive(raw: str) -> int:
    number = _whole(raw)
    if number < 1:
        raise ValueError("write a whole number above 0")
    return number


def _days(raw: str) -> int:
    number = _positive(raw)
    if number > MAX_DAYS:
        raise ValueError(f"write at most {MAX_DAYS} days")
    return number


def _whole(raw: str) -> int:
    if not raw.isascii() or not raw.isdigit():
        raise ValueError("write a whole number")
    return int(raw)


def _whole_numbers(raw: str) -> tuple[int, ...]:
    return tuple(_whole(part.strip()) for part in raw.split(","))


def _port(raw: str) -> int:
    number = _whole(raw)
    if not 1024 <= number <= MAX_PORT:
        raise ValueError(f"write a port between 1024 and {MAX_PORT}")
    return number
