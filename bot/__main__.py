"""The command line: reads the arguments, calls the app, prints what went wrong, and is the only place that exits."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from bot import app
from bot.failures import ConfigurationError, KnowledgeError, OperatorError, RefusedError, UsageError
from bot.settings import Settings, SettingsError
from bot.terminal.arguments import build_parser
from bot.terminal.exit_codes import CONFIG, FAILED, FINE, INTERRUPTED, REFUSED, USAGE

Command = Callable[[argparse.Namespace, Settings], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; the installed `fitbot` command calls this."""
    # Starting threads for numpy costs a tenth of a second, and vectors as short as ours gain nothing from them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    try:
        # `size` reads its options as people type them, with the parser that also serves its batch lines.
        if arguments[:1] == ["size"]:
            return app.size(arguments[1:], _settings())
        options = build_parser().parse_args(arguments)
        return COMMANDS[options.command](options, _settings())
    except SettingsError as error:
        return _complain("These settings cannot be used:", error.problems, CONFIG)
    except UsageError as error:
        return _complain(str(error), (), USAGE)
    except KnowledgeError as error:
        return _complain("The knowledge cannot be used:", tuple(str(problem) for problem in error.problems), CONFIG)
    except ConfigurationError as error:
        return _complain(str(error), (), CONFIG)
    except RefusedError as error:
        return _complain(str(error), (), REFUSED)
    except OperatorError as error:
        return _complain(str(error), (), FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; what is left in the buffer has nowhere to go.
        _drop_output()
        return FINE
    except OSError as error:
        _drop_output()
        return _complain(f"This could not be done: {error}", (), FAILED)


COMMANDS: dict[str, Command] = {
    "run": lambda options, settings: app.run(settings, force_sync=options.sync),
    "demo": lambda options, settings: app.demo(settings, options.port),
    "doctor": lambda options, settings: app.doctor(settings),
    "chat": lambda options, settings: app.chat(settings, as_json=options.json),
    "ask": lambda options, settings: app.ask(
        settings, " ".join(options.question), as_json=options.json, is_batch=options.batch
    ),
    "check": lambda options, settings: app.check(settings, options.path, write_schema=options.write_schema),
    "eval": lambda options, settings: app.evaluate(settings, options.file, show_misses=options.misses),
    "replay": lambda options, settings: app.replay(settings, options.knowledge, options.since),
    "export": lambda options, settings: app.export(settings, options.member),
    "forget": lambda options, settings: app.forget(settings, options.member),
    "backup": lambda options, settings: app.backup(settings, options.target),
    "stats": lambda options, settings: app.stats(settings, options.server, options.days, as_json=options.json),
}


def _settings() -> Settings:
    return app.settings_from_environment(Path(".env"))


def _drop_output() -> None:
    """Lets go of what is buffered, which would fail once more at the exit."""
    with contextlib.suppress(OSError):
        sys.stdout.close()


def _complain(heading: str, lines: Sequence[str], code: int) -> int:
    sys.stderr.write("\n".join([heading, *(f"  {line}" for line in lines)]) + "\n")
    return code


def _speak_utf8() -> None:
    """Sizes and quotes are not ASCII, and a pipe on Windows would refuse them. A closed stream is an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def run_and_exit() -> NoReturn:
    """`python -m bot`: runs the command and leaves with its exit code."""
    sys.exit(main())


if __name__ == "__main__":
    run_and_exit()
