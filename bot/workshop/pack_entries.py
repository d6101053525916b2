"""The pack's entries as their authors wrote them: with placeholders, which the live pack has filled in already."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.core.faq.entry import Entry
from bot.core.pack import Pack
from bot.knowledge.loader import load_pack


class PackEntries:
    """Reads the pack's directory once for each version of it. Blocks while it reads: for threads only."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._known: tuple[str, Mapping[str, Entry]] = ("", {})

    def of(self, pack: Pack) -> Mapping[str, Entry]:
        """Entries by id, as written.

        While the files are not those of `pack` (somebody is at work on them), its own entries with their placeholders
        filled: an edit made then keeps the present wording.
        """
        digest, entries = self._known
        if digest == pack.digest:
            return entries
        loaded = load_pack(self._directory)
        if loaded.pack is None or loaded.pack.digest != pack.digest:
            return pack.entries
        entries = {entry_id: located.entry for entry_id, located in loaded.located.items()}
        self._known = (pack.digest, entries)
        return entries
