"""Short answers and corrections after a size or a question about one, as people type them on a phone."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.conversation.converse import converse
from bot.core.conversation.turn import Memory, Turn
from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.core.reply import Kind, reply_text
from bot.core.sizing.recommendation import Recommendation

LABEL_WORDS = ["on a label", "label", "the tag", "it's on the tag", "no, the label", "inside the shoe", "tongue"]
FOOT_WORDS = ["my foot", "barefoot", "foot length", "it's my foot", "i measured my foot", "the length of my foot"]


def _talk(library: Library, *messages: str) -> Turn:
    memory: Memory | None = None
    turn: Turn | None = None
    for text in messages:
        turn = converse(text, library, memory, 1_000.0, date(2026, 11, 24), Policy())
        memory = turn.memory
    assert turn is not None
    return turn


def _size(turn: Turn) -> Recommendation:
    assert turn.size is not None, reply_text(turn.reply)
    return turn.size


@pytest.mark.parametrize("answer", LABEL_WORDS)
def test_after_a_bare_27_the_label_is_the_label(shipped_library: Library, answer: str) -> None:
    size = _size(_talk(shipped_library, "27", answer))
    assert (size.profile.label_cm, size.profile.foot_cm, size.primary.us_men) == (27, None, 9)


@pytest.mark.parametrize("answer", FOOT_WORDS)
def test_after_a_bare_27_the_foot_is_the_foot(shipped_library: Library, answer: str) -> None:
    size = _size(_talk(shipped_library, "27", answer))
    assert (size.profile.label_cm, size.profile.foot_cm, size.primary.us_men) == (None, 27, 10)


def test_a_foot_that_was_a_label_is_put_right(shipped_library: Library) -> None:
    size = _size(_talk(shipped_library, "my foot is 27", "it's the label"))
    assert (size.profile.label_cm, size.profile.foot_cm) == (27, None)


def test_a_label_that_was_a_foot_is_put_right(shipped_library: Library) -> None:
    size = _size(_talk(shipped_library, "27 on the tag", "no, my foot"))
    assert (size.profile.label_cm, size.profile.foot_cm) == (None, 27)


def test_the_number_asked_about_stays_in_what_was_read(shipped_library: Library) -> None:
    assert "27 · on a label" in reply_text(_talk(shipped_library, "27", "on a label").reply)


@pytest.mark.parametrize(
    ("answer", "us_men", "alternative"),
    [
        ("wide", 10, 10.5),
        ("a bit wide", 10, 10.5),
        ("very wide", 10.5, None),
        ("narrow feet", 10, None),
        ("regular", 10, None),
        ("normal", 10, None),
        ("roomy", 10.5, None),
        ("snug", 10, 10.5),
    ],
)
def test_a_word_alone_after_a_size_is_a_fact(
    shipped_library: Library, answer: str, us_men: float, alternative: float | None
) -> None:
    size = _size(_talk(shipped_library, "I'm a men's 10", answer))
    assert size.primary.us_men == us_men
    assert (size.alternative.us_men if size.alternative else None) == alternative


def test_the_same_shoe_in_women_s_numbers(shipped_library: Library) -> None:
    """After a men's 10 the shoe is asked about, after a bare 10 the question whose number that was is answered."""
    turn = _talk(shipped_library, "I'm a men's 10", "and in women's?")
    assert "US women's 11.5" in reply_text(turn.reply).splitlines()[0]
    assert "men's 10 is women's 11.5" in reply_text(turn.reply)
    assert _size(_talk(shipped_library, "I'm a 10", "and in women's?")).primary.us_women == 10


@pytest.mark.parametrize("question", ["what's that in EU", "and in uk?", "in EU sizes?"])
def test_the_same_shoe_in_another_numbering(shipped_library: Library, question: str) -> None:
    """The card that holds them all is shown again; "no, EU" would be a correction."""
    turn = _talk(shipped_library, "I'm a men's 10", question)
    assert _size(turn).primary.us_men == 10
    assert "UK 9 · EU 44" in reply_text(turn.reply)


def test_a_shoe_s_size_stays_on_the_scale_that_was_said_later(shipped_library: Library) -> None:
    size = _size(_talk(shipped_library, "10 in dunks", "mens", "and in women's?"))
    assert (size.primary.us_women, size.primary.us_men) == (11.5, 10)


def test_roomier_than_those_counts_where_a_general_liking_would_not(shipped_library: Library) -> None:
    """A related shoe's room is in its size already, unless somebody wants more of it."""
    owned = "i have gel nyc in mens 10"
    assert _size(_talk(shipped_library, owned, "but I want them roomier")).primary.us_men == 10.5
    assert _size(_talk(shipped_library, owned, "roomy")).primary.us_men == 10


def test_a_size_that_only_the_men_s_chart_has_says_so(shipped_library: Library) -> None:
    text = reply_text(_talk(shipped_library, "my foot is 12 inches long").reply)
    assert "US men's 14" in text
    assert "the women's chart has no size for that" in text


@pytest.mark.parametrize("text", ["10 in dunks mens", "10 in dunks, men's", "9.5 in af1s. mens please"])
def test_a_scale_at_the_end_is_not_asked_for_again(shipped_library: Library, text: str) -> None:
    assert _talk(shipped_library, text).missing == ()


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("women's 8.5", "the men's label that reads 25.5 cm is 7.5"),
        ("I take 14 mens", "check the size label"),
        ("my foot is 26.5 cm", "mark the longest toe"),
        ("men's 10 with flat feet, what size", "Flat feet do not change the size"),
    ],
)
def test_what_one_has_to_know_stands_on_the_card_itself(shipped_library: Library, text: str, note: str) -> None:
    assert note in reply_text(_talk(shipped_library, text).reply)


def test_a_number_that_no_row_holds_is_not_shown(shipped_library: Library) -> None:
    text = reply_text(_talk(shipped_library, "I take 13 mens").reply)
    assert "women's" not in text
    assert "–" not in text


def test_a_question_is_not_said_twice(shipped_library: Library) -> None:
    text = reply_text(_talk(shipped_library, "42 cm").reply)
    assert text.count("42 cm") == 1
    assert "EU 42" in text


def test_the_width_is_asked_for_before_the_rest(shipped_library: Library) -> None:
    assert "how wide your feet are" in reply_text(_talk(shipped_library, "men's 10").reply)


@pytest.mark.parametrize("text", ["would a medium fit over a mens 9 shoe?", "which size is nice for starters?"])
def test_the_size_of_something_else_is_no_shoe_size(shipped_library: Library, text: str) -> None:
    assert _talk(shipped_library, text).kind not in {Kind.SIZE, Kind.CLARIFY}
