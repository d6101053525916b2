"""The README's commands work as they stand there, and every command of the program is written down."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS
from bot.settings import Settings
from bot.terminal.arguments import build_parser
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
NAMED = re.compile(r"<!-- command: (\w+) -->\n```sh\n(.*?)\n```", re.DOTALL)
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)|!\[[^\]]*\]\(([^)\s]+)\)")
SETUP = re.compile(r"python3 -m venv \.venv && \.venv/bin/pip install -q (?P<what>\S+|-e \S+) && (?P<rest>.*)")
EXTRA = {"size"}
"""Commands that the parser hands on."""


def named_commands() -> dict[str, str]:
    return dict(NAMED.findall(README))


def bot_lines(text: str) -> Iterator[list[str]]:
    """The arguments of every call of the program in a page's command blocks."""
    for block in BLOCK.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            if "-m" in words and words[words.index("-m") + 1 : words.index("-m") + 2] == ["bot"]:
                yield words[words.index("-m") + 2 :]


def test_the_two_commands_of_a_newcomer_stand_at_the_top() -> None:
    assert list(named_commands())[:2] == ["demo", "test"]
    assert README.index("command: demo") < 2500


@pytest.mark.parametrize("name", ["demo", "test"])
def test_a_newcomers_command_makes_an_environment_installs_and_runs(name: str) -> None:
    """The network part is not run here: that the extra exists, and that what is run is a module of ours, is."""
    match = SETUP.fullmatch(named_commands()[name])
    assert match is not None
    extra = match["what"].split("[")[1].rstrip("]'")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert extra in extras
    assert match["rest"] in {".venv/bin/python -m bot demo", ".venv/bin/python -m pytest -q"}


@pytest.mark.parametrize("line", named_commands()["ask"].splitlines())
def test_a_command_that_needs_no_network_answers(line: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.getbasetemp() / "readme-home"
    home.mkdir(exist_ok=True)
    words = shlex.split(line)
    assert words[:3] == [".venv/bin/python", "-m", "bot"]

    done = subprocess.run(
        [sys.executable, *words[1:]], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(home)}, timeout=60,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_call_that_a_page_shows_is_one_that_the_program_takes(page: Path) -> None:
    for arguments in bot_lines(page.read_text(encoding="utf-8")):
        if not arguments[0].startswith("-") and arguments[0] not in EXTRA:
            build_parser().parse_args(arguments)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file_that_is_there(page: Path) -> None:
    for found in LINK.findall(page.read_text(encoding="utf-8")):
        target = found[0] or found[1]
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_command_is_written_down() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for command in {*COMMANDS, *EXTRA}:
        assert re.search(rf"(-m bot|`|fitbot) ?{command}\b", text), command


def test_every_exit_code_is_written_down() -> None:
    running = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    for code in (0, 1, 2, 77, 78):
        assert f"| {code} |" in running


def test_every_setting_is_explained_in_the_example_file() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for setting in Settings.__slots__:  # type: ignore[attr-defined]
        assert re.search(rf"^#?{setting.upper()}=", example, re.MULTILINE), setting
