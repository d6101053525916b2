"""The inbox of open questions: grouped, counted in people, with the entries that came near, and what can be done."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.core.pack import Library
from bot.ports import Gap, GapReason, GapStatus
from bot.ports.moderation import GapGroup, GapInbox
from bot.ports.proposals import EntryDraft, EntryName
from bot.workshop.forms import draft_of, template
from bot.workshop.likeness import group_alike
from bot.workshop.shelves import Shelves

_NEAR = 4
_EXAMPLES = 5
_MOST = 500
_ASK_AT_MOST = 8
"""Wordings of a group that a new entry starts with."""
ALL_OPEN = (GapStatus.OPEN, GapStatus.LATER)


class Inbox:
    """Open questions of all servers, one server at a time."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._store = shelves.store

    async def gaps(self, server_id: int, statuses: tuple[GapStatus, ...]) -> GapInbox:
        """See the protocol."""
        groups = await self._groups(server_id, statuses)
        settings = await self._store.settings.get(server_id)
        return GapInbox(groups, settings.allow_gap_text, sum(group.questions for group in groups))

    async def phrasing_draft(self, server_id: int, group_key: str, entry_id: str) -> EntryDraft | None:
        """The entry with the group's question as one more phrasing; None when either is gone."""
        group = await self._group(server_id, group_key)
        if group is None:
            return None
        shelf = await self._shelves.shelf(server_id)
        entry = shelf.entry_of(entry_id, shelf.state(entry_id))
        if entry is None:
            return None
        draft = draft_of(entry, shelf.overlay.revision_of(entry_id))
        return _with_ask(draft, (*entry.ask, _one_line(group.text)), group)

    async def new_draft(self, server_id: int, group_key: str) -> EntryDraft | None:
        """A new entry for a group; None when it is gone."""
        group = await self._group(server_id, group_key)
        if group is None:
            return None
        shelf = await self._shelves.shelf(server_id)
        wordings = [_one_line(text) for text in (group.text, *group.examples)]
        return _with_ask(template(shelf.base, group.text), wordings[:_ASK_AT_MOST], group)

    async def mark(self, server_id: int, group_key: str, status: GapStatus) -> int:
        """See the protocol."""
        group = await self._group(server_id, group_key)
        return await self._store.gaps.mark(server_id, group.gap_ids, status) if group else 0

    async def _group(self, server_id: int, group_key: str) -> GapGroup | None:
        groups = await self._groups(server_id, ALL_OPEN)
        return next((group for group in groups if group_key in group.gap_ids), None)

    async def _groups(self, server_id: int, statuses: tuple[GapStatus, ...]) -> tuple[GapGroup, ...]:
        found = await self._store.gaps.list(server_id, statuses, _MOST)
        shelf = await self._shelves.shelf(server_id)
        return await asyncio.to_thread(grouped, found, shelf.library)


def grouped(gaps: Sequence[Gap], library: Library) -> tuple[GapGroup, ...]:
    """Gaps put together by likeness, most people first; names of unknown shoes apart from questions."""
    groups: list[GapGroup] = []
    for is_shoe in (False, True):
        some = [gap for gap in gaps if (gap.reason is GapReason.UNKNOWN_SHOE) is is_shoe and gap.text]
        alike = group_alike([gap.text for gap in some], library.index)
        groups += [_as_group([some[place] for place in places], library) for places in alike]
    return tuple(
        sorted(groups, key=lambda group: (-group.people, -group.questions, -group.last.toordinal(), group.key))
    )


def _as_group(gaps: list[Gap], library: Library) -> GapGroup:
    """One group; its first gap is the most typical."""
    days = [gap.on for gap in gaps]
    texts = list(dict.fromkeys(gap.text for gap in gaps))
    return GapGroup(
        key=min(gap.id for gap in gaps),
        text=texts[0],
        examples=tuple(texts[1 : _EXAMPLES + 1]),
        questions=len(gaps),
        people=_people(gaps),
        first=min(days),
        last=max(days),
        reasons=tuple(Counter(gap.reason for gap in gaps).most_common()),
        statuses=tuple(dict.fromkeys(gap.status for gap in gaps)),
        near=_near(gaps, library),
        gap_ids=tuple(gap.id for gap in gaps),
    )


def _people(gaps: list[Gap]) -> int:
    """Askers that can be told apart; those who cannot are at least one person more when nobody is known."""
    return len({gap.asker for gap in gaps if gap.asker}) or 1


def _near(gaps: list[Gap], library: Library) -> tuple[EntryName, ...]:
    now = [one.entry_id for one in library.index.rank(gaps[0].text, 3).candidates]
    then = Counter(entry for gap in gaps for entry in (*gap.near, *((gap.entry,) if gap.entry else ())))
    ids = dict.fromkeys((*now, *(entry for entry, _ in then.most_common())))
    known = [library.pack.entries[entry_id] for entry_id in ids if entry_id in library.pack.entries]
    return tuple(EntryName(entry.id, entry.title) for entry in known[:_NEAR])


def _with_ask(draft: EntryDraft, ask: Sequence[str], group: GapGroup) -> EntryDraft:
    return replace(draft, ask="\n".join(dict.fromkeys(ask)), gap_ids=group.gap_ids)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]
