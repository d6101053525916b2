"""The contract holds for a store without SQLite: nothing of SQLite leaks through the protocol."""

from __future__ import annotations

import pytest

from tests.fakes.memory_store import MemoryStore
from tests.storage.contract import StoreContract
from tests.storage.world import HandClock, World


class TestMemoryStore(StoreContract):
    """Against dictionaries."""

    @pytest.fixture
    async def world(self) -> World:
        clock = HandClock()
        return World(MemoryStore(clock), clock)
