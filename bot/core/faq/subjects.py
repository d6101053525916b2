"""What a question is about, by where it stands: behind the verb that asks.

A maker that no list has is a letter from some word of the pack. Read as that word it would vanish from the question,
and "are they vegan" would be answered for it; so an unknown word in this place is not simply a typing error.
"""

from __future__ import annotations

_LONG = 7
_ASKING = frozenset(
    (
        "are", "is", "do", "does", "did", "was", "were", "will", "would", "can", "could", "should", "r",
    )
)  # fmt: skip
_NAMELESS = frozenset(
    (
        "the", "a", "an", "my", "your", "our", "his", "her", "their", "this", "that", "these", "those", "there",
        "i", "you", "u", "ya", "we", "he", "she", "it", "they", "them", "anyone", "anybody", "anything", "someone",
        "somebody", "something", "everyone", "everybody", "everything", "people", "folks", "guys", "most", "all",
        "some",
    )
)  # fmt: skip
"""Words that may stand there and are no name of anything."""


def may_be_name(typed: str, read: str, before: str) -> bool:
    """Whether a word that was read as another one, behind a third, may be a name of what the question is about.

    Not where two letters changed places, or a long word lost one: hardly any name is that near to a word.
    """
    is_slip = sorted(typed) == sorted(read) or (len(read) >= _LONG and len(typed) < len(read))
    return before in _ASKING and read not in _NAMELESS and not is_slip
