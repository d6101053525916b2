"""Starts and ends the bot as an operator's supervisor would: as a child process, with signals."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.loopback.payloads import TOKEN
from tests.loopback.server import Loopback

ROOT = Path(__file__).parent.parent.parent
START_S = 30.0


@dataclass
class BotProcess:
    """One running bot."""

    process: asyncio.subprocess.Process
    data_dir: Path
    log_path: Path

    @property
    def log(self) -> str:
        """What it logged so far."""
        return self.log_path.read_text(encoding="utf-8")

    async def end(self, number: signal.Signals, within_s: float = 10.0) -> int:
        """Sends a signal; the exit code. Raises TimeoutError."""
        self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), within_s)


@asynccontextmanager
async def bot_process(
    discord: Loopback, data_dir: Path, log: Path | None = None, **environment: str
) -> AsyncIterator[BotProcess]:
    """The bot in a child process; killed at the end if it still runs."""
    child = await start_bot(discord, data_dir, log, **environment)
    try:
        yield child
    finally:
        if child.process.returncode is None:
            child.process.kill()
            await child.process.wait()


async def start_bot(discord: Loopback, data_dir: Path, log: Path | None = None, **environment: str) -> BotProcess:
    """Starts `python -m bot run` against the loopback; does not wait for it."""
    data_dir.mkdir(parents=True, exist_ok=True)
    discord.ready.clear()
    log_path = log or data_dir.with_suffix(".log")
    settings = {
        "DISCORD_TOKEN": TOKEN, "LOOPBACK": discord.url, "DATA_DIR": str(data_dir),
        "CACHE_DIR": str(data_dir.parent / "cache"), "PYTHONPATH": str(ROOT), "LOG_FORMAT": "json",
    }  # fmt: skip
    inherited = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "SYSTEMROOT"}}
    with log_path.open("ab") as out:
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(ROOT / "tests/loopback/child.py"), "run",
            cwd=data_dir, env={**inherited, **settings, **environment}, stdout=out, stderr=out,
        )  # fmt: skip
    return BotProcess(process, data_dir, log_path)


async def until_ready(discord: Loopback, child: BotProcess) -> None:
    """Waits until the bot is connected. Raises AssertionError with its log when it ends instead."""
    ready = asyncio.create_task(discord.ready.wait())
    ended = asyncio.create_task(child.process.wait())
    await asyncio.wait({ready, ended}, timeout=START_S, return_when=asyncio.FIRST_COMPLETED)
    for task in (ready, ended):
        task.cancel()
    await asyncio.gather(ready, ended, return_exceptions=True)
    assert discord.ready.is_set(), child.log
