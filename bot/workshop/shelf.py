"""One server's knowledge at one moment: the pack, what the server changed in it, and the library made of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.faq.entry import Entry
from bot.core.pack import Library, Pack
from bot.knowledge.document import read_document
from bot.knowledge.entry_yaml import entry_to_yaml
from bot.knowledge.nodes import Mapping as Group
from bot.knowledge.nodes import Scalar
from bot.knowledge.overlay import read_own_entry
from bot.ports.proposals import EntryName
from bot.ports.revisions import EntryForm, EntryState, Overlay


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one server's members are answered from, and what it is made of."""

    server_id: int
    base: Pack
    overlay: Overlay
    library: Library

    @property
    def written(self) -> Mapping[str, Entry]:
        """The pack's entries as written, placeholders not filled."""
        return self.base.originals

    def state(self, entry_id: str) -> EntryState:
        """How an entry stands in the overlay."""
        return dict(self.overlay.entries).get(entry_id, EntryState())

    def exists(self, entry_id: str) -> bool:
        """Whether the id is taken: in the pack, or by an entry of the server's own, hidden or not."""
        return entry_id in self.base.entries or self.state(entry_id).form is not EntryForm.PACK

    def taken_ids(self) -> set[str]:
        """All ids that a new entry must not have, also those that were once used here."""
        return {*self.base.entries, *self.library.pack.entries, *(name for name, _ in self.overlay.revisions)}

    def text_of(self, entry_id: str, state: EntryState) -> str:
        """The entry's YAML text in a state; empty for a hidden one and one that is not in the pack."""
        if state.form is EntryForm.OWN:
            return state.yaml
        if state.form is EntryForm.HIDDEN or entry_id not in self.written:
            return ""
        return entry_to_yaml(self.written[entry_id])

    def entry_of(self, entry_id: str, state: EntryState) -> Entry | None:
        """The entry as written in a state; None for a hidden one, and one that is not there or cannot be read."""
        if state.form is EntryForm.OWN:
            return read_own_entry(state.yaml, self.base, own_ids=self.library.pack.entries).raw
        return None if state.form is EntryForm.HIDDEN else self.written.get(entry_id)

    def name(self, entry_id: str, *texts: str) -> EntryName:
        """The entry's name as members see it; else the title in one of the texts, else its id."""
        entry = self.library.pack.entries.get(entry_id) or self.base.entries.get(entry_id)
        if entry is not None:
            return EntryName(entry_id, entry.title)
        return EntryName(entry_id, next(filter(None, map(_title_in, texts)), entry_id))


def _title_in(text: str) -> str:
    node, _ = read_document(text, "")
    title = node.get("title") if isinstance(node, Group) else None
    return title.text if isinstance(title, Scalar) else ""
