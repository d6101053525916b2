"""What every test may need: the shipped pack ready to answer, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.pack import Library

ROOT = Path(__file__).parent.parent
SHIPPED_PACK = ROOT / "knowledge"


@pytest.fixture(scope="session")
def shipped_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The shipped pack with its index, without any cache from outside."""
    from bot.knowledge.library import load_library

    return load_library(SHIPPED_PACK, tmp_path_factory.mktemp("cache"))
