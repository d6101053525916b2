"""The parts that answer, whatever front end stands before them: store, libraries and desk, opened and closed as one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.faq.decision import Policy
from bot.core.pack import Library, Pack
from bot.desk import FrontDesk
from bot.failures import ConfigurationError, OperatorError
from bot.health.figures import TurnCounts
from bot.knowledge.libraries import ServerLibraries
from bot.knowledge.library import library_of
from bot.ports import LeaseHeldError, SchemaTooNewError, Store, StoreUnavailableError
from bot.ports.workshop import Workshop
from bot.semantic.opening import open_layer
from bot.settings import Settings
from bot.storage.store import StoreOptions, make_store
from bot.workshop.late import late_workshop


@dataclass(frozen=True, slots=True)
class Bureau:
    """The parts that answer, whatever stands in front of them."""

    store: Store
    libraries: ServerLibraries
    desk: FrontDesk
    workshop: Workshop
    turns: TurnCounts
    stop: asyncio.Event
    """Set it to end the process in good order."""


@asynccontextmanager
async def open_bureau(
    settings: Settings, policy: Policy, base: Library | Future[Library], database: Path
) -> AsyncIterator[Bureau]:
    """Everything but the front end, open and holding the lease; closed and given back at the end.

    `base` may still be on its way; whoever asks meanwhile waits for it. Raises `ConfigurationError`, `OperatorError`.
    """
    store = await _open_store(settings, database)
    layer = open_layer(settings.cache_dir, is_wanted=settings.semantic, waits=False)
    try:

        def build(pack: Pack) -> Library:
            return library_of(pack, settings.cache_dir)

        libraries = ServerLibraries(base, build)
        turns = TurnCounts()
        desk = FrontDesk(
            libraries, store, policy, utc_now, on_turn=lambda one: turns.add(one.kind, one.latency_ms), look=layer
        )

        def open_workshop() -> Workshop:
            from bot.workshop.workbench import Workbench

            return Workbench(libraries, store, policy, utc_now, build, layer)

        yield Bureau(store, libraries, desk, late_workshop(open_workshop), turns, asyncio.Event())
    finally:
        if layer is not None:
            await asyncio.to_thread(layer.close)
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


def utc_now() -> datetime:
    """The real time."""
    return datetime.now(UTC)
