"""The store on SQLite keeps the contract."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.store import StoreOptions, make_store
from tests.storage.contract import StoreContract
from tests.storage.world import HandClock, World


class TestSqliteStore(StoreContract):
    """Against a real file."""

    @pytest.fixture
    async def world(self, tmp_path: Path) -> AsyncIterator[World]:
        clock = HandClock()
        store = make_store(StoreOptions(tmp_path / "store.sqlite3", clock))
        await store.open()
        yield World(store, clock)
        await store.close()
