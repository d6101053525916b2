"""`size_words.yaml`: the words about sizes are read strictly, and mistakes are named."""

from __future__ import annotations

from dataclasses import fields

from bot.core.sizing.words import SizeWords
from bot.knowledge.size_words_file import read_size_words
from tests.conftest import SHIPPED_PACK


def test_the_shipped_words_are_read_without_a_problem_and_leave_no_list_empty() -> None:
    words, problems = read_size_words((SHIPPED_PACK / "size_words.yaml").read_bytes(), "size_words.yaml")
    assert problems == []
    assert words is not None
    assert [item.name for item in fields(SizeWords) if not getattr(words, item.name)] == []


def test_an_unknown_list_is_named_with_what_was_meant() -> None:
    words, problems = read_size_words("wid: [broad]\n", "size_words.yaml")
    assert words is None
    assert "did you mean `wide`" in str(problems[0])


def test_a_word_that_yaml_takes_for_a_truth_value_has_to_be_quoted() -> None:
    words, problems = read_size_words("corrections: [no]\n", "size_words.yaml")
    assert words is None
    assert problems[0].line == 1


def test_lists_that_are_left_out_are_empty() -> None:
    words, problems = read_size_words("wide: [broad]\n", "size_words.yaml")
    assert problems == []
    assert words is not None
    assert words.wide == ("broad",)
    assert words.narrow == ()
