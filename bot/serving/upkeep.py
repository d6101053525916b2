"""What goes on beside the conversation: the lease, retention, and the watch over the knowledge."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from bot.background import Background, every
from bot.core.pack import Library
from bot.core.problems import Problem
from bot.knowledge.libraries import ServerLibraries
from bot.knowledge.library import library_of
from bot.knowledge.watch import Changed, PackWatcher
from bot.ports import LEASE_BEAT_S, LeaseLostError, Revisions, StoreUnavailableError
from bot.serving.bureau import Bureau, utc_now
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.knowledge.check import FailingTests
    from bot.knowledge.loader import LoadResult

log = logging.getLogger(__name__)

RETENTION_S: Final = 3600.0
REMINDERS_S: Final = 3600.0
"""How often to see whether somebody is to be reminded; each server is at most once a week."""
TIDY_S: Final = 60.0
"""How long words stay in memory beyond their time."""
OVERLAYS_S: Final = 2.0
"""How soon a process sees what another one edited."""


class Moderators(Protocol):
    """Who tells moderators of what happens without them; the Discord client does."""

    async def announce_problems(self, problems: tuple[Problem, ...]) -> None: ...

    async def announce_pack(self) -> None: ...

    async def remind_moderators(self) -> None: ...


News = asyncio.Queue[tuple[Problem, ...]]
"""What is wrong with changed files; an empty one says that a new pack is live."""


def keep_going(
    background: Background, bureau: Bureau, settings: Settings, moderators: Moderators | None = None
) -> list[str]:
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

    async def tidy() -> None:
        bureau.desk.drop_old()

    background.keep("tidy", lambda: every(TIDY_S, tidy))
    background.keep("lease", lambda: every(LEASE_BEAT_S, renew))
    background.keep("retention", lambda: every(RETENTION_S, retain))
    background.keep("overlays", lambda: follow_overlays(bureau.store.revisions, bureau.libraries))
    news = News()
    background.keep("knowledge", lambda: _watch(bureau.libraries, settings, news))
    if moderators is not None:
        background.keep("news", lambda: tell_moderators(news, moderators))
        background.keep("reminders", lambda: every(REMINDERS_S, moderators.remind_moderators))
    return lost


async def follow_overlays(revisions: Revisions, libraries: ServerLibraries, every_s: float = OVERLAYS_S) -> None:
    """Brings every server's own entries into the libraries, at the start and whenever any process changes them."""
    seen = 0
    while True:
        with contextlib.suppress(StoreUnavailableError):  # what is live stays live; the next look may see more
            for server_id, latest in await revisions.changed_since(seen):
                if not libraries.knows(server_id, latest):
                    libraries.put_overlay(await revisions.overlay(server_id))
                seen = max(seen, latest)
        await asyncio.sleep(every_s)


async def tell_moderators(news: News, moderators: Moderators) -> None:
    """Passes on what the watch saw, in order; the watch itself never waits for Discord."""
    while True:
        problems = await news.get()
        if problems:
            await moderators.announce_problems(problems)
        else:
            await moderators.announce_pack()


async def _watch(libraries: ServerLibraries, settings: Settings, news: News) -> None:
    await libraries.prepare(None)
    watcher = pack_watcher(settings.knowledge_dir, settings.cache_dir, libraries.base.pack.digest)

    def change(seen: Changed) -> None:
        libraries.put_base(seen.library)
        log.info("New knowledge is live", extra={"digest": seen.library.pack.digest[:12]})
        news.put_nowait(())

    def complain(problems: tuple[Problem, ...]) -> None:
        log_problems(problems)
        news.put_nowait(problems)

    await watcher.run(change, complain)


def log_problems(problems: tuple[Problem, ...]) -> None:
    """Says in the log what is wrong with changed files; what was live stays so."""
    log.error("The changed knowledge cannot be used; what was live stays live")
    for problem in problems:
        log.error("%s", problem)


def pack_watcher(directory: Path, cache_dir: Path, live_digest: str) -> PackWatcher:
    """A watcher that lets a pack through only when its own tests pass too."""

    @cache
    def tests() -> FailingTests:
        from bot.knowledge.check import FailingTests  # with all that reads YAML: only once something changed

        return FailingTests()

    def check(result: LoadResult, library: Library) -> list[Problem]:
        return tests()(result, library)

    return PackWatcher(directory, live_digest, check, lambda pack: library_of(pack, cache_dir))
