"""A server's own entries as a file that `check` accepts, and a file of entries back into an overlay's texts."""

from __future__ import annotations

from collections.abc import Mapping

from bot.knowledge.entry_text import as_list_item, split_entries
from bot.ports.revisions import EntryForm, Overlay

__all__ = ["export_overlay", "split_entries"]

_SCHEMA_LINE = "# yaml-language-server: $schema=../schema/faq.schema.json"


def export_overlay(overlay: Overlay) -> str:
    """All own entries of a server as one YAML file, comments kept, in order of their ids.

    Hidden entries are named in a comment. An overlay without own entries gives the comments alone.
    """
    own = {entry_id: state.yaml for entry_id, state in overlay.entries if state.form is EntryForm.OWN}
    hidden = [entry_id for entry_id, state in overlay.entries if state.form is EntryForm.HIDDEN]
    head = [
        _SCHEMA_LINE,
        "# Entries added or changed in one Discord server. To take one into the pack, move it into the",
    ]
    head += ["# file of its topic and delete its `topic` line."]
    head += [f"# Hidden there: {', '.join(hidden)}"] if hidden else []
    return "\n".join(head) + "\n" + (_items(own) or "[]\n")


def _items(own: Mapping[str, str]) -> str:
    return "".join(f"\n{as_list_item(text)}" for text in own.values())
