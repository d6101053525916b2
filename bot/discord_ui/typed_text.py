"""What somebody typed, without Discord's own marks: mentions, custom emoji and timestamps say nothing to a matcher."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"<(?:@[!&]?|#)\d+>|<a?:\w+:\d+>|<t:-?\d+(?::\w)?>|</[^>]+:\d+>")


def readable(content: str) -> str:
    """The words of a message; empty when there are none."""
    return " ".join(_MARKUP.sub(" ", content).split())
