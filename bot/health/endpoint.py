"""The endpoint for supervisors and Prometheus: `/healthz` and `/metrics` on the loopback address alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web

from bot.health.figures import Figures, prometheus_text

HOST: Final = "127.0.0.1"
PROMETHEUS_TYPE: Final = "text/plain; version=0.0.4"


@asynccontextmanager
async def endpoint(port: int, measure: Callable[[], Awaitable[Figures]]) -> AsyncIterator[None]:
    """Answers on that port while the block runs. Raises OSError when the port is taken."""

    async def healthz(request: web.Request) -> web.Response:
        figures = await measure()
        if figures.is_ready:
            return web.Response(text="ok\n")
        return web.Response(status=503, text="not connected to Discord\n")

    async def metrics(request: web.Request) -> web.Response:
        text = prometheus_text(await measure())
        return web.Response(body=text.encode(), headers={"Content-Type": PROMETHEUS_TYPE})

    app = web.Application()
    app.add_routes([web.get("/healthz", healthz), web.get("/metrics", metrics)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        yield
    finally:
        await runner.cleanup()
