"""What changed between two texts, as a unified diff that a person reads on a phone."""

from __future__ import annotations

from difflib import unified_diff

_CONTEXT = 1
"""Unchanged lines shown around a change."""


def diff_of(before: str, after: str) -> str:
    """The changed lines with `-` and `+`, a `@@` line between places; empty where nothing changed."""
    lines = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=_CONTEXT))
    return "\n".join(lines[2:])  # the first two would name files


def count_lines(diff: str) -> tuple[int, int]:
    """(added, removed) lines of a diff made here."""
    lines = diff.split("\n")
    return sum(line.startswith("+") for line in lines), sum(line.startswith("-") for line in lines)
