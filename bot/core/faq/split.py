"""Two questions in one message: cutting a message where a second question of its own begins.

Looks at grammar only. Whether each part can be answered is for whoever ranks them. It would rather leave two questions
together than tear one apart: half a sentence is often somebody else's question.
"""

from __future__ import annotations

import re

_OPENING = (
    r"(?:(?:what|who|when|where|why|how)(?:'?s|'?re)?|which|whose|do(?:n'?t)?|does(?:n'?t)?|did|any|anyone|anybody)"
)
_VERB = r"(?:is(?:n'?t)?|are(?:n'?t)?|was|were|can(?:'?t)?|could|should|would|will|has|have)"
_SUBJECT = (
    r"(?:i|you|we|he|she|it|they|them|this|that|these|those|there|the|a|an|my|your|our|any|anyone|anybody|anything|"
    r"some|people|one)"
)
_ASKING = rf"(?:{_OPENING}|{_VERB})"
_ASKING_BEHIND = rf"(?:{_OPENING}|{_VERB}\s+{_SUBJECT})"
"""What begins a question behind `and`. A verb needs its subject there: "and will they last" asks, "a shoe that is light
and will last" goes on."""
_BREAK = re.compile(r"[?!]+\s*|\n+|(?<=[a-z])\.\s+")
"""A mark that ends a question, a new line, or a full stop."""
_AND = re.compile(
    rf"(?:\s*+[,;]\s*+|\s++)(?:and|also|plus|but|oh and|&)\s+(?:also\s+|then\s+)?(?={_ASKING_BEHIND}\b)", re.IGNORECASE
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
