"""What a start cannot work with ends at once, with the exit code that tells a supervisor not to try again."""

from __future__ import annotations

import json
import logging
import socket
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.logs import QUIET
from bot.serving import process
from tests.loopback.payloads import TOKEN


@pytest.fixture
def own_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logging as it was, after a command has set it up."""
    for name in (None, *QUIET):
        logger = logging.getLogger(name)
        monkeypatch.setattr(logger, "handlers", list(logger.handlers))
        monkeypatch.setattr(logger, "level", logger.level)


@pytest.mark.usefixtures("own_logs")
@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, ["DISCORD_TOKEN is not set"]),
        (
            {"SHARD_IDS": "0", "WRONG_SHARE": "many", "PSEUDONYM_KEY": "short"},
            ["SHARD_IDS needs SHARD_COUNT", "WRONG_SHARE='many'", "PSEUDONYM_KEY is too short"],
        ),
        ({"DISCORD_TOKEN": TOKEN, "DATA_DIR": "/proc/nowhere"}, ["cannot be served"]),
    ],
)
def test_a_wrong_setting_exits_with_78_and_all_mistakes_at_once(
    environment: dict[str, str],
    said: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("DISCORD_TOKEN", "KNOWLEDGE_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"DATA_DIR": str(tmp_path), "CACHE_DIR": str(tmp_path), **environment}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)

    assert main(["run"]) == 78

    complaint = capsys.readouterr().err
    assert all(words in complaint for words in said)
    assert TOKEN not in complaint


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings but directories of the test's own."""
    for name in ("DISCORD_TOKEN", "KNOWLEDGE_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("DATA_DIR", "CACHE_DIR"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("own_logs", "at_home")
def test_a_demo_on_a_taken_port_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["demo", "--port", str(taken.getsockname()[1])]) == 1

    assert "--port" in capsys.readouterr().err


@pytest.mark.usefixtures("own_logs", "at_home")
def test_an_error_that_nobody_expected_is_logged_as_one_record(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("LOG_FORMAT", "json")

    def fail(*_: object) -> None:
        raise RuntimeError(f"a bug that holds {TOKEN}")

    monkeypatch.setattr(process, "_load", fail)

    assert main(["run"]) == 1

    said = capsys.readouterr().err
    record = json.loads(said.splitlines()[0])
    assert record["level"] == "critical"
    assert "RuntimeError" in record["exception"]
    assert TOKEN not in said
