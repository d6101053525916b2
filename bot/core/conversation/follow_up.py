"""Understanding a message from the one before it: "and in women's?", "how much were they?".

A follow-up may only lean on the memory when its own words point back; an unrelated message must never inherit a topic.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.conversation.turn import Memory
from bot.core.faq.ranking import Ranking
from bot.core.pack import Library
from bot.core.sizing.profile import FitProfile, Scale, Size
from bot.core.sizing.reading import Reading
from bot.core.text import words

OPENERS = re.compile(
    r"^\W*(and|but|so|also|or|then|ok|okay|no|nope|actually|sorry|wait|oh|hmm|what if|what about|how about|i mean[t]?|"
    r"in|for|same|make (that|it)|its|it's)\b",
    re.IGNORECASE,
)
"""How people begin a message that goes on with what was just said."""

POINTERS = re.compile(r"\b(they|them|those|these|that|it|its|he|she|ones?|there|this|both|him|her)\b", re.IGNORECASE)
"""Words that stand for something said before."""

FIRST_PERSON = re.compile(r"\b(i|i'm|im|i've|ive|my|mine|me)\b", re.IGNORECASE)

SAME_ELSEWHERE = re.compile(
    r"^\W*+(and|also|what about|how about|what'?s (that|it)|so|what)?\W*+(?<!\w)"
    r"(is that |is it |would that be |it )?in\b",
    re.IGNORECASE,
)
"""How people ask for the size they were just given in another numbering: "and in women's?". """

BARE = frozenset(
    words(
        "and but so what about how when why who where which is are was were do does did it its that this these those "
        "they them the a one ones first second third last next other others latest newest oldest old new for of in on"
    )
)
"""Words without a subject of their own."""

MAX_BARE_WORDS = 6

MAX_CONTEXT_WORDS = 10
"""Longer messages carry their own subject."""

MAX_ANSWER_WORDS = 4
"""So short a message after a size answers or corrects it ("wide feet", "women's")."""

MIN_OWN_SHARE = 0.05
"""The entry that context points to must have this probability from the message's own words as well, so that an
unrelated message does not inherit the topic."""


def continues_size(reading: Reading, ranking: Ranking, memory: Memory) -> bool:
    """Whether the message adds to or corrects the size that the last turn was about."""
    if not (memory.is_sizing or memory.asked) or not reading.facts:
        return False
    if ranking.scope.other_things or ranking.scope.topic:
        return False
    text = ranking.question
    is_short = len(text.split()) <= MAX_ANSWER_WORDS
    return bool(reading.corrections or is_short or OPENERS.search(text) or has_own_facts(text, reading))


def asks_same_size(reading: Reading, text: str, memory: Memory) -> bool:
    """Whether a message asks for the size just given on the other scale or in another numbering, instead of correcting
    whose size it was.

    On the other scale only when the scale was said: after a bare number, "in women's" tells what the number meant.
    """
    if not memory.is_sizing or SAME_ELSEWHERE.match(text) is None:
        return False
    profile = memory.profile
    sizes = (*profile.usual, *(shoe.size for shoe in profile.shoes))
    is_said = profile.scale is not Scale.UNKNOWN or any(size.scale is not Scale.UNKNOWN for size in sizes)
    return reading.corrections == ("system",) or (is_said and reading.corrections == ("scale",))


def same_size_elsewhere(reading: Reading, memory: Memory) -> FitProfile:
    """The profile for which the size just given is shown again, on the scale that was asked for.

    Sizes that were on the scale known so far stay on it.
    """
    scale, profile = reading.profile.scale, memory.profile
    if scale is Scale.UNKNOWN:
        return profile
    shoes = tuple(replace(shoe, size=_on_scale(shoe.size, profile.scale)) for shoe in profile.shoes)
    usual = tuple(_on_scale(size, profile.scale) for size in profile.usual)
    return replace(profile, scale=scale, shoes=shoes, usual=usual)


def _on_scale(size: Size, scale: Scale) -> Size:
    return replace(size, scale=scale) if size.scale is Scale.UNKNOWN else size


def has_own_facts(text: str, reading: Reading) -> bool:
    """Whether the facts in a message are the person's own ("my feet are wide"), not the question's subject."""
    return bool(reading.facts) and bool(FIRST_PERSON.search(text))


def points_back(text: str, ranking: Ranking, library: Library, memory: Memory) -> bool:
    """Whether a message's own words point at the entry of the turn before."""
    if memory.entry not in library.pack.entries or len(text.split()) > MAX_CONTEXT_WORDS:
        return False
    if ranking.scope.other_products or ranking.scope.topic or ranking.scope.is_chatter:
        return False
    return bool(POINTERS.search(text) or OPENERS.search(text))


def is_bare_pointer(text: str) -> bool:
    """Whether a message says nothing but that it goes on: "and the first one?", "when was that?"."""
    said = words(text)
    return bool(said) and len(said) <= MAX_BARE_WORDS and all(word in BARE for word in said)


def rank_in_context(text: str, ranking: Ranking, library: Library, memory: Memory) -> Ranking | None:
    """A message that points back (see `points_back`), ranked again together with the entry that it points to.

    None where that entry is not among those that the message's own words bring up.
    """
    entry = library.pack.entries[memory.entry]
    again = library.index.rank(f"{text} {entry.title}", limit=5)
    own = {candidate.entry_id for candidate in ranking.candidates if candidate.probability >= MIN_OWN_SHARE}
    if not again.candidates or again.candidates[0].entry_id not in own:
        return None
    return again
