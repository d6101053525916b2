"""Texts are cut into the very pieces that the model was taught with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.semantic.model_file import vocabulary
from bot.semantic.wordpiece import WordPieces

LONGEST = 16
START, END, UNKNOWN = 101, 102, 100


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return WordPieces(vocabulary(), LONGEST)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("do they stretch out over time", [2079, 2027, 7683, 2041, 2058, 2051]),
        ("Überzügig, naïve café!", [19169, 9759, 5856, 2290, 1010, 15743, 7668, 999]),
        ("can't won't 27.5cm", [2064, 1005, 1056, 2180, 1005, 1056, 2676, 1012, 1019, 27487]),
        ("orthotics", [2030, 2705, 20214, 2015]),
        ("鞋 shoes 好", [UNKNOWN, 6007, UNKNOWN]),
        ("a" * 101, [UNKNOWN]),
        ("xqzzyv", [1060, 4160, 28753, 2615]),
        ("👟 kicks", [UNKNOWN, 14590]),
        ("", []),
    ],
)
def test_a_text_has_the_pieces_that_the_tokenizers_package_gives(
    pieces: WordPieces, text: str, expected: list[int]
) -> None:
    """The numbers are those of `tokenizers` 0.23.3 with the model's own `tokenizer.json`."""
    assert pieces.cut(text) == (START, *expected, END)


@given(st.text())
def test_any_text_can_be_cut_and_keeps_both_ends(pieces: WordPieces, text: str) -> None:
    cut = pieces.cut(text)

    assert cut[0] == START
    assert cut[-1] == END
    assert len(cut) <= LONGEST


@given(st.lists(st.sampled_from(["do", "they", "stretch", "orthotics", "27", "café"]), max_size=9))
def test_case_accents_and_spaces_change_nothing(pieces: WordPieces, words: list[str]) -> None:
    plain = pieces.cut(" ".join(words))

    assert pieces.cut("  ".join(words).upper()) == plain
    assert pieces.cut("\t".join(words).replace("é", "e")) == plain


def test_a_vocabulary_without_the_marks_of_a_models_ends_is_refused() -> None:
    with pytest.raises(KeyError):
        WordPieces(["a", "b"], LONGEST)
