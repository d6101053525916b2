"""A short run of the fuzzer with a fixed seed; `python -m fuzz 600` is the long one."""

from __future__ import annotations

import os

import pytest

from bot.core.pack import Library
from fuzz.run import fuzz
from fuzz.targets import Targets
from tests.conftest import SHIPPED_PACK

INPUTS = {"question": 80, "conversation": 80, "pack": 6}
"""These take milliseconds each; all others take `MANY`."""
MANY = 400
SEED = int(os.environ.get("FUZZ_SEED", "14"))


@pytest.fixture(scope="module")
def targets(shipped_library: Library) -> Targets:
    return Targets(shipped_library, SHIPPED_PACK)


@pytest.mark.parametrize(
    "name",
    ["question", "conversation", "options", "completion", "dialogue", "stored-state", "yaml", "own-entry", "pack",
     "control-id"],
)  # fmt: skip
def test_hostile_input_breaks_no_promise(targets: Targets, name: str) -> None:
    assert set(targets.all) >= {name}
    outcome = fuzz(name, targets.all[name], SEED, inputs=INPUTS.get(name, MANY))

    assert not outcome.failures, "\n".join(f"{failure.seed}\n{failure.what}" for failure in outcome.failures)
