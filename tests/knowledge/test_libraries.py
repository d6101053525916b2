"""Every server sees its own knowledge and nobody else's; what can be shared is shared."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from threading import Event, Lock

import pytest

from bot.core.pack import Library, Pack
from bot.knowledge.libraries import ServerLibraries
from bot.ports.revisions import EntryForm, EntryState, Overlay


def _hiding(server_id: int, *hidden: str, latest: int = 1) -> Overlay:
    return Overlay(server_id, latest, tuple((name, EntryState(EntryForm.HIDDEN)) for name in hidden))


class _Builds:
    """Builds libraries that share the tiny pack's index, and counts them."""

    def __init__(self, base: Library) -> None:
        self.base = base
        self.count = 0

    def __call__(self, pack: Pack) -> Library:
        self.count += 1
        return Library(pack, self.base.index)


def test_servers_without_changes_share_the_packs_library(tiny_library: Library) -> None:
    libraries = ServerLibraries(tiny_library)
    libraries.put_overlay(Overlay(1, 0))
    assert libraries.library(None) is libraries.library(1) is libraries.library(2) is tiny_library


def test_a_server_sees_its_own_overlay_and_no_other_server_does(tiny_library: Library) -> None:
    libraries = ServerLibraries(tiny_library, _Builds(tiny_library))
    libraries.put_overlay(_hiding(1, "drop"))
    assert "drop" not in libraries.library(1).pack.entries
    assert "drop" in libraries.library(2).pack.entries
    assert "drop" in libraries.library(None).pack.entries


def test_a_library_is_built_when_needed_and_once(tiny_library: Library) -> None:
    builds = _Builds(tiny_library)
    libraries = ServerLibraries(tiny_library, builds)
    libraries.put_overlay(_hiding(1, "drop"))
    assert builds.count == 0
    assert libraries.library(1) is libraries.library(1)
    assert builds.count == 1


def test_only_so_many_libraries_are_kept_and_one_let_go_comes_back(tiny_library: Library) -> None:
    builds = _Builds(tiny_library)
    libraries = ServerLibraries(tiny_library, builds, kept=2)
    for server_id in (1, 2, 3):
        libraries.put_overlay(_hiding(server_id, "drop"))
        libraries.library(server_id)
    assert builds.count == 3
    libraries.library(3)
    assert builds.count == 3
    assert "drop" not in libraries.library(1).pack.entries
    assert builds.count == 4


def test_a_newer_overlay_replaces_an_older_one_and_never_the_other_way_round(tiny_library: Library) -> None:
    libraries = ServerLibraries(tiny_library, _Builds(tiny_library))
    libraries.put_overlay(_hiding(1, "drop", latest=5))
    libraries.put_overlay(_hiding(1, "price", latest=4))
    assert libraries.knows(1, 5)
    assert not libraries.knows(1, 6)
    assert "drop" not in libraries.library(1).pack.entries
    libraries.put_overlay(_hiding(1, latest=6))
    assert libraries.library(1) is tiny_library


def test_another_pack_reaches_every_server(tiny_library: Library) -> None:
    libraries = ServerLibraries(tiny_library, _Builds(tiny_library))
    libraries.put_overlay(_hiding(1, "drop"))
    libraries.library(1)
    shoe = replace(tiny_library.pack.shoe, short_name="Tern 3")
    libraries.put_base(Library(replace(tiny_library.pack, shoe=shoe, digest="x"), tiny_library.index))
    assert libraries.library(None).pack.shoe.short_name == "Tern 3"
    assert libraries.library(1).pack.shoe.short_name == "Tern 3"
    assert "drop" not in libraries.library(1).pack.entries


def test_problems_of_a_servers_entries_are_its_own(tiny_library: Library) -> None:
    libraries = ServerLibraries(tiny_library, _Builds(tiny_library))
    libraries.put_overlay(Overlay(1, 1, (("drop", EntryState(EntryForm.OWN, "id: [")),)))
    assert libraries.problems(1)
    assert libraries.problems(2) == ()
    assert libraries.library(1).pack.entries["drop"] == tiny_library.pack.entries["drop"]


def test_a_server_that_is_left_is_forgotten(tiny_library: Library) -> None:
    libraries = ServerLibraries(tiny_library, _Builds(tiny_library))
    libraries.put_overlay(_hiding(1, "drop"))
    libraries.forget(1)
    assert libraries.library(1) is tiny_library
    assert libraries.overlay(1) == Overlay(1, 0)


