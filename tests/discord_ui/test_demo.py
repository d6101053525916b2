"""The demo: served on loopback for two people, ended by a signal or a word, explained where it cannot run."""

from __future__ import annotations

import asyncio
import builtins
import sys
from typing import Any
from urllib.request import urlopen

import pytest

from bot.discord_ui.client import ClientOptions, FitBot
from bot.discord_ui.demo import DemoUnavailableError, run_demo
from bot.discord_ui.sync import SyncMode
from tests.discord_ui.world import Rest
from tests.fakes.desk import FakeDesk


def client_of(rest: Rest) -> FitBot:
    """A client as the demo wants it."""
    return FitBot(FakeDesk(rest.kept), rest.store, rest.clock, ClientOptions(sync=SyncMode.ALWAYS, shard_count=1))


async def test_the_page_is_served_until_it_is_told_to_stop(rest: Rest) -> None:
    stop, is_up, told = asyncio.Event(), asyncio.Event(), list[str]()

    def tell(line: str) -> None:
        told.append(line)
        if "chat" in line:
            is_up.set()

    running = asyncio.create_task(run_demo(lambda: client_of(rest), 0, tell, stop, bot_name="Shoe"))
    await asyncio.wait_for(is_up.wait(), 20)
    [address] = [line.strip() for line in told if "http://127.0.0.1" in line]
    page = await asyncio.to_thread(lambda: urlopen(address).read().decode())
    assert "<html" in page.lower()
    stop.set()
    await asyncio.wait_for(running, 10)


async def test_without_its_extra_it_says_how_to_install_it(rest: Rest, monkeypatch: pytest.MonkeyPatch) -> None:
    real_import = builtins.__import__

    def refuse(name: str, *rest_: Any, **named: Any) -> Any:
        if name.split(".")[0] == "simcord":
            raise ImportError(name)
        return real_import(name, *rest_, **named)

    for name in [name for name in sys.modules if name.split(".")[0] == "simcord"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(DemoUnavailableError, match="pip install"):
        await run_demo(lambda: client_of(rest), 0, lambda _: None, asyncio.Event(), bot_name="Shoe")
