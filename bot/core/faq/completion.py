"""What to offer while a question is being typed: titles that go on as typed, then titles that are near."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.core.faq.entry import Entry
from bot.core.text import plain

_NEAR = 60.0
"""Least likeness, 0 to 100, of a title that is only near; below it suggestions look random."""


@dataclass(frozen=True, slots=True)
class Completion:
    """One entry to offer while somebody types."""

    entry_id: str
    title: str


class Completer:
    """Completes from the titles and phrasings of a pack."""

    __slots__ = ("_entries", "_offers", "_plain")

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._offers = tuple(Completion(entry.id, entry.title) for entry in self._entries)
        self._plain = tuple(plain(entry.title) for entry in self._entries)

    def complete(self, typed: str, limit: int) -> tuple[Completion, ...]:
        """Entries best first: titles that begin as typed, that have a word that does, that are merely near."""
        wanted = plain(typed)
        if not wanted:
            return self._offers[:limit]
        places = [at for at, title in enumerate(self._plain) if title.startswith(wanted)]
        places += [at for at, title in enumerate(self._plain) if f" {wanted}" in title]
        if len(places) < limit:
            near = process.extract(wanted, self._plain, scorer=fuzz.token_set_ratio, score_cutoff=_NEAR, limit=limit)
            near += self._near_phrasings(wanted) if not near else []
            places += [at for _, _, at in near]
        return tuple(self._offers[at] for at in list(dict.fromkeys(places))[:limit])

    def _near_phrasings(self, wanted: str) -> list[tuple[str, float, int]]:
        """Entries with a phrasing that contains what was typed; only looked at when no title helps."""
        return [
            (wanted, _NEAR, at)
            for at, entry in enumerate(self._entries)
            if any(wanted in phrasing.lower() for phrasing in entry.ask)
        ]
