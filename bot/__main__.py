"""The command line: reads the arguments, calls the app, and is the only place that exits."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

EXIT_FINE = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_REFUSED = 77
EXIT_CONFIG = 78


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; the installed `fitbot` command calls this."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # `size` takes its own options as people type them, so that one parser serves a shell, a pipe and a test.
    if arguments[:1] == ["size"]:
        return _size(arguments[1:])
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody left to tell.
        sys.stderr.close()
        return EXIT_FINE
