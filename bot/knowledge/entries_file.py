"""`faq/<topic>.yaml`: the answers. The same declaration reads a server's own entries."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.faq.entry import Entry
from bot.core.problems import Severity
from bot.knowledge.containers import ListOf
from bot.knowledge.fields import Boolean, Ref, Text, complain_of_type, slug
from bot.knowledge.nodes import Listing, Mapping, Node
from bot.knowledge.origin_keys import CHECKED, REVIEW_AFTER, basis_key, source_key
from bot.knowledge.reading import Reading
from bot.knowledge.records import Key, Record, Values, maybe, optional, required
from bot.knowledge.shoe_file import complain_of_half_age

MIN_ASK = 5
"""Phrasings an entry of a pack needs; a server's own entry may start with one."""
WANTED_TESTS = {"must_match": 3, "must_not_match": 1}
"""Fewer of them is a warning."""
TITLE_MAX = 60
ANSWER_MAX = 600
MORE_MAX = 1500

_ID = required("id", slug(48), "Stable name of the entry; never reused for another question.")
_TITLE = required("title", Text(max_length=TITLE_MAX, is_template=True), "The question as a member would ask it.")
_ANSWER = required(
    "answer",
    Text(max_length=ANSWER_MAX, one_line=False, is_template=True),
    "What a member reads first: two to four sentences. May quote {shoe.<fact>}, {rule:<id>} and {size:10}.",
)
_MORE = optional(
    "more", Text(max_length=MORE_MAX, one_line=False, is_template=True), "", "Detail behind a button; may be left out."
)
_NOT_WHEN = optional("not_when", ListOf(Text(max_length=60)), (), "Words that mean another topic.")
_MUST = optional("must_match", ListOf(Text(max_length=200)), (), "Tests: questions that this entry has to win.")
_MUST_NOT = optional(
    "must_not_match", ListOf(Text(max_length=200)), (), "Tests: questions that must not be answered with this entry."
)
_RELATED = optional("related", ListOf(Ref("entry"), max_items=8), (), "Ids of entries worth offering next.")
_SOURCE = source_key()
_BASIS = basis_key()
_OFFERS_SIZE = optional("offers_size", Boolean(), False, "true where the answer should offer to go on to a size.")
_TOPIC = maybe("topic", slug(), "The topic a server's own entry is listed under.")


def _ask(min_items: int) -> Key[tuple[str, ...]]:
    about = "Other ways people ask it, at least five, as people really type."
    return required("ask", ListOf(Text(max_length=200), min_items=min_items, max_items=300), about)


def entry_record(topic: str, min_ask: int = MIN_ASK, has_topic: bool = False) -> Record[Entry]:
    """How an entry is written; its texts still hold their placeholders."""
    ask = _ask(min_ask)

    def build(got: Values) -> Entry:
        return Entry(
            id=got[_ID],
            topic=got[_TOPIC] or topic,
            title=got[_TITLE],
            ask=got[ask],
            answer=got[_ANSWER],
            more=got[_MORE],
            not_when=got[_NOT_WHEN],
            must_match=got[_MUST],
            must_not_match=got[_MUST_NOT],
            related=got[_RELATED],
            source=got[_SOURCE],
            basis=got[_BASIS],
            checked=got[CHECKED],
            review_after_days=got[REVIEW_AFTER],
            offers_size=got[_OFFERS_SIZE],
        )

    keys = (_ID, _TITLE, ask, _ANSWER, _MORE, _NOT_WHEN, _MUST, _MUST_NOT, _RELATED, _SOURCE, _BASIS)
    tail = (CHECKED, REVIEW_AFTER, _OFFERS_SIZE, *((_TOPIC,) if has_topic else ()))
    return Record("an entry", (*keys, *tail), build)


@dataclass(frozen=True, slots=True)
class LocatedEntry:
    """An entry with the place it was read from."""

    entry: Entry
    """Placeholders not filled yet."""
    path: str
    node: Mapping


def read_entries(node: Node, reading: Reading, record: Record[Entry]) -> list[LocatedEntry]:
    """The entries of one file that are complete, in order; problems of the others are collected."""
    if not isinstance(node, Listing):
        complain_of_type(node, reading, "a list of entries", "start each entry with `- id: …`")
        return []
    found = [read_entry(item, reading, record) for item in node.items]
    return [located for located in found if located is not None]


def read_entry(node: Node, reading: Reading, record: Record[Entry]) -> LocatedEntry | None:
    """One entry, or None after problems were collected."""
    entry = record.read(node, reading)
    if not isinstance(node, Mapping):
        return None
    reading.define("entry", node.get("id"))
    complain_of_half_age(node, reading)
    if entry is None:
        return None
    _complain_of_own_words(entry, node, reading)
    return LocatedEntry(entry, reading.path, node)


def _complain_of_own_words(entry: Entry, node: Mapping, reading: Reading) -> None:
    if entry.id in entry.related:
        reading.complain(node.get("related") or node, f"`{entry.id}` names itself as related", "take it out")
    for name, wanted in WANTED_TESTS.items():
        count = len(getattr(entry, name))
        if count < wanted:
            place = node.get(name) or node
            message = f"`{name}` of `{entry.id}` holds {count} sentences, {wanted} or more are wanted"
            reading.complain(place, message, "they guard the entry against later edits", Severity.WARNING)
    asked = {text.casefold() for text in entry.ask}
    for index, text in enumerate(entry.must_match):
        if text.casefold() in asked:
            _complain_of_copied_test(text, index, node, reading)


def _complain_of_copied_test(text: str, index: int, node: Mapping, reading: Reading) -> None:
    tests = node.get("must_match")
    place: Node = tests.items[index] if isinstance(tests, Listing) else node
    message = f"`{text}` is a phrasing under `ask` as well, so it tests nothing"
    reading.complain(place, message, "word it differently", Severity.WARNING)
