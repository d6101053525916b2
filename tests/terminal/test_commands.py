"""The commands as programs call them: real processes, their output and their exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def fitbot(
    *arguments: str, cache: Path, given: str = "", cwd: Path = ROOT, **variables: str
) -> subprocess.CompletedProcess[str]:
    """One run of the command line, with nothing of this machine's own settings."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(cache),
        "PYTHONPATH": str(ROOT),
        "SEMANTIC": "off",
        **variables,
    }
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home directory that the runs of this module share, so that the index is built once."""
    return tmp_path_factory.mktemp("home")


def test_ask_answers_as_text(cache: Path) -> None:
    run = fitbot("ask", "do", "they", "strech", cache=cache)

    assert run.returncode == 0
    assert "stretch" in run.stdout.lower()
    assert run.stderr == ""


def test_ask_works_from_any_directory(cache: Path, tmp_path: Path) -> None:
    assert fitbot("ask", "do they stretch", cache=cache, cwd=tmp_path).returncode == 0


def test_ask_batch_prints_one_object_for_each_line_in_order(cache: Path) -> None:
    lines = ["do they stretch", "", "who designed the kayano 14", "9.5 in af1s, wide"]

    run = fitbot("ask", "--json", "--batch", cache=cache, given="\n".join(lines) + "\n")

    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert [item["question"] for item in found] == lines
    assert [item["kind"] for item in found] == ["answer", "none", "answer", "size"]


def test_ask_without_a_question_is_bad_usage(cache: Path) -> None:
    run = fitbot("ask", cache=cache)

    assert run.returncode == 2
    assert "question" in run.stderr


def test_chat_json_keeps_one_conversation_until_an_empty_line(cache: Path) -> None:
    run = fitbot("chat", "--json", cache=cache, given="im a 9, what size?\nwomen's\n\nwomen's\n")

    kinds = [json.loads(line)["kind"] for line in run.stdout.splitlines()]
    assert kinds[:2] == ["size", "size"]
    assert kinds[2] != "size"


def test_chat_works_in_a_pipe(cache: Path) -> None:
    run = fitbot("chat", cache=cache, given="do they stretch\nmore\nquit\n")

    assert run.returncode == 0
    assert "you>" not in run.stdout
    assert "Source (guide)" in run.stdout


def test_size_gives_the_size_object(cache: Path) -> None:
    run = fitbot("size", "--usual", "US M 10", "--width", "regular", "--json", cache=cache)

    assert json.loads(run.stdout)["primary"]["us_men"] == 10


def test_size_without_any_evidence_asks_and_exits_with_2(cache: Path) -> None:
    run = fitbot("size", "--width", "wide", cache=cache)

    assert run.returncode == 2
    assert run.stderr.strip()


def test_size_batch_answers_every_line_even_bad_ones(cache: Path) -> None:
    lines = '--usual "US M 10"\n--usual 70\n--width wide\n--nonsense\n--usual "10\n'

    run = fitbot("size", "--batch", cache=cache, given=lines)

    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 0
    assert found[0]["primary"]["eu"] == 44
    assert all({"error", "ask"} <= set(item) for item in found[1:])


def test_a_mistake_in_the_settings_is_exit_78_and_names_it(cache: Path) -> None:
    run = fitbot("ask", "do they stretch", cache=cache, WRONG_SHARE="lots")

    assert run.returncode == 78
    assert "WRONG_SHARE" in run.stderr


def test_an_unknown_command_is_bad_usage(cache: Path) -> None:
    assert fitbot("dance", cache=cache).returncode == 2


def test_run_without_a_token_is_exit_78_and_says_where_to_get_one(cache: Path) -> None:
    run = fitbot("run", cache=cache)

    assert run.returncode == 78
    assert "DISCORD_TOKEN" in run.stderr


def test_eval_reports_every_bad_line_of_its_file(cache: Path, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"text": "do they stretch", "accept": ["stretch"]}\nnot json\n{"kind": "faq"}\n', encoding="utf-8")

    run = fitbot("eval", str(file), cache=cache)

    assert run.returncode == 2
    assert f"{file}:2" in run.stderr
    assert f"{file}:3" in run.stderr


def test_eval_prints_the_outcomes(cache: Path, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"text": "do they stretch", "kind": "faq", "accept": ["stretch"]}\n', encoding="utf-8")

    run = fitbot("eval", str(file), cache=cache)

    assert run.returncode == 0
    assert "calibration error" in run.stdout
    assert run.stdout.count("wrong") == 3
    assert [share in run.stdout for share in ("in 10% of the words", "in 20% of the words")] == [True, True]
