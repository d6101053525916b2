"""Short memories: bounded, and what is private is known in private only."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.conversation.remembered import Line, Remembered
from bot.core.conversation.turn import MEMORY_LIFE_S, Memory
from bot.core.sizing.profile import FitProfile, Size

OPEN = Line(1, 2, 3)
ALONE = replace(OPEN, is_private=True)


def memory(number: float | None, at_s: float, entry: str = "") -> Memory:
    profile = FitProfile() if number is None else FitProfile(usual=(Size(number),))
    return Memory(profile, entry=entry, at_s=at_s)


def test_the_facts_told_last_count_also_when_the_newest_turn_was_about_something_else() -> None:
    kept = Remembered()
    kept.keep(OPEN, memory(10, 0.0))
    kept.keep(ALONE, memory(10.5, 1.0))
    kept.keep(OPEN, memory(10, 2.0, entry="stretch"))

    recalled = kept.recall(ALONE, 3.0)

    assert recalled == memory(10.5, 2.0, entry="stretch")
    assert kept.recall(OPEN, 3.0) == memory(10, 2.0, entry="stretch")


def test_nothing_is_recalled_after_its_life() -> None:
    kept = Remembered()
    kept.keep(OPEN, memory(10, 0.0))

    assert kept.recall(OPEN, MEMORY_LIFE_S) is not None
    assert kept.recall(OPEN, MEMORY_LIFE_S + 1) is None


def test_a_member_is_forgotten_everywhere() -> None:
    kept = Remembered()
    for line in (OPEN, ALONE, Line(1, 2, 4), Line(9, 2, 3)):
        kept.keep(line, memory(10, 0.0))

    kept.forget(1)

    assert len(kept) == 1
    assert kept.recall(Line(9, 2, 3), 0.0) is not None


LINES = st.builds(Line, st.integers(1, 2), st.sampled_from([None, 5]), st.integers(1, 2), st.booleans())


@given(st.lists(st.tuples(LINES, st.integers(1, 15)), max_size=30))
def test_an_open_line_only_ever_recalls_what_was_kept_of_itself(turns: list[tuple[Line, int]]) -> None:
    kept = Remembered(limit=5)
    last: dict[Line, float] = {}
    for at, (line, number) in enumerate(turns):
        kept.keep(line, memory(number, float(at)))
        last[line] = number
        assert len(kept) <= 5
        for known in last:
            recalled = kept.recall(known, float(at))
            if recalled is not None and not known.is_private:
                assert recalled.profile.usual[0].number == last[known]
