"""The composition root: builds everything, names the concrete adapters, and runs one command.

Rooms are imported inside the commands that need them: `ask` must not pay for discord, nor `run` for the terminal.
"""

from __future__ import annotations

import dataclasses
import gc
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from bot.failures import KnowledgeError, UsageError
from bot.settings import Settings, SettingsError, read_settings
from bot.terminal.exit_codes import FAILED, FINE, USAGE

if TYPE_CHECKING:
    from bot.core.conversation.closer_look import Look
    from bot.core.faq.decision import Policy
    from bot.core.pack import Library


def settings_from_environment(dotenv: Path) -> Settings:
    """Settings from the environment, completed by a `.env` file where there is one; raises `SettingsError`."""
    return read_settings({**_from_file(dotenv), **os.environ}, _home(), shipped_pack())


def _from_file(dotenv: Path) -> dict[str, str]:
    if not dotenv.is_file():
        return {}
    from dotenv import dotenv_values

    try:
        return {name: value for name, value in dotenv_values(dotenv).items() if value is not None}
    except UnicodeDecodeError as error:
        raise SettingsError((f"{dotenv} is not UTF-8 text: save it again as UTF-8",)) from error
    except OSError as error:
        raise SettingsError((f"{dotenv} cannot be read: {error.strerror}",)) from error


def _home() -> Path:
    """The user's home; the root, as in many containers, for a user that has none."""
    try:
        return Path.home()
    except RuntimeError:
        return Path("/")


