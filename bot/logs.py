"""Structured logs: words for a person in a terminal, JSON lines for a machine; never a token, never a message's text.

Set up once by the command line. Modules log through `logging.getLogger(__name__)` with facts in `extra`.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import TextIO

TOKEN = re.compile(r"\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}\b")
"""What a Discord token looks like: three base64 parts."""

REDACTED = "[token]"

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


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, event, and the record's own facts."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON; exceptions as one string."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **_facts(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return redact(json.dumps(line, ensure_ascii=False, default=str))


class HumanFormatter(logging.Formatter):
    """Time, level, event and facts in one line; exceptions below it."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a person reads it."""
        when = datetime.fromtimestamp(record.created, UTC).astimezone().strftime("%H:%M:%S")
        facts = "".join(f" {name}={value}" for name, value in _facts(record).items())
        text = f"{when} {record.levelname.lower():7} {record.getMessage()}{facts}"
        if record.exc_info:
            text = f"{text}\n{self.formatException(record.exc_info)}"
        return redact(text)


def _facts(record: logging.LogRecord) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if name not in _PLAIN_FIELDS}
