"""Two questions in one message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.faq.split import split_questions

TWO = [
    ("do they stretch and how much are they", ("do they stretch", "how much are they")),
    ("how wide are they? can i run in them?", ("how wide are they", "can i run in them")),
    ("are they light and will they last", ("are they light", "will they last")),
    ("is it heavy\nwhats the price of one", ("is it heavy", "whats the price of one")),
    (
        "My feet are wide. Should I size up? Do they come in wide?",
        ("My feet are wide Should I size up", "Do they come in wide"),
    ),
]
ONE = [
    "are they comfy and light",
    "what is better and why",
    "do they fit well and look good",
    "can i wear them with jeans and how",
    "I have a 10, what should I get",
    "any suggestions for a shoe that is light and will last a long time",
    "why",
    "",
]


@pytest.mark.parametrize(("text", "parts"), TWO, ids=[text for text, _ in TWO])
def test_two_questions_are_parted(text: str, parts: tuple[str, ...]) -> None:
    assert split_questions(text) == parts


@pytest.mark.parametrize("text", ONE)
def test_one_question_stays_whole(text: str) -> None:
    assert split_questions(text) == (text,)


@given(
    st.text(alphabet="ab ?!.\n", max_size=40)
    | st.lists(st.sampled_from(["how", "do", "they", "and", "is", "it", "?", "."])).map(" ".join)
)
def test_no_word_is_lost(text: str) -> None:
    words = [word.strip("?!.,;") for word in text.split()]
    kept = " ".join(split_questions(text)).replace("?", " ").replace("!", " ").replace(".", " ").split()
    assert [w for w in kept if w != "and"] == [
        p for w in words for p in w.replace("?", " ").replace("!", " ").replace(".", " ").split() if p != "and"
    ]
