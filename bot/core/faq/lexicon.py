"""The words of a pack as values: what means the same, how people write in chat, and what is not our subject.

Data only. The lists themselves live in the knowledge pack (`lexicon.yaml`, `out_of_scope.yaml`); no word of any
product may be written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How members write, in the pack's own words."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words or short phrases that mean the same here."""
    slang: Mapping[str, str] = field(default_factory=dict)
    """One typed word -> the plain words it stands for (`tts` -> `true to size`)."""
    phrases: Mapping[str, str] = field(default_factory=dict)
    """Several typed words -> the plain words they stand for."""
    protect: tuple[str, ...] = ()
    """Words that are right as they are and must never be repaired into another."""


@dataclass(frozen=True, slots=True)
class Sense:
    """A phrase of ours that means something else beside certain words."""

    words: tuple[str, ...]
    """The phrase, as people type it."""
    when: tuple[str, ...]
    """Words that turn its meaning; with none the phrase alone is enough."""
    about: str
    """What the question is about then, in a word or two."""


@dataclass(frozen=True, slots=True)
class ScopeTopic:
    """A subject on our border that gets a boundary sentence instead of an answer."""

    id: str
    words: tuple[str, ...]
    """Any one of them brings the topic up."""
    say: str
    """What a member is told."""
    always: bool = False
    """Said before anything else, whatever else the message asks: for words that a person would not pass over."""


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """What the pack says is not its subject."""

    shoes: tuple[str, ...] = ()
    """Names of other shoes; asking about one is ours only when it is compared with ours."""
    things: tuple[str, ...] = ()
    """Names of other products."""
    garments: tuple[str, ...] = ()
    """What is worn with shoes: a question about how it fits is not ours."""
    senses: tuple[Sense, ...] = ()
    chatter: tuple[str, ...] = ()
    """Bare social phrases that ask for nothing."""
    topics: tuple[ScopeTopic, ...] = ()
    ours: tuple[str, ...] = ()
    """Words that point at our shoe. In a message without any, a word that nobody knows may well be its subject."""
