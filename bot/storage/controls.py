"""Small payloads of lasting buttons, in SQLite; in memory while the disk fails."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.ports import CONTROL_LIFE, Control, JsonValue, StoreUnavailableError
from bot.storage.database import Database
from bot.storage.in_memory import Spare, drop_owned
from bot.storage.moments import server_key, to_epoch
from bot.storage.pseudonyms import Pseudonyms

LONGEST_STRING = 100
LONGEST_PAYLOAD = 2_000


@dataclass(frozen=True, slots=True)
class _Row:
    """A payload as it is kept."""

    token: str
    member: str
    server: int
    payload: str
    expires_at: int


class SqliteControls:
    """`bot.ports.Controls` on one database."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms
        self._spare: Spare[_Row] = Spare()

    async def create(
        self,
        member_id: int,
        server_id: int | None,
        payload: Mapping[str, JsonValue],
        life: timedelta = CONTROL_LIFE,
    ) -> str:
        """See the protocol."""
        expires_at = to_epoch(self._database.clock() + life)
        row = _Row(
            secrets.token_urlsafe(12),
            self._pseudonyms.of_member(member_id),
            server_key(server_id),
            encode_payload(payload),
            expires_at,
        )
        await self._keep(row)
        return row.token

    async def load(self, token: str, member_id: int, server_id: int | None) -> Control | None:
        """See the protocol."""
        row = await self._find(token)
        if row is None or row.server != server_key(server_id):
            return None
        return Control(token, json.loads(row.payload), row.member == self._pseudonyms.of_member(member_id))

    async def replace(self, token: str, payload: Mapping[str, JsonValue]) -> bool:
        """See the protocol."""
        text = encode_payload(payload)
        row = await self._find(token)
        if row is None:
            return False
        await self._keep(replace(row, payload=text))
        return True

    async def delete(self, token: str) -> None:
        """See the protocol."""
        self._spare.drop(token)
        await self._database.log(lambda db: db.execute("DELETE FROM controls WHERE token = ?", (token,)).rowcount)

    def forget(self, member: str | None = None, server: int | None = None) -> int:
        """Drop what memory holds of a member or a server; how many that were."""
        return drop_owned(self._spare, member, server)

    async def rescue(self) -> None:
        """Bring what memory holds to the disk, now that it works again."""
        for token, row in self._spare.items():
            kept = await self._database.log(lambda db, row=row: _upsert(db, row))  # type: ignore[misc]
            if kept and self._spare.get(token) is row:
                self._spare.drop(token)

    async def _keep(self, row: _Row) -> None:
        self._spare.put(row.token, row)
        kept = await self._database.log(lambda db: _upsert(db, row))
        if kept and self._spare.get(row.token) is row:
            self._spare.drop(row.token)

    async def _find(self, token: str) -> _Row | None:
        row = self._spare.get(token) or await self._select(token)
        return row if row is not None and row.expires_at > to_epoch(self._database.clock()) else None

    async def _select(self, token: str) -> _Row | None:
        sql = "SELECT token, member, server_id, payload, expires_at FROM controls WHERE token = ?"
        try:
            row = await self._database.read(lambda db: db.execute(sql, (token,)).fetchone())
        except StoreUnavailableError:
            return None
        return _Row(*row) if row is not None else None


def encode_payload(payload: Mapping[str, JsonValue]) -> str:
    """The payload as JSON. Raises ValueError for what could be somebody's words, or is too long."""
    _check_value(dict(payload))
    text = json.dumps(dict(payload), allow_nan=False, separators=(",", ":"))
    if len(text) > LONGEST_PAYLOAD:
        raise ValueError(f"a control remembers at most {LONGEST_PAYLOAD} characters")
    return text


def _check_value(value: JsonValue) -> None:
    if isinstance(value, str) and (len(value) > LONGEST_STRING or any(char.isspace() for char in value)):
        raise ValueError("a control remembers ids and numbers, never text")
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _check_value(inner)


def _upsert(db: sqlite3.Connection, row: _Row) -> bool:
    db.execute(
        "INSERT OR REPLACE INTO controls (token, member, server_id, payload, expires_at) VALUES (?, ?, ?, ?, ?)",
        (row.token, row.member, row.server, row.payload, row.expires_at),
    )
    return True
