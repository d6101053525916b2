"""What a file may hold at most, wherever it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold; the defaults are for a pack's own files."""

    max_bytes: int = 1_048_576
    max_depth: int = 12
    max_events: int = 50_000
    """Every value, list and mapping costs one or two."""
    max_scalar: int = 10_000
    """Characters of one value."""
    max_problems: int = 100
    """Reading stops here; the rest is seen once these are mended."""


UPLOAD = Limits(max_bytes=262_144)
"""For files that come over the network."""
