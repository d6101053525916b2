"""Kills real processes in the middle of saving, and tells what a new process finds then. Run by `test_killed.py`.

Prints one JSON object: for each step, what the next process sees. A child is forked for each step before this process
has any thread, so that loading the pack is paid for once.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.core.reply import Kind
from bot.knowledge.libraries import ServerLibraries
from bot.knowledge.library import load_library
from bot.ports import GapReason, GapStatus, Place, Store, TurnRecord, WayIn
from bot.ports.proposals import TestDecision
from bot.storage import revisions
from bot.storage.store import StoreOptions, make_store
from bot.workshop.workbench import Workbench

HERE, MOD = 7, 333
KEY = "a key of sixteen characters"
STEPS = (
    "before the commit",
    "between two rows",
    "after the commit",
    "before it is live",
    "before the gaps",
    "at the end",
)


def now() -> datetime:
    return datetime(2026, 3, 2, 10, tzinfo=UTC)


def die(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def set_trap(step: str, store: Store, libraries: ServerLibraries) -> None:
    """Let the process die at that step of the next save."""
    parts: Any = {"revisions": store.revisions, "gaps": store.gaps}
    apply, mark, append = parts["revisions"].apply, parts["gaps"].mark, revisions._append

    async def apply_then_die(*args: Any) -> None:
        await apply(*args)
        die()

    async def mark_then_die(*args: Any) -> None:
        await mark(*args)
        die()

    def append_then_die(*args: Any) -> None:
        append(*args)
        die()

    match step:
        case "before the commit":
            parts["revisions"].apply = die
        case "between two rows":
            revisions._append = append_then_die  # type: ignore[assignment]
        case "after the commit":
            parts["revisions"].apply = apply_then_die
        case "before it is live":
            libraries.put_library = die  # type: ignore[method-assign]
        case "before the gaps":
            parts["gaps"].mark = die
        case _:
            parts["gaps"].mark = mark_then_die


async def opened(path: Path, library: Library, later: timedelta) -> tuple[Store, ServerLibraries, Workbench]:
    store = make_store(StoreOptions(path, clock=now, lease_clock=lambda: datetime.now(UTC) + later), KEY)
    await store.open()
    libraries = ServerLibraries(library)
    return store, libraries, Workbench(libraries, store, Policy(), now)


async def save_and_die(path: Path, library: Library, step: str) -> None:
    """One save of two entries that closes a gap; dies on the way."""
    store, libraries, bench = await opened(path, library, timedelta())
    await bench.change_settings(HERE, {"allow_gap_text": True})
    digest = library.pack.digest
    asked = TurnRecord(
        1,
        Place(HERE, 1),
        WayIn.ASK,
        Kind.NONE,
        5.0,
        digest,
        digest,
        gap=GapReason.NO_ANSWER,
        question="what do terns weigh in ounces",
    )
    await store.sessions.record_turn(asked)
    (group,) = (await bench.gaps(HERE)).groups
    draft = await bench.prefill(HERE, "price")
    assert draft is not None
    stolen = replace(draft, ask=f"{draft.ask}\nwhat do the terns weigh", gap_ids=group.gap_ids)
    proposal = await bench.propose(HERE, MOD, stolen)
    assert proposal.effect.broken
    set_trap(step, store, libraries)
    await bench.save(HERE, MOD, proposal.token, {test.key: TestDecision.DROP for test in proposal.effect.broken})


async def look(path: Path, library: Library) -> dict[str, Any]:
    """What a new process finds."""
    store, libraries, bench = await opened(path, library, timedelta(hours=1))
    await bench.open_server(HERE)
    entries = libraries.library(HERE).pack.entries
    found = {
        "revisions": len((await bench.history(HERE)).cards),
        "has phrasing": "what do the terns weigh" in entries["price"].ask,
        "has test": "what do the terns weigh" in entries["weight"].must_match,
        "open gaps": len(await store.gaps.list(HERE, (GapStatus.OPEN,))),
        "problems": len(await bench.problems(HERE)),
    }
    await store.close()
    return found


def main() -> None:
    library = load_library(Path(sys.argv[1]))
    paths = {step: Path(sys.argv[2]) / f"{number}.sqlite3" for number, step in enumerate(STEPS)}
    for step, path in paths.items():
        child = os.fork()
        if not child:
            asyncio.run(save_and_die(path, library, step))
            os._exit(3)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"survived: {step}"
    sys.stdout.write(json.dumps({step: asyncio.run(look(path, library)) for step, path in paths.items()}))


if __name__ == "__main__":
    main()
