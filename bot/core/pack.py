"""The pack: the base knowledge as plain frozen values, and the library that is ready to answer from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from bot.core.basis import Basis, Source
from bot.core.faq.entry import Entry
from bot.core.faq.lexicon import Lexicon, OutOfScope
from bot.core.faq.ranking import Ranking
from bot.core.faq.thesaurus import Floats
from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.words import SizeWords

if TYPE_CHECKING:  # the index is dear to import, and a pack is read and connected with before it is there
    from bot.core.faq.index import FaqIndex


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about the shoe, quoted by answers as `{shoe.<id>}`."""

    id: str
    text: str
    source: str
    basis: Basis
    value: float | str | None = None
    checked: date | None = None
    review_after_days: int | None = None


@dataclass(frozen=True, slots=True)
class Shoe:
    """The shoe that the pack is about."""

    name: str
    short_name: str
    brand: str
    """Brand id of its maker's size chart."""
    nicknames: tuple[str, ...]
    facts: Mapping[str, Fact]
    about: str = ""
    """What can be asked about it, as the end of "ask me about …"; empty for a pack that does not say."""
    topics: Mapping[str, str] = field(default_factory=dict)
    """How a member would name a topic, by the topic's id, in the order to browse; others go by their id, and last."""

    def topic_title(self, topic: str) -> str:
        """A topic as a person reads it."""
        return self.topics.get(topic) or topic.replace("-", " ").replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything a knowledge directory says (with a server's overlay laid over it, where there is one)."""

    shoe: Shoe
    sources: Mapping[str, Source]
    entries: Mapping[str, Entry]
    """By id, in file order; retired entries are left out."""
    lexicon: Lexicon
    out_of_scope: OutOfScope
    sizing: SizingKnowledge
    digest: str
    """Content hash of the whole pack."""
    rules_digest: str
    """Content hash of what sizing rests on: rules, charts, reference shoes."""
    size_words: SizeWords = field(default_factory=SizeWords)
    """The words people use about sizes and feet."""
    originals: Mapping[str, Entry] = field(default_factory=dict)
    """The entries with their placeholders as written, by id: what an edit starts from."""


@dataclass(frozen=True, slots=True)
class Closer:
    """A closer look at the texts of one message that words alone left in doubt."""

    index: FaqIndex
    """The pack's index with its sentences."""
    meant: Mapping[str, Floats]
    """The vectors of these texts."""
    encoder: str
    """Which encoder they come from, short."""


@dataclass(frozen=True, slots=True)
class Library:
    """A pack with its index: ready to answer."""

    pack: Pack
    index: FaqIndex
    closer: Closer | None = None
    """What is known of a message's sentences besides their words; only in a library made for that one message."""

    @property
    def digest(self) -> str:
        """Content hash of all that an answer rests on: the pack, and the encoder where one was asked."""
        return f"{self.pack.digest}+{self.closer.encoder}" if self.closer else self.pack.digest

    def rank(self, text: str, limit: int) -> Ranking:
        """The entries nearest to a text; by its meaning too, where that is known."""
        meant = self.closer.meant.get(text) if self.closer else None
        if self.closer is None or meant is None:
            return self.index.rank(text, limit)
        return self.closer.index.rank(text, limit, meant)
