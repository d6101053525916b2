"""Figures in Prometheus' text format: every metric has its help and type, and no label names anybody."""

from __future__ import annotations

import math
import re

import pytest

from bot.health.figures import LATENCY_BOUNDS_MS, Figures, TurnCounts, prometheus_text

LINE = re.compile(r'fitbot_[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? (NaN|[+-]Inf|[0-9.e+-]+)')


def figures(turns: TurnCounts, latency_s: float = 0.05) -> Figures:
    return Figures(
        is_ready=True, gateway_latency_s=latency_s, servers=3, shards=1, conversations=2, is_store_degraded=False,
        lost_writes=0, database_bytes=4096, uptime_s=1.5, knowledge="abc", version="1.0", turns=turns,
    )  # fmt: skip


@pytest.mark.parametrize("latency_s", [0.05, math.nan, math.inf])
def test_every_line_is_one_that_prometheus_reads(latency_s: float) -> None:
    turns = TurnCounts()
    turns.add("answer", 3.0)
    for line in prometheus_text(figures(turns, latency_s)).splitlines():
        assert line.startswith(("# HELP fitbot_", "# TYPE fitbot_")) or LINE.fullmatch(line), line


def test_buckets_count_everything_below_their_bound() -> None:
    turns = TurnCounts()
    for latency_ms in (0.5, 3.0, 3.0, 99_999.0):
        turns.add("answer", latency_ms)
    text = prometheus_text(figures(turns))

    counts = [int(count) for count in re.findall(r"_bucket\{[^}]*\} (\d+)", text)]
    assert counts == sorted(counts)
    assert len(counts) == len(LATENCY_BOUNDS_MS) + 1
    assert 'le="0.005"} 3' in text
    assert "fitbot_answer_latency_seconds_count 4" in text
