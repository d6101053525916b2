"""The lease: one row that says which process serves the database, so that a second one refuses to.

It goes by the real clock, whatever clock the rows go by: two processes have to agree on it. Where two processes
share neither a machine nor a process table (two containers with one volume), the time decides.
"""

from __future__ import annotations

import os
import secrets
import socket
import sqlite3
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.ports import LEASE_BEAT_S, LeaseHeldError, LeaseLostError
from bot.storage.moments import from_epoch, to_epoch

LEASE_LIFE = timedelta(seconds=4 * LEASE_BEAT_S)
"""Without a sign of life for so long, the holder counts as gone."""

_START_TIME = 19
"""Position of `starttime` behind the command's name in /proc/<pid>/stat (proc(5), field 22)."""


@dataclass(frozen=True, slots=True)
class Holder:
    """One process that wants to serve."""

    token: str
    """Random, so that a process that comes back under the same number is told apart."""
    pid: int
    host: str
    born: str
    """When the process was started, in the machine's own ticks: tells it from a later one with the same number.
    Empty where the system does not say."""


def this_process() -> Holder:
    """A new holder for this process."""
    return Holder(secrets.token_hex(8), os.getpid(), socket.gethostname(), _born(os.getpid()))


def take_lease(db: sqlite3.Connection, holder: Holder, now: datetime) -> None:
    """Take the lease, inside a transaction. Raises `LeaseHeldError` while another process lives."""
    row = db.execute("SELECT * FROM lease").fetchone()
    if row is not None and row["holder"] != holder.token and not _is_gone(row, holder, now):
        since, beat = from_epoch(row["taken_at"]), from_epoch(row["beat_at"])
        raise LeaseHeldError(
            f"process {row['pid']} on {row['host']} serves this database since {since:%Y-%m-%d %H:%M:%S} UTC"
            f" (last sign of life {beat:%H:%M:%S} UTC): stop it first,"
            f" or wait {int(LEASE_LIFE.total_seconds())} seconds if it is dead"
        )
    db.execute(
        "INSERT OR REPLACE INTO lease VALUES (1, ?, ?, ?, ?, ?, ?)",
        (holder.token, holder.pid, holder.host, holder.born, to_epoch(now), to_epoch(now)),
    )


def renew_lease(db: sqlite3.Connection, holder: Holder, now: datetime) -> None:
    """Show a sign of life, inside a transaction. Raises `LeaseLostError`."""
    renewed = db.execute("UPDATE lease SET beat_at = ? WHERE holder = ?", (to_epoch(now), holder.token)).rowcount
    if renewed:
        return
    row = db.execute("SELECT pid, host FROM lease").fetchone()
    taker = f"process {row['pid']} on {row['host']}" if row else "somebody who gave it back again"
    raise LeaseLostError(f"the database was taken over by {taker}: this process has to stop")


def give_lease_back(db: sqlite3.Connection, holder: Holder) -> None:
    """Let the next process in at once."""
    db.execute("DELETE FROM lease WHERE holder = ?", (holder.token,))


def check_lease_free(db: sqlite3.Connection, holder: Holder, now: datetime) -> None:
    """Raise `LeaseHeldError` while another process lives; takes nothing."""
    db.execute("SAVEPOINT lease_check")
    try:
        take_lease(db, holder, now)
    finally:
        db.execute("ROLLBACK TO lease_check")
        db.execute("RELEASE lease_check")


def _is_gone(row: sqlite3.Row, holder: Holder, now: datetime) -> bool:
    if now - from_epoch(row["beat_at"]) > LEASE_LIFE:
        return True
    if row["host"] == holder.host:
        return not _is_alive(row["pid"], row["born"])
    # A sign of life from the future was given before a clock was set back; whoever lives gives a new one soon.
    return from_epoch(row["beat_at"]) - now > LEASE_LIFE


def _is_alive(pid: int, born: str) -> bool:
    """Whether that very process of this machine lives; a guess of True where the system cannot say without harm."""
    if sys.platform == "win32":
        return True
    with suppress(PermissionError):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
    return _born(pid) == born


def _born(pid: int) -> str:
    """The process's start in clock ticks since the machine's, from /proc; empty where there is no such thing."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    return status.rpartition(")")[2].split()[_START_TIME]
