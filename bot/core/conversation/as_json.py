"""A turn as the object that `ask --json` prints. Its shape is a contract with programs outside; add, never change."""

from __future__ import annotations

from bot.core.conversation.turn import Turn
from bot.core.reply import reply_text
from bot.core.sizing.as_json import recommendation_json

Json = dict[str, object]


def turn_json(turn: Turn) -> Json:
    """The turn in plain JSON values: `entry` is null unless one entry is shown, `size` null unless a size is."""
    return {
        "question": turn.question,
        "kind": str(turn.kind),
        "entry": turn.entry or None,
        "confidence": round(turn.confidence, 4),
        "choices": list(turn.choices),
        "size": recommendation_json(turn.size) if turn.size else None,
        "missing": list(turn.missing),
        "text": reply_text(turn.reply),
    }
