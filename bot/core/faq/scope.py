"""What the words of a question say about whether it is ours: other products, other senses, topics, bare chatter.

The lists are the pack's; here is only how they are read. A mention never counts against an entry that speaks of the
same thing itself: jeans belong to the entry about outfits, another shoe to the entry that compares with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from bot.core.faq.lexicon import OutOfScope, ScopeTopic, Sense
from bot.core.faq.phrase_table import Found, PhraseTable
from bot.core.faq.ranking import Scope
from bot.core.faq.reading import Reading

Words = tuple[str, ...]

_COMPARING = frozenset(
    ("versus", "vs", "v", "than", "compare", "compared", "compares", "comparing", "comparison", "difference", "instead")
)
_OURS = frozenset(("these", "they", "them", "this", "it", "those"))


class Kind(Enum):
    """What a mention is of."""

    SHOE = "shoe"
    THING = "thing"
    GARMENT = "garment"
    SENSE = "sense"
    TOPIC = "topic"


_LEFT = {Kind.SHOE: 0.05, Kind.THING: 0.03, Kind.GARMENT: 0.15, Kind.SENSE: 0.03, Kind.TOPIC: 0.15}
"""What a mention leaves of the odds of an entry that does not speak of it; half as strong (the root) when excused."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing named in a question that may make it somebody else's."""

    kind: Kind
    label: str
    """How a person would name it."""
    stems: frozenset[str]
    """An entry whose phrasings hold all of these speaks of it."""
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

    def factor(self, stems: Collection[str]) -> float:
        """By how much, 0 to 1, the odds of an entry whose phrasings hold `stems` are lowered."""
        return min((self._factor(mention) for mention in self.against(stems)), default=1.0)

    def against(self, stems: Collection[str]) -> tuple[Mention, ...]:
        """The mentions that speak against an entry whose phrasings hold `stems`."""
        return tuple(mention for mention in self.mentions if not mention.stems <= set(stems))

    def _factor(self, mention: Mention) -> float:
        excused = self.is_comparing if mention.kind is Kind.SHOE else self.names_shoe
        return _LEFT[mention.kind] ** 0.5 if excused and mention.kind is not Kind.SENSE else _LEFT[mention.kind]

    def scope(self, stems: Collection[str]) -> Scope:
        """The signals as the ranking carries them, seen from the best entry."""
        against = self.against(stems)
        things = tuple(
            m.label for m in against if m.kind in {Kind.THING, Kind.GARMENT, Kind.SENSE} and not self.names_shoe
        )
        shoes = tuple(m.label for m in against if m.kind is Kind.SHOE and not self.is_comparing)
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
                yield stems, Mention(kind, phrase, frozenset(stems))

        def topics(found: Iterable[ScopeTopic]) -> Iterable[tuple[Words, Mention]]:
            for topic in found:
                for phrase in topic.words:
                    stems = stems_of(phrase)
                    yield stems, Mention(Kind.TOPIC, topic.id, frozenset(stems), topic.say)

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
            bool(reading.words) and _covers(self._chatter.find(reading.words), len(reading.words)),
            reading.names_shoe or not _COMPARING.isdisjoint(reading.words) or not _OURS.isdisjoint(reading.words),
        )


def _sense_tables(
    sense: Sense, stems_of: Callable[[str], Words]
) -> tuple[PhraseTable[bool], PhraseTable[bool] | None, Mention]:
    words = [stems_of(phrase) for phrase in sense.words]
    when = PhraseTable((stems_of(phrase), True) for phrase in sense.when) if sense.when else None
    return (
        PhraseTable((phrase, True) for phrase in words),
        when,
        Mention(Kind.SENSE, sense.about, frozenset((sense.about,))),
    )


def _has_sense(stems: Words, words: PhraseTable[bool], when: PhraseTable[bool] | None) -> bool:
    ours = words.find(stems)
    if not ours or when is None:
        return bool(ours)
    return any(_apart(one, other) for one in ours for other in when.find(stems))


def _apart(one: Found[bool], other: Found[bool]) -> bool:
    return one.end <= other.start or other.end <= one.start


def _covers(found: Sequence[Found[bool]], length: int) -> bool:
    return sum(match.end - match.start for match in found) == length
