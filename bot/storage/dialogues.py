"""Size dialogues under way, in SQLite; in memory while the disk fails, and on the disk again afterwards."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.ports import DIALOGUE_IDLE, DIALOGUE_LIFE, Dialogue, JsonValue, Place, StoreUnavailableError
from bot.storage.database import Database
from bot.storage.in_memory import Spare, drop_owned
from bot.storage.moments import from_epoch, server_key, server_of, to_epoch
from bot.storage.pseudonyms import Pseudonyms


@dataclass(frozen=True, slots=True)
class _Row:
    """A dialogue as it is kept."""

    token: str
    member: str
    server: int
    channel_id: int
    state: str
    version: int
    updated_at: int


class SqliteDialogues:
    """`bot.ports.Dialogues` on one database."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms
        self._spare: Spare[_Row] = Spare()

    async def create(self, member_id: int, place: Place, state: Mapping[str, JsonValue]) -> Dialogue:
        """See the protocol."""
        row = _Row(
            token=secrets.token_urlsafe(12),
            member=self._pseudonyms.of_member(member_id),
            server=server_key(place.server_id),
            channel_id=place.channel_id,
            state=json.dumps(dict(state), allow_nan=False),
            version=1,
            updated_at=to_epoch(self._database.clock()),
        )
        for token, spare in self._spare.items():
            if (spare.member, spare.server) == (row.member, row.server):
                self._spare.drop(token)
        await self._keep(row)
        return self._dialogue(row, row.member)

    async def load(self, token: str, member_id: int, server_id: int | None) -> Dialogue | None:
        """See the protocol."""
        row = await self._find(token)
        if row is None or row.server != server_key(server_id):
            return None
        return self._dialogue(row, self._pseudonyms.of_member(member_id))

    async def latest(self, member_id: int, server_id: int | None) -> Dialogue | None:
        """See the protocol."""
        member, server = self._pseudonyms.of_member(member_id), server_key(server_id)
        row = await self._select("member = ? AND server_id = ?", (member, server))
        spares = [spare for _, spare in self._spare.items() if (spare.member, spare.server) == (member, server)]
        row = spares[-1] if spares else row
        return self._dialogue(row, member) if row is not None and self._lives(row) else None

    async def save(self, dialogue: Dialogue, state: Mapping[str, JsonValue]) -> Dialogue | None:
        """See the protocol."""
        row = await self._find(dialogue.token)
        if row is None or row.version != dialogue.version:
            return None
        now = self._database.clock()
        new = replace(
            row, state=json.dumps(dict(state), allow_nan=False), version=row.version + 1, updated_at=to_epoch(now)
        )
        if not await self._keep(new):
            return None
        return replace(
            dialogue,
            state=json.loads(new.state),
            version=new.version,
            updated_at=from_epoch(new.updated_at),
            is_idle=False,
        )

    async def delete(self, token: str) -> None:
        """See the protocol."""
        self._spare.drop(token)
        await self._database.log(lambda db: db.execute("DELETE FROM dialogues WHERE token = ?", (token,)).rowcount)

    def forget(self, member: str | None = None, server: int | None = None) -> int:
        """Drop what memory holds of a member or a server; how many that were."""
        return drop_owned(self._spare, member, server)

    async def rescue(self) -> None:
        """Bring what memory holds to the disk, now that it works again."""
        for token, row in self._spare.items():
            kept = await self._database.log(lambda db, row=row: _upsert(db, row, is_rescue=True))  # type: ignore[misc]
            if kept and self._spare.get(token) is row:
                self._spare.drop(token)

    async def _keep(self, row: _Row) -> bool:
        """Write a row, in memory if the disk fails; False when another press came first."""
        spare = self._spare.get(row.token)
        if spare is not None and spare.version >= row.version:
            return False
        self._spare.put(row.token, row)
        kept = await self._database.log(lambda db: _upsert(db, row, is_rescue=spare is not None))
        if kept is not None and self._spare.get(row.token) is row:
            self._spare.drop(row.token)
        return kept is not False

    async def _find(self, token: str) -> _Row | None:
        row = self._spare.get(token) or await self._select("token = ?", (token,))
        return row if row is not None and self._lives(row) else None

    async def _select(self, where: str, values: tuple[object, ...]) -> _Row | None:
        sql = f"SELECT token, member, server_id, channel_id, state, version, updated_at FROM dialogues WHERE {where}"
        try:
            row = await self._database.read(lambda db: db.execute(sql, values).fetchone())
        except StoreUnavailableError:
            return None
        return _Row(*row) if row is not None else None

    def _lives(self, row: _Row) -> bool:
        return self._age_of(row, self._database.clock()) <= DIALOGUE_LIFE.total_seconds()

    def _age_of(self, row: _Row, now: datetime) -> int:
        return to_epoch(now) - row.updated_at

    def _dialogue(self, row: _Row, member: str) -> Dialogue:
        return Dialogue(
            token=row.token,
            place=Place(server_of(row.server), row.channel_id),
            state=json.loads(row.state),
            version=row.version,
            updated_at=from_epoch(row.updated_at),
            is_owner=row.member == member,
            is_idle=self._age_of(row, self._database.clock()) > DIALOGUE_IDLE.total_seconds(),
        )


def _upsert(db: sqlite3.Connection, row: _Row, *, is_rescue: bool) -> bool:
    """Write a row; False when the stored one moved on. A rescue brings a row back that lived in memory."""
    if row.version > 1 and not is_rescue:
        sql = "UPDATE dialogues SET state = ?, version = ?, updated_at = ? WHERE token = ? AND version = ?"
        values = (row.state, row.version, row.updated_at, row.token, row.version - 1)
        return db.execute(sql, values).rowcount > 0
    db.execute("DELETE FROM dialogues WHERE member = ? AND server_id = ?", (row.member, row.server))
    db.execute(
        "INSERT INTO dialogues VALUES (?, ?, ?, ?, ?, ?, ?)",
        (row.token, row.member, row.server, row.channel_id, row.state, row.version, row.updated_at),
    )
    return True
