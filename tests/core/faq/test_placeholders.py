"""Placeholders in answers: known names are filled, unknown ones are reported with their place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.faq.placeholders import UnknownName, fill, names_in, placeholder_names

NAMES = placeholder_names(
    {"toe_box_mm": "about 100 mm", "name": "Testshoe One"},
    {"wide-foot": "Go up half."},
    {"10": "US 10", "W8.5": "W 8.5"},
)


def test_facts_rules_and_sizes_are_filled_by_their_names() -> None:
    filled = fill("{shoe.name}: {shoe.toe_box_mm}. {rule:wide-foot} ({size:10}, { size:W8.5 })", NAMES)
    assert filled.text == "Testshoe One: about 100 mm. Go up half. (US 10, W 8.5)"
    assert not filled.unknown


def test_an_unknown_name_stays_in_the_text_and_is_reported() -> None:
    filled = fill("It is {shoe.toe_box}.", NAMES)
    assert filled.text == "It is {shoe.toe_box}."
    assert filled.unknown == (UnknownName("shoe.toe_box", 6),)


def test_what_a_text_quotes_is_listed_in_order() -> None:
    assert names_in("{a} and {b:c} and {a}") == ("a", "b:c", "a")


@given(st.text(st.characters(exclude_characters="{}")))
def test_a_text_without_braces_is_left_alone(text: str) -> None:
    assert fill(text, NAMES).text == text


@given(st.text(alphabet="{} a:.shoenm", max_size=40))
def test_filling_never_fails_and_reports_exactly_what_it_leaves(text: str) -> None:
    filled = fill(text, NAMES)
    assert len(filled.unknown) == len([name for name in names_in(text) if name not in NAMES])
    for unknown in filled.unknown:
        assert text[unknown.offset] == "{"
