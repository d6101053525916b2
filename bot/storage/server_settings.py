"""What moderators chose for their server, in SQLite; the last known choices while the disk fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from bot.ports import ServerSettings, StoreUnavailableError
from bot.storage.database import Database
from bot.storage.in_memory import Spare
from bot.storage.moments import NO_SERVER
from bot.storage.settings_rows import check_settings, read_settings, write_settings

FRESH_S = 1.0
"""How soon a process sees what another one chose. A busy one need not look for it: its own commits do."""


@dataclass(frozen=True, slots=True)
class _Known:
    settings: ServerSettings
    version: int
    """Of the file, as `Glance` has it, before they were read."""


class SqliteSettings:
    """`bot.ports.SettingsStore` on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last_known: Spare[_Known] = Spare()
        self._changes = 0

    async def get(self, server_id: int | None) -> ServerSettings:
        """See the protocol."""
        if server_id is None or server_id == NO_SERVER:
            return ServerSettings()
        known, glance, changes = self._last_known.get(str(server_id)), self._database.glance, self._changes
        if known is not None and known.version == glance.version and monotonic() - glance.at_s < FRESH_S:
            return known.settings
        try:
            settings = await self._database.read(lambda db: read_settings(db, server_id))
        except StoreUnavailableError:
            return known.settings if known is not None else ServerSettings()
        if changes == self._changes:  # else what was read may be older than what was changed meanwhile
            self._last_known.put(str(server_id), _Known(settings, glance.version))
        return settings

    async def change(self, server_id: int, edit: Callable[[ServerSettings], ServerSettings]) -> ServerSettings:
        """See the protocol."""
        if server_id == NO_SERVER:
            raise ValueError("Settings belong to a server.")
        settings = await self._database.write(lambda db: _change(db, server_id, edit), is_durable=True)
        self._changes += 1
        self._last_known.put(str(server_id), _Known(settings, self._database.glance.version))
        return settings

    def forget(self, server: int) -> None:
        """Drop what memory holds of a server."""
        self._changes += 1
        self._last_known.drop(str(server))


def _change(db: sqlite3.Connection, server: int, edit: Callable[[ServerSettings], ServerSettings]) -> ServerSettings:
    settings = edit(read_settings(db, server))
    check_settings(settings)
    write_settings(db, server, settings)
    if not settings.allow_gap_text:
        db.execute("DELETE FROM gaps WHERE server_id = ?", (server,))
    return settings
