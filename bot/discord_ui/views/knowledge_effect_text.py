"""What a change would do, in a moderator's words: what is wrong, what moves, which tests break. Pure text."""

from __future__ import annotations

from typing import Final

from bot.discord_ui.views.knowledge_card import bullets, count_of, fault_line, heading, plain, said
from bot.ports.proposals import (
    BrokenTest,
    Direction,
    EffectReport,
    EntryDraft,
    ItemStatus,
    Moved,
    Proposal,
    Stage,
    Standing,
    TestDecision,
)

EXAMPLES: Final = 3
FAULTS: Final = 8
ITEMS: Final = 10

TITLES: Final = {
    ItemStatus.ADDED: "New",
    ItemStatus.CHANGED: "Change",
    ItemStatus.UNCHANGED: "No change",
    ItemStatus.HIDDEN: "Hide",
    ItemStatus.RESTORED: "Bring back",
    ItemStatus.REFUSED: "Not usable",
}
STOPPED: Final = {
    Stage.SIZE: "The file itself cannot be taken.",
    Stage.ENCODING: "The file is no plain text (UTF-8).",
    Stage.STRUCTURE: "The file cannot be read as YAML.",
    Stage.SCHEMA: "The file can be read, and some of its entries cannot be used.",
}
DIRECTIONS: Final = (
    (Direction.ARRIVES, "would come here"),
    (Direction.LEAVES, "would leave"),
    (Direction.BECOMES_CHOICE, "would become a choice"),
    (Direction.ELSEWHERE, "would be answered otherwise"),
)
DECIDED: Final = {
    TestDecision.KEEP: "Keep it: my change has to be reworded",
    TestDecision.DROP: "Drop it: nobody needs this test any more",
}


def title_text(proposal: Proposal) -> str:
    """What this is about."""
    if len(proposal.items) == 1:
        item = proposal.items[0]
        typed = proposal.draft.title if isinstance(proposal.draft, EntryDraft) else ""
        return heading(f"{TITLES[item.status]}: {item.entry.title or typed or 'without a title'}")
    if not proposal.items:
        return heading("Nothing to save")
    return heading(f"Import: {count_of(len(proposal.items), 'entry', 'entries')}")


def items_text(proposal: Proposal) -> str:
    """The entries of an import, each with what happens to it."""
    if len(proposal.items) < 2:
        return ""
    order = list(TITLES)
    items = sorted(proposal.items, key=lambda item: order.index(item.status))
    return bullets([f"{TITLES[item.status]}: {plain(item.entry.title)}" for item in items], ITEMS)


def faults_texts(proposal: Proposal) -> list[str]:
    """What has to be mended, and what is worth a look; none where all is well."""
    errors = [fault_line(fault) for fault in proposal.faults if fault.is_error]
    others = [fault_line(fault) for fault in proposal.faults if not fault.is_error]
    texts = [STOPPED[proposal.stage]] if errors and not proposal.draft and proposal.stage in STOPPED else []
    if errors:
        texts.append(f"**Please mend first**\n{bullets(errors, FAULTS)}")
    if others:
        texts.append(f"**Worth a look**\n{bullets(others, FAULTS)}")
    return texts


def effect_texts(proposal: Proposal) -> list[str]:
    """What moves, with some questions of each way; none where nothing could be compared."""
    effect = proposal.effect
    if not effect.compared:
        return []
    ways = [_way_text(effect.going(way), way, words) for way, words in DIRECTIONS if effect.going(way)]
    asked = f", {effect.recent} of them asked lately" if effect.recent else ""
    small = f"-# Compared with {count_of(effect.compared, 'question')}{asked}."
    head = f"**What moves**\n{small}"
    return [head, *ways] if ways else [f"{head}\nNo other question is answered otherwise."]


def _way_text(moved: tuple[Moved, ...], way: Direction, words: str) -> str:
    lines = [f"{said(one.question)} {_move(one, way)}" for one in moved]
    return f"{count_of(len(moved), 'question')} {words}\n{bullets(lines, EXAMPLES)}"


def _move(one: Moved, way: Direction) -> str:
    """From where to where; the entry that is edited goes without saying."""
    if way is Direction.ARRIVES:
        return f"(now {_standing(one.before)})"
    if way is Direction.LEAVES:
        return f"→ {_standing(one.after)}"
    return f"{_standing(one.before)} → {_standing(one.after)}"


def _standing(standing: Standing) -> str:
    return plain(standing.text, 120)


def broken_text(test: BrokenTest) -> str:
    """One broken test: whose, what, and what would happen."""
    promise = "has to answer" if test.must_win else "must not answer"
    return f"{said(test.sentence)}\n-# “{plain(test.entry.title, 80)}” {promise} it; now: {_standing(test.after)}."


def tests_text(effect: EffectReport, undecided: int) -> str:
    """How many tests break, and how many are not decided on yet; empty for none."""
    if not effect.broken:
        return ""
    count = len(effect.broken)
    left = f"{undecided} left to decide." if undecided else "All decided."
    return f"**{count_of(count, 'test')} would break.** {left}"
