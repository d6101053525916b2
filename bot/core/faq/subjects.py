"""What a question is about, by where it stands: behind the verb that asks.

A maker that no list has is a letter from some word of the pack. Read as that word it would vanish from the question,
and "are they vegan" would be answered for it; so an unknown word in this place is not simply a typing error.
"""

from __future__ import annotations

_ASKING = frozenset(
    (
        "are", "is", "do", "does", "did", "was", "were", "will", "would", "can", "could", "should", "r",
    )
)  # fmt: skip
_NAMELESS = frozenset(
    (
        "the", "a", "an", "my", "your", "our", "his", "her", "their", "this", "that", "these", "those", "there",
        "i", "you", "u", "ya", "we", "he", "she", "it", "they", "them",
    )
)  # fmt: skip
"""Words that may stand there and are no name of anything."""


def is_subject(word: str, before: str) -> bool:
    """Whether a word behind another is what a question is about: `soles` in "are soles soft"."""
    return before in _ASKING and word not in _NAMELESS