def shipped_pack() -> Path:
    """The knowledge pack that comes with the bot: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).parent
    checkout = here.parent / "knowledge"
    return checkout if (checkout / "shoe.yaml").is_file() else here / "_pack"


def open_library(settings: Settings) -> Library:
    """The pack with its index, from the cache where it is there; raises `KnowledgeError`."""
    from bot.knowledge.library import UnusablePackError, load_library

    try:
        return load_library(settings.knowledge_dir, settings.cache_dir)
    except UnusablePackError as error:
        raise KnowledgeError(error.problems) from error


def closer_look(settings: Settings) -> Look | None:
    """The semantic layer for a command, which waits until that is ready; None without its extra."""
    from bot.semantic.opening import open_layer

    def tell(line: str) -> None:
        sys.stderr.write(f"{line}\n")

    return open_layer(settings.cache_dir, is_wanted=settings.semantic, waits=True, tell=tell)


def ask(settings: Settings, question: str, *, as_json: bool, is_batch: bool) -> int:
    """Answers one question, or one a line from standard input."""
    from bot.terminal.ask import answer_batch, answerer, print_answer

    if not is_batch and not question.strip():
        raise UsageError('Write a question, for example: fitbot ask "do they stretch"')
    answer = answerer(open_library(settings), policy(settings), datetime.now(UTC).date(), closer_look(settings))
    if is_batch:
        answer_batch(answer, sys.stdin, sys.stdout)
    else:
        print_answer(answer(question), sys.stdout, as_json=as_json)
    return FINE


def chat(settings: Settings, *, as_json: bool) -> int:
    """Talks in the terminal until the input ends."""
    from bot.terminal.chat import Chat, chat_json, chat_text
    from bot.terminal.keyboard import line_reader
    from bot.terminal.size_dialogue import run_size_dialogue

    talk = Chat(open_library(settings), policy(settings), monotonic, datetime.now(UTC).date(), closer_look(settings))
    if as_json:
        chat_json(talk, sys.stdin, sys.stdout)
        return FINE
    is_interactive = sys.stdin.isatty() and sys.stdout.isatty()
    with line_reader(settings.data_dir / "chat_history", is_interactive=is_interactive) as read_line:
        chat_text(talk, read_line, sys.stdout, run_size_dialogue, is_interactive=is_interactive)
    return FINE


def size(argv: Sequence[str], settings: Settings) -> int:
    """One recommendation from options, or one a line from standard input."""
    from bot.core.sizing.recommendation import NeedMore
    from bot.terminal.size import SIZE_HELP, advice_text, advise_from_options, print_json, size_batch

    if {"-h", "--help"} & set(argv):
        sys.stdout.write(SIZE_HELP)
        return FINE
    facts = [word for word in argv if word not in {"--json", "--batch"}]
    pack = open_library(settings).pack
    if "--batch" in argv:
        size_batch(pack, sys.stdin, sys.stdout)
        return FINE
    advice = advise_from_options(facts, pack)
    if isinstance(advice, NeedMore):
        raise UsageError(advice_text(advice, pack))
    if "--json" in argv:
        print_json(advice, sys.stdout)
    else:
        sys.stdout.write(f"{advice_text(advice, pack)}\n")
    return FINE


def check(settings: Settings, path: Path | None, *, write_schema: bool) -> int:
    """Validates a pack or one file, and prints every problem at once."""
    from bot.knowledge.check import check_path

    result = check_path(path or settings.knowledge_dir, shipped_pack(), write_schema=write_schema)
    sys.stdout.writelines(f"{line}\n" for line in result.lines())
    return FAILED if result.has_errors else FINE


def evaluate(settings: Settings, file: Path, *, show_misses: bool) -> int:
    """Measures the answers against a labelled file."""
    from bot.core.conversation.answers import limit_entries
    from bot.terminal.ask import answerer
    from bot.terminal.evaluate import (
        TYPING_ERRORS,
        CountedLooks,
        LabelledFileError,
        judge_all,
        mistyped,
        print_evaluation,
        print_looks,
        print_mistyped,
        read_questions,
    )

    try:
        with file.open(encoding="utf-8") as lines:
            questions = read_questions(lines, str(file))
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8 text") from error
    except LabelledFileError as error:
        sys.stderr.writelines(f"{problem}\n" for problem in error.problems)
        return USAGE
    library = open_library(settings)
    look = closer_look(settings)
    looks = CountedLooks(look) if look is not None else None
    answer = answerer(library, policy(settings), datetime.now(UTC).date(), looks)
    limits = limit_entries(library.pack)
    judged = judge_all(questions, answer, limits)
    print_evaluation(judged, sys.stdout, show_misses=show_misses)
    print_looks(looks, judged, sys.stdout)
    for share in TYPING_ERRORS:
        print_mistyped(judge_all(mistyped(questions, share), answer, limits), share, sys.stdout)
    return FINE


def run(settings: Settings, *, force_sync: bool) -> int:
    """Answers in Discord until it is told to stop."""
    gc.disable()  # until all is loaded: nearly all of it stays, and looking for what does not is a tenth of a start
    try:
        from bot.serving.process import serve

        serve(settings, policy(settings), force_sync=force_sync)
    finally:
        gc.enable()
    return FINE


def demo(settings: Settings, port: int) -> int:
    """Answers in a simulated Discord in the browser until it is told to stop."""
    from bot.serving.process import serve_demo

    serve_demo(settings, policy(settings), port, _say)
    return FINE


def doctor(settings: Settings) -> int:
    """Looks at everything that a start needs; fails when something is wrong."""
    from bot.doctor import Verdict, examine

    findings = []
    for finding in examine(settings, shipped_pack()):
        _say(str(finding))
        findings.append(finding)
    return FAILED if any(finding.verdict is Verdict.WRONG for finding in findings) else FINE


def replay(settings: Settings, knowledge: Path, since: str) -> int:
    """What another pack would change in what was given."""
    from bot.operating import parse_days, replay_lines

    days = parse_days(since)
    other = open_library(dataclasses.replace(settings, knowledge_dir=knowledge))
    for line in replay_lines(settings, other, policy(settings), days, closer_look(settings)):
        _say(line)
    return FINE


def export(settings: Settings, member_id: int) -> int:
    """Everything that is held about one member, as JSON."""
    from bot.operating import export_text

    _say(export_text(settings, member_id))
    return FINE


def forget(settings: Settings, member_id: int) -> int:
    """Erases everything that is held about one member."""
    from bot.operating import forget_lines

    for line in forget_lines(settings, member_id):
        _say(line)
    return FINE


def backup(settings: Settings, target: Path) -> int:
    """Writes a verified copy of the database."""
    from bot.operating import backup_lines

    for line in backup_lines(settings, target):
        _say(line)
    return FINE


def stats(settings: Settings, server: int | None, days: int, *, as_json: bool) -> int:
    """What was asked and answered."""
    from bot.operating import stats_text

    _say(stats_text(settings, server, days, as_json=as_json))
    return FINE


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def policy(settings: Settings) -> Policy:
    """How careful the whole process is; servers may choose their own share."""
    from bot.core.faq.decision import Policy

    return Policy(wrong_share=settings.wrong_share)
