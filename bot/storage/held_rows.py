"""Which rows are about a member, in the words a member knows, and the day each is deleted. Reads and writes nothing
but through what it is given; `privacy` shows and erases by this one list, so that the two cannot differ.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from bot.ports import DIALOGUE_LIFE, HeldRow, JsonValue, ServerSettings
from bot.storage.moments import day_of, server_of
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.settings_rows import read_settings

RETENTION_LAG_S = 3600
"""Retention runs hourly, so what ends within a day is gone at most this much later."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Whose:
    """A member, under every name the rows know."""

    member_id: int
    pseudonym: str


@dataclass(frozen=True, slots=True)
class HeldKind:
    """One kind of row about a member."""

    what: str
    rows: str
    """Selects the rows of `:member` (pseudonym) or `:member_id`, with `held_in` for the server."""
    deleted_on: Callable[[sqlite3.Row, ServerSettings], date | None]


def _by_last_turn(row: sqlite3.Row, settings: ServerSettings) -> date:
    return day_of(row["last_at"]) + timedelta(days=settings.retention_days)


def _by_retention(row: sqlite3.Row, settings: ServerSettings) -> date:
    return day_of(row["at"]) + timedelta(days=settings.retention_days)


def _by_turn(row: sqlite3.Row, settings: ServerSettings) -> date:
    return day_of(row["turn_at"]) + timedelta(days=settings.retention_days)


def _by_gap_days(row: sqlite3.Row, settings: ServerSettings) -> date:
    """The text never outlives its turn."""
    by_itself = date.fromisoformat(row["on_day"]) + timedelta(days=settings.gap_days)
    return min(by_itself, _by_turn(row, settings))


def _by_dialogue_life(row: sqlite3.Row, settings: ServerSettings) -> date:
    return day_of(row["updated_at"] + int(DIALOGUE_LIFE.total_seconds()) + RETENTION_LAG_S)


def _by_expiry(row: sqlite3.Row, settings: ServerSettings) -> date:
    return day_of(row["expires_at"] + RETENTION_LAG_S)


def _never(row: sqlite3.Row, settings: ServerSettings) -> None:
    return None


_SESSION = "JOIN sessions s ON s.id = t.session_id"

KINDS: tuple[HeldKind, ...] = (
    HeldKind(
        "conversation",
        "SELECT server_id AS held_in, * FROM sessions WHERE member = :member ORDER BY id DESC",
        _by_last_turn,
    ),
    HeldKind(
        "question",
        f"SELECT s.server_id AS held_in, t.* FROM turns t {_SESSION} WHERE s.member = :member ORDER BY t.seq DESC",
        _by_retention,
    ),
    HeldKind(
        "size result",
        f"SELECT s.server_id AS held_in, t.at AS turn_at, z.* FROM sizes z JOIN turns t ON t.id = z.turn_id {_SESSION}"
        " WHERE s.member = :member ORDER BY t.seq DESC",
        _by_turn,
    ),
    HeldKind(
        "step of the size dialogue",
        "SELECT s.server_id AS held_in, p.* FROM steps p JOIN sessions s ON s.id = p.session_id"
        " WHERE s.member = :member ORDER BY p.id DESC",
        _by_retention,
    ),
    HeldKind(
        "press under a reply",
        "SELECT s.server_id AS held_in, t.at AS turn_at, f.* FROM feedback f"
        f" JOIN turns t ON t.id = f.turn_id {_SESSION}"
        " WHERE f.member = :member ORDER BY f.at DESC",
        _by_turn,
    ),
    HeldKind(
        "report on a pair taken",
        "SELECT server_id AS held_in, * FROM fit_reports WHERE member = :member ORDER BY id DESC",
        _by_retention,
    ),
    HeldKind(
        "size dialogue under way",
        "SELECT server_id AS held_in, * FROM dialogues WHERE member = :member",
        _by_dialogue_life,
    ),
    HeldKind(
        "memory of a button",
        "SELECT server_id AS held_in, * FROM controls WHERE member = :member ORDER BY expires_at DESC",
        _by_expiry,
    ),
    HeldKind(
        "edit of a server's answers",
        "SELECT server_id AS held_in, * FROM revisions WHERE member_id = :member_id ORDER BY id DESC",
        _never,
    ),
)
GAP_TEXT = HeldKind("text of a question without an answer", "", _by_gap_days)

_EXTRA = {"held_in", "turn_at"}
"""Columns that a row is selected with, and that are not its own."""
_JSON_COLUMNS = {"choices", "rules", "profile", "near", "state", "payload"}
_CHUNK = 400
"""Items bound to one statement, at most two values each; SQLite's oldest limit is 999."""


def select_held(db: sqlite3.Connection, whose: Whose, pseudonyms: Pseudonyms) -> tuple[HeldRow, ...]:
    """Every row about the member, kind by kind, newest first within each."""
    settings: dict[int, ServerSettings] = {}
    names = {"member": whose.pseudonym, "member_id": whose.member_id}
    found = [(kind, row) for kind in KINDS for row in db.execute(kind.rows, names)]
    found += [(GAP_TEXT, row) for row in select_gap_texts(db, whose, pseudonyms)]
    held = []
    for kind, row in found:
        server = row["held_in"]
        if server not in settings:
            settings[server] = read_settings(db, server)
        held.append(HeldRow(kind.what, server_of(server), _values(row), kind.deleted_on(row, settings[server])))
    return tuple(held)


def select_gap_texts(db: sqlite3.Connection, whose: Whose, pseudonyms: Pseudonyms) -> list[sqlite3.Row]:
    """Texts kept of the member's questions: found by the marks of their turns, which the key alone can make."""
    turns = db.execute(f"SELECT t.id, t.at FROM turns t {_SESSION} WHERE s.member = ?", (whose.pseudonym,)).fetchall()
    rows: list[sqlite3.Row] = []
    for some in chunks([(pseudonyms.of_turn(turn["id"]), turn["at"]) for turn in turns]):
        places = ",".join(["(?, ?)"] * len(some))
        sql = (
            f"WITH asked (mark, turn_at) AS (VALUES {places}) SELECT g.server_id AS held_in, a.turn_at, g.*"
            " FROM gaps g JOIN asked a ON a.mark = g.turn_mark"
        )
        rows += db.execute(sql, tuple(value for pair in some for value in pair)).fetchall()
    return sorted(rows, key=lambda row: str(row["on_day"]), reverse=True)


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items in runs that one statement can bind."""
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


def _values(row: sqlite3.Row) -> dict[str, JsonValue]:
    return {
        name: json.loads(row[name]) if name in _JSON_COLUMNS else row[name]
        for name in row.keys()  # noqa: SIM118 — a row is a sequence, its names come by `keys`
        if name not in _EXTRA
    }
