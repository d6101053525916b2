"""The heartbeat: a file whose time says when the bot was last well. A supervisor only has to look at its age.

The file is touched while the bot is connected and Discord answers; it is left alone otherwise, and grows old.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)

BEAT_S: Final = 15.0
RETRY_S: Final = 1.0
"""How often to look again while the bot is not well."""
STALE_S: Final = 60.0
"""A heartbeat older than this means that something is wrong: four beats were missed."""
MAX_LATENCY_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Pulse:
    """How the connection to Discord is."""

    is_ready: bool
    latency_s: float
    """Seconds from a gateway heartbeat to its answer; infinite or not a number while there was none."""

    @property
    def is_well(self) -> bool:
        """Whether the bot is connected and Discord answers in time."""
        return self.is_ready and math.isfinite(self.latency_s) and self.latency_s < MAX_LATENCY_S


async def beat(path: Path, feel: Callable[[], Pulse], every_s: float = BEAT_S) -> None:
    """Touches the file whenever the bot is well; ends when its task is cancelled. A full disk only makes it old."""
    is_known_bad = False
    while True:
        is_well = feel().is_well
        if is_well:
            is_known_bad = not await asyncio.to_thread(_touch, path, is_known_bad)
        await asyncio.sleep(every_s if is_well else min(every_s, RETRY_S))


def _touch(path: Path, is_known_bad: bool) -> bool:
    try:
        path.touch(mode=0o600)
    except OSError as error:
        if not is_known_bad:
            log.error("The heartbeat file cannot be touched: %s", error.strerror)
        return False
    return True


def age_s(path: Path, now_s: float) -> float | None:
    """Seconds since the last heartbeat, by the file's time; None where there never was one."""
    try:
        return max(0.0, now_s - path.stat().st_mtime)
    except OSError:
        return None
