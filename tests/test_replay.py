"""Replaying against another pack: nothing differs with the same one, and every kind of change has its example."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.core.sizing.advice import advise
from bot.core.sizing.profile import FitProfile, Scale, Size, Width
from bot.core.sizing.recommendation import Recommendation
from bot.ports import GapReason, StoredQuestion, StoredSize
from bot.replay import replay_questions, replay_sizes

TODAY = date(2026, 11, 24)


def stored(profile: FitProfile, library: Library) -> StoredSize:
    given = advise(profile, library.pack.sizing)
    assert isinstance(given, Recommendation)
    other = given.alternative
    return StoredSize(
        profile=profile,
        is_replayable=True,
        primary_us_men=given.primary.us_men,
        primary_us_women=given.primary.us_women,
        alternative_us_men=other.us_men if other else None,
        alternative_us_women=other.us_women if other else None,
        confidence=given.confidence,
        rules=tuple(reason.rule for reason in given.reasons),
        knowledge_digest="",
        rules_digest="",
    )


def profiles() -> list[FitProfile]:
    return [
        FitProfile(usual=(Size(number, scale=scale),), scale=scale, width=width)
        for number in (7.0, 8.5, 10.0)
        for scale in (Scale.MEN, Scale.WOMEN)
        for width in (None, *Width)
    ]


def test_the_same_pack_gives_the_same_sizes(shipped_library: Library) -> None:
    replayed = replay_sizes([stored(profile, shipped_library) for profile in profiles()], shipped_library.pack.sizing)

    assert replayed.changes == ()
    assert replayed.same == replayed.total == len(profiles())


def test_changes_are_counted_by_how_much_and_shown_by_an_example(shipped_library: Library) -> None:
    given = stored(FitProfile(usual=(Size(10.0),), scale=Scale.MEN, width=Width.WIDE), shipped_library)
    assert given.primary_us_men is not None
    sizes = [
        given,
        replace(given, primary_us_men=given.primary_us_men - 0.5),
        replace(given, primary_us_men=given.primary_us_men - 0.5),
        replace(given, primary_us_men=given.primary_us_men + 1),
        replace(given, alternative_us_men=3.0),
        replace(given, confidence="high"),
        replace(given, rules=("a-rule-of-then",)),
        replace(given, is_replayable=False),
    ]

    replayed = replay_sizes(sizes, shipped_library.pack.sizing)

    assert {change.kind: change.count for change in replayed.changes} == {
        "1 half size larger": 2,
        "2 half sizes smaller": 1,
        "the same size, another alternative": 1,
        "the same size, confidence high -> medium": 1,
        "the same size for other reasons": 1,
    }
    assert (replayed.total, replayed.same, replayed.not_replayable) == (8, 1, 1)
    assert replayed.changes[0].kind == "1 half size larger"
    assert "US 10, wide: US M 9.5" in replayed.changes[0].example


def test_a_profile_that_gives_no_size_any_more_is_a_change(shipped_library: Library) -> None:
    given = stored(FitProfile(usual=(Size(10.0),), scale=Scale.MEN), shipped_library)

    replayed = replay_sizes([replace(given, profile=FitProfile())], shipped_library.pack.sizing)

    assert [change.kind for change in replayed.changes] == ["no size any more"]


def test_a_gap_that_a_pack_closes_is_told(shipped_library: Library) -> None:
    def gap(text: str, entry: str = "") -> StoredQuestion:
        return StoredQuestion(text, GapReason.NOT_HELPFUL if entry else GapReason.NO_ANSWER, entry, (), "")

    questions = [gap("do they stretch"), gap("do they stretch", "stretch"), gap("do they stretch", "kith"), gap("zzz")]

    replayed = replay_questions(questions, shipped_library, Policy(), TODAY)

    assert {change.kind for change in replayed.changes} == {"now answered", "another answer"}
    assert replayed.same == 2
    assert all("stretch" in change.example for change in replayed.changes)
