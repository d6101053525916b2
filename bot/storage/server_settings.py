"""What moderators chose for their server, in SQLite; the last known choices while the disk fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from bot.ports import ServerSettings, StoreUnavailableError
from bot.storage.database import Database
from bot.storage.in_memory import Spare
from bot.storage.moments import NO_SERVER
from bot.storage.settings_rows import check_settings, read_settings, write_settings


class SqliteSettings:
    """`bot.ports.SettingsStore` on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last_known: Spare[ServerSettings] = Spare()

    async def get(self, server_id: int | None) -> ServerSettings:
        """See the protocol."""
        if server_id is None or server_id == NO_SERVER:
            return ServerSettings()
        try:
            settings = await self._database.read(lambda db: read_settings(db, server_id))
        except StoreUnavailableError:
            return self._last_known.get(str(server_id)) or ServerSettings()
        self._last_known.put(str(server_id), settings)
        return settings

    async def change(self, server_id: int, edit: Callable[[ServerSettings], ServerSettings]) -> ServerSettings:
        """See the protocol."""
        if server_id == NO_SERVER:
            raise ValueError("Settings belong to a server.")
        settings = await self._database.write(lambda db: _change(db, server_id, edit), is_durable=True)
        self._last_known.put(str(server_id), settings)
        return settings


def _change(db: sqlite3.Connection, server: int, edit: Callable[[ServerSettings], ServerSettings]) -> ServerSettings:
    settings = edit(read_settings(db, server))
    check_settings(settings)
    write_settings(db, server, settings)
    if not settings.allow_gap_text:
        db.execute("DELETE FROM gaps WHERE server_id = ?", (server,))
    return settings
