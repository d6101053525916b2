"""What is left of one message's text, in characters and in bytes; Discord counts both over all texts together."""

from __future__ import annotations

from bot.discord_ui.limits import LAYOUT_BYTES, LAYOUT_BYTES_PER_TEXT, LAYOUT_CHARS
from bot.discord_ui.safe_text import clip_bytes


class TextBudget:
    """What is left of a message's text, in characters and in bytes."""

    def __init__(self, chars: int = LAYOUT_CHARS, size_bytes: int = LAYOUT_BYTES) -> None:
        self.chars, self.size_bytes = chars, size_bytes

    def share(self, among: int) -> TextBudget:
        """An equal part of what is left, for one of several cards; what the card spends is to be `spent` here."""
        return TextBudget(self.chars // among, self.size_bytes // among)

    def spent(self, before: TextBudget, after: TextBudget) -> None:
        """Takes off what a card spent of its share."""
        self.chars -= before.chars - after.chars
        self.size_bytes -= before.size_bytes - after.size_bytes

    def take(self, text: str, *, leave: str = "") -> str:
        """The text, clipped so that `leave` still fits after it; empty when nothing fits."""
        chars = self.chars - len(leave)
        size_bytes = self.size_bytes - len(leave.encode()) - 2 * LAYOUT_BYTES_PER_TEXT
        clipped = clip_bytes(text, max(0, chars), max(0, size_bytes)).strip()
        if clipped:
            self.chars -= len(clipped)
            self.size_bytes -= len(clipped.encode()) + LAYOUT_BYTES_PER_TEXT
        return clipped
