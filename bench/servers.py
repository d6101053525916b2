"""Memory of a process that knows many servers with answers of their own.

    python -m bench.servers [SERVERS] [--entries N]

Overlays come from a real database, by the same way as in service; then members ask in servers at random, so that
indexes are built and dropped. Prints memory after each stage; what matters is that the last stage does not grow.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bot.core.faq.decision import Policy
from bot.desk import FrontDesk
from bot.knowledge.libraries import KEPT, ServerLibraries
from bot.knowledge.library import library_of, load_library
from bot.ports import Asker, Change, EntryForm, EntryState, RevisionAction, WayIn
from bot.serving.upkeep import follow_overlays
from bot.storage.store import SqliteStore, StoreOptions, make_store

PACK = Path(__file__).parent.parent / "knowledge"
ENTRY = """\
id: {id}
title: House rule {number} of this club
ask:
  - what is house rule {number}
  - what does the club say about point {number}
answer: |
  Point {number} of server {server}: be kind, and post pictures in the right channel, please.
  {filler}
basis: house
source: fit-guide#faq-stretch
must_match: ["club rule {number} please"]
must_not_match: ["do the laces break"]
"""
FILLER = "Ask a moderator when in doubt; they are happy to help you with that. " * 6


def memory_mb() -> float:
    """Megabytes of memory in use by this process."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def overlay_changes(server: int, entries: int) -> list[Change]:
    """A server's own entries, and one of the pack hidden."""
    changes = [
        Change(f"house-rule-{number}", RevisionAction.ADD, EntryState(EntryForm.OWN, entry_text(server, number)))
        for number in range(entries)
    ]
    return [*changes, Change("dad-shoe", RevisionAction.HIDE, EntryState(EntryForm.HIDDEN))]


def entry_text(server: int, number: int) -> str:
    """One entry of that server."""
    return ENTRY.format(id=f"house-rule-{number}", number=number, server=server, filler=FILLER)


async def fill(store: SqliteStore, servers: int, entries: int) -> None:
    """Every server edits."""
    for server in range(1, servers + 1):
        await store.revisions.apply(server, overlay_changes(server, entries), 7)


async def ask_around(desk: FrontDesk, servers: int, questions: int, dice: random.Random) -> float:
    """Members ask in servers at random; median milliseconds of those that had to build an index first."""
    took = []
    for _ in range(questions):
        began = perf_counter()
        server = dice.randint(1, servers)
        await desk.ask("do they stretch", Asker(dice.randint(1, 10**6), server, server, WayIn.MENTION))
        took.append(1000 * (perf_counter() - began))
    return sorted(took)[len(took) // 2]


async def main() -> None:
    """Prints memory stage by stage."""
    parser = argparse.ArgumentParser(prog="servers", description=__doc__)
    parser.add_argument("servers", type=int, nargs="?", default=10_000)
    parser.add_argument("--entries", type=int, default=3)
    parser.add_argument("--questions", type=int, default=KEPT)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        cache = Path(directory) / "cache"
        store = make_store(StoreOptions(Path(directory) / "data" / "fitbot.sqlite3"))
        await store.open()
        await fill(store, options.servers, options.entries)
        libraries = ServerLibraries(load_library(PACK, cache), lambda pack: library_of(pack, cache))
        desk = FrontDesk(libraries, store, Policy(), lambda: datetime.now(UTC))
        await desk.ask("do they stretch", Asker(1, None, 1, WayIn.DIRECT))
        print(f"with the pack: {memory_mb():.0f} MB")
        following = asyncio.create_task(follow_overlays(store.revisions, libraries))
        while not libraries.knows(options.servers, await store.revisions.latest(options.servers)):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        print(f"with {options.servers} overlays of {options.entries} entries: {memory_mb():.0f} MB")
        dice = random.Random(14)
        for stage in range(1, 4):
            median = await ask_around(desk, options.servers, options.questions, dice)
            print(f"after {stage * options.questions} servers asked: {memory_mb():.0f} MB, {median:.0f} ms an index")
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
        await store.close()


if __name__ == "__main__":
    asyncio.run(main())
