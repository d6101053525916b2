"""`lexicon.yaml` and `out_of_scope.yaml`: the words of a pack."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.faq.lexicon import Lexicon, OutOfScope, ScopeTopic, Sense
from bot.knowledge.containers import ListOf, MapOf
from bot.knowledge.fields import Boolean, Text, slug
from bot.knowledge.nodes import Node
from bot.knowledge.reading import Reading
from bot.knowledge.records import Key, Record, Values, optional, required

_WORD = Text(max_length=80)
_READ_AS = Text(min_length=0, max_length=80)
"""Empty for words that are only left out."""
_WORDS = ListOf(_WORD, max_items=5000)
_ANYTHING = r"\S(?:.*\S)?"

_SYNONYMS = optional(
    "synonyms", ListOf(ListOf(_WORD, min_items=2), max_items=2000), (), "Groups of words that mean the same here."
)
_SLANG: Key[Mapping[str, str]] = optional(
    "slang", MapOf(_READ_AS, r"\S+", "one word"), {}, "One word as typed, and the plain words it stands for."
)
_PHRASES: Key[Mapping[str, str]] = optional(
    "phrases", MapOf(_READ_AS, _ANYTHING, "the words as typed"), {}, "Several typed words and what they stand for."
)
_PROTECT = optional("protect", _WORDS, (), "Words that are right as they are and are never repaired into another.")

LEXICON = Record(
    "lexicon.yaml",
    (_SYNONYMS, _SLANG, _PHRASES, _PROTECT),
    lambda got: Lexicon(got[_SYNONYMS], got[_SLANG], got[_PHRASES], got[_PROTECT]),
)

_SENSE_WORDS = required("words", ListOf(_WORD, min_items=1), "The phrase as people type it.")
_WHEN = optional("when", _WORDS, (), "Words beside it that turn its meaning; without any, the phrase is enough.")
_ABOUT = required("about", Text(max_length=80), "What the question is about then.")
_SENSE = Record("a sense", (_SENSE_WORDS, _WHEN, _ABOUT), lambda got: Sense(got[_SENSE_WORDS], got[_WHEN], got[_ABOUT]))

_TOPIC_ID = required("id", slug(), "Name of the subject.")
_TOPIC_WORDS = required("words", ListOf(_WORD, min_items=1), "Any one of them brings the subject up.")
_SAY = required("say", Text(max_length=600, one_line=False), "What a member is told.")
_ALWAYS = optional(
    "always",
    Boolean(),
    False,
    "true: said before anything else, whatever else the message asks (somebody in danger, a threat, a slur).",
)


def _topic(got: Values) -> ScopeTopic:
    return ScopeTopic(got[_TOPIC_ID], got[_TOPIC_WORDS], got[_SAY], got[_ALWAYS])


_SHOES = optional("shoes", _WORDS, (), "Names of other shoes.")
_THINGS = optional("things", _WORDS, (), "Names of other products.")
_GARMENTS = optional("garments", _WORDS, (), "What is worn with shoes.")
_SENSES = optional(
    "senses", ListOf(_SENSE, unique=False), (), "Phrases of ours that mean something else beside others."
)
_CHATTER = optional("chatter", _WORDS, (), "Bare social phrases that ask for nothing.")
_TOPICS = optional(
    "topics",
    ListOf(Record("a topic", (_TOPIC_ID, _TOPIC_WORDS, _SAY, _ALWAYS), _topic), unique=False),
    (),
    "Subjects on our border that get a sentence of their own.",
)
_OURS = optional(
    "ours", _WORDS, (), "Words that point at our shoe: beside them a word that nobody knows is not the subject."
)


def _scope(got: Values) -> OutOfScope:
    return OutOfScope(got[_SHOES], got[_THINGS], got[_GARMENTS], got[_SENSES], got[_CHATTER], got[_TOPICS], got[_OURS])


OUT_OF_SCOPE = Record("out_of_scope.yaml", (_SHOES, _THINGS, _GARMENTS, _SENSES, _CHATTER, _TOPICS, _OURS), _scope)


def read_lexicon(node: Node, reading: Reading) -> Lexicon | None:
    """How members write, or None after problems were collected."""
    return LEXICON.read(node, reading)


def read_out_of_scope(node: Node, reading: Reading) -> OutOfScope | None:
    """What is not our subject, or None after problems were collected."""
    return OUT_OF_SCOPE.read(node, reading)
