"""A member's rights and a server's leaving, in SQLite: seen, taken along, erased by the list in `held_rows`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping

from bot.ports import HeldRow, JsonValue, Receipt
from bot.storage.database import Database
from bot.storage.held_rows import GAP_TEXT, KINDS, Whose, chunks, select_gap_texts, select_held
from bot.storage.moments import NO_SERVER, to_epoch
from bot.storage.pseudonyms import Pseudonyms

ForgetInMemory = Callable[[str | None, int | None], int]
"""Drops what memory holds of (pseudonym, server); how many rows."""

_SERVER_TABLES = ("gaps", "dialogues", "controls", "fit_reports", "revisions", "server_settings", "servers_left")
_CASCADED = ("feedback", "sizes", "shadow_ratings", "steps", "turns")
_ERASED = ("feedback", "fit_reports", "dialogues", "controls", "sessions")


class SqlitePrivacy:
    """`bot.ports.Privacy` on one database."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms, forget_in_memory: ForgetInMemory) -> None:
        self._database = database
        self._pseudonyms = pseudonyms
        self._forget_in_memory = forget_in_memory

    async def show(self, member_id: int) -> tuple[HeldRow, ...]:
        """See the protocol."""
        whose = self._whose(member_id)
        return await self._database.read(lambda db: select_held(db, whose, self._pseudonyms))

    async def export(self, member_id: int) -> dict[str, JsonValue]:
        """See the protocol."""
        rows = await self.show(member_id)
        return {
            "made_at": self._database.clock().isoformat(timespec="seconds"),
            "about": "Everything this bot holds about you. Times are seconds since 1970, UTC.",
            "your_pseudonym": self._whose(member_id).pseudonym,
            "rows": [_as_json(row) for row in rows],
        }

    async def erase(self, member_id: int) -> Receipt:
        """See the protocol."""
        whose, now = self._whose(member_id), self._database.clock()
        erased, unnamed = await self._database.write(lambda db: _erase(db, whose, self._pseudonyms), is_durable=True)
        self._forget_in_memory(whose.pseudonym, None)
        await self._database.run_alone(clear_log)
        return Receipt(now, erased, unnamed)

    async def server_left(self, server_id: int) -> None:
        """See the protocol."""
        values = (server_id, to_epoch(self._database.clock()))
        await self._database.write(lambda db: db.execute("INSERT OR IGNORE INTO servers_left VALUES (?, ?)", values))

    async def server_returned(self, server_id: int) -> None:
        """See the protocol."""
        sql = "SELECT 1 FROM servers_left WHERE server_id = ?"
        if await self._database.read(lambda db: db.execute(sql, (server_id,)).fetchone()):
            await self._database.write(
                lambda db: db.execute("DELETE FROM servers_left WHERE server_id = ?", (server_id,))
            )

    async def servers_here(self, server_ids: Collection[int]) -> None:
        """See the protocol. Most starts have nothing to change, and then nothing is written."""
        here = frozenset(server_ids)
        gone, back = await self._database.read(lambda db: _moved(db, here))
        now = to_epoch(self._database.clock())
        if gone or back:
            await self._database.write(lambda db: _note_moves(db, gone, back, now))

    async def purge_server(self, server_id: int) -> Mapping[str, int]:
        """See the protocol."""
        deleted = await self._database.write(lambda db: delete_server(db, server_id), is_durable=True)
        self._forget_in_memory(None, server_id)
        await self._database.run_alone(clear_log)
        return deleted

    def _whose(self, member_id: int) -> Whose:
        return Whose(member_id, self._pseudonyms.of_member(member_id))


def _moved(db: sqlite3.Connection, here: frozenset[int]) -> tuple[list[int], list[int]]:
    """Servers with rows that have gone, and servers that were noted as gone and are back."""
    noted = {row[0] for row in db.execute("SELECT server_id FROM servers_left")}
    sql = " UNION ".join(f"SELECT DISTINCT server_id FROM {table}" for table in ("sessions", *_SERVER_TABLES))
    known = {row[0] for row in db.execute(sql)} - {NO_SERVER}
    return sorted(known - here - noted), sorted(noted & here)


def _note_moves(db: sqlite3.Connection, gone: list[int], back: list[int], now: int) -> None:
    db.executemany("INSERT OR IGNORE INTO servers_left VALUES (?, ?)", [(server, now) for server in gone])
    db.executemany("DELETE FROM servers_left WHERE server_id = ?", [(server,) for server in back])


def delete_server(db: sqlite3.Connection, server: int) -> dict[str, int]:
    """Delete everything of a server, inside a transaction; rows by table, tables without any left out."""
    counts = {table: _count_of_server(db, table, server) for table in _CASCADED}
    counts["sessions"] = db.execute("DELETE FROM sessions WHERE server_id = ?", (server,)).rowcount
    db.execute("UPDATE revisions SET undoes = NULL WHERE server_id = ?", (server,))
    for table in _SERVER_TABLES:
        counts[table] = db.execute(f"DELETE FROM {table} WHERE server_id = ?", (server,)).rowcount
    scopes = (str(server), f"%:{server}")  # its own commands, and what else is noted as "kind:server"
    counts["command_hashes"] = db.execute("DELETE FROM command_hashes WHERE scope = ? OR scope LIKE ?", scopes).rowcount
    return {table: count for table, count in counts.items() if count}


def clear_log(db: sqlite3.Connection) -> None:
    """Empty the write-ahead log as far as readers allow, so that nothing deleted stays in it."""
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _erase(db: sqlite3.Connection, whose: Whose, pseudonyms: Pseudonyms) -> tuple[dict[str, int], int]:
    names = {"member": whose.pseudonym, "member_id": whose.member_id}
    counts = {kind.what: len(db.execute(kind.rows, names).fetchall()) for kind in KINDS}
    gaps = [row["id"] for row in select_gap_texts(db, whose, pseudonyms)]
    counts[GAP_TEXT.what] = len(gaps)
    for ids in chunks(gaps):
        db.execute(f"DELETE FROM gaps WHERE id IN ({','.join('?' * len(ids))})", tuple(ids))
    for table in _ERASED:
        db.execute(f"DELETE FROM {table} WHERE member = ?", (whose.pseudonym,))
    unnamed = db.execute("UPDATE revisions SET member_id = NULL WHERE member_id = ?", (whose.member_id,)).rowcount
    counts.pop(KINDS[-1].what)
    return {what: count for what, count in counts.items() if count}, unnamed


def _count_of_server(db: sqlite3.Connection, table: str, server: int) -> int:
    if table in {"turns", "steps"}:
        sql = f"SELECT COUNT(*) FROM {table} x JOIN sessions s ON s.id = x.session_id WHERE s.server_id = ?"
    else:
        sql = (
            f"SELECT COUNT(*) FROM {table} x JOIN turns t ON t.id = x.turn_id"
            " JOIN sessions s ON s.id = t.session_id WHERE s.server_id = ?"
        )
    return int(db.execute(sql, (server,)).fetchone()[0])


def _as_json(row: HeldRow) -> JsonValue:
    return {
        "what": row.what,
        "server": str(row.server_id) if row.server_id is not None else None,
        "deleted_on": row.deleted_on.isoformat() if row.deleted_on else None,
        "row": {name: _whole(value) for name, value in row.values.items()},
    }


def _whole(value: JsonValue) -> JsonValue:
    """Discord's ids as text: as numbers, many readers of JSON would round them."""
    return str(value) if isinstance(value, int) and abs(value) >= 2**53 else value
