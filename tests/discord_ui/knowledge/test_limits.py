"""Moderators' cards keep within Discord's limits, whatever they have to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import discord
import pytest

from bot.core.problems import Problem
from bot.core.reply import Action, Choice, Kind, Reply
from bot.discord_ui.views.knowledge_card import card, diff_block
from bot.discord_ui.views.knowledge_effect import effect_card
from bot.discord_ui.views.knowledge_gaps import gap_card
from bot.discord_ui.views.knowledge_history import history_card, revision_parts
from bot.discord_ui.views.knowledge_news import problems_card, reminder_card, stale_overlay_card
from bot.discord_ui.views.knowledge_saved import conflict_card, conflict_files
from bot.discord_ui.views.knowledge_shadow import table_card
from bot.discord_ui.views.knowledge_trial import trial_card
from bot.ports import EntryForm, GapReason, GapStatus, RevisionAction, ShadowTable, ThresholdRow
from bot.ports.moderation import (
    Conflict,
    GapGroup,
    GapInbox,
    HistoryPage,
    Reminder,
    RevisionCard,
    ShadowView,
    Trial,
    TrialCandidate,
)  # fmt: skip
from bot.ports.proposals import (
    Asked,
    BrokenTest,
    Direction,
    EffectReport,
    EntryDraft,
    EntryName,
    Fault,
    ItemStatus,
    Moved,
    Proposal,
    ProposedItem,
    Standing,
)  # fmt: skip
from tests.openapi.rules import component_problems, walk

WORDS = {
    "plain": "why do these feel so narrow at the little toe ",
    "marks": "**_~|>[a](http://b) `code` <@1> @everyone # - ",
    "wide": "靴のサイズはどうですか👟",
}
TOKEN = "abcdefghijklmnopqrstuvwx"
DAY = date(2026, 1, 1)


def long(words: str, chars: int) -> str:
    """A text of that length."""
    return (words * chars)[:chars]


def problems_of(view: discord.ui.LayoutView) -> list[str]:
    """What Discord would not take of a message."""
    components = list(walk(view.to_components()))
    ids = [one["custom_id"] for one in components if "custom_id" in one]
    problems = list(component_problems(components)) + [f"{one} is too long" for one in ids if len(one) > 100]
    problems += ["an empty text" for one in components if one["type"] == 10 and not one["content"].strip()]
    problems += ["an empty box" for one in components if one["type"] in (1, 17) and not one["components"]]
    for one in components:
        problems += [f"a label of {len(one['label'])}" for _ in [0] if len(one.get("label") or "") > 80]
        problems += [f"{len(one['options'])} options" for _ in [0] if len(one.get("options") or ()) > 25]
        problems += [f"option {option}" for option in one.get("options") or () if not 1 <= len(option["label"]) <= 100]
    return problems


def a_diff(words: str) -> str:
    """A long diff with every kind of line."""
    return "\n".join(["--- a", "+++ b", "@@ -1 +1 @@", *(f"{sign}{words * 5}```" for sign in "+- " for _ in range(60))])


def a_proposal(words: str, entries: int, faults: int, moves: int, tests: int, answer: int) -> Proposal:
    """A change with that much to show."""
    name = EntryName("an-entry", long(words, 200))
    standing = Standing((name, name, name))
    moved = tuple(
        Moved(long(words, 300), Asked.RECENT, name, standing, Standing(), way)
        for way in Direction
        for _ in range(moves)
    )
    broken = tuple(
        BrokenTest(f"t{number}", name, long(words, 300), bool(number % 2), standing, long(words, 200))
        for number in range(tests)
    )
    preview = Reply(
        Kind.ANSWER, long(words, answer), title=long(words, 200), more=long(words, answer), entry="an-entry",
        related=tuple(Choice(f"entry-{number}", long(words, 200)) for number in range(30)),
        actions=(Action.MORE, Action.FEEDBACK, Action.APPLY_SIZE, Action.DISMISS),
    )  # fmt: skip
    return Proposal(
        token=TOKEN,
        items=tuple(ProposedItem(name, ItemStatus.CHANGED, a_diff(words)) for _ in range(entries)),
        faults=tuple(
            Fault(long(words, 100), long(words, 500), long(words, 300), number % 2 == 0) for number in range(faults)
        ),
        preview=preview if entries == 1 else None,
        effect=EffectReport(moved, broken, 400, 20),
        draft=EntryDraft(title="A title") if entries == 1 else None,
    )


@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
@pytest.mark.parametrize(
    ("entries", "faults", "moves", "tests", "answer"),
    [
        (1, 0, 0, 0, 600),
        (1, 60, 60, 0, 4000),
        (1, 0, 60, 40, 4000),
        (1, 0, 9, 41, 900),
        (200, 30, 99, 40, 0),
        (0, 1, 0, 0, 0),
    ],
)
def test_the_card_before_saving(words: str, entries: int, faults: int, moves: int, tests: int, answer: int) -> None:
    proposal = a_proposal(words, entries, faults, moves, tests, answer)
    for page in ("effect", "look", "diff", "t3", "t39"):
        for decided in ("", "k" * tests, "dm" * tests):
            assert problems_of(effect_card(proposal, decided, page, remark=long(words, 900))) == [], page


@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
def test_all_other_cards(words: str) -> None:
    name = EntryName("a" * 48, long(words, 300))
    revision = RevisionCard(2**40, name, RevisionAction.UNDO, 2**60, datetime(2026, 1, 1, tzinfo=UTC), 2**39,
                            EntryForm.PACK, EntryForm.OWN, a_diff(words), 99, 99, 2**40)  # fmt: skip
    draft = EntryDraft(title=long(words, 200), answer=long(words, 4000), editing="a" * 48, base=2**39)
    reasons = tuple((reason, 9) for reason in GapReason)
    texts = (long(words, 300),) * 5
    group = GapGroup("g" * 16, texts[0], texts, 999, 99, DAY, DAY, reasons, (GapStatus.OPEN,), (name,) * 4, ("g" * 16,))
    candidate = TrialCandidate(
        name, 0.9999, long(words, 300), (long(words, 90),) * 9, ((words, words),) * 9, long(words, 400)
    )
    trial = Trial(long(words, 300), Kind.ANSWER, Standing((name,)), long(words, 500), (candidate,) * 5,
                  ((words, words),) * 20, (long(words, 300),) * 9, 0.75, 0.22,
                  Reply(Kind.ANSWER, long(words, 4000), title=long(words, 300)))  # fmt: skip
    rows = tuple(ThresholdRow(number / 20, 50, 40, 10) for number in range(20))
    fault = Fault(long(words, 100), long(words, 500), long(words, 500))
    conflict = Conflict(revision, draft, a_diff(words))
    views: list[Any] = [
        history_card(
            HistoryPage(tuple(replace(revision, id=number) for number in (1, 2, 3)), 17), "a" * 48, is_first=False
        ),
        card("Changed", *revision_parts([revision])),
        gap_card(GapInbox((group, group, group), True, 9), "open", 1, long(words, 300)),
        trial_card(trial),
        table_card(ShadowView(2**60, ShadowTable(50, rows), 0, 0.5, long(words, 500))),
        problems_card([Problem(long(words, 300), 9, 9, long(words, 900), long(words, 900))] * 50),
        stale_overlay_card([fault] * 50),
        reminder_card(
            [Reminder(EntryName(f"entry-{number}", long(words, 300)), DAY, DAY, 400) for number in range(60)]
        ),
        conflict_card(conflict, TOKEN, conflict_files(conflict)),
    ]
    assert [problems_of(view) for view in views] == [[]] * len(views)


def test_a_diff_keeps_the_sign_of_each_line_and_whole_lines_only() -> None:
    shown = diff_block("+" + "word " * 30 + "\n-short\n ```\n+  - an item", 400)
    lines = shown.splitlines()[1:-1]
    assert all(line[0] in "+- " for line in lines)
    assert "-short" in lines
    assert shown.count("```") == 2
    assert "more lines" in diff_block("\n".join(f"+line {number}" for number in range(500)), 200)
