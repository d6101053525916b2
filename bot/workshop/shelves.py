"""Brings a server's overlay from the store into the libraries, and gives a `Shelf` of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Protocol

from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.core.problems import Problem
from bot.ports import GapStatus, Overlay, ServerSettings, Store
from bot.workshop.shelf import Shelf

WRONG_SHARE_MAX = 0.5
"""A policy takes no more."""


class LiveLibraries(Protocol):
    """The libraries that answers are given from; `bot.knowledge.libraries.ServerLibraries` is one."""

    @property
    def base(self) -> Library: ...

    def library(self, server_id: int | None) -> Library: ...

    def overlay(self, server_id: int) -> Overlay: ...

    def knows(self, server_id: int, latest: int) -> bool: ...

    def problems(self, server_id: int) -> tuple[Problem, ...]: ...

    def put_overlay(self, overlay: Overlay) -> None: ...

    def put_library(self, overlay: Overlay, library: Library, problems: tuple[Problem, ...] = ()) -> None: ...

    async def prepare(self, server_id: int | None) -> None: ...


class Shelves:
    """Shelves of all servers."""

    def __init__(self, libraries: LiveLibraries, store: Store, policy: Policy) -> None:
        self.libraries = libraries
        self.store = store
        self._policy = policy

    async def bring(self, server_id: int) -> None:
        """Make the newest overlay of a server live, where it is not yet. Raises `StoreUnavailableError`."""
        if not self.libraries.knows(server_id, await self.store.revisions.latest(server_id)):
            self.libraries.put_overlay(await self.store.revisions.overlay(server_id))
        await self.libraries.prepare(server_id)

    async def shelf(self, server_id: int) -> Shelf:
        """The server's knowledge as it stands now, built in a thread. Raises `StoreUnavailableError`."""
        await self.bring(server_id)
        return await asyncio.to_thread(self._take, server_id)

    def _take(self, server_id: int) -> Shelf:
        while True:
            base, overlay = self.libraries.base, self.libraries.overlay(server_id)
            library = self.libraries.library(server_id)
            if self.libraries.base is base and self.libraries.overlay(server_id).latest == overlay.latest:
                return Shelf(server_id, base.pack, overlay, library)

    async def policy(self, server_id: int) -> Policy:
        """How careful answers are in a server."""
        return self.policy_of(await self.store.settings.get(server_id))

    def policy_of(self, settings: ServerSettings) -> Policy:
        """How careful answers are under these settings."""
        share = settings.wrong_share
        return self._policy if share is None else replace(self._policy, wrong_share=min(share, WRONG_SHARE_MAX))

    async def recent(self, server_id: int, limit: int = 400) -> tuple[str, ...]:
        """Questions that members asked lately and whose text is kept, without repeats."""
        found = await self.store.gaps.list(server_id, tuple(GapStatus), limit)
        return tuple(dict.fromkeys(gap.text for gap in found if gap.text))
