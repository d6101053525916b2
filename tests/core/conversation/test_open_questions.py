"""Words behind replies live for an hour at most, and go with their member and their message."""

from __future__ import annotations

from bot.core.conversation.open_questions import OPEN_FOR_S, OpenQuestion, OpenQuestions


def asked(text: str = "do they squeak", member: int = 1, message: int | None = None, at_s: float = 0) -> OpenQuestion:
    return OpenQuestion(text, member, message, at_s)


def test_they_are_there_for_an_hour_and_then_gone_from_memory_too() -> None:
    questions = OpenQuestions()
    questions.keep("t", asked())
    assert questions.find("t", OPEN_FOR_S) == asked()
    assert questions.find("t", OPEN_FOR_S + 1) is None
    questions.drop_old(OPEN_FOR_S + 1)
    assert len(questions) == 0


def test_a_clock_that_was_set_back_does_not_keep_them_for_longer() -> None:
    questions = OpenQuestions()
    questions.keep("t", asked(at_s=1000))
    questions.drop_old(0)
    assert len(questions) == 0


def test_the_oldest_go_first_when_there_are_too_many() -> None:
    questions = OpenQuestions(limit=2)
    for name in "abc":
        questions.keep(name, asked())
    assert [questions.find(name, 0) is not None for name in "abc"] == [False, True, True]


def test_they_go_with_their_member_and_with_their_message() -> None:
    questions = OpenQuestions()
    questions.keep("a", asked(member=1))
    questions.keep("b", asked(member=2, message=7))
    questions.keep("c", asked(member=2, message=8))
    questions.forget(1)
    questions.forget_message(7)
    assert [questions.find(name, 0) is not None for name in "abc"] == [False, False, True]
