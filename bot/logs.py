"""Structured logs: words for a person in a terminal, JSON lines for a machine; never a token, never a message's text.

Set up once by the command line. Modules log through `logging.getLogger(__name__)` with facts in `extra`.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

TOKEN = re.compile(r"\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}\b")
"""What a Discord token looks like: three base64 parts."""

REDACTED = "[token]"
WITHHELD = "(what it says is left out: it could be somebody's words)"

_QUOTES_NOBODY = ("aiohttp", "aiosqlite", "bot", "discord", "sqlite3", "ssl")
"""Packages whose errors speak of the system. `float` quotes what it was given, and a YAML parser shows the line."""
_QUOTES_OPTIONS = "discord.app_commands"
"""Its errors hold the option's value, or the message of another error."""

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_PLAIN_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}

QUIET = {"discord": logging.INFO, "discord.client": logging.ERROR, "discord.state": logging.ERROR,
         "discord.http": logging.WARNING, "discord.gateway": logging.INFO,
         "asyncio": logging.WARNING, "aiosqlite": logging.WARNING, "simcord": logging.WARNING}  # fmt: skip
"""Loggers that print bodies or noise below these levels; they never go lower, whatever `LOG_LEVEL` says."""


def set_up_logs(level: str, log_format: str, out: TextIO = sys.stderr) -> None:
    """Sends everything that is logged to `out`; `log_format` is `human`, `json`, or `auto`: human in a terminal."""
    is_json = log_format == "json" or (log_format == "auto" and not out.isatty())
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter() if is_json else HumanFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, lowest in QUIET.items():
        logging.getLogger(name).setLevel(max(lowest, root.level))


def redact(text: str) -> str:
    """The text without anything that looks like a token."""
    return TOKEN.sub(REDACTED, text)


class _DiscreetFormatter(logging.Formatter):
    """A formatter that tells where an error came from without saying what anybody wrote."""

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 — the name that logging calls
        """Every error of the chain, the first cause first: its frames, its type, and its message where that is safe."""
        return "\n".join(_told(ei[1])) if ei[1] is not None else ""


class JsonFormatter(_DiscreetFormatter):
    """One JSON object a line: time, level, logger, event, and the record's own facts."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON; exceptions as one string."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
            **_facts(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return redact(json.dumps(line, ensure_ascii=False, default=str))


class HumanFormatter(_DiscreetFormatter):
    """Time, level, event and facts in one line; exceptions below it."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a person reads it."""
        when = datetime.fromtimestamp(record.created, UTC).astimezone().strftime("%H:%M:%S")
        facts = "".join(f" {name}={value}" for name, value in _facts(record).items())
        text = f"{when} {record.levelname.lower():7} {_event(record)}{facts}"
        if record.exc_info:
            text = f"{text}\n{self.formatException(record.exc_info)}"
        return redact(text)


def _facts(record: logging.LogRecord) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if name not in _PLAIN_FIELDS}


def _event(record: logging.LogRecord) -> str:
    """What happened. asyncio adds the `repr` of the failed task with its error below its first line."""
    text = record.getMessage()
    return text.partition("\n")[0] if record.name == "asyncio" else text


def _told(error: BaseException, seen: frozenset[int] = frozenset()) -> list[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = _told(before, seen | {id(error)}) if before is not None and id(before) not in seen else []
    lines += [line.rstrip("\n") for line in traceback.format_tb(error.__traceback__)]
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    lines.append(f"{name}: {error if _quotes_nobody(error) else WITHHELD}")
    for inner in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        lines += _told(inner, seen | {id(error)})
    return lines


def _quotes_nobody(error: BaseException) -> bool:
    module = type(error).__module__
    is_of_ours = module.split(".")[0] in _QUOTES_NOBODY and not module.startswith(_QUOTES_OPTIONS)
    return is_of_ours or isinstance(error, OSError | MemoryError | ImportError)
