"""The container and the service, as far as they can be checked without an engine: what they name is there and safe."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.health.heartbeat import BEAT_S, STALE_S
from bot.settings import read_settings
from bot.terminal.exit_codes import CONFIG, REFUSED
from tests.conftest import ROOT, SHIPPED_PACK

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
UNIT = (ROOT / "deploy" / "fitbot.service").read_text(encoding="utf-8")
STOP_S = 10
"""What `test_signals` holds the bot to."""


def instructions(name: str) -> list[str]:
    """The arguments of every instruction of that name, continued lines joined."""
    joined = DOCKERFILE.replace("\\\n", " ")
    return [line.removeprefix(name).strip() for line in joined.splitlines() if line.startswith(f"{name} ")]


def unit(name: str) -> str:
    """One setting of the service."""
    found = re.findall(rf"^{name}=(.*)$", UNIT, re.MULTILINE)
    assert len(found) == 1, name
    return str(found[0])


def test_the_container_runs_as_nobody_with_one_volume() -> None:
    assert instructions("USER") == ["10001:10001"]
    assert instructions("VOLUME") == ["/data"]
    assert not instructions("EXPOSE")


def test_the_container_hands_signals_to_the_bot() -> None:
    assert instructions("STOPSIGNAL") == ["SIGTERM"]
    assert instructions("ENTRYPOINT") == ['["python", "-m", "bot"]']
    assert instructions("CMD") == ['["run"]']


def test_everything_the_container_writes_is_in_its_volume() -> None:
    variables = dict(re.findall(r"([A-Z_]+)=(\S+)", " ".join(instructions("ENV"))))
    settings = read_settings(variables, Path("/nowhere"), SHIPPED_PACK)

    for path in (settings.data_dir, settings.cache_dir, settings.database, settings.heartbeat):
        assert path.is_relative_to("/data")
    assert variables["PYTHONDONTWRITEBYTECODE"] == "1"


def test_the_containers_health_is_the_heartbeats_age() -> None:
    (check,) = instructions("HEALTHCHECK")

    assert "/data/heartbeat" in check
    assert f"> {STALE_S:g}" in check
    assert STALE_S >= 3 * BEAT_S


def test_everything_the_container_copies_is_let_through() -> None:
    let_through = {
        line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")
    }
    copied = [word for line in instructions("COPY") if "--from" not in line for word in line.split()[:-1]]

    for path in copied:
        assert (ROOT / path).exists(), path
        assert path in let_through, path


def test_no_secret_can_get_into_the_image() -> None:
    assert (ROOT / ".dockerignore").read_text().splitlines()[1] == "*"
    assert "TOKEN" not in DOCKERFILE


def test_the_service_does_not_start_again_what_cannot_start() -> None:
    assert unit("Restart") == "on-failure"
    assert set(unit("RestartPreventExitStatus").split()) == {str(REFUSED), str(CONFIG)}


def test_the_service_gives_the_bot_time_to_finish() -> None:
    assert unit("KillSignal") == "SIGTERM"
    assert int(unit("TimeoutStopSec")) > STOP_S


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_understands_the_service(tmp_path: Path) -> None:
    file = tmp_path / "fitbot.service"
    file.write_text(UNIT.replace("/opt/fitbot/bin/python", shutil.which("env") or "/usr/bin/env"), encoding="utf-8")

    checked = subprocess.run(["systemd-analyze", "verify", str(file)], capture_output=True, text=True, check=False)

    assert "fitbot.service" not in checked.stderr
