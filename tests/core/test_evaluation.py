"""What counts as right, listed, refused and wrong."""

from __future__ import annotations

import pytest

from bot.core.conversation.turn import Memory, Turn
from bot.core.evaluation import (
    Judged,
    Labelled,
    Outcome,
    calibration_error,
    judge,
    percentile,
    read_labelled,
    reliability,
)
from bot.core.reply import Kind, Reply
from bot.core.sizing.profile import FitProfile


def turn(kind: Kind, entry: str = "", choices: tuple[str, ...] = (), confidence: float = 0.0) -> Turn:
    return Turn(question="q", reply=Reply(kind=kind, body="b"), kind=kind, entry=entry, confidence=confidence,
                choices=choices, missing=(), size=None, memory=Memory(profile=FitProfile()))  # fmt: skip


FAQ = Labelled("q", "faq", ("stretch",))


@pytest.mark.parametrize(
    ("labelled", "given", "worth"),
    [
        (FAQ, turn(Kind.ANSWER, "stretch"), Outcome.RIGHT),
        (FAQ, turn(Kind.ANSWER, "weight"), Outcome.WRONG),
        (FAQ, turn(Kind.CHOOSE, choices=("weight", "stretch")), Outcome.LISTED),
        (FAQ, turn(Kind.CHOOSE, choices=("weight", "award")), Outcome.REFUSED),
        (FAQ, turn(Kind.NONE), Outcome.REFUSED),
        (Labelled("q", "faq", ("stretch",), refusal_ok=True), turn(Kind.NONE), Outcome.RIGHT),
        (Labelled("q", "oos"), turn(Kind.NONE), Outcome.RIGHT),
        (Labelled("q", "oos"), turn(Kind.ANSWER, "stretch"), Outcome.WRONG),
        (Labelled("q", "oos"), turn(Kind.CHOOSE, choices=("stretch",)), Outcome.REFUSED),
        (Labelled("q", "size"), turn(Kind.CLARIFY), Outcome.RIGHT),
        (Labelled("q", "faq", ("thanks",)), turn(Kind.SMALLTALK, "thanks"), Outcome.RIGHT),
        (FAQ, turn(Kind.SMALLTALK, "thanks"), Outcome.WRONG),
    ],
)
def test_an_answer_is_judged_by_what_a_person_would_make_of_it(labelled: Labelled, given: Turn, worth: Outcome) -> None:
    assert judge(labelled, given) is worth


def test_a_row_without_text_is_refused() -> None:
    with pytest.raises(ValueError, match="text"):
        read_labelled({"kind": "faq"})


def test_an_overconfident_set_has_a_large_calibration_error() -> None:
    wrong = [Judged(FAQ, turn(Kind.ANSWER, "weight", confidence=0.95), Outcome.WRONG, 1.0)] * 10

    assert calibration_error(reliability(wrong)) == pytest.approx(0.95)


def test_the_last_bin_holds_full_confidence() -> None:
    sure = [Judged(FAQ, turn(Kind.ANSWER, "stretch", confidence=1.0), Outcome.RIGHT, 1.0)]

    assert [(row.count, row.share_right) for row in reliability(sure)] == [(1, 1.0)]


def test_percentiles_stay_inside_the_values() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.99) == 3.0
    assert percentile([], 0.5) == 0.0
