"""Laws of overlays, by random edits of two servers: SQLite and dictionaries agree, history folds to the overlay, and
no edit is ever lost without somebody being told.
"""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ports import Change, EditConflict, EntryForm, EntryState, Revision, RevisionAction, Revisions, UndoRefused
from bot.storage.store import StoreOptions, make_store
from tests.fakes.memory_store import MemoryStore
from tests.storage.world import MOD, HandClock

ENTRIES = ("a", "b")
SERVERS = (5, 6)


@dataclass(frozen=True, slots=True)
class Edit:
    """A moderator saves an entry, having begun with what it was `late` revisions ago."""

    server: int
    entry: str
    after: EntryState
    late: int


@dataclass(frozen=True, slots=True)
class Undo:
    """A moderator takes back one of the newest revisions of some server."""

    server: int
    back: int
    of_server: int


states = st.one_of(
    st.just(EntryState()),
    st.just(EntryState(EntryForm.HIDDEN)),
    st.sampled_from(["one", "two"]).map(lambda text: EntryState(EntryForm.OWN, text)),
)
servers = st.sampled_from(SERVERS)
edits = st.builds(Edit, servers, st.sampled_from(ENTRIES), states, st.integers(0, 1))
undos = st.builds(Undo, servers, st.integers(0, 3), servers)


async def run(revisions: Revisions, steps: list[Edit | Undo]) -> list[object]:
    """What a store says to the steps, in a form in which two stores can be compared."""
    said: list[object] = []
    for step in steps:
        said.append(await take(revisions, step))
        for server in SERVERS:
            overlay, history = await revisions.overlay(server), await revisions.history(server, limit=1000)
            said.append((overlay.entries, len(history)))
            check_fold(overlay.entries, history)
            assert all(revision.server_id == server for revision in history)
            assert overlay.latest == (history[0].id if history else 0)
    return said


async def take(revisions: Revisions, step: Edit | Undo) -> object:
    """One step's result without its ids."""
    if isinstance(step, Edit):
        known = await revisions.history(step.server, step.entry)
        base = known[step.late].id if step.late < len(known) else 0
        change = Change(step.entry, RevisionAction.EDIT, step.after, base)
        result = await revisions.apply(step.server, [change], MOD)
        is_outdated = bool(known) and base != known[0].id
        assert isinstance(result, EditConflict) == is_outdated
        return ("conflict", result.theirs.after) if isinstance(result, EditConflict) else ("kept", result[0].before)
    newest = await revisions.history(step.of_server, limit=step.back + 1)
    target = newest[step.back] if step.back < len(newest) else None
    undone = await revisions.undo(step.server, target.id if target else 10**6, MOD)
    if isinstance(undone, UndoRefused):
        return ("refused", undone.later.after if undone.later else None)
    assert target is not None
    assert step.server == step.of_server
    assert (undone.before, undone.after) == (target.after, target.before)
    return ("undone", undone.after)


def check_fold(entries: tuple[tuple[str, EntryState], ...], history: tuple[Revision, ...]) -> None:
    """Each revision begins where the one before ended, and the last ones are the overlay."""
    state: dict[str, EntryState] = {}
    for revision in reversed(history):
        assert revision.before == state.get(revision.entry_id, EntryState())
        state[revision.entry_id] = revision.after
    assert dict(entries) == {name: value for name, value in state.items() if value.form is not EntryForm.PACK}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(edits, undos), max_size=12))
def test_two_stores_agree_and_no_edit_is_lost(steps: list[Edit | Undo]) -> None:
    async def both() -> None:
        with tempfile.TemporaryDirectory() as folder:
            store = make_store(StoreOptions(Path(folder) / "store.sqlite3", HandClock()))
            await store.open()
            try:
                said = await run(store.revisions, steps)
            finally:
                await store.close()
        assert said == await run(MemoryStore(HandClock()).revisions, steps)

    asyncio.run(both())
