"""The libraries of all servers: the pack, and each server's own view of it.

A server that changed nothing shares the pack's library. Others are built when they are needed, a bounded
number is kept, and all are dropped when the pack changes. The texts of overlays are small and stay; only indexes go.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock

from bot.core.pack import Library, Pack
from bot.core.problems import Problem
from bot.knowledge.library import library_of
from bot.ports.revisions import Overlay

KEPT = 24
"""Servers whose own library is kept ready: about 7 MB each, built again in 40 ms (`bench/servers.py`)."""


class ServerLibraries:
    """Implements `bot.ports.Libraries`. Safe to use from several threads; a swap is one assignment under a lock."""

    def __init__(
        self, base: Library | Future[Library], build: Callable[[Pack], Library] = library_of, kept: int = KEPT
    ) -> None:
        """`base` may still be on its way, built in a thread while the bot connects: `prepare` waits for it."""
        self._base = base
        self._build = build
        self._kept = kept
        self._overlays: dict[int, Overlay] = {}
        self._ready: OrderedDict[int, tuple[Library, tuple[Problem, ...]]] = OrderedDict()
        self._lock = Lock()
        self._building: dict[int, asyncio.Task[object]] = {}
        # Building is pure computing: two at once would take as long, and hold up the event loop twice as often.
        self._turn = asyncio.Semaphore(1)

    @property
    def base(self) -> Library:
        """The pack's own library. Blocks while it is on its way (`prepare` does not); raises what building raised."""
        return self._base.result() if isinstance(self._base, Future) else self._base

    def library(self, server_id: int | None) -> Library:
        """The pack with that server's overlay; the bare pack for None and for servers that changed nothing.

        Never touches a file or a database: an overlay counts from `put_overlay` on. Builds the server's index where it
        is not ready, which blocks; `prepare` does that in a thread beforehand.
        """
        return self._view(server_id)[0]

    def problems(self, server_id: int) -> tuple[Problem, ...]:
        """What is wrong with a server's own entries over the pack as it is now."""
        return self._view(server_id)[1]

    def overlay(self, server_id: int) -> Overlay:
        """The overlay in use; an empty one (latest 0) where none was put."""
        return self._overlays.get(server_id) or Overlay(server_id, 0)

    def knows(self, server_id: int, latest: int) -> bool:
        """Whether the server's revision `latest` is in use, so that nothing has to be fetched."""
        held = self._overlays.get(server_id)
        return held is not None and held.latest == latest

    def put_overlay(self, overlay: Overlay) -> None:
        """Use this overlay from now on; an older one than that in use is ignored."""
        with self._lock:
            held = self._overlays.get(overlay.server_id)
            if held is None or held.latest < overlay.latest:
                self._overlays[overlay.server_id] = overlay
                self._ready.pop(overlay.server_id, None)

    def put_library(self, overlay: Overlay, library: Library, problems: tuple[Problem, ...] = ()) -> None:
        """Use an overlay whose library has been built already over the present pack (for an edit's effect)."""
        self.put_overlay(overlay)
        with self._lock:
            if self._overlays.get(overlay.server_id) is overlay:
                self._keep(overlay.server_id, library, problems)

    def forget(self, server_id: int) -> None:
        """Drop everything about a server that the bot has left."""
        with self._lock:
            self._overlays.pop(server_id, None)
            self._ready.pop(server_id, None)

    def put_base(self, base: Library) -> None:
        """Use another pack from now on; every server's library is rebuilt when it is next needed."""
        with self._lock:
            self._base = base
            self._ready.clear()

    async def prepare(self, server_id: int | None) -> None:
        """Wait for the pack, and build a server's library in a thread where it is not ready, so that `library` does
        not block. Raises what building the pack's library raised.

        However many members ask at once, it is built once; servers are built one after another.
        """
        base = self._base
        if isinstance(base, Future):
            if not base.done():
                await asyncio.shield(asyncio.wrap_future(base))
            base.result()
        if server_id is None:
            return
        for _ in range(2):  # what others had begun to build may be of an older overlay
            overlay = self._overlays.get(server_id)
            if overlay is None or not overlay.entries or server_id in self._ready:
                return
            building = self._building.get(server_id)
            if building is None:
                building = asyncio.create_task(self._build_in_turn(server_id))
                self._building[server_id] = building
                building.add_done_callback(lambda _: self._building.pop(server_id, None))
            await asyncio.shield(building)

    async def _build_in_turn(self, server_id: int) -> None:
        async with self._turn:
            await asyncio.to_thread(self._view, server_id)

    def _view(self, server_id: int | None) -> tuple[Library, tuple[Problem, ...]]:
        base = self.base
        with self._lock:
            overlay = None if server_id is None else self._overlays.get(server_id)
            if overlay is None or not overlay.entries:
                return base, ()
            ready = self._ready.get(overlay.server_id)
            if ready is not None:
                self._ready.move_to_end(overlay.server_id)
                return ready
        from bot.knowledge.overlay import apply_overlay  # reads YAML: only where a server has entries of its own

        laid = apply_overlay(base.pack, overlay)
        view = (self._build(laid.pack), laid.problems)
        with self._lock:
            # Somebody may have put another pack or overlay meanwhile: what was built then serves this call only.
            if self.base is base and self._overlays.get(overlay.server_id) is overlay:
                self._keep(overlay.server_id, *view)
        return view

    def _keep(self, server_id: int, library: Library, problems: tuple[Problem, ...]) -> None:
        self._ready[server_id] = (library, problems)
        self._ready.move_to_end(server_id)
        while len(self._ready) > self._kept:
            self._ready.popitem(last=False)
