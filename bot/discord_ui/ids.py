"""The ids that lasting controls carry: `faq1:<verb>:<arguments>`, versioned, never with text that a member typed.

A press comes back with its id after days and after restarts, so ids hold entry ids, turn ids and numbers, and all
else is looked up. When the meaning of an id changes, its family gets the next number; presses on the old ones are told
so by `views.outdated`.
"""

from __future__ import annotations

from typing import Final

FAQ: Final = "faq1"
SIZE: Final = "sz1"
KNOWLEDGE: Final = "kn1"

TURN: Final = r"(?P<turn>[0-9A-Za-z_-]{1,32})"
TOKEN: Final = r"(?P<token>[0-9A-Za-z_-]{1,32})"
ENTRY: Final = r"(?P<entry>[a-z0-9-]{1,48})"
TOPIC: Final = r"(?P<topic>[a-z0-9_-]{1,48})"
PAGE: Final = r"(?P<page>[0-9]{1,3})"
MESSAGE: Final = r"(?P<message>[0-9]{15,20})"

MAX_ENTRY_CHARS: Final = 48
"""Longer entry ids do not fit into a control beside a turn id; such an entry is shown without those controls."""
