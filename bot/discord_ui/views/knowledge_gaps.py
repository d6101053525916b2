"""The inbox of open questions, one group a card: who asked, what came near, and one tap for what to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import discord

from bot.discord_ui.ids import KNOWLEDGE
from bot.discord_ui.views.control import ButtonControl, SelectControl, options_of, row
from bot.discord_ui.views.knowledge_access import begin, keepers_only, server_of, show, workshop_of
from bot.discord_ui.views.knowledge_card import Part, bullets, card, count_of, heading, said
from bot.discord_ui.views.knowledge_effect import effect_card
from bot.discord_ui.views.knowledge_forms import open_basics, open_name
from bot.ports.feedback import GapReason, GapStatus
from bot.ports.moderation import GapGroup, GapInbox
from bot.ports.proposals import EntryName

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

GROUP: Final = r"(?P<group>[0-9A-Za-z_-]{1,32})"
SHELF: Final = r"(?P<shelf>open|later)"
PLACE: Final = r"(?P<place>\d{1,3})"
SHELVES: Final = {"open": (GapStatus.OPEN,), "later": (GapStatus.LATER,)}
MARKS: Final = {"not-ours": GapStatus.NOT_OURS, "later": GapStatus.LATER}
ANOTHER: Final = "*"
"""Stands in the select for an entry that is to be named; no entry id can be that."""
GONE: Final = "### That question is gone\nSomebody dealt with it, or its time was up."
REASONS: Final = {
    GapReason.NO_ANSWER: "no answer",
    GapReason.NONE_OF_THESE: "“none of these”",
    GapReason.NOT_HELPFUL: "not helpful",
    GapReason.UNKNOWN_SHOE: "a shoe I don't know",
}
NO_TEXT: Final = (
    "### Nothing is collected yet\nThe text of unanswered questions is kept only if you allow it: "
    "`/knowledge settings`, page 2, “Keep the text of open questions”. It is stored without "
    "names and deleted after some weeks."
)
EMPTY: Final = {
    "open": "### No open questions\nEverything that was asked lately got an answer. Well kept.",
    "later": "### Nothing is set aside",
}


class TurnGaps(ButtonControl, template=rf"{KNOWLEDGE}:gaps:{SHELF}:{PLACE}"):
    """Goes to another group."""

    def __init__(self, shelf: str, place: str, label: str = "") -> None:
        super().__init__(f"{KNOWLEDGE}:gaps:{shelf}:{place}", label)
        self._shelf, self._place = shelf, int(place)

    @keepers_only
    async def press(self, interaction: Press) -> None:
        await open_gaps(interaction, self._shelf, self._place)


class MarkGap(ButtonControl, template=rf"{KNOWLEDGE}:mark:(?P<mark>not-ours|later):{GROUP}:{SHELF}:{PLACE}"):
    """Puts a group aside, and shows the next one."""

    def __init__(self, mark: str, group: str, shelf: str, place: str) -> None:
        label = "Not our topic" if mark == "not-ours" else "Later"
        super().__init__(f"{KNOWLEDGE}:mark:{mark}:{group}:{shelf}:{place}", label)
        self._mark, self._group, self._shelf, self._place = mark, group, shelf, int(place)

    @keepers_only
    async def press(self, interaction: Press) -> None:
        await begin(interaction)
        count = await workshop_of(interaction).mark_gap(server_of(interaction), self._group, MARKS[self._mark])
        words = "set aside for later" if self._mark == "later" else "marked as not our topic"
        await open_gaps(interaction, self._shelf, self._place, f"{count_of(count, 'question')} {words}.")


class NewFromGap(ButtonControl, template=rf"{KNOWLEDGE}:gapnew:{GROUP}"):
    """Opens the form of a new entry with the group's questions in it."""

    def __init__(self, group: str) -> None:
        super().__init__(f"{KNOWLEDGE}:gapnew:{group}", "New answer", discord.ButtonStyle.primary)
        self._group = group

    @keepers_only
    async def press(self, interaction: Press) -> None:
        draft = await workshop_of(interaction).gap_draft(server_of(interaction), self._group)
        if draft is None:
            await show(interaction, card(GONE))
        else:
            await open_basics(interaction, draft, group=self._group)


