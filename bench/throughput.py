"""Messages answered per CPU second, latency, start and memory: our bot against bare discord.py bots.

One echoes what it hears; one replies with a card as large as our answers, which no bot can send for less.

    python -m bench.throughput [MESSAGES] [--rounds N]

All run as processes of their own, through the real discord.py (real HTTP, real gateway), against the same loopback
Discord in the same run, in turn. CPU time and memory are the child's own, as the kernel counts them; the loopback's
are not in it. The best round of each counts, so that a busy machine does neither harm. POSIX with /proc only.

`start` ends when the connection stands (READY), `first answer` when somebody who asked at that very moment reads the
answer: what is loaded while the connection is opened is in the one in part and in the other in full. Rounds share a
cache and a database, as starts of one bot do; `first ever` is the round that found neither. The semantic layer, an
extra, is left out unless SEMANTIC=true stands in the environment.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.loopback.crowd import QUESTIONS
from tests.loopback.payloads import TOKEN
from tests.loopback.server import CHANNEL, SERVER, Loopback, loopback

ROOT = Path(__file__).parent.parent
CHANNELS = 400
"""So many that the pace for members and channels never holds anybody back."""
AT_ONCE = 8
WARM_UP = 50
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
COMMANDS = {
    "ours": ["tests/loopback/child.py", "run"],
    "echo": ["bench/echo_bot.py", "echo"],
    "card": ["bench/echo_bot.py", "card"],
}


@dataclass(frozen=True)
class Round:
    """What one process did."""

    start_s: float
    """From the process's start to its READY."""
    start_cpu_s: float
    first_answer_s: float
    """From the process's start to the answer to a question that waited for READY."""
    first_answer_cpu_s: float
    start_mb: float
    """Memory 2.5 seconds after the first answer."""
    cpu_ms: float
    """CPU time for one answer."""
    median_ms: float
    p99_ms: float
    end_mb: float


def cpu_s(pid: int) -> float:
    """CPU seconds of all of a process's threads so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND


def memory_mb(pid: int) -> float:
    """Megabytes of memory in use by a process."""
    return next(
        int(line.split()[1]) / 1024
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmRSS")
    )


async def run_round(which: str, messages: int, directory: Path, offset: int) -> Round:
    """One process from start to end."""
    async with loopback({SERVER: tuple(range(CHANNEL, CHANNEL + CHANNELS))}) as discord:
        discord.keep_requests = False
        settings = {
            "DISCORD_TOKEN": TOKEN, "LOOPBACK": discord.url, "DATA_DIR": str(directory / "data"),
            "CACHE_DIR": str(directory / "cache"), "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"],
            "SEMANTIC": os.environ.get("SEMANTIC", "false"),
        }  # fmt: skip
        began = perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, *COMMANDS[which], cwd=ROOT, env=settings, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            await asyncio.wait_for(discord.ready.wait(), 60)
            start_s, start_cpu_s = perf_counter() - began, cpu_s(process.pid)
            await asyncio.wait_for(await discord.say(QUESTIONS[0], member=offset + 10**5), 30)
            first_s, first_cpu_s = perf_counter() - began, cpu_s(process.pid)
            await asyncio.sleep(2.5)  # discord.py waits two seconds for servers before it says that it is ready
            start_mb = memory_mb(process.pid)
            await _ask_all(discord, WARM_UP, offset)
            before = cpu_s(process.pid)
            latencies = sorted(await _ask_all(discord, messages, offset + WARM_UP))
            spent = cpu_s(process.pid) - before
            end_mb = memory_mb(process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            await process.wait()
    return Round(
        start_s, start_cpu_s, first_s, first_cpu_s, start_mb, 1000 * spent / messages, statistics.median(latencies),
        latencies[int(len(latencies) * 0.99)], end_mb,
    )  # fmt: skip


async def _ask_all(discord: Loopback, messages: int, offset: int) -> list[float]:
    """Asks that many questions, `AT_ONCE` at a time; milliseconds to each answer."""
    numbers = iter(range(offset, offset + messages))
    latencies: list[float] = []

    async def one_after_another() -> None:
        for number in numbers:
            began = perf_counter()
            text = QUESTIONS[number % len(QUESTIONS)]
            answer = await discord.say(text, member=number + 1, channel=CHANNEL + number % CHANNELS)
            await asyncio.wait_for(answer, 30)
            latencies.append(1000 * (perf_counter() - began))

    await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
    return latencies


async def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="throughput", description=__doc__)
    parser.add_argument("messages", type=int, nargs="?", default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rounds: dict[str, list[Round]] = {which: [] for which in COMMANDS}
    with tempfile.TemporaryDirectory() as directory:
        for number in range(options.rounds):
            for which in rounds:
                rounds[which].append(await run_round(which, options.messages, Path(directory), 10**6 * number))
    print("| measure | ours | echo | ratio | card | ratio |\n|---|---|---|---|---|---|")
    for name, field in (
        ("CPU ms an answer", "cpu_ms"), ("median ms", "median_ms"), ("p99 ms", "p99_ms"),
        ("start s", "start_s"), ("start CPU s", "start_cpu_s"), ("first answer s", "first_answer_s"),
        ("first answer CPU s", "first_answer_cpu_s"), ("MB after start", "start_mb"),
        ("MB at the end", "end_mb"),
    ):  # fmt: skip
        ours, echo, card = (min(getattr(one, field) for one in rounds[which]) for which in ("ours", "echo", "card"))
        print(f"| {name} | {ours:.2f} | {echo:.2f} | {ours / echo:.2f} | {card:.2f} | {ours / card:.2f} |")
    first = rounds["ours"][0]
    print(f"\nfirst ever: {first.start_cpu_s:.2f} CPU s to READY, {first.first_answer_cpu_s:.2f} to the first answer")
    best = min(one.cpu_ms for one in rounds["ours"])
    print(f"\n{1000 / best:.0f} messages answered per CPU second")


if __name__ == "__main__":
    asyncio.run(main())
