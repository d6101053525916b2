"""What is wrong with a piece of knowledge, as data.

Reading and checking collect every `Problem` before any is shown; only the command line and the Discord layer
turn them into text for a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: an error refuses the file, a warning is only shown."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where, and what to write instead."""

    path: str
    """The file as the reader knows it; relative to the pack where that is possible."""
    line: int
    """1-based; 0 when the whole file is meant."""
    column: int
    """1-based; 0 when the whole line is meant."""
    message: str
    """What is wrong, in words for somebody who is no programmer."""
    hint: str = ""
    """What to write instead; empty when the message says it all."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """`path:line:column: message (what to write instead)`, as `check` prints it."""
        tail = f" ({self.hint})" if self.hint else ""
        mark = "" if self.severity is Severity.ERROR else "warning: "
        return f"{self.path}:{self.line}:{self.column}: {mark}{self.message}{tail}"
