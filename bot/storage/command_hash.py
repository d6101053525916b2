"""What was last synced to Discord, in SQLite."""

from __future__ import annotations

from bot.ports import StoreUnavailableError
from bot.storage.database import Database
from bot.storage.moments import to_epoch


class SqliteCommandHash:
    """`bot.ports.CommandHash` on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self, scope: str) -> str | None:
        """See the protocol."""
        sql = "SELECT digest FROM command_hashes WHERE scope = ?"
        try:
            row = await self._database.read(lambda db: db.execute(sql, (scope,)).fetchone())
        except StoreUnavailableError:
            return None
        return str(row["digest"]) if row is not None else None

    async def save(self, scope: str, digest: str) -> bool:
        """See the protocol."""
        values = (scope, digest, to_epoch(self._database.clock()))
        sql = "INSERT OR REPLACE INTO command_hashes VALUES (?, ?, ?)"
        return bool(await self._database.log(lambda db: db.execute(sql, values).rowcount))
