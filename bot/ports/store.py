"""The store as a whole: what the app opens, keeps alive, asks for its health and closes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.core.sizing.profile import FitProfile
from bot.ports.dialogues import Controls, Dialogues
from bot.ports.feedback import Feedback, GapReason, Gaps
from bot.ports.fit_reports import FitReports
from bot.ports.privacy import Privacy, RetentionReport
from bot.ports.revisions import Revisions
from bot.ports.server_settings import SettingsStore
from bot.ports.sessions import SessionLog
from bot.ports.shadow import Shadow
from bot.ports.stats import Stats


@dataclass(frozen=True, slots=True)
class Health:
    """How the store is."""

    is_degraded: bool
    """Whether the last write failed: answers go on, nothing is logged."""
    reason: str
    """What the last failure said; empty when all is well."""
    since: datetime | None
    """When the failing began."""
    lost_writes: int
    """Log rows that were not kept since the store was opened."""
    schema_version: int
    size_bytes: int


class CommandHash(Protocol):
    """What was last synced to Discord, so that commands are only synced when they changed."""

    async def load(self, scope: str) -> str | None:
        """The hash last synced for a scope (`global`, or a server's id); None when unknown."""
        ...

    async def save(self, scope: str, digest: str) -> bool:
        """Remember a sync; False when it could not be kept."""
        ...


@dataclass(frozen=True, slots=True)
class StoredSize:
    """A size as it was given, and what gives it again."""

    profile: FitProfile
    """Rebuilt from its bucket: no words, no foot length."""
    is_replayable: bool
    """False when a bare foot length decided, which is never kept."""
    primary_us_men: float | None
    primary_us_women: float | None
    alternative_us_men: float | None
    alternative_us_women: float | None
    confidence: str
    rules: tuple[str, ...]
    knowledge_digest: str
    rules_digest: str


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A gap's question as it is kept, and what came of it then."""

    text: str
    reason: GapReason
    entry: str
    near: tuple[str, ...]
    knowledge_digest: str


class Replays(Protocol):
    """What was asked and given, for the operator to run again with another pack. Over all servers, no members."""

    async def sizes(self, since: datetime, limit: int = 10_000) -> tuple[StoredSize, ...]:
        """Sizes given since then, oldest first."""
        ...

    async def questions(self, since: datetime, limit: int = 10_000) -> tuple[StoredQuestion, ...]:
        """Questions whose text is kept, oldest first."""
        ...


class Store(Protocol):
    """Everything that is kept. One process serves one store at a time."""

    @property
    def sessions(self) -> SessionLog: ...
    @property
    def feedback(self) -> Feedback: ...
    @property
    def gaps(self) -> Gaps: ...
    @property
    def dialogues(self) -> Dialogues: ...
    @property
    def controls(self) -> Controls: ...
    @property
    def fit_reports(self) -> FitReports: ...
    @property
    def revisions(self) -> Revisions: ...
    @property
    def settings(self) -> SettingsStore: ...
    @property
    def shadow(self) -> Shadow: ...
    @property
    def command_hash(self) -> CommandHash: ...
    @property
    def privacy(self) -> Privacy: ...
    @property
    def stats(self) -> Stats: ...
    @property
    def replays(self) -> Replays: ...

    async def open(self) -> None:
        """Bring the schema up to date and take the lease.

        Raises `LeaseHeldError`, `SchemaTooNewError`, `StoreUnavailableError`.
        """
        ...

    async def close(self) -> None:
        """Finish what runs, give the lease back, close; safe to call twice and when never opened."""
        ...

    async def renew_lease(self) -> None:
        """Show that this process still serves; call it every `LEASE_BEAT_S`. Raises `LeaseLostError`."""
        ...

    async def run_retention(self, now: datetime) -> RetentionReport:
        """Delete what is past its day and purge servers that left; call it hourly. Raises `StoreUnavailableError`."""
        ...

    async def health(self) -> Health:
        """How the store is; tries a failing one again. Never raises."""
        ...

    async def backup(self, target: Path) -> Mapping[str, int]:
        """Write a verified copy while serving; rows by table in it. Raises `StoreUnavailableError`, FileExistsError."""
        ...


LEASE_BEAT_S = 15.0
"""How often to renew the lease."""
