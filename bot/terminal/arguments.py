"""The command line's grammar: every command, its options and its help. Parses; runs nothing."""

from __future__ import annotations

import argparse
from pathlib import Path

DESCRIPTION = "A conversational fit assistant for one shoe, for Discord and the terminal."

DEMO_PORT = 8791
"""Port of the browser demo on the loopback address."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of `python -m bot`; it exits with code 2 on bad usage, as argparse does."""
    parser = argparse.ArgumentParser(prog="fitbot", description=DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_running(commands)
    _add_asking(commands)
    _add_knowledge(commands)
    _add_data(commands)
    return parser


def _add_running(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    run = commands.add_parser("run", help="connect to Discord (needs DISCORD_TOKEN)")
    run.add_argument("--sync", action="store_true", help="register the slash commands even if they did not change")
    demo = commands.add_parser("demo", help="the same bot against a simulated Discord in the browser, no token")
    demo.add_argument("--port", type=int, default=DEMO_PORT, help=f"port on 127.0.0.1 (default {DEMO_PORT})")
    commands.add_parser("doctor", help="check token, knowledge, database, permissions; say what to do")


def _add_asking(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    chat = commands.add_parser("chat", help="the same conversation in the terminal, no token")
    chat.add_argument("--json", action="store_true", help="one message a line in, one JSON object a line out")
    ask = commands.add_parser("ask", help="one question, answered once")
    ask.add_argument("question", nargs="*", help="the question; quotes are not needed")
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    ask.add_argument("--batch", action="store_true", help="one question a line from standard input, JSON lines out")
    commands.add_parser("size", help="one recommendation from options; see `size --help`", add_help=False)


def _add_knowledge(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = commands.add_parser("check", help="validate a knowledge pack or one YAML file; all problems at once")
    check.add_argument("path", nargs="?", type=Path, help="default: the pack in use")
    check.add_argument("--write-schema", action="store_true", help="write the JSON Schema files for editors")
    evaluate = commands.add_parser("eval", help="measure answers against labelled questions (JSON lines)")
    evaluate.add_argument("file", type=Path)
    evaluate.add_argument("--misses", action="store_true", help="also print each answer that was not right")
    replay = commands.add_parser("replay", help="re-run stored sizes and questions against another pack")
    replay.add_argument("--knowledge", type=Path, required=True, help="the other pack")
    replay.add_argument("--since", default="30d", help="how far back, in days (default 30d)")


def _add_data(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export = commands.add_parser("export", help="everything that is held about one member, as JSON")
    export.add_argument("member", type=int, help="the member's Discord id")
    forget = commands.add_parser("forget", help="erase everything that is held about one member; prints a receipt")
    forget.add_argument("member", type=int, help="the member's Discord id")
    backup = commands.add_parser("backup", help="write a verified copy of the database, while the bot runs")
    backup.add_argument("target", type=Path, help="file to write; it must not exist")
    stats = commands.add_parser("stats", help="what was asked and answered")
    stats.add_argument("--server", type=int, help="Discord id of one server; default: an overview of all")
    stats.add_argument("--days", type=int, default=30, help="how many days back (default 30)")
    stats.add_argument("--json", action="store_true", help="print one JSON object")
