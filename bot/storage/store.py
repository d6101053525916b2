"""The store on SQLite as a whole: opening, serving, health and closing. The parts do the work."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.ports import Health, RetentionReport, StoreError, StoreUnavailableError
from bot.storage.backup import write_backup
from bot.storage.command_hash import SqliteCommandHash
from bot.storage.controls import SqliteControls
from bot.storage.database import Clock, Database
from bot.storage.dialogues import SqliteDialogues
from bot.storage.feedback import SqliteFeedback, SqliteGaps
from bot.storage.fit_reports import SqliteFitReports
from bot.storage.lease import Holder, check_lease_free, give_lease_back, renew_lease, take_lease, this_process
from bot.storage.migrate import MINIMUM_SQLITE, load_migrations, migrate, schema_version
from bot.storage.moments import to_epoch
from bot.storage.privacy import SqlitePrivacy
from bot.storage.pseudonyms import Pseudonyms, read_or_make_key
from bot.storage.replays import SqliteReplays
from bot.storage.retention import run_retention
from bot.storage.revisions import SqliteRevisions
from bot.storage.server_settings import SqliteSettings
from bot.storage.sessions import SqliteSessionLog
from bot.storage.shadow import SqliteShadow
from bot.storage.stats import SqliteStats
from bot.storage.together import in_transaction

LOG = logging.getLogger(__name__)

KEY_FILE = "pseudonym.key"
"""Beside the database; back it up apart from it, or copies of the two together tell who is who."""
DEFAULT_GRACE = timedelta(days=30)


def utc_now() -> datetime:
    """The real time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """How a store is opened."""

    path: Path
    clock: Clock = utc_now
    """What the rows are dated by."""
    lease_clock: Clock = utc_now
    """What the lease goes by: the real time, on which two processes agree."""
    grace: timedelta = DEFAULT_GRACE
    """How long the rows of a server that removed the bot stay."""
    is_serving: bool = True
    """False for operator's commands, which take no lease and may run beside the serving process."""


def make_store(options: StoreOptions, key: str = "") -> SqliteStore:
    """A store that is not open yet, with the given pseudonym key or the one beside the database.

    A serving store makes the directory (0700) and the key when there is none. Raises OSError and ValueError for a key
    that cannot be read, made or used.
    """
    if options.is_serving:
        options.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if key:
        return SqliteStore(options, Pseudonyms(key.encode()))
    key_file = options.path.with_name(KEY_FILE)
    if not options.is_serving and not key_file.exists():
        raise FileNotFoundError(f"{key_file.name} is not beside the database, and no key was given")
    return SqliteStore(options, Pseudonyms(read_or_make_key(key_file)))


