"""The shipped pack, read once."""

from __future__ import annotations

import pytest

from bot.core.pack import Pack
from bot.knowledge.loader import load_pack
from tests.conftest import SHIPPED_PACK


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The shipped pack without its index."""
    loaded = load_pack(SHIPPED_PACK).pack
    assert loaded is not None
    return loaded
