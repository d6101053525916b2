"""What the words of a question say about whether it is ours: other products, other senses, topics, bare chatter.

The lists are the pack's; here is only how they are read. A mention never counts against an entry that speaks of the
same thing itself: jeans belong to the entry about outfits, another shoe to the entry that compares with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from itertools import pairwise

from bot.core.faq.lexicon import OutOfScope
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
        "got",
        "mine",
        "wear",
        "wearing",
        "wore",
        "own",
    )
)
"""Beside another shoe: it is held against ours, or it is the one that the person owns …"""
_HAVING = frozenset(("have", "had"))
"""… as it is with these at the beginning or behind one of the next, but not in "does anybody have"."""
_OWNER = frozenset(
    ("i", "we", "ive", "i've", "have", "already", "currently", "also", "still", "only", "just", "really", "always")
)
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
_POINTING = frozenset(("these", "this", "those"))
"""Said of ours wherever it stands …"""
_REFERRING = frozenset(("they", "them", "it"))
"""… and this only before another shoe is named: behind one it is said of that."""
_WORTH_IT = ("worth", "it")
"""Points at nothing: "are clogs worth it"."""
_LEADING_UP = frozenset(("than", "versus", "vs", "v", "compare", "compared", "to", "like", "from", "over", "as"))
"""Before the first other shoe: what it is held against has been said, or is meant to be ours."""
_BETWEEN = frozenset(("versus", "vs", "v", "or", "than"))
"""Between two other shoes: they are held against each other."""


class Kind(Enum):
    """What a mention is of."""

    SHOE = "shoe"
    THING = "thing"
    GARMENT = "garment"
    SENSE = "sense"
    TOPIC = "topic"


_NEAR = 2
"""Words before the first of two shoes among which "between" stands: "between a dunk and …"."""

_LEFT = {Kind.SHOE: 0.02, Kind.THING: 0.03, Kind.GARMENT: 0.15, Kind.SENSE: 0.03, Kind.TOPIC: 0.15}
"""What a mention leaves of the odds of an entry that does not speak of it."""
_LEFT_COVERED = 0.01
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
    points_at_ours: bool = True
    """Ours is named or pointed at, as far as the pack lists words that do."""

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


@dataclass(frozen=True, slots=True)
class _SensePart:
    """A phrase that is one side of a sense."""

    number: int
    """Which sense."""
    is_when: bool


_Mark = Mention | _SensePart


class ScopeReader:
    """Reads scope signals with a pack's lists."""

    __slots__ = ("_chatter", "_chatter_words", "_marks", "_ours", "_senses", "_stem")

    def __init__(self, lists: OutOfScope, plain: Callable[[str], Words], stem: Callable[[str], str]) -> None:
        self._stem = stem
        marks: dict[Words, list[_Mark]] = {}
        for phrase, mark in _marks(lists):
            stems = tuple(map(stem, plain(phrase)))
            marks.setdefault(stems, []).append(mark if isinstance(mark, _SensePart) else mark(stems))
        self._marks = PhraseTable((stems, tuple(found)) for stems, found in marks.items())
        self._senses = tuple((bool(s.when), Mention(Kind.SENSE, s.about, f" ={s.about} ")) for s in lists.senses)
        social = [plain(phrase) for phrase in lists.chatter]
        self._chatter = PhraseTable((phrase, True) for phrase in social)
        self._chatter_words = _FILLING.union(*social)
        self._ours = frozenset(stem(word) for phrase in lists.ours for word in plain(phrase))

    def read(self, reading: Reading) -> ScopeReading:
        """The scope signals of a question. A word that was only guessed points at nothing."""
        stems = [self._stem(word) for word in reading.words]
        found = self._marks.find_all(stems)
        mentions = [
            mark for match in found for mark in match.value if isinstance(mark, Mention) and _is_whole(match, found)
        ]
        return ScopeReading(
            tuple(dict.fromkeys(mentions + self._other_senses(found))) if found else (),
            reading.names_shoe,
            self._is_chatter(reading.words),
            reading.names_shoe or _is_comparing(reading.words, _shoes(found)),
            reading.names_shoe
            or not self._ours
            or (not self._ours.isdisjoint(stems) and self._is_pointing(reading, stems)),
        )

    def _is_pointing(self, reading: Reading, stems: list[str]) -> bool:
        words = zip(reading.words, stems, ("", *reading.words), strict=False)
        return any(
            stem in self._ours and word not in reading.guessed and (before, word) != _WORTH_IT
            for word, stem, before in words
        )

    def _other_senses(self, found: list[Found[tuple[_Mark, ...]]]) -> list[Mention]:
        parts = [(mark, match) for match in found for mark in match.value if isinstance(mark, _SensePart)]
        ours = [(mark.number, match) for mark, match in parts if not mark.is_when]
        when = [(mark.number, match) for mark, match in parts if mark.is_when]
        return [
            self._senses[number][1]
            for number, match in ours
            if not self._senses[number][0]
            or any(number == other and _are_apart(match, beside) for other, beside in when)
        ]

    def _is_chatter(self, words: Words) -> bool:
        if not self._chatter_words.issuperset(words):
            return False
        found = self._chatter.find(words)
        covered = {at for match in found for at in range(match.start, match.end)}
        return bool(found) and all(at in covered or word in _FILLING for at, word in enumerate(words))


