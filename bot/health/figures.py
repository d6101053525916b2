"""The figures of one process, and how Prometheus reads them. No member, server or text is ever in a label."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

LATENCY_BOUNDS_MS: Final = (1.0, 2.5, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 1000.0)
"""Upper bounds of the histogram: an answer takes about five milliseconds, Discord gives up after three seconds."""


@dataclass(slots=True)
class TurnCounts:
    """Questions answered since the start."""

    by_kind: Counter[str] = field(default_factory=Counter)
    by_bound: Counter[float] = field(default_factory=Counter)
    """Turns by the lowest bound that they stay under, in milliseconds."""
    total_ms: float = 0.0

    def add(self, kind: str, latency_ms: float) -> None:
        """Counts one."""
        self.by_kind[kind] += 1
        self.by_bound[next((bound for bound in LATENCY_BOUNDS_MS if latency_ms <= bound), math.inf)] += 1
        self.total_ms += latency_ms


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured at one moment."""

    is_ready: bool
    gateway_latency_s: float
    """Not a number, or infinite, while there is none."""
    servers: int
    shards: int
    conversations: int
    """Remembered now."""
    is_store_degraded: bool
    lost_writes: int
    database_bytes: int
    uptime_s: float
    knowledge: str
    """Digest of the pack in use."""
    version: str
    turns: TurnCounts


def prometheus_text(figures: Figures) -> str:
    """The figures in the text format that Prometheus reads (version 0.0.4)."""
    lines = [
        *_gauge("ready", "Whether the bot is connected to Discord", [("", float(figures.is_ready))]),
        *_gauge("gateway_latency_seconds", "Gateway heartbeat latency", [("", figures.gateway_latency_s)]),
        *_gauge("servers", "Servers that have the bot", [("", figures.servers)]),
        *_gauge("shards", "Shards of this process", [("", figures.shards)]),
        *_gauge("conversations", "Conversations remembered", [("", figures.conversations)]),
        *_gauge("store_degraded", "Whether answers are given without a log", [("", float(figures.is_store_degraded))]),
        *_gauge("database_bytes", "Size of the database", [("", figures.database_bytes)]),
        *_gauge("uptime_seconds", "Since the start", [("", figures.uptime_s)]),
        *_gauge("info", "What runs", [(f'{{version="{figures.version}",knowledge="{figures.knowledge}"}}', 1)]),
        *_metric("lost_writes_total", "counter", "Log rows that were not kept", [("", figures.lost_writes)]),
        *_metric("turns_total", "counter", "Questions answered", _kinds(figures.turns)),
        *_histogram(figures.turns),
    ]
    return "\n".join(lines) + "\n"


def _kinds(turns: TurnCounts) -> list[tuple[str, float]]:
    return [(f'{{kind="{kind}"}}', count) for kind, count in sorted(turns.by_kind.items())]


def _histogram(turns: TurnCounts) -> Iterator[str]:
    name = "answer_latency_seconds"
    so_far = 0
    buckets: list[tuple[str, float]] = []
    for bound in (*LATENCY_BOUNDS_MS, math.inf):
        so_far += turns.by_bound[bound]
        buckets.append((f'_bucket{{le="{_number(bound / 1000)}"}}', so_far))
    values = [*buckets, ("_sum", turns.total_ms / 1000), ("_count", so_far)]
    yield from _metric(name, "histogram", "From a message's arrival to its reply being ready", values)


def _gauge(name: str, help_text: str, values: Iterable[tuple[str, float]]) -> Iterator[str]:
    return _metric(name, "gauge", help_text, values)


def _metric(name: str, kind: str, help_text: str, values: Iterable[tuple[str, float]]) -> Iterator[str]:
    yield f"# HELP fitbot_{name} {help_text}"
    yield f"# TYPE fitbot_{name} {kind}"
    for suffix, value in values:
        yield f"fitbot_{name}{suffix} {_number(value)}"


def _number(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    return f"{value:.10g}"
