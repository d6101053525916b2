"""How long one recommendation takes: median and 99th percentile over a spread of profiles.

python bench/advice.py [PACK]
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from bot.core.sizing.advice import advise
from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.options import parse_size_options
from bot.core.sizing.profile import FitProfile
from bot.knowledge.loader import load_pack

LINES = (
    ["--usual", "10"],
    ["--usual", "W 8.5", "--width", "wide"],
    ["--usual", "9.5", "--usual", "10", "--scale", "men", "--width", "extra-wide", "--pinch"],
    ["--shoe", "AF1 = 9.5, sized down", "--usual", "10.5", "--scale", "men"],
    ["--shoe", "NB 990 = 9, 2E", "--shoe", "Dunk = EU 43", "--usual", "10", "--width", "wide"],
    ["--label-cm", "29", "--label-brand", "nike", "--shoe", "Samba = EU 45 1/3", "--foot-cm", "27.8"],
)
ROUNDS = 300


def measure(sizing: SizingKnowledge) -> list[float]:
    """Milliseconds of each recommendation, in rising order."""
    profiles = [parse_size_options(line, sizing) for line in LINES]
    times = []
    for _ in range(ROUNDS):
        for profile in profiles:
            assert isinstance(profile, FitProfile)
            begin = perf_counter()
            advise(profile, sizing)
            times.append((perf_counter() - begin) * 1000)
    return sorted(times)


def main() -> None:
    """Prints one line of results."""
    pack = load_pack(Path(sys.argv[1] if len(sys.argv) > 1 else "knowledge")).pack
    assert pack is not None
    times = measure(pack.sizing)
    print(f"{len(times)} recommendations: median {median(times):.2f} ms, p99 {quantiles(times, n=100)[98]:.2f} ms")


if __name__ == "__main__":
    main()
