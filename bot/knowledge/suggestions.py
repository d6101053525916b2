""" "did you mean": the nearest known name to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known name; empty where none is near."""
    near = get_close_matches(name[:60], list(known), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else ""
