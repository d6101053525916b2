"""The strict reader: what it accepts, what it refuses, and that it survives anything."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.core.problems import Severity
from bot.knowledge.containers import ListOf
from bot.knowledge.document import UPLOAD, Limits, read_document
from bot.knowledge.fields import Text
from bot.knowledge.nodes import Listing, Mapping, Scalar, ScalarKind, find_node
from bot.knowledge.reading import Reading


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("faq.yaml", "- id: a")
    return held.getvalue()


_BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"

HOSTILE: list[tuple[str, str | bytes, str]] = [
    ("deep flow lists", "[" * 50_000, "f.yaml:1:13: lists and groups are nested more than 12 deep"),
    ("deep flow groups", "{a: " * 50_000, "f.yaml:1:49: lists and groups are nested more than 12 deep"),
    ("deep block lists", "- " * 50_000 + "x", "f.yaml:1:25: lists and groups are nested more than 12 deep"),
    ("an alias bomb", _BOMB, "f.yaml:1:4: `&a` names a value for aliases"),
    ("a recursive alias", "a: &a [*a]", "f.yaml:1:8: `*a` repeats another value by alias"),
    ("a tag that runs code", "a: !!python/object/apply:os.system [ls]", "f.yaml:1:4: `!` tags are not used here"),
    ("a plain tag", "a: !!str 5", "f.yaml:1:4: `!` tags are not used here"),
    ("a tag of one's own", "a: !x {b: 1}", "f.yaml:1:4: `!` tags are not used here"),
    ("a huge value", "a: " + "x" * 10_001, "f.yaml:1:4: this value is longer than 10000 characters"),
    ("a huge key", "? " + "x" * 10_001 + "\n: 1", "f.yaml:1:3: this value is longer than 10000 characters"),
    ("too many values", "[" + "a," * 50_001 + "]", "f.yaml:1:99998: the file holds more than 50000 values"),
    ("a duplicate key", "a: 1\nb: 2\na: 3", "f.yaml:3:1: `a` stands twice here, first on line 1"),
    ("a duplicate key in quotes", 'a: 1\n"a": 2', "f.yaml:2:1: `a` stands twice here, first on line 1"),
    ("a list as a key", "? [a, b]\n: c", "f.yaml:1:3: a key has to be a single word"),
    ("a merge key", "<<: {a: 1}", "f.yaml:1:1: `<<` is ambiguous: YAML gives this sign a meaning of its own"),
    ("NUL", "a: b\x00c", "f.yaml:1:5: a NUL byte cannot stand in this file"),
    ("NUL in bytes", b"x: y\na: b\x00c", "f.yaml:2:5: a NUL byte cannot stand in this file"),
    ("a bell", "a: b\x07", "f.yaml:1:5: the invisible character U+0007 cannot stand in this file"),
    ("half a surrogate", "a: \ud800", "f.yaml:1:4: the invisible character U+D800 cannot stand in this file"),
    ("UTF-16 with a mark", "a: b".encode("utf-16"), "f.yaml:0:0: the file is UTF-16 text"),
    ("UTF-16 without a mark", "a: b".encode("utf-16-le"), "f.yaml:1:2: a NUL byte cannot stand in this file"),
    ("Latin-1", "a: 1\nb: café".encode("latin-1"), "f.yaml:2:7: this byte is not UTF-8 text"),
    ("a zip renamed", _zip(), "f.yaml:0:0: the file is a zip archive, not text"),
    ("a picture renamed", b"\x89PNG\r\n\x1a\n", "f.yaml:0:0: the file is a picture, not text"),
    ("10 MB", b"a" * 10_000_000, "f.yaml:0:0: the file is larger than 1024 KiB"),
    ("nothing", "", "f.yaml:0:0: the file is empty"),
    ("a comment alone", "# nothing\n", "f.yaml:0:0: the file is empty"),
    ("two documents", "a: 1\n---\nb: 2", "f.yaml:2:1: a second document starts here"),
    ("a directive", "%YAML 1.1\n---\na: b", "f.yaml:1:1: `%` directives are not used here"),
    ("a colon in a sentence", "a: is it fine: yes", "f.yaml:1:14: a colon followed by a space, where no key can stand"),
    ("a tab", "a:\n\tb: c", "f.yaml:2:1: this character cannot begin a value"),
    ("an at sign", "a: @everyone", "f.yaml:1:4: this character cannot begin a value"),
    ("an open quote", 'a: "b', "f.yaml:1:4: a quote is opened and never closed"),
    ("an open bracket", "a: [b", "f.yaml:1:4: a list in [brackets] is not closed"),
    ("a broken indentation", "a: b\n  c: d", "f.yaml:2:4: a colon followed by a space, where no key can stand"),
]


@pytest.mark.parametrize(("raw", "expected"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_hostile_input_gets_its_own_message_at_its_place(raw: str | bytes, expected: str) -> None:
    _, problems = read_document(raw, "f.yaml")
    assert expected in "\n".join(map(str, problems))


REFUSED = {
    "yes": 'write "yes" or true',
    "No": 'write "No" or false',
    "off": 'write "off" or false',
    "ON": 'write "ON" or true',
    "y": 'write "y" or true',
    "N": 'write "N" or false',
    "True": 'write "True" or true',
    "010": "octal",
    "0o10": "octal",
    "08": "octal",
    "0x1F": "hexadecimal",
    "0b11": "binary",
    "12:30": "minutes and seconds",
    "190:20:30": "minutes and seconds",
    "1_000": "underscore",
    "1_0.5": "underscore",
    ".inf": "infinity",
    "-.INF": "infinity",
    ".NaN": "not-a-number",
    "1e3": "exponent",
    "1.5e-3": "exponent",
    ".5": "both sides",
    "5.": "both sides",
    "010.5": "both sides",
    "2025-1-5": "write 2025-01-05",
    "2025-02-30": "not a day",
    "2024-13-45": "not a day",
    "2025-10-17T10:00:00": "year-month-day",
    "2025-10-17 10:00:00": "year-month-day",
    "=": "meaning of its own",
    "1234567890123456": "too many digits",
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_value_that_yaml_versions_read_differently_is_refused_unless_quoted(text: str) -> None:
    node, problems = read_document(f"a: {text}", "f.yaml")
    assert len(problems) == 1
    assert REFUSED[text] in str(problems[0])
    assert find_node(node, "a").kind is ScalarKind.REFUSED
    quoted, none = read_document(f'a: "{text}"', "f.yaml")
    assert not none
    assert find_node(quoted, "a").value == text


@pytest.mark.parametrize("key", ["yes", "on", "010", "12:30"])
def test_an_ambiguous_key_is_refused_like_a_value(key: str) -> None:
    assert read_document(f"{key}: x", "f.yaml")[1]


ACCEPTED: dict[str, object] = {
    "10": 10.0,
    "7.5": 7.5,
    "-0.5": -0.5,
    "0": 0.0,
    "true": True,
    "false": False,
    "2025-10-17": date(2025, 10, 17),
    "180d": "180d",
    "10.5.1": "10.5.1",
    "yes please": "yes please",
    "14s": "14s",
    "W8.5": "W8.5",
    "2E": "2E",
    "one two": "one two",
    "1.130": 1.13,
    "~": None,
    "null": None,
    "": None,
}


@pytest.mark.parametrize("text", ACCEPTED)
def test_plain_numbers_dates_truths_and_words_are_read_as_what_they_look_like(text: str) -> None:
    node, problems = read_document(f"a: {text}", "f.yaml")
    assert not problems
    assert find_node(node, "a").value == ACCEPTED[text]


def test_all_problems_of_a_file_come_at_once_in_its_order() -> None:
    _, problems = read_document("a: yes\nb: 010\na: 1\nc: *x\n", "f.yaml")
    assert [(one.line, one.column) for one in problems] == [(1, 4), (2, 4), (4, 4), (3, 1)]


def test_the_tree_knows_the_place_of_every_value() -> None:
    node, problems = read_document("# first\n- id: é\n  ask:\n    - one\n    - two\n", "f.yaml")
    assert not problems
    assert isinstance(node, Listing)
    second = find_node(node, 0, "ask", 1)
    assert isinstance(second, Scalar)
    assert (second.text, second.line, second.column) == ("two", 5, 7)
    assert isinstance(find_node(node, 0, "nothing", 3), Mapping)


def test_a_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    node, problems = read_document("\ufeffa: b\r\nc: d\r\n".encode(), "f.yaml")
    assert not problems
    assert find_node(node, "c").text == "d"


def test_a_comment_that_swallows_half_a_sentence_is_warned_of() -> None:
    _, problems = read_document("- is this the #1 pick\n- fine # a comment\n- 'the #1'\n", "f.yaml")
    assert [(one.line, one.severity) for one in problems] == [(1, Severity.WARNING)]


def test_an_upload_may_be_smaller_than_a_file_of_the_pack() -> None:
    text = "a: |\n" + "  line of text\n" * 20_000
    assert "larger than 256 KiB" in str(read_document(text, "f.yaml", UPLOAD)[1][0])


def test_reading_stops_after_a_hundred_problems() -> None:
    _, problems = read_document("- yes\n" * 5_000, "f.yaml")
    assert len(problems) == Limits().max_problems


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(raw: bytes) -> None:
    node, problems = read_document(raw, "f.yaml")
    assert node is not None or problems


_YAML_BITS = st.sampled_from(
    [
        *("a", "yes", "- ", ": ", "? ", "\n", "  ", "[", "]", "{", "}", ", ", "&x ", "*x", "!t ", "|", ">", '"', "'"),
        *("#", " #", "%", "---", "...", "<<", "0", ":", "é", "\t", "\x85", "@"),
    ]
)


@given(st.lists(_YAML_BITS, max_size=40).map("".join))
def test_no_mixture_of_yaml_signs_crashes_the_reader(text: str) -> None:
    node, problems = read_document(text, "f.yaml")
    assert node is not None or problems
    assert all(one.line <= text.count("\n") + 1 for one in problems)


_VALUES = st.recursive(
    st.text(max_size=20) | st.booleans() | st.integers(-9999, 9999) | st.none() | st.dates(date(1900, 1, 1)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=8), _VALUES, min_size=1, max_size=4))
def test_what_the_reader_accepts_it_reads_as_pyyaml_does(value: dict[str, object]) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
    node, problems = read_document(text, "f.yaml")
    if not problems and node is not None:
        assert _plain(node) == yaml.safe_load(text)


def _plain(node: object) -> object:
    if isinstance(node, Mapping):
        return {_plain(key): _plain(value) for key, value in node.pairs}
    if isinstance(node, Listing):
        return [_plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.value


@pytest.mark.parametrize(
    "text", ["- a #b\n" * 140_000, "[" * 1_000_000, "- [](\n" * 40_000, '- "' + "[](" * 3_000 + '"\n', "- :\n" * 20_000]
)
def test_a_file_made_to_be_slow_is_read_in_seconds(text: str) -> None:
    started = time.process_time()
    node, _ = read_document(text, "f.yaml")
    if node is not None:
        ListOf(Text(), max_items=100_000).read(node, Reading("f.yaml"))
    assert time.process_time() - started < 5
