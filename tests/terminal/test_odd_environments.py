"""Commands where little of what they expect is there: closed streams, no home, a full disk, files that are no text."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TINY = ROOT / "tests" / "packs" / "tiny"
ASK = f"{sys.executable} -m bot ask 'how heavy are they'"


def shell(line: str, tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A line of shell, run in an empty directory; whatever is said comes back in `stdout`."""
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "KNOWLEDGE_DIR": str(TINY), "HOME": str(tmp_path)}
    return subprocess.run(
        ["bash", "-c", line], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        encoding="utf-8", errors="replace", cwd=tmp_path, env={**given, **variables}, timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (f"{ASK} >&-", 0),
        (f"{ASK} >&- 2>&- <&-", 0),
        (f"{sys.executable} -m bot ask --batch <&-", 0),
        (f"{sys.executable} -m bot chat <&-", 0),
        (f"{sys.executable} -m bot size --batch <&-", 0),
    ],
)
def test_a_closed_stream_is_an_empty_one(line: str, code: int, tmp_path: Path) -> None:
    run = shell(line, tmp_path)

    assert "Traceback" not in run.stdout
    assert run.returncode == code


def test_output_that_cannot_be_written_is_a_failure_in_one_line(tmp_path: Path) -> None:
    run = shell(f"{ASK} 2>&1 >/dev/full", tmp_path)

    assert run.returncode == 1
    assert run.stdout.count("\n") == 1
    assert "No space left" in run.stdout


@pytest.mark.parametrize(
    ("content", "said"), [(b"DISCORD_TOKEN=\xff\xfe\x00\n", "not UTF-8"), (b'A="never closed\nB=1\n', None)]
)
def test_a_broken_env_file_is_a_mistake_in_the_settings(content: bytes, said: str | None, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(content)

    run = shell(ASK, tmp_path)

    assert "Traceback" not in run.stdout
    assert run.returncode == (78 if said else 0)
    assert (said or "") in run.stdout


def test_a_user_without_a_home_is_answered_too(tmp_path: Path) -> None:
    lines = (
        "import os, sys, pwd",
        "os.environ.pop('HOME')",
        "def nobody(_): raise KeyError",
        "pwd.getpwuid = nobody",
        "from bot.__main__ import main",
        "sys.exit(main(['ask', 'how heavy are they']))",
    )

    run = shell(f'{sys.executable} -c "{chr(10).join(lines)}"', tmp_path, CACHE_DIR=str(tmp_path))

    assert (run.returncode, "Traceback" in run.stdout) == (0, False)


def test_a_labelled_file_that_is_no_text_is_bad_usage(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00\x01")

    run = shell(f"{sys.executable} -m bot eval binary", tmp_path)

    assert (run.returncode, "Traceback" in run.stdout) == (2, False)
    assert "not UTF-8" in run.stdout