def _shoes(found: list[Found[tuple[_Mark, ...]]]) -> list[tuple[int, int]]:
    """Where other shoes are named, without names inside names, in the order of the text."""
    named = [
        (match.start, match.end)
        for match in found
        if any(isinstance(mark, Mention) and mark.kind is Kind.SHOE for mark in match.value)
    ]
    return sorted((a, b) for a, b in named if not any(c <= a and b <= d and (a, b) != (c, d) for c, d in named))


def _is_comparing(words: Words, shoes: list[tuple[int, int]]) -> bool:
    """Whether another shoe is held against ours, which need not be named, or is the one that the person owns."""
    if not shoes:
        return False
    if not _POINTING.isdisjoint(words):
        return True
    before = words[: shoes[0][0]]
    if not _REFERRING.isdisjoint(before):
        return True
    between = [words[one[1] : other[0]] for one, other in pairwise(shoes)]
    if "between" in before[-_NEAR:] and any("and" in row for row in between):
        return False
    if _LEADING_UP.isdisjoint(before) and any(not _BETWEEN.isdisjoint(row) for row in between):
        return False
    return _is_held_against(words)


def _is_held_against(words: Words) -> bool:
    has = any(word in _HAVING and (not at or words[at - 1] in _OWNER) for at, word in enumerate(words))
    return has or not _COMPARING.isdisjoint(words)


def _marks(lists: OutOfScope) -> Iterator[tuple[str, _SensePart | Callable[[Words], Mention]]]:
    """Each phrase of the lists with what it marks; a mention is made from the phrase's stems."""
    kinds = ((Kind.SHOE, lists.shoes), (Kind.GARMENT, lists.garments), (Kind.THING, lists.things))
    for kind, phrases in kinds:
        for phrase in phrases:
            yield phrase, partial(_mention, kind, phrase, "")
    for topic in (one for one in lists.topics if not one.always):  # grave words are read word for word, elsewhere
        for phrase in topic.words:
            yield phrase, partial(_mention, Kind.TOPIC, topic.id, topic.say)
    for number, sense in enumerate(lists.senses):
        for phrase in sense.words:
            yield phrase, _SensePart(number, False)
        for phrase in sense.when:
            yield phrase, _SensePart(number, True)


def _mention(kind: Kind, label: str, text: str, stems: Words) -> Mention:
    return Mention(kind, label, f" {' '.join(stems)} ", text)


def _is_whole(match: Found[tuple[_Mark, ...]], found: list[Found[tuple[_Mark, ...]]]) -> bool:
    """Whether no longer mention holds this one: in "hair gel" only the whole is named."""
    return not any(
        other.start <= match.start and match.end <= other.end and other.end - other.start > match.end - match.start
        for other in found
        if any(isinstance(mark, Mention) for mark in other.value)
    )


def _are_apart(one: Found[tuple[_Mark, ...]], other: Found[tuple[_Mark, ...]]) -> bool:
    return one.end <= other.start or other.end <= one.start
