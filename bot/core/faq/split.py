"""Two questions in one message: cutting a message where a second question of its own begins.

Looks at grammar only. Whether each part can be answered is for whoever ranks them. It would rather leave two questions
together than tear one apart: half a sentence is often somebody else's question.
"""

from __future__ import annotations

import re

_ASKING = (
    r"(?:(?:what|who|when|where|why|how)(?:'?s|'?re)?|which|whose|do(?:n'?t)?|does(?:n'?t)?|did|is(?:n'?t)?|are(?:n'?t)?|"
    r"was|were|can(?:'?t)?|could|should|would|will|has|have|any|anyone|anybody)"
)
_BREAK = re.compile(r"[?!]+\s*|\n+|(?<=[a-z])\.\s+")
"""A mark that ends a question, a new line, or a full stop."""
_AND = re.compile(
    rf"(?:\s*+[,;]\s*+|\s++)(?:and|also|plus|but|oh and|&)\s+(?:also\s+|then\s+)?(?={_ASKING}\b)", re.IGNORECASE
)
"""`and`, where a question of its own follows: "do they stretch and how much are they"."""
_QUESTION = re.compile(
    rf"(?:^|\b(?:so|ok|hey|hi|and|but|also|or|then|well|yo|anyone know|wondering)[\s,]+){_ASKING}\b", re.IGNORECASE
)
_LEAST_WORDS = 3
"""Shorter parts ("why", "any good") lean on the rest of the message."""


def split_questions(text: str) -> tuple[str, ...]:
    """The questions of a message in order: one part (the text itself), or two and more that each stand alone.

    What is said around a question stays with it, so that no word of the message is lost. Never raises.
    """
    clauses = [
        clause.strip() for part in _BREAK.split(text) for clause in _AND.split(part) if clause and clause.strip()
    ]
    parts: list[str] = []
    has_question = False
    for clause in clauses:
        asks = _stands_alone(clause)
        if parts and not (asks and has_question):
            parts[-1] = f"{parts[-1]} {clause}"
        else:
            parts.append(clause)
            has_question = False
        has_question = has_question or asks
    return tuple(parts) if len(parts) > 1 else (text,)


def _stands_alone(part: str) -> bool:
    return len(part.split()) >= _LEAST_WORDS and _QUESTION.search(part) is not None
