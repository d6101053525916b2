"""Filling {placeholders} in the pack's sentences; an unknown one is left as it stands, so that nothing ever raises."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.core.sizing.knowledge import Clause

_HOLE = re.compile(r"\{([a-z_]+)\}")


_SENTENCE_START = re.compile(r"^[a-z]|(?<=[.?!] )[a-z]")


def placeholders(text: str) -> tuple[str, ...]:
    """The names between braces in a sentence, in order."""
    return tuple(_HOLE.findall(text))


def fill(text: str, values: Mapping[str, str] | None = None, /, **more: str) -> str:
    """The sentence with its placeholders filled and each sentence begun with a capital. Never raises."""
    known = {**(values or {}), **more}
    filled = _HOLE.sub(lambda hole: known.get(hole.group(1), hole.group(0)), text).strip()
    return _SENTENCE_START.sub(lambda start: start.group().upper(), filled)


def join_clauses(clauses: Sequence[Clause], values: Mapping[str, str]) -> str:
    """The parts of a condition as one that reads on after "if": "your feet are wide or you want room"."""
    parts = [_HOLE.sub(lambda hole: values.get(hole.group(1), hole.group(0)), part.text) for part in clauses]
    return " or ".join(parts)
