"""What the words of a question say about whether it is ours: other products, other senses, topics, bare chatter.

The lists are the pack's; here is only how they are read. A mention never counts against an entry that speaks of the
same thing itself: jeans belong to the entry about outfits, another shoe to the entry that compares with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum

from bot.core.faq.lexicon import OutOfScope, ScopeTopic, Sense
from bot.core.faq.phrase_table import Found, PhraseTable
from bot.core.faq.ranking import Scope
from bot.core.faq.reading import Reading

Words = tuple[str, ...]

_COMPARING = frozenset(
    (
        "versus",
        "vs",
        "v",
        "than",
        "compare",
        "compared",
        "compares",
        "comparing",
        "comparison",
        "difference",
        "instead",
        "same",
        "as",
        "like",
        "similar",
        "from",
        "or",
        "rather",
        "over",
        "switch",
        "switching",
        "my",
        "mine",
        "wear",
        "wearing",
        "wore",
        "own",
    )
)
"""Beside another shoe: it is held against ours, or it is the one that the person owns."""
_FILLING = frozenset(
    (
        "these",
        "this",
        "them",
        "they",
        "those",
        "it",
        "that",
        "the",
        "a",
        "on",
        "of",
        "about",
        "all",
        "guys",
        "you",
        "here",
        "any",
        "anybody",
        "everybody",
        "so",
        "well",
        "then",
        "and",
        "but",
        "please",
    )
)
"""Words that make no question of a social phrase: "opinions on these", "thoughts guys"."""
_OURS = frozenset(("these", "they", "them", "this", "it", "those"))


class Kind(Enum):
    """What a mention is of."""

    SHOE = "shoe"
    THING = "thing"
    GARMENT = "garment"
    SENSE = "sense"
    TOPIC = "topic"


_LEFT = {Kind.SHOE: 0.05, Kind.THING: 0.03, Kind.GARMENT: 0.15, Kind.SENSE: 0.03, Kind.TOPIC: 0.15}
"""What a mention leaves of the odds of an entry that does not speak of it."""
_LEFT_COVERED = 0.1
"""What another shoe, asked about alone, leaves even of the entry that compares with it."""
_LEFT_COMPARED = 0.4
"""What is left when the mention is excused: ours is named, or another shoe is only compared with it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing named in a question that may make it somebody else's."""

    kind: Kind
    label: str
    """How a person would name it."""
    phrase: str
    """Its stems between spaces; an entry with a phrasing that holds them in a row speaks of it."""
    text: str = ""
    """A topic's sentence for the member."""


@dataclass(frozen=True, slots=True)
class ScopeReading:
    """The scope signals of one question, before any entry is looked at."""

    mentions: tuple[Mention, ...]
    names_shoe: bool
    is_chatter: bool
    is_comparing: bool
    """Another shoe stands beside ours, named or pointed at."""

    def factor(self, text: str) -> float:
        """By how much, 0 to 1, the odds of an entry are lowered whose phrasings, as stems, are `text`."""
        return min((self._left(mention, text) for mention in self.mentions), default=1.0)

    def _left(self, mention: Mention, text: str) -> float:
        is_covered = mention.phrase in text
        if mention.kind is Kind.SHOE:
            if self.is_comparing:
                return 1.0 if is_covered else _LEFT_COMPARED
            return _LEFT_COVERED if is_covered else _LEFT[mention.kind]
        if is_covered:
            return 1.0
        return (
            max(_LEFT[mention.kind], _LEFT_COMPARED)
            if self.names_shoe and mention.kind is not Kind.SENSE
            else _LEFT[mention.kind]
        )

    def against(self, text: str) -> tuple[Mention, ...]:
        """The mentions that speak against an entry whose phrasings, as stems, are `text`."""
        return tuple(mention for mention in self.mentions if self._left(mention, text) < _LEFT_COMPARED)

    def scope(self, text: str) -> Scope:
        """The signals as the ranking carries them, seen from the best entry."""
        against = self.against(text)
        things = tuple(m.label for m in against if m.kind in {Kind.THING, Kind.GARMENT, Kind.SENSE})
        shoes = tuple(m.label for m in against if m.kind is Kind.SHOE)
        topic = next((m for m in against if m.kind is Kind.TOPIC), None)
        scope = Scope(self.names_shoe, shoes + things, things, self.is_chatter)
        return replace(scope, topic=topic.label, topic_text=topic.text) if topic else scope


class ScopeReader:
    """Reads scope signals with a pack's lists."""

    __slots__ = ("_chatter", "_mentions", "_senses", "_stem")

    def __init__(self, lists: OutOfScope, plain: Callable[[str], Words], stem: Callable[[str], str]) -> None:
        self._stem = stem

        def stems_of(phrase: str) -> Words:
            return tuple(stem(word) for word in plain(phrase))

        def mentions(kind: Kind, phrases: Iterable[str]) -> Iterable[tuple[Words, Mention]]:
            for phrase in phrases:
                stems = stems_of(phrase)
                yield stems, Mention(kind, phrase, f" {' '.join(stems)} ")

        def topics(found: Iterable[ScopeTopic]) -> Iterable[tuple[Words, Mention]]:
            for topic in found:
                for phrase in topic.words:
                    stems = stems_of(phrase)
                    yield stems, Mention(Kind.TOPIC, topic.id, f" {' '.join(stems)} ", topic.say)

        self._mentions = (
            PhraseTable(mentions(Kind.SHOE, lists.shoes)),
            PhraseTable(mentions(Kind.GARMENT, lists.garments)),
            PhraseTable(mentions(Kind.THING, lists.things)),
            PhraseTable(topics(lists.topics)),
        )
        self._senses = tuple(_sense_tables(sense, stems_of) for sense in lists.senses)
        self._chatter = PhraseTable((plain(phrase), True) for phrase in lists.chatter)

    def read(self, reading: Reading) -> ScopeReading:
        """The scope signals of a question."""
        stems = tuple(self._stem(word) for word in reading.words)
        mentions = [found.value for table in self._mentions for found in table.find(stems)]
        mentions += [mention for words, when, mention in self._senses if _has_sense(stems, words, when)]
        return ScopeReading(
            tuple(dict.fromkeys(mentions)),
            reading.names_shoe,
            self._is_chatter(reading.words),
            reading.names_shoe or not _COMPARING.isdisjoint(reading.words) or not _OURS.isdisjoint(reading.words),
        )

    def _is_chatter(self, words: Words) -> bool:
        found = self._chatter.find(words)
        covered = {at for match in found for at in range(match.start, match.end)}
        return bool(found) and all(at in covered or word in _FILLING for at, word in enumerate(words))


def _sense_tables(
    sense: Sense, stems_of: Callable[[str], Words]
) -> tuple[PhraseTable[bool], PhraseTable[bool] | None, Mention]:
    words = [stems_of(phrase) for phrase in sense.words]
    when = PhraseTable((stems_of(phrase), True) for phrase in sense.when) if sense.when else None
    return (
        PhraseTable((phrase, True) for phrase in words),
        when,
        Mention(Kind.SENSE, sense.about, f" ={sense.about} "),
    )


def _has_sense(stems: Words, words: PhraseTable[bool], when: PhraseTable[bool] | None) -> bool:
    ours = words.find(stems)
    if not ours or when is None:
        return bool(ours)
    return any(_apart(one, other) for one in ours for other in when.find(stems))


def _apart(one: Found[bool], other: Found[bool]) -> bool:
    return one.end <= other.start or other.end <= one.start
