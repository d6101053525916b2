"""`shoe.yaml`: what the shoe is called, and its facts, each once."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping

from bot.core.pack import Fact, Shoe
from bot.knowledge.containers import EitherOf, ListOf, MapOf
from bot.knowledge.fields import SNAKE, Number, Ref, Text
from bot.knowledge.nodes import Mapping, Node
from bot.knowledge.origin_keys import CHECKED, REVIEW_AFTER, basis_key, source_key
from bot.knowledge.reading import Reading
from bot.knowledge.records import Key, Record, Values, optional, required

_VALUE_SPEC: EitherOf[float | str] = EitherOf((Number(), Text(max_length=120)), "a number or a text")
_VALUE: Key[float | str | None] = Key(
    "value", _VALUE_SPEC, "The same fact as a plain number or word.", is_required=False
)
_TEXT = required("text", Text(max_length=200), "What an answer quotes; has to read well in the middle of a sentence.")
_SOURCE = source_key()
_BASIS = basis_key()


def _fact(got: Values) -> Fact:
    return Fact("", got[_TEXT], got[_SOURCE], got[_BASIS], got[_VALUE], got[CHECKED], got[REVIEW_AFTER])


FACT = Record("a fact", (_VALUE, _TEXT, _SOURCE, _BASIS, CHECKED, REVIEW_AFTER), _fact)

_NAME = required("name", Text(max_length=60), "The shoe's full name.")
_SHORT_NAME = required("short_name", Text(max_length=40), "Its name without the maker.")
_BRAND = required("brand", Ref("brand"), "Id of its maker's chart in size_charts.yaml.")
_NICKNAMES = required("nicknames", ListOf(Text(max_length=40), min_items=1), "What members call it.")
_ABOUT = optional(
    "about",
    Text(max_length=120),
    "",
    'What members can ask about, to stand after "ask me about": its size and fit, price or history.',
)
_TOPICS: Key[AnyMapping[str, str]] = optional(
    "topics",
    MapOf(Text(max_length=60)),
    {},
    "How members would name a topic, by the name of its file; shown where answers are browsed.",
)
_FACTS = required(
    "facts",
    MapOf(FACT, SNAKE, "small letters, digits and underscores: toe_box_mm"),
    "Facts by id; answers quote them as {shoe.<id>}.",
)


def _shoe(got: Values) -> Shoe:
    facts = {
        name: Fact(name, fact.text, fact.source, fact.basis, fact.value, fact.checked, fact.review_after_days)
        for name, fact in got[_FACTS].items()
    }
    return Shoe(got[_NAME], got[_SHORT_NAME], got[_BRAND], got[_NICKNAMES], facts, got[_ABOUT], got[_TOPICS])


SHOE = Record("shoe.yaml", (_NAME, _SHORT_NAME, _BRAND, _ABOUT, _TOPICS, _NICKNAMES, _FACTS), _shoe)


def read_shoe(node: Node, reading: Reading) -> Shoe | None:
    """The shoe, or None after problems were collected. A fact that ages needs both its day and its life."""
    shoe = SHOE.read(node, reading)
    facts = node.get("facts") if isinstance(node, Mapping) else None
    for name, fact in facts.pairs if isinstance(facts, Mapping) else ():
        if isinstance(fact, Mapping):
            complain_of_half_age(fact, reading)
        if name.text in ("name", "short_name"):
            reading.complain(name, f"`{name.text}` cannot be a fact's id", "it means the shoe's own name")
    return shoe


def complain_of_half_age(node: Mapping, reading: Reading) -> None:
    """`checked` and `review_after` make sense together only."""
    checked, after = node.get("checked"), node.get("review_after")
    if checked is None and after is not None:
        reading.complain(after, "`review_after` needs `checked` beside it", "add `checked:` with the day, 2025-10-17")
