"""The words of the size dialogue's result: the size, what it hangs on, and what unfolds under Why and What if."""

from __future__ import annotations

from bot.core.conversation.size_dialogue_state import Detail
from bot.core.conversation.size_reply import (
    MAX_SHORT_NOTES,
    other_reading_line,
    row_line,
    row_name,
    what_if_text,
    why_text,
)
from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.own_shoe import own_model
from bot.core.sizing.recommendation import Advice, NeedMore, Recommendation


def result_title(advice: Advice, sizing: SizingKnowledge) -> str:
    """The size for the shoe, in the person's own scale; for an open question, that one thing is missing."""
    if isinstance(advice, NeedMore):
        return "One more thing"
    own = sizing.shoes.get(own_model(sizing))
    size = row_name(advice.primary, advice.profile.scale)
    return f"{own.name}: {size}" if own else f"Your size: {size}"


def short_result(advice: Advice) -> str:
    """ "So far: …" for the cards on the way; empty while nothing can be said."""
    if isinstance(advice, NeedMore):
        return advice.ask if advice.error else ""
    return f"So far: **{row_name(advice.primary, advice.profile.scale)}**"


def result_body(advice: Advice, detail: Detail) -> str:
    """The result card's text, with what is unfolded at its end."""
    if isinstance(advice, NeedMore):
        return advice.ask or advice.error
    lines = [*_size_lines(advice), f"How sure: {advice.confidence}"]
    if detail is Detail.WHY:
        lines += ["", why_text(advice)]
    if detail is Detail.WHAT_IF:
        lines += ["", what_if_text(advice)]
    return "\n".join(lines)


def _size_lines(advice: Recommendation) -> list[str]:
    scale = advice.profile.scale
    lines = [f"**{row_name(advice.primary, scale)}** ({row_line(advice.primary, scale)})"]
    if advice.alternative is not None:
        lines.append(f"Or **{row_name(advice.alternative, scale)}** if {advice.alternative_when}.")
    if advice.other_reading is not None:
        lines.append(other_reading_line(advice.other_reading))
    if advice.reasons:
        lines.append(advice.reasons[0].text)
    lines += advice.notes[:MAX_SHORT_NOTES]
    return lines
