"""A workshop over a real database and the small pack; one index for all tests, because building it is the slow part."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.core.reply import Kind
from bot.knowledge.libraries import ServerLibraries
from bot.knowledge.library import load_library
from bot.ports import GapReason, Place, Store, TurnRecord, WayIn
from bot.ports.proposals import EntryDraft, Proposal, Saved, TestDecision
from bot.storage.store import StoreOptions, make_store
from bot.workshop.workbench import Workbench
from tests.conftest import ROOT

TINY = ROOT / "tests" / "packs" / "tiny"
HERE, THERE = 900_000_000_000_000_001, 900_000_000_000_000_002
MOD, OTHER_MOD = 333, 444


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **parts: float) -> None:
        self.now += timedelta(**parts)


@dataclass(frozen=True, slots=True)
class World:
    """A workshop and what it works on."""

    bench: Workbench
    store: Store
    libraries: ServerLibraries
    clock: Clock

    async def saved(self, draft: EntryDraft, server: int = HERE, moderator: int = MOD) -> Saved:
        """Propose a draft and save it, dropping tests that break."""
        proposal = await self.bench.propose(server, moderator, draft)
        assert proposal.can_save, proposal.faults
        return await self.kept(proposal, server, moderator)

    async def kept(self, proposal: Proposal, server: int = HERE, moderator: int = MOD) -> Saved:
        """Save a proposal, dropping tests that break."""
        drop = {test.key: TestDecision.DROP for test in proposal.effect.broken}
        result = await self.bench.save(server, moderator, proposal.token, drop)
        assert isinstance(result, Saved), result
        return result

    async def edit(self, entry_id: str, server: int = HERE, **fields: str) -> EntryDraft:
        """The entry's form with some fields changed."""
        draft = await self.bench.prefill(server, entry_id)
        assert draft is not None
        return replace(draft, **fields)  # type: ignore[arg-type]

    async def ask_in_vain(
        self, text: str, member: int, server: int = HERE, reason: GapReason = GapReason.NO_ANSWER
    ) -> None:
        """Record a question without an answer, in a server that keeps the text of such."""
        await self.bench.change_settings(server, {"allow_gap_text": True})
        digest = self.libraries.base.pack.digest
        record = TurnRecord(
            member, Place(server, 1), WayIn.ASK, Kind.NONE, 5.0, digest, digest, gap=reason, question=text
        )
        assert (await self.store.sessions.record_turn(record)).is_kept

    def answer(self, entry_id: str, server: int = HERE) -> str | None:
        """What members of a server read now; None when there is no such entry for them."""
        entry = self.libraries.library(server).pack.entries.get(entry_id)
        return entry.answer if entry else None


@pytest.fixture(scope="session")
def tiny_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load_library(TINY, tmp_path_factory.mktemp("tiny"))


@pytest.fixture
async def world(tmp_path: Path, tiny_library: Library) -> AsyncIterator[World]:
    clock = Clock()
    store = make_store(StoreOptions(tmp_path / "fitbot.sqlite3", clock=clock), "a key of sixteen characters")
    await store.open()
    libraries = ServerLibraries(tiny_library)
    yield World(Workbench(libraries, store, Policy(), clock), store, libraries, clock)
    await store.close()
