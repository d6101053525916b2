"""Serving: one process that answers in Discord, real or simulated, from opening the database to closing it.

Builds the parts around the client and keeps what has to go on beside it: the lease, retention, the knowledge watcher,
signs of life. Thinks nothing of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Final, NoReturn

from bot.background import Background, every
from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.core.problems import Problem
from bot.desk import FrontDesk
from bot.discord_ui.client import ClientOptions, FitBot
from bot.discord_ui.run import RefusedError as DiscordRefusal
from bot.discord_ui.run import run_bot
from bot.discord_ui.sync import SyncMode
from bot.failures import ConfigurationError, KnowledgeError, OperatorError, RefusedError
from bot.health.figures import Figures, TurnCounts
from bot.health.heartbeat import Pulse, beat
from bot.knowledge.check import FailingTests
from bot.knowledge.libraries import ServerLibraries
from bot.knowledge.library import UnusablePackError, library_of, load_library
from bot.knowledge.watch import Changed, PackWatcher
from bot.logs import set_up_logs
from bot.ports import LEASE_BEAT_S, LeaseHeldError, LeaseLostError, SchemaTooNewError, Store, StoreUnavailableError
from bot.settings import Settings, SettingsError
from bot.storage.store import StoreOptions, make_store

log = logging.getLogger(__name__)

RETENTION_S: Final = 3600.0
DISTRIBUTION: Final = "gel-kayano-fitbot"

NO_TOKEN: Final = (
    "DISCORD_TOKEN is not set: put the bot's token into .env (see .env.example), "
    'or try the bot without one: "demo" or "chat"'
)


@dataclass(frozen=True, slots=True)
class Bureau:
    """The parts that answer, whatever stands in front of them."""

    store: Store
    libraries: ServerLibraries
    desk: FrontDesk
    turns: TurnCounts
    stop: asyncio.Event
    """Set it to end the process in good order."""


def serve(settings: Settings, policy: Policy, *, force_sync: bool) -> None:
    """Connects to Discord and answers until SIGTERM, SIGINT or an error.

    Raises `SettingsError` without a token, `KnowledgeError`, `ConfigurationError`, `RefusedError`, `OperatorError`.
    """
    if not settings.discord_token:
        raise SettingsError((NO_TOKEN,))
    set_up_logs(settings.log_level, settings.log_format, sys.stderr)
    with _early_end():
        base = _load(settings)
        asyncio.run(_serve(settings, policy, base, force_sync=force_sync))


def serve_demo(settings: Settings, policy: Policy, port: int, tell: Callable[[str], None]) -> None:
    """Serves the simulated Discord in the browser until it is told to stop; its log is a database of its own.

    Raises as `serve` does, and `OperatorError` when the demo's extra is not installed or the port is taken.
    """
    set_up_logs(settings.log_level, settings.log_format, sys.stderr)
    with _early_end():
        base = _load(settings)
        asyncio.run(_serve_demo(settings, policy, base, port, tell))


async def _serve(settings: Settings, policy: Policy, base: Library, *, force_sync: bool) -> None:
    async with open_bureau(settings, policy, base, settings.database) as bureau:
        client = FitBot(bureau.desk, bureau.store, utc_now, client_options(settings, force_sync=force_sync))
        async with Background() as background, _signs_of_life(settings, bureau, client):
            lost = keep_going(background, bureau, settings)
            background.keep("heartbeat", lambda: beat(settings.heartbeat, lambda: pulse_of(client)))
            try:
                await run_bot(client, settings.discord_token, bureau.stop)
            except DiscordRefusal as error:
                raise RefusedError(str(error)) from error
            except OSError as error:
                raise OperatorError(
                    f"Discord cannot be reached ({error}): check the network, and start again"
                ) from error
        if lost:
            raise OperatorError(lost[0])
    log.info("Stopped")


async def _serve_demo(
    settings: Settings, policy: Policy, base: Library, port: int, tell: Callable[[str], None]
) -> None:
    from bot.discord_ui.demo import DemoUnavailableError, run_demo

    options = ClientOptions(wants_message_content=settings.message_content, sync=SyncMode.ALWAYS, shard_count=1)
    async with open_bureau(settings, policy, base, settings.data_dir / "demo.sqlite3") as bureau, Background() as work:
        keep_going(work, bureau, settings)
        try:
            await run_demo(
                lambda: FitBot(bureau.desk, bureau.store, utc_now, options),
                port,
                tell,
                bureau.stop,
                bot_name=base.pack.shoe.short_name,
            )
        except DemoUnavailableError as error:
            raise OperatorError(str(error)) from error
        except OSError as error:
            raise OperatorError(f"Port {port} cannot be used ({error.strerror}): try another with --port") from error


@asynccontextmanager
async def open_bureau(settings: Settings, policy: Policy, base: Library, database: Path) -> AsyncIterator[Bureau]:
    """Everything but the front end, open and holding the lease; closed and given back at the end.

    Raises `ConfigurationError` and `OperatorError`.
    """
    store = await _open_store(settings, database)
    try:
        libraries = ServerLibraries(base, lambda pack: library_of(pack, settings.cache_dir))
        turns = TurnCounts()
        desk = FrontDesk(libraries, store, policy, utc_now, on_turn=lambda one: turns.add(one.kind, one.latency_ms))
        yield Bureau(store, libraries, desk, turns, asyncio.Event())
    finally:
        await store.close()


async def _open_store(settings: Settings, database: Path) -> Store:
    options = StoreOptions(database, grace=timedelta(days=settings.server_grace_days))
    try:
        store = make_store(options, settings.pseudonym_key)
        await store.open()
    except LeaseHeldError as error:
        raise OperatorError(str(error)) from error
    except (SchemaTooNewError, StoreUnavailableError, OSError, ValueError) as error:
        raise ConfigurationError(f"The database {database} cannot be served: {error}") from error
    return store


def keep_going(background: Background, bureau: Bureau, settings: Settings) -> list[str]:
    """Begins what goes on beside the conversation. The list stays empty unless the lease was lost: then it says how."""
    lost: list[str] = []

    async def renew() -> None:
        try:
            await bureau.store.renew_lease()
        except LeaseLostError as error:
            lost.append(str(error))
            bureau.stop.set()
        await bureau.store.health()

    async def retain() -> None:
        with contextlib.suppress(StoreUnavailableError):  # the store has said so already; the next hour tries again
            report = await bureau.store.run_retention(utc_now())
            for server_id in report.purged_servers:
                bureau.libraries.forget(server_id)
            if report.deleted:
                log.info("Retention deleted rows", extra={"rows": dict(report.deleted)})

    background.keep("lease", lambda: every(LEASE_BEAT_S, renew))
    background.keep("retention", lambda: every(RETENTION_S, retain))
    background.keep("knowledge", lambda: _watch(bureau.libraries, settings))
    return lost


async def _watch(libraries: ServerLibraries, settings: Settings) -> None:
    watcher = pack_watcher(settings.knowledge_dir, settings.cache_dir, libraries.base.pack.digest)

    def change(seen: Changed) -> None:
        libraries.put_base(seen.library)
        log.info("New knowledge is live", extra={"digest": seen.library.pack.digest[:12]})

    await watcher.run(change, log_problems)


def log_problems(problems: tuple[Problem, ...]) -> None:
    """Says in the log what is wrong with changed files; what was live stays so."""
    log.error("The changed knowledge cannot be used; what was live stays live")
    for problem in problems:
        log.error("%s", problem)


def pack_watcher(directory: Path, cache_dir: Path, live_digest: str) -> PackWatcher:
    """A watcher that lets a pack through only when its own tests pass too."""
    return PackWatcher(directory, live_digest, FailingTests(), lambda pack: library_of(pack, cache_dir))


def client_options(settings: Settings, *, force_sync: bool) -> ClientOptions:
    """How the client connects. Of several processes, only the one with shard 0 registers the commands."""
    is_first = not settings.shard_ids or 0 in settings.shard_ids
    sync = SyncMode.ALWAYS if force_sync else SyncMode.CHANGED
    return ClientOptions(
        wants_message_content=settings.message_content,
        sync=sync if is_first else SyncMode.NEVER,
        shard_ids=settings.shard_ids,
        shard_count=settings.shard_count,
    )


@asynccontextmanager
async def _signs_of_life(settings: Settings, bureau: Bureau, client: FitBot) -> AsyncIterator[None]:
    """The endpoint, where one is wanted."""
    if settings.metrics_port is None:
        yield
        return
    from bot.health.endpoint import endpoint

    began_s = monotonic()
    try:
        async with endpoint(settings.metrics_port, lambda: measure(bureau, client, monotonic() - began_s)):
            yield
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise ConfigurationError(f"METRICS_PORT={settings.metrics_port} is taken: choose another") from error


async def measure(bureau: Bureau, client: FitBot, uptime_s: float) -> Figures:
    """The figures of this process now."""
    health = await bureau.store.health()
    return Figures(
        is_ready=client.is_ready(),
        gateway_latency_s=client.latency,
        servers=len(client.guilds),
        shards=len(client.shards),
        conversations=bureau.desk.conversations,
        is_store_degraded=health.is_degraded,
        lost_writes=health.lost_writes,
        database_bytes=health.size_bytes,
        uptime_s=uptime_s,
        knowledge=bureau.libraries.base.pack.digest[:12],
        version=version(DISTRIBUTION),
        turns=bureau.turns,
    )


def pulse_of(client: FitBot) -> Pulse:
    """How the client's connection is now."""
    return Pulse(client.is_ready(), client.latency)


def utc_now() -> datetime:
    """The real time."""
    return datetime.now(UTC)


def _load(settings: Settings) -> Library:
    try:
        return load_library(settings.knowledge_dir, settings.cache_dir)
    except UnusablePackError as error:
        raise KnowledgeError(error.problems) from error


@contextlib.contextmanager
def _early_end() -> Iterator[None]:
    """Ends on SIGTERM also before the loop listens to it: as process 1 of a container nothing else would."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