def test_a_library_that_was_built_for_a_preview_is_used_as_it_is(tiny_library: Library) -> None:
    builds = _Builds(tiny_library)
    libraries = ServerLibraries(tiny_library, builds)
    preview = Library(replace(tiny_library.pack, digest="preview"), tiny_library.index)
    libraries.put_library(_hiding(1, "drop"), preview)
    assert libraries.library(1) is preview
    assert builds.count == 0


async def test_preparing_builds_off_the_event_loop(tiny_library: Library) -> None:
    builds = _Builds(tiny_library)
    libraries = ServerLibraries(tiny_library, builds)
    libraries.put_overlay(_hiding(1, "drop"))
    await asyncio.gather(libraries.prepare(1), libraries.prepare(2))
    assert builds.count == 1
    libraries.library(1)
    assert builds.count == 1


async def test_a_library_that_many_wait_for_is_built_once(tiny_library: Library) -> None:
    began, go_on = Event(), Event()
    builds = _Builds(tiny_library)

    def slowly(pack: Pack) -> Library:
        began.set()
        assert go_on.wait(10)
        return builds(pack)

    libraries = ServerLibraries(tiny_library, slowly)
    libraries.put_overlay(_hiding(1, "drop"))
    waiting = [asyncio.create_task(libraries.prepare(1)) for _ in range(20)]
    await asyncio.to_thread(began.wait, 10)
    waiting[0].cancel()  # one who does not wait any longer takes nothing from the others
    go_on.set()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert builds.count == 1
    assert "drop" not in libraries.library(1).pack.entries


async def test_who_asks_before_the_pack_is_ready_waits_for_it(tiny_library: Library) -> None:
    coming: Future[Library] = Future()
    libraries = ServerLibraries(coming, _Builds(tiny_library))
    libraries.put_overlay(_hiding(1, "drop"))
    waiting = [asyncio.create_task(libraries.prepare(server)) for server in (None, 1, 2)]
    await asyncio.wait(waiting, timeout=0.05)
    assert not any(task.done() for task in waiting)
    waiting[2].cancel()  # one who does not wait any longer takes nothing from the others
    coming.set_result(tiny_library)
    await asyncio.gather(*waiting[:2])
    assert libraries.library(None) is libraries.base is tiny_library
    assert "drop" not in libraries.library(1).pack.entries


async def test_what_kept_the_pack_from_being_ready_is_told_to_whoever_waits() -> None:
    coming: Future[Library] = Future()
    libraries = ServerLibraries(coming)
    waiting = asyncio.create_task(libraries.prepare(None))
    coming.set_exception(MemoryError("too large"))
    with pytest.raises(MemoryError, match="too large"):
        await waiting
    with pytest.raises(MemoryError, match="too large"):
        libraries.library(None)


async def test_servers_that_ask_at_once_are_built_one_after_another(tiny_library: Library) -> None:
    builds, at_once = _Builds(tiny_library), Lock()

    def alone(pack: Pack) -> Library:
        assert at_once.acquire(blocking=False), "two servers were built at once"
        Event().wait(0.002)
        at_once.release()
        return builds(pack)

    libraries = ServerLibraries(tiny_library, alone)
    for server in range(1, 9):
        libraries.put_overlay(_hiding(server, "drop"))
    await asyncio.gather(*(libraries.prepare(server) for server in range(1, 9)))
    assert builds.count == 8


def test_swaps_from_many_threads_never_show_a_mixture(tiny_library: Library) -> None:
    libraries = ServerLibraries(tiny_library, _Builds(tiny_library), kept=3)
    bases = [
        Library(
            replace(tiny_library.pack, shoe=replace(tiny_library.pack.shoe, name=name), digest=name), tiny_library.index
        )
        for name in "ab"
    ]
    libraries.put_base(bases[0])

    def work(number: int) -> bool:
        libraries.put_base(bases[number % 2])
        libraries.put_overlay(_hiding(number % 5, "drop", latest=number))
        library = libraries.library(number % 5)
        return library.pack.shoe.name in ("a", "b") and "drop" not in library.pack.entries

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(1, 400)))
    assert libraries.library(1).pack.shoe.name == libraries.base.pack.shoe.name
