"""Two questions in one message: cutting a message where a second question of its own begins.

Looks at grammar only. Whether each part can be answered is for whoever ranks them.
"""

from __future__ import annotations


def split_questions(text: str) -> tuple[str, ...]:
    """The questions of a message in order: one part, or two and more that each look like a question of their own."""
    parts = tuple(part.strip() + "?" for part in text.split("?") if len(part.split()) > 2)
    return parts if len(parts) > 1 else (text,)