class AddToEntry(SelectControl, template=rf"{KNOWLEDGE}:gapto:{GROUP}"):
    """Adds the question to an entry as one more phrasing; its effect is shown first."""

    def __init__(self, group: str, near: Sequence[EntryName] = ()) -> None:
        pairs = [(one.entry_id, one.title) for one in near]
        options = options_of([*pairs, (ANOTHER, "Another entry …")])
        super().__init__(f"{KNOWLEDGE}:gapto:{group}", "Add it as a phrasing to …", options)
        self._group = group

    @keepers_only
    async def press(self, interaction: Press) -> None:
        if self.picked == ANOTHER:
            await open_name(interaction, self._group)
            return
        await begin(interaction)
        workshop, moderator = workshop_of(interaction), interaction.user.id
        proposal = await workshop.gap_phrasing(server_of(interaction), moderator, self._group, self.picked)
        await show(interaction, effect_card(proposal) if proposal else card(GONE))


async def open_gaps(interaction: Press, shelf: str, place: int, remark: str = "") -> None:
    """Shows one group of a shelf; the last one where there are fewer by now."""
    if not interaction.response.is_done():
        await begin(interaction)
    inbox = await workshop_of(interaction).gaps(server_of(interaction), SHELVES[shelf])
    await show(interaction, gap_card(inbox, shelf, place, remark))


async def offer_entries(interaction: Press, group: str, typed: str) -> None:
    """After an entry was named: the ones that fit, to pick from."""
    await begin(interaction)
    found = await workshop_of(interaction).list_entries(server_of(interaction), typed, 24)
    text = f"### Which entry?\n{count_of(len(found), 'entry', 'entries')} found for {said(typed)}."
    await show(interaction, card(text, row(AddToEntry(group, [one.entry for one in found]))))


def gap_card(inbox: GapInbox, shelf: str, place: int, remark: str = "") -> discord.ui.LayoutView:
    """One group of open questions with what can be done about it."""
    noted = f"-# {remark}" if remark else ""
    if not inbox.groups:
        empty = EMPTY[shelf] if inbox.keeps_text or shelf == "later" else NO_TEXT
        other = "later" if shelf == "open" else "open"
        return card(noted, empty, row(TurnGaps(other, "0", "Set aside" if shelf == "open" else "Open questions")))
    place = min(place, len(inbox.groups) - 1)
    group = inbox.groups[place]
    head = heading(f"Asked {_times(group)} by {count_of(group.people, 'person', 'people')}")
    parts: list[Part] = [noted, f"{head}\n**{said(group.text, 300)}**", *_details(group)]
    parts.append(row(AddToEntry(group.key, group.near)))
    parts.append(row(NewFromGap(group.key), *_marks(group, shelf, place)))
    turns = _turns(len(inbox.groups), shelf, place)
    return card(*parts, f"-# {place + 1} of {len(inbox.groups)}", *([row(*turns)] if turns else []))


def _times(group: GapGroup) -> str:
    return "once" if group.questions == 1 else f"{group.questions} times"


def _details(group: GapGroup) -> list[str]:
    lines = []
    if group.examples:
        lines.append(f"Also as:\n{bullets([said(one) for one in group.examples], 5)}")
    if group.near:
        near = " · ".join(said(one.title, 80).strip("“”") for one in group.near)
        lines.append(f"Came near: {near}")
    why = ", ".join(f"{REASONS[reason]} ({count})" for reason, count in group.reasons)
    days = f"{group.first:%d %b}" if group.first == group.last else f"{group.first:%d %b} to {group.last:%d %b}"
    return [*lines, f"-# {why} · {days}"]


def _marks(group: GapGroup, shelf: str, place: int) -> list[ButtonControl]:
    marks = ("not-ours", "later") if shelf == "open" else ("not-ours",)
    return [MarkGap(mark, group.key, shelf, str(place)) for mark in marks]


def _turns(groups: int, shelf: str, place: int) -> list[ButtonControl]:
    turns: list[ButtonControl] = []
    if place > 0:
        turns.append(TurnGaps(shelf, str(place - 1), "Previous"))
    if place + 1 < groups:
        turns.append(TurnGaps(shelf, str(min(place + 1, 999)), "Next"))
    return turns
