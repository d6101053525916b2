"""Reading lines that a person types: editing and history in a terminal, plain lines in a pipe."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

HISTORY_LINES = 500

ReadLine = Callable[[str], str]
"""Gets the prompt, gives one line without its end; raises EOFError when there are no more."""


@contextlib.contextmanager
def line_reader(history: Path, *, is_interactive: bool) -> Iterator[ReadLine]:
    """A reader with line editing and a history kept in `history`; in a pipe nothing is prompted and nothing kept."""
    if not is_interactive:
        yield _piped_line
        return
    readline = _load_readline(history)
    try:
        yield _typed_line
    finally:
        if readline is not None:
            with contextlib.suppress(OSError):
                history.parent.mkdir(parents=True, exist_ok=True)
                readline.set_history_length(HISTORY_LINES)
                readline.write_history_file(str(history))


def _typed_line(prompt: str) -> str:
    try:
        return input(prompt)
    except KeyboardInterrupt:
        sys.stdout.write("\n")
        raise EOFError from None


def _piped_line(prompt: str) -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


def _load_readline(history: Path):  # type: ignore[no-untyped-def]  # the module is missing on some systems
    try:
        import readline
    except ImportError:
        return None
    with contextlib.suppress(OSError):
        readline.read_history_file(str(history))
    return readline
