"""Entries as YAML text: what is written reads back as the very same entry."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.basis import Basis
from bot.core.faq.entry import Entry
from bot.knowledge.document import read_document
from bot.knowledge.entries_file import entry_record, read_entry
from bot.knowledge.entry_yaml import entry_to_yaml, scalar_to_yaml
from bot.knowledge.nodes import find_node
from bot.knowledge.reading import Reading


def _read(text: str) -> tuple[Entry | None, list[object]]:
    node, problems = read_document(text, "e.yaml")
    assert node is not None, problems
    reading = Reading("e.yaml")
    located = read_entry(node, reading, entry_record("topic", 1, has_topic=True))
    return (located.entry if located else None), [*problems, *reading.problems]


TRICKY = [
    *("yes", "No", "on", "off", "y", "null", "~", "true", "9:30", "010", "1_000", "0x1f", ".5", "1e3", "2025-10-17"),
    *(
        "10",
        "10.5",
        "=",
        "<<",
        "- a",
        "? a",
        "a: b",
        "a:",
        "a #b",
        "#1",
        "[x",
        "{shoe.name}",
        "*a",
        "&a",
        "!x",
        "|",
        ">",
    ),
    *(
        "'x'",
        '"x"',
        "@x",
        "`x`",
        "%x",
        "  spaces  ",
        "tab\tinside",
        "back\\slash",
        "é ü 👟",
        "two\nlines",
        "\u0085",
        "",
    ),
    *(
        "do they fit, or not?",
        "it's fine",
        "what's 10.5 in EU?",
        "a, b",
        "--- x",
        "...",
        "100%",
        "$140 to $160",
        "1 000",
    ),
]


@pytest.mark.parametrize("text", TRICKY)
def test_a_text_that_yaml_could_misread_comes_back_as_it_was(text: str) -> None:
    node, problems = read_document(f"- {scalar_to_yaml(text)}\n", "f.yaml")
    assert not problems
    assert find_node(node, 0).value == text


@given(st.text(max_size=60))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    node, problems = read_document(f"- {scalar_to_yaml(text)}\n", "f.yaml")
    if not any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        assert not problems
        assert find_node(node, 0).value == text


def test_plain_sentences_are_written_without_quotes() -> None:
    assert scalar_to_yaml("will they stretch, or not?") == "will they stretch, or not?"


_LINES = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40).map(str.strip)
_SENTENCES = st.lists(
    _LINES.filter(bool), unique_by=lambda text: " ".join(text.split()).casefold(), min_size=1, max_size=4
)
_IDS = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?", fullmatch=True)


@given(
    _IDS,
    _LINES.filter(bool),
    _SENTENCES,
    st.lists(_LINES, min_size=1, max_size=5).map("\n".join).filter(lambda text: bool(text.strip())),
    st.lists(_IDS, unique=True, max_size=3),
    st.sampled_from(Basis),
    st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.booleans(),
)
def test_any_entry_comes_back_as_it_was(
    entry_id: str,
    title: str,
    ask: list[str],
    answer: str,
    related: list[str],
    basis: Basis,
    checked: date | None,
    offers_size: bool,
) -> None:
    entry = Entry(
        id=entry_id,
        topic="topic",
        title=title,
        ask=tuple(ask),
        answer=answer.strip(),
        not_when=tuple(ask),
        must_match=(title + " x",),
        related=tuple(related),
        source="guide#part",
        basis=basis,
        checked=checked,
        review_after_days=30 if checked else None,
        offers_size=offers_size,
    )
    read, problems = _read(entry_to_yaml(entry))
    if read is None:
        # The reader may refuse a text as dangerous or an id as its own relation; it may never read it as another.
        assert problems
    else:
        assert read == entry


def test_the_keys_stand_in_the_order_of_the_files() -> None:
    entry = Entry("a-b", "topic", "Is it?", ("is it so",), "Yes.\nIt is.", more="More.", related=("c",), source="s#t")
    assert entry_to_yaml(entry, topic="sizing") == (
        "id: a-b\ntopic: sizing\ntitle: Is it?\nask:\n  - is it so\nanswer: |\n  Yes.\n  It is.\nmore: |\n  More.\n"
        "related: [c]\nsource: s#t\nbasis: guide\n"
    )
