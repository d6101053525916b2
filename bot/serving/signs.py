"""Signs of life of a serving process: what is measured, and the endpoint that tells it where one is wanted."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Final

from bot.discord_ui.client import FitBot
from bot.failures import ConfigurationError
from bot.health.figures import Figures
from bot.health.heartbeat import Pulse
from bot.serving.bureau import Bureau
from bot.settings import Settings

DISTRIBUTION: Final = "gel-kayano-fitbot"


@asynccontextmanager
async def signs_of_life(settings: Settings, bureau: Bureau, client: FitBot) -> AsyncIterator[None]:
    """The endpoint, where one is wanted."""
    if settings.metrics_port is None:
        yield
        return
    from bot.health.endpoint import endpoint

    began_s = monotonic()
    try:
        async with endpoint(settings.metrics_port, lambda: measure(bureau, client, monotonic() - began_s)):
            yield
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise ConfigurationError(f"METRICS_PORT={settings.metrics_port} is taken: choose another") from error


async def measure(bureau: Bureau, client: FitBot, uptime_s: float) -> Figures:
    """The figures of this process now."""
    health = await bureau.store.health()
    await bureau.libraries.prepare(None)
    return Figures(
        is_ready=client.is_ready(),
        gateway_latency_s=client.latency,
        servers=len(client.guilds),
        shards=len(client.shards),
        conversations=bureau.desk.conversations,
        is_store_degraded=health.is_degraded,
        lost_writes=health.lost_writes,
        database_bytes=health.size_bytes,
        uptime_s=uptime_s,
        knowledge=bureau.libraries.base.pack.digest[:12],
        version=_version(),
        turns=bureau.turns,
    )


def pulse_of(client: FitBot) -> Pulse:
    """How the client's connection is now."""
    return Pulse(client.is_ready(), client.latency)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # dear, and few ask for figures

    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "unknown"
