"""Writing a file: a crash at any moment leaves the old content or the new, and no rubbish is read as either."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from bot.knowledge.atomic_write import write_atomically

STEPS = ("os.fdopen", "os.fsync", "Path.chmod", "Path.replace", "done")
"""Where the writing process is killed: before each step, and after the last."""


def _names(directory: Path) -> list[str]:
    return [path.name for path in directory.iterdir()]


def test_the_new_content_replaces_the_old_and_keeps_the_permissions(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o640)
    write_atomically(file, "new é\n")
    assert file.read_text(encoding="utf-8") == "new é\n"
    assert file.stat().st_mode & 0o777 == 0o640
    assert _names(tmp_path) == ["a.yaml"]


def test_a_new_file_is_readable_by_others(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.yaml", "x")
    assert (tmp_path / "a.yaml").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("step", STEPS)
def test_a_process_killed_at_any_step_leaves_the_old_file_or_the_new(tmp_path: Path, step: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("old\n" * 1000, encoding="utf-8")
    program = textwrap.dedent(
        f"""
        import os, signal
        from pathlib import Path
        import bot.knowledge.atomic_write as module

        def die(*_args, **_kwargs):
            os.kill(os.getpid(), signal.SIGKILL)

        owner, _, name = {step!r}.partition(".")
        if name:
            setattr({{"os": os, "Path": Path}}[owner], name, die)
        module.write_atomically(Path({str(file)!r}), "new\\n" * 1000)
        die()
        """
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, cwd=Path(__file__).parents[2], timeout=30)
    assert done.returncode == -signal.SIGKILL
    expected = "new\n" if step == "done" else "old\n"
    assert file.read_text(encoding="utf-8") == expected * 1000
    assert [name for name in _names(tmp_path) if name.endswith(".yaml")] == ["a.yaml"]


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("old", encoding="utf-8")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(file, "new")
    assert file.read_text(encoding="utf-8") == "old"
    assert _names(tmp_path) == ["a.yaml"]
