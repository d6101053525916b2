"""Forms and entries say the same: what is not touched stays to the letter, and what is typed is kept as typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.pack import Library
from bot.knowledge.loader import load_pack
from bot.knowledge.overlay import read_own_entry
from bot.ports import Overlay
from bot.ports.proposals import EntryDraft, ItemStatus
from bot.workshop.cleaning import clean, clean_lines
from bot.workshop.drafting import drafted
from bot.workshop.forms import draft_of, form_text, slug_of
from bot.workshop.shelf import Shelf
from tests.workshop.conftest import TINY

DRAFT = EntryDraft("Laces?", "which laces", "Flat ones.", about="source: house#inference\nbasis: house")
PACK = load_pack(TINY).pack


@pytest.fixture(scope="module")
def shelf(shipped_library: Library) -> Shelf:
    return Shelf(1, shipped_library.pack, Overlay(1, 0), shipped_library)


def test_every_shipped_entry_left_alone_in_its_form_is_unchanged(shelf: Shelf) -> None:
    for entry in shelf.written.values():
        made = drafted(draft_of(entry, 0), shelf)
        assert (made.item.entry.entry_id, made.item.status, made.change) == (entry.id, ItemStatus.UNCHANGED, None)


def test_one_touched_field_changes_no_line_of_another(shelf: Shelf) -> None:
    for entry in shelf.written.values():
        made = drafted(replace(draft_of(entry, 0), answer="Other words."), shelf)
        removed = [line[1:].strip() for line in made.item.diff.splitlines() if line.startswith("-")]
        assert made.change is not None
        assert {*removed} <= {line.strip() for line in ("answer: |", *entry.answer.splitlines())}


def test_no_form_of_a_shipped_entry_is_too_long_for_its_inputs(shelf: Shelf) -> None:
    assert [entry.id for entry in shelf.written.values() if draft_of(entry, 0).too_long] == []


@given(st.text(max_size=300))
def test_cleaning_twice_changes_no_more(text: str) -> None:
    once = clean(text).text

    assert clean(once).text == once
    assert clean(once).taken_out == 0


@settings(max_examples=200)
@given(
    st.text(
        st.characters(min_codepoint=32, max_codepoint=0x2FFF) | st.sampled_from("\n\n#:-|>&*!%@`'\"{}[] "), max_size=200
    )
)
def test_any_answer_is_read_back_as_it_was_typed_or_refused(text: str) -> None:
    assert PACK is not None
    typed = clean(text).text
    made = form_text(replace(DRAFT, answer=text), (), None, EntryDraft())

    own = read_own_entry(made.text, PACK)

    if own.raw is None:
        assert made.faults or own.problems
    else:
        assert own.raw.answer == typed
        assert (own.raw.title, own.raw.ask) == (DRAFT.title, (DRAFT.ask,))


@settings(max_examples=200)
@given(st.lists(st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=40), max_size=5))
def test_any_phrasings_are_read_back_as_they_were_typed_or_refused(lines: list[str]) -> None:
    assert PACK is not None
    typed = "\n".join(lines)
    made = form_text(replace(DRAFT, ask=typed), (), None, EntryDraft())

    own = read_own_entry(made.text, PACK)

    if own.raw is None:
        assert made.faults or own.problems
    else:
        assert own.raw.ask == tuple(item for _, item in clean_lines(clean(typed).text))
        assert own.raw.answer == DRAFT.answer


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Do they stretch?", "do-they-stretch"),
        ("Who's it for?", "whos-it-for"),
        ("2E or 4E?", "entry-2e-or-4e"),
        ("Где купить?", "entry"),
        ("laces", "laces-3"),
        (
            "a very long question about where these can be bought in Europe",
            "a-very-long-question-about-where-these-can-be",
        ),
    ],
)
def test_ids_are_made_from_titles_and_never_used_twice(title: str, slug: str) -> None:
    assert slug_of(title, {"laces", "laces-2"}) == slug
