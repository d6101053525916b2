"""Killed (SIGKILL) at random moments while it is used: every acknowledged row is there, the file is sound, and the
next start serves at once. A few times by default; `KILLS=100` for the long run.
"""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from bot.storage.store import StoreOptions, make_store

KILLS = int(os.environ.get("KILLS", "5"))

WORK = """
import asyncio, sys
from pathlib import Path
from bot.core.reply import Kind
from bot.ports import *
from bot.storage.store import StoreOptions, make_store

place = Place(5, 6)

def say(kind, value):
    sys.stdout.write(f"{kind} {value}\\n")
    sys.stdout.flush()

async def turns(store, member):
    while True:
        record = TurnRecord(member, place, WayIn.ASK, Kind.ANSWER, 1.0, "p", "r", "stretch")
        logged = await store.sessions.record_turn(record)
        if logged.is_kept:
            say("turn", logged.turn_id)

async def edits(store):
    base = (await store.revisions.overlay(5)).revision_of("x")
    while True:
        change = Change("x", RevisionAction.EDIT, EntryState(EntryForm.OWN, f"after {base} " + "x" * 5000), base)
        (revision,) = await store.revisions.apply(5, [change], 1)
        base = revision.id
        say("revision", base)

async def controls(store):
    while True:
        say("control", await store.controls.create(1, 5, {"n": 1}))

async def main():
    store = make_store(StoreOptions(Path(sys.argv[1])))
    await store.open()
    say("serving", "")
    await asyncio.gather(*(turns(store, member) for member in range(1, 4)), edits(store), controls(store))

asyncio.run(main())
"""


def work_and_kill(path: Path, after_s: float) -> list[tuple[str, str]]:
    """What a process acknowledged until it was killed."""
    process = subprocess.Popen([sys.executable, "-c", WORK, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("serving")
    time.sleep(after_s)
    process.kill()
    lines = process.stdout.read().split("\n")[:-1]
    process.wait()
    process.stdout.close()
    return [(kind, value) for kind, _, value in (line.partition(" ") for line in lines)]


async def test_what_was_acknowledged_outlives_a_kill(tmp_path: Path) -> None:
    path, chance = tmp_path / "store.sqlite3", random.Random(14)
    acknowledged: list[tuple[str, str]] = []
    for _ in range(KILLS):
        acknowledged += await asyncio.to_thread(work_and_kill, path, chance.uniform(0.01, 0.25))
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert db.execute("PRAGMA foreign_key_check").fetchone() is None
            kept = {("turn", row[0]) for row in db.execute("SELECT id FROM turns")}
            kept |= {("revision", str(row[0])) for row in db.execute("SELECT id FROM revisions")}
            kept |= {("control", row[0]) for row in db.execute("SELECT token FROM controls")}
        assert set(acknowledged) <= kept
    assert {kind for kind, _ in acknowledged} == {"turn", "revision", "control"}
    store = make_store(StoreOptions(path))
    await store.open()
    newest = max(int(value) for kind, value in acknowledged if kind == "revision")
    assert await store.revisions.latest(5) >= newest
    token = next(value for kind, value in acknowledged if kind == "control")
    assert await store.controls.load(token, 1, 5) is not None
    await store.close()