class SqliteStore:
    """`bot.ports.Store` on one SQLite file."""

    def __init__(self, options: StoreOptions, pseudonyms: Pseudonyms) -> None:
        self._options = options
        self._pseudonyms = pseudonyms
        self._holder: Holder = this_process()
        self._database = database = Database(options.path, options.clock)
        self._schema_version = 0
        self._is_ready = False
        self._is_closed = False
        self._starting = asyncio.Lock()
        self.sessions = SqliteSessionLog(database, pseudonyms)
        self.feedback = SqliteFeedback(database, pseudonyms)
        self.gaps = SqliteGaps(database, pseudonyms)
        self.dialogues = SqliteDialogues(database, pseudonyms)
        self.controls = SqliteControls(database, pseudonyms)
        self.fit_reports = SqliteFitReports(database, pseudonyms)
        self.revisions = SqliteRevisions(database)
        self.settings = SqliteSettings(database)
        self.shadow = SqliteShadow(database)
        self.command_hash = SqliteCommandHash(database)
        self.privacy = SqlitePrivacy(database, pseudonyms, self._forget_in_memory)
        self.stats = SqliteStats(database)
        self.replays = SqliteReplays(database)

    async def open(self) -> None:
        """See the protocol. A database that is there but in trouble does not fail the start: see `health`."""
        if sqlite3.sqlite_version_info < MINIMUM_SQLITE:
            needed = ".".join(map(str, MINIMUM_SQLITE))
            raise StoreUnavailableError(f"SQLite {sqlite3.sqlite_version} is too old: {needed} or newer is needed")
        path = self._options.path
        was_there = path.is_file() and path.stat().st_size > 0
        if not was_there and not self._options.is_serving:
            raise StoreUnavailableError(f"there is no database at {path}")
        try:
            _create_private(path)
            await self._start()
        except StoreUnavailableError as error:
            if not was_there or not self._options.is_serving:
                raise
            LOG.error("The database is in trouble (%s): answering begins without a log", error)
        except BaseException:
            await self._database.close()
            raise

    async def close(self) -> None:
        """See the protocol."""
        self._is_closed = True
        if self._is_ready and self._options.is_serving:
            with suppress(StoreUnavailableError):
                await self._database.write(lambda db: give_lease_back(db, self._holder))
        self._is_ready = False
        await self._database.close()

    async def renew_lease(self) -> None:
        """See the protocol. While the disk fails there is no lease to renew."""
        if not self._options.is_serving or not await self._is_started():
            return
        now = self._options.lease_clock()
        with suppress(StoreUnavailableError):
            await self._database.write(lambda db: renew_lease(db, self._holder, now))

    async def run_retention(self, now: datetime) -> RetentionReport:
        """See the protocol."""
        report = await run_retention(self._database, self._pseudonyms, now, self._options.grace)
        for server in report.purged_servers:
            self._forget_in_memory(None, server)
        return report

    async def health(self) -> Health:
        """See the protocol."""
        if await self._is_started() and self._database.trouble:
            await self._database.probe()
        trouble = self._database.trouble
        if self._is_ready and trouble is None:
            await self.dialogues.rescue()
            await self.controls.rescue()
        reason, since = trouble or ("" if self._is_ready else "the database is not open", None)
        return Health(
            is_degraded=not self._is_ready or trouble is not None,
            reason=reason,
            since=since,
            lost_writes=self._database.lost_writes,
            schema_version=self._schema_version,
            size_bytes=_size_of(self._options.path),
        )

    async def backup(self, target: Path) -> Mapping[str, int]:
        """See the protocol."""
        return await asyncio.to_thread(write_backup, self._options.path, target)

    async def _is_started(self) -> bool:
        """Whether the store is ready; tries again to begin where the start met trouble."""
        if self._is_ready or self._is_closed:
            return self._is_ready
        async with self._starting:
            if not self._is_ready:
                with suppress(StoreUnavailableError):
                    await self._start()
        return self._is_ready

    async def _start(self) -> None:
        if not self._database.is_open:
            await self._database.open()
        self._schema_version = await self._database.run_alone(self._prepare)
        await self._database.probe()
        self._is_ready = True

    def _prepare(self, db: sqlite3.Connection) -> int:
        """Lease, schema and key, in this order: no schema is changed under a process that serves."""
        now, lease_now = self._options.clock(), self._options.lease_clock()
        claim = take_lease if self._options.is_serving else check_lease_free
        migrations = load_migrations()
        will_change = self._options.is_serving or schema_version(db) < len(migrations)
        if will_change and _has_lease(db):
            in_transaction(db, lambda db: claim(db, self._holder, lease_now))
        version = migrate(db, migrations, now)
        if self._options.is_serving:
            in_transaction(db, lambda db: take_lease(db, self._holder, lease_now))
        in_transaction(db, lambda db: self._check_key(db, now), is_durable=True)
        return version

    def _check_key(self, db: sqlite3.Connection, now: datetime) -> None:
        """A new key forgets everybody: what only an owner could use goes, and edits lose their member's id."""
        fingerprint = self._pseudonyms.fingerprint()
        row = db.execute("SELECT fingerprint FROM pseudonym_key").fetchone()
        if row is not None and row["fingerprint"] == fingerprint:
            return
        if row is not None and not self._options.is_serving:
            raise StoreError("this is not the pseudonym key that the database was written with")
        if row is not None:
            LOG.warning("The pseudonym key is a new one: whatever is held is now nobody's")
            db.execute("DELETE FROM dialogues")
            db.execute("DELETE FROM controls")
            db.execute("UPDATE revisions SET member_id = NULL")
        db.execute("INSERT OR REPLACE INTO pseudonym_key VALUES (1, ?, ?)", (fingerprint, to_epoch(now)))

    def _forget_in_memory(self, member: str | None, server: int | None) -> int:
        if server is not None:
            self.settings.forget(server)
        return self.dialogues.forget(member, server) + self.controls.forget(member, server)


def _has_lease(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'lease'").fetchone() is not None


def _create_private(path: Path) -> None:
    """An empty file that its owner alone can read, before SQLite makes one that others can read too."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise StoreUnavailableError(f"the database cannot be made: {error}") from error


def _size_of(path: Path) -> int:
    """Bytes of the database with its log; 0 for none."""
    size = 0
    for file in (path, Path(f"{path}-wal")):
        with suppress(OSError):
            size += file.stat().st_size
    return size
