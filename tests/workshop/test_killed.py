"""A process that is killed while it saves leaves the old knowledge or the new, never a part of it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.workshop.conftest import TINY

OLD = {"revisions": 0, "has phrasing": False, "has test": True, "open gaps": 1, "problems": 0}
NEW = {"revisions": 2, "has phrasing": True, "has test": False, "open gaps": 1, "problems": 0}

EXPECTED = {
    "before the commit": OLD,
    "between two rows": OLD,
    "after the commit": NEW,
    "before it is live": NEW,
    "before the gaps": NEW,
    "at the end": NEW | {"open gaps": 0},
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    command = [sys.executable, "-m", "tests.workshop.killed", str(TINY), str(tmp_path_factory.mktemp("killed"))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    seen: dict[str, dict[str, object]] = json.loads(done.stdout)
    return seen


@pytest.mark.parametrize("step", EXPECTED)
def test_killed_there_the_next_start_finds_all_of_the_change_or_nothing(
    found: dict[str, dict[str, object]], step: str
) -> None:
    before, after = EXPECTED[step], found[step]

    assert after == before | {"revisions": after["revisions"]}
    assert bool(after["revisions"]) is bool(before["revisions"])
