"""The text of a message as the reading sees it: lower case, plain quotes and hyphens, every character in its place.

Positions in it are positions in what was typed, so that each fact can show the words it came from. What has been
understood is blanked out with a mark of its own, so that no later step reads it again.
"""

from __future__ import annotations

import re

SHOE = "\x01"
"""Stands where a shoe was named."""
NO_SIZE = "\x02"
"""Stands where a number was that is no size."""
CODE = "\x03"
"""Stands where a width code was."""
STEP = "\x04"
"""Stands where a step up or down was."""

_PLAIN = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "“": '"', "”": '"', "″": '"', "–": "-", "—": "-",
    "\u00a0": " ", "\u202f": " ", "*": " ", "_": " ", "\t": " ",
})  # fmt: skip
_SENTENCE_END = re.compile(r"[!?;\n]|\.(?!\d)")


def flatten(text: str) -> str:
    """What was typed in lower case with plain punctuation; the same length, so positions stay. Never raises."""
    if text.isascii():
        return text.lower().translate(_PLAIN)
    return "".join(low if len(low := char.lower()) == 1 else char for char in text).translate(_PLAIN)


def blank(flat: str, spans: list[tuple[int, int]], mark: str) -> str:
    """The text with each span replaced by a mark as long as it."""
    chars = list(flat)
    for start, end in spans:
        chars[start:end] = mark * (end - start)
    return "".join(chars)


def sentence_before(flat: str, position: int) -> str:
    """What stands before a position in the same sentence."""
    ends = [match.end() for match in _SENTENCE_END.finditer(flat, 0, position)]
    return flat[ends[-1] if ends else 0 : position]


def sentence_after(flat: str, position: int) -> str:
    """What stands behind a position in the same sentence."""
    end = _SENTENCE_END.search(flat, position)
    return flat[position : end.start() if end else len(flat)]


def has_sentence_end(gap: str) -> bool:
    """Whether a sentence ends in this stretch of text."""
    return _SENTENCE_END.search(gap) is not None
