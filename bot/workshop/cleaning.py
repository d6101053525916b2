"""What phones and web pages leave in pasted text is taken out before it is looked at, and the moderator is told.

Only what nobody can see or would miss is changed here. What is dangerous and visible is refused by `bot.knowledge`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_JOINERS = re.compile("(?<=[\u2190-\U0001faff\ufe0f])\u200d(?=[\u2190-\U0001faff])")
_LOOKS_EMPTY = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without what cannot be seen."""

    text: str
    taken_out: int
    """How many invisible characters there were."""


def clean(text: str) -> Cleaned:
    """The text with plain spaces and line breaks, no space at line ends, and no invisible characters.

    Joined emoji stay joined. Idempotent.
    """
    text = _SPACES.sub(" ", _LINE_BREAKS.sub("\n", text))
    joined = {match.start() for match in _JOINERS.finditer(text)}
    kept = [char for at, char in enumerate(text) if at in joined or not _is_hidden(char)]
    lines = (line.rstrip() for line in "".join(kept).split("\n"))
    return Cleaned("\n".join(lines).strip("\n").strip(), len(text) - len(kept))


def clean_lines(text: str) -> list[tuple[int, str]]:
    """(line number, text) of every line that says something, list marks and quotes around it taken away."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        item = re.sub(r"^\s*(?:[-*•]\s+|\d{1,3}[.)]\s+)", "", line).strip()
        if len(item) > 1 and (item[0], item[-1]) in {('"', '"'), ("“", "”")}:
            item = item[1:-1].strip()
        if item:
            found.append((number, item))
    return found


def _is_hidden(char: str) -> bool:
    if char == "\n":
        return False
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"} or char in _LOOKS_EMPTY
