"""Declarations of fields: what they read, what they complain of, and that the JSON Schema says the same."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import jsonschema_rs
import pytest

from bot.knowledge.containers import EitherOf, ListOf, MapOf
from bot.knowledge.document import read_document
from bot.knowledge.fields import Boolean, Day, Days, Number, OneOf, Ref, Text, Whole, slug
from bot.knowledge.nodes import Node
from bot.knowledge.reading import Reading
from bot.knowledge.records import Record, maybe, optional, required
from tests.knowledge.conftest import as_json

_TITLE = required("title", Text(max_length=10), "What it is about.")
_ASK = required("ask", ListOf(Text(), min_items=2))
_OFFERS = optional("offers_size", Boolean(), False)
_REVIEW = maybe("review_after", Days())
GROUP = Record("an entry", (_TITLE, _ASK, _OFFERS, _REVIEW), lambda got: (got[_TITLE], got[_ASK], got[_OFFERS], got[_REVIEW]))  # fmt: skip # noqa: E501
EITHER: EitherOf[float | str] = EitherOf((Number(), Text()), "a number or a text")

READ: list[tuple[Any, str, object]] = [
    (Text(), "plain words", "plain words"),
    (Text(), '"10"', "10"),
    (Text(one_line=False), "|\n  one\n  two\n", "one\ntwo"),
    (slug(), "wide-feet", "wide-feet"),
    (Number(), "7.5", 7.5),
    (Number(0, 20, step=0.5), "7.5", 7.5),
    (Whole(), "3", 3),
    (Boolean(), "true", True),
    (Boolean(), "false", False),
    (Day(), "2025-10-17", date(2025, 10, 17)),
    (Days(), "180d", 180),
    (OneOf({"guide": 1, "chart": 2}), "chart", 2),
    (Ref("entry"), "wide-feet", "wide-feet"),
    (ListOf(Text()), "[a, b]", ("a", "b")),
    (ListOf(Text()), "[]", ()),
    (MapOf(Number()), "{a: 1, b-c: 2}", {"a": 1.0, "b-c": 2.0}),
    (EITHER, "5", 5.0),
    (EITHER, "five", "five"),
    (GROUP, "{title: hi, ask: [a, b]}", ("hi", ("a", "b"), False, None)),
    (GROUP, "{title: hi, ask: [a, b], offers_size: true, review_after: 30d}", ("hi", ("a", "b"), True, 30)),
]

REFUSED: list[tuple[Any, str, str]] = [
    (Text(), "2008", 'expected text, found a number (write "2008")'),
    (Text(), "2025-10-17", 'expected text, found a date (write "2025-10-17")'),
    (Text(), "true", 'expected text, found true or false (write "true")'),
    (Text(), "~", "expected text, found nothing"),
    (Text(), "[a]", "expected text, found a list (write one text, no list)"),
    (Text(), "{a: b}", "put the whole text in"),
    (Text(), '"  "', "this text is empty"),
    (Text(max_length=5), "too long", "this text has 8 characters, 5 are allowed (take out 3 or more)"),
    (Text(), "|\n  one\n  two\n", "has to stand on one line"),
    (Text(), "hi <@&1>", "would ping"),
    (slug(), "Wide_Feet", "`Wide_Feet` is not written as it should be (small letters"),
    (Number(), '"10"', "expected a number, found text (take the quotes away)"),
    (Number(), "ten", "expected a number, found text (write digits: 10 or 7.5)"),
    (Number(1, 20), "42", "42 is out of range (write 1 to 20)"),
    (Number(step=0.5), "7.3", "7.3 is not a multiple of 0.5"),
    (Whole(), "2.5", "2.5 is not a whole number"),
    (Boolean(), "1", "expected true or false, found a number"),
    (Boolean(), '"true"', "expected true or false, found text (write true or false, without quotes)"),
    (Day(), '"2025-10-17"', "expected a date, found text"),
    (Days(), "180", "expected a number of days, found a number (write it with a d: 180d)"),
    (Days(), "9999d", "9999d is too long"),
    (OneOf({"guide": 1, "chart": 2}), "giude", "`giude` is not known here (did you mean `guide`?)"),
    (OneOf({"guide": 1, "chart": 2}), "zzz", "(write one of guide, chart)"),
    (ListOf(Text()), "a", "expected a list, found text"),
    (ListOf(Text(), min_items=3), "[a, b]", "this list has 2 items, at least 3 are wanted"),
    (ListOf(Text(), max_items=1), "[a, b]", "this list has 2 items, at most 1 are wanted"),
    (ListOf(Text()), "[one  two, One two]", "this stands in the list already, on line 1"),
    (MapOf(Number()), "{A B: 1}", "`A B` is not written as a name"),
    (MapOf(Number()), "[a]", "expected `name: value` lines, found a list"),
    (EITHER, "[a]", "expected a number or a text, found a list"),
    (GROUP, "{title: hi, ask: [a, b], ofers_size: true}", "not a key of an entry (did you mean `offers_size`?)"),
    (GROUP, "{title: hi, ask: [a, b], zzz: 1}", "(known keys: title, ask, offers_size, review_after)"),
    (GROUP, "{title: hi}", "`ask` is missing from an entry (add `ask:`)"),
    (GROUP, "[a]", "expected an entry (`key: value` lines), found a list"),
]


def _read(spec: Any, text: str) -> tuple[object, Reading, Node]:
    node, problems = read_document(text, "f.yaml")
    assert not problems
    assert node is not None
    reading = Reading("f.yaml")
    return spec.read(node, reading), reading, node


@pytest.mark.parametrize(("spec", "text", "value"), READ, ids=[case[1] for case in READ])
def test_a_value_of_the_right_kind_is_read_and_its_schema_agrees(spec: Any, text: str, value: object) -> None:
    read, reading, node = _read(spec, text)
    assert read == value
    assert not reading.problems
    assert jsonschema_rs.validator_for(spec.schema()).is_valid(as_json(node))


@pytest.mark.parametrize(("spec", "text", "message"), REFUSED, ids=[case[1] for case in REFUSED])
def test_a_wrong_value_is_refused_with_what_to_write_instead(spec: Any, text: str, message: str) -> None:
    _, reading, _ = _read(spec, text)
    assert message in "\n".join(map(str, reading.problems))


# What JSON Schema cannot say: dangers, spaces, equality without case, and that dates are not quoted.
_BEYOND_SCHEMA = ('"  "', "hi <@&1>", "[one  two, One two]", "|\n  one\n  two\n", '"2025-10-17"', "2025-10-17", "9999d")


@pytest.mark.parametrize(
    ("spec", "text"),
    [case[:2] for case in REFUSED if case[1] not in _BEYOND_SCHEMA],
    ids=[case[1] for case in REFUSED if case[1] not in _BEYOND_SCHEMA],
)
def test_the_schema_refuses_what_the_reader_refuses(spec: Any, text: str) -> None:
    node = _read(spec, text)[2]
    assert not jsonschema_rs.validator_for(json.loads(json.dumps(spec.schema()))).is_valid(as_json(node))


def test_all_problems_of_a_group_come_at_once() -> None:
    _, reading, _ = _read(GROUP, "title: 5\nofers_size: 1\nreview_after: soon\n")
    assert [problem.line for problem in reading.problems] == [2, 1, 1, 3]


def test_a_value_that_was_refused_as_ambiguous_is_complained_of_once() -> None:
    node, problems = read_document("title: hi\nask: [a, b]\noffers_size: yes\n", "f.yaml")
    reading = Reading("f.yaml")
    assert node is not None
    assert GROUP.read(node, reading) is None
    assert len(problems) == 1
    assert not reading.problems


def test_references_are_kept_for_looking_up_with_their_place() -> None:
    _, reading, _ = _read(ListOf(Ref("entry")), "- one\n- two\n")
    assert [(one.kind, one.name, one.line) for one in reading.references] == [("entry", "one", 1), ("entry", "two", 2)]
