"""The workshop of one process: implements `bot.ports.workshop.Workshop` over the store and the libraries.

Only joins its parts. Every method works for the one server it is called with.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.charts import draw_report
from bot.core.conversation.closer_look import Look
from bot.core.faq.decision import Policy
from bot.knowledge.export import export_overlay
from bot.knowledge.library import library_of
from bot.ports import EntryForm, GapStatus, Period, Rating, StatsReport, Store, Tone
from bot.ports.moderation import (
    Conflict,
    ExportFile,
    GapInbox,
    HistoryPage,
    ListedEntry,
    Reminder,
    SettingsRefused,
    SettingsView,
    SettingValue,
    ShadowView,
    StatsView,
    Trial,
    Undone,
)
from bot.ports.proposals import Again, EntryDraft, EntryName, Fault, Proposal, Refused, Saved, TestDecision, YamlText
from bot.workshop.editing import Editing
from bot.workshop.faults import file_faults
from bot.workshop.forms import draft_of, template
from bot.workshop.history import history_page, undo_revision
from bot.workshop.inbox import Inbox
from bot.workshop.planning import Build
from bot.workshop.server_choices import ServerChoices
from bot.workshop.shelf import Shelf
from bot.workshop.shelves import LiveLibraries, Shelves
from bot.workshop.stats_words import days_sentence, entries_sentence, funnel_sentence, report_sentences
from bot.workshop.trial import try_text

if TYPE_CHECKING:
    from bot.ports.workshop import Workshop

    _KEEPS_THE_PROTOCOL: Callable[..., Workshop] = lambda *parts: Workbench(*parts)  # noqa: E731 - checked, never called

TRIED_CHARS = 500


class Workbench:
    """See `bot.ports.workshop.Workshop` for what each method does."""

    def __init__(
        self,
        libraries: LiveLibraries,
        store: Store,
        policy: Policy,
        now: Callable[[], datetime],
        build: Build = library_of,
        look: Look | None = None,
    ) -> None:
        """`build` has to make of a pack what the libraries make of it, and `look` to be the desk's."""
        self._shelves = Shelves(libraries, store, policy)
        self._store = store
        self._now = now
        self._look = look
        self._editing = Editing(self._shelves, build, now)
        self._inbox = Inbox(self._shelves)
        self._choices = ServerChoices(self._shelves)

    async def open_server(self, server_id: int) -> None:
        """Make the server's own entries live here."""
        await self._shelves.bring(server_id)

    async def list_entries(self, server_id: int, typed: str = "", limit: int = 25) -> tuple[ListedEntry, ...]:
        """Entries whose id or title has what was typed, hidden ones too."""
        shelf = await self._shelves.shelf(server_id)
        wanted = typed.casefold().split()
        listed = _listed(shelf)
        found = [
            one
            for one in listed
            if all(word in f"{one.entry.entry_id} {one.entry.title}".casefold() for word in wanted)
        ]
        return tuple(found[:limit])

    async def prefill(self, server_id: int, entry_id: str) -> EntryDraft | None:
        """The entry as it stands here."""
        shelf = await self._shelves.shelf(server_id)
        entry = await asyncio.to_thread(shelf.entry_of, entry_id, shelf.state(entry_id))
        return draft_of(entry, shelf.overlay.revision_of(entry_id)) if entry else None

    async def prefill_new(self, server_id: int, question: str = "", answer: str = "") -> EntryDraft:
        """The template of a new entry."""
        return template(self._shelves.libraries.base.pack, question, answer)

    async def propose(self, server_id: int, moderator_id: int, draft: EntryDraft | YamlText) -> Proposal:
        """What saving that draft would do."""
        return await self._editing.propose(server_id, draft)

    async def hide(self, server_id: int, moderator_id: int, entry_id: str) -> Proposal:
        """What hiding an entry would do."""
        return await self._editing.hide(server_id, entry_id)

    async def restore(self, server_id: int, moderator_id: int, entry_id: str) -> Proposal:
        """What showing it again would do."""
        return await self._editing.restore(server_id, entry_id)

    async def mark_checked(self, server_id: int, moderator_id: int, entry_id: str) -> Proposal:
        """The entry checked today."""
        return await self._editing.mark_checked(server_id, entry_id)

    async def import_yaml(
        self, server_id: int, moderator_id: int, filename: str, size: int, read: Callable[[], Awaitable[bytes]]
    ) -> Proposal:
        """What a file of entries would do."""
        return await self._editing.import_yaml(server_id, filename, size, read)

    async def proposal(self, server_id: int, token: str) -> Proposal | None:
        """A proposal again."""
        return await self._editing.proposal(server_id, token)

    async def drop(self, server_id: int, token: str) -> None:
        """Forget a proposal."""
        self._editing.drop(server_id, token)

    async def save(
        self, server_id: int, moderator_id: int, token: str, decisions: Mapping[str, TestDecision] | None = None
    ) -> Saved | Conflict | Again | Refused:
        """Keep a proposal."""
        return await self._editing.save(server_id, moderator_id, token, decisions or {})

    async def try_text(self, server_id: int, text: str) -> Trial:
        """What a member who wrote this would get."""
        shelf = await self._shelves.shelf(server_id)
        settings = await self._store.settings.get(server_id)
        policy, only_suggests = self._shelves.policy_of(settings), settings.tone is Tone.SUGGEST
        today = self._now().date()
        return await asyncio.to_thread(
            try_text, text[:TRIED_CHARS], shelf.library, policy, today, only_suggests=only_suggests, look=self._look
        )

    async def export(self, server_id: int) -> ExportFile:
        """The server's own entries as YAML."""
        overlay = (await self._shelves.shelf(server_id)).overlay
        hidden = tuple(entry_id for entry_id, state in overlay.entries if state.form is EntryForm.HIDDEN)
        text = await asyncio.to_thread(export_overlay, overlay)
        return ExportFile("server-entries.yaml", text, len(overlay.entries) - len(hidden), hidden)

    async def history(
        self, server_id: int, entry_id: str | None = None, before: int | None = None, limit: int = 5
    ) -> HistoryPage:
        """Revisions newest first."""
        return await history_page(self._shelves, server_id, entry_id, before, limit)

    async def undo(self, server_id: int, moderator_id: int, revision_id: int) -> Undone | Refused:
        """Take one revision back."""
        return await undo_revision(self._shelves, server_id, moderator_id, revision_id)

    async def gaps(self, server_id: int, statuses: tuple[GapStatus, ...] = (GapStatus.OPEN,)) -> GapInbox:
        """Open questions, grouped."""
        return await self._inbox.gaps(server_id, statuses)

    async def gap_phrasing(self, server_id: int, moderator_id: int, group_key: str, entry_id: str) -> Proposal | None:
        """What adding the group's question to an entry would do."""
        draft = await self._inbox.phrasing_draft(server_id, group_key, entry_id)
        return await self._editing.propose(server_id, draft) if draft else None

    async def gap_draft(self, server_id: int, group_key: str) -> EntryDraft | None:
        """A new entry for the group."""
        return await self._inbox.new_draft(server_id, group_key)

    async def mark_gap(self, server_id: int, group_key: str, status: GapStatus) -> int:
        """Say "not our topic" or "later" of a group."""
        return await self._inbox.mark(server_id, group_key, status)

    async def stats(self, server_id: int, period: Period) -> StatsView:
        """How the bot was used."""
        report = await self._store.stats.report(server_id, period)
        entries = (await self._shelves.shelf(server_id)).library.pack.entries
        titles = {one.entry: entries[one.entry].title for one in report.entries if one.entry in entries}
        never = tuple(EntryName(entry_id, entries[entry_id].title) for entry_id in report.never_used(tuple(entries)))
        sentences = report_sentences(report, titles, len(never))
        pictures = await asyncio.to_thread(draw_report, report, titles, _alts(report, titles))
        return StatsView(report, titles, never, sentences, pictures)

    async def settings(self, server_id: int) -> SettingsView:
        """The server's settings."""
        return await self._choices.settings(server_id)

    async def change_settings(
        self, server_id: int, changes: Mapping[str, SettingValue]
    ) -> SettingsView | SettingsRefused:
        """Change settings."""
        return await self._choices.change(server_id, changes)

    async def shadow(self, server_id: int, channel_id: int) -> ShadowView:
        """The ratings of a shadow channel."""
        return await self._choices.shadow(server_id, channel_id)

    async def rate_shadow(self, server_id: int, turn_id: str, rating: Rating) -> bool:
        """Keep a rating."""
        return await self._store.shadow.rate(server_id, turn_id, rating)

    async def switch_on(
        self, server_id: int, channel_id: int, threshold: float | None = None
    ) -> SettingsView | SettingsRefused:
        """Answer in what was a shadow channel."""
        return await self._choices.switch_on(server_id, channel_id, threshold)

    async def reminders(self, server_id: int) -> tuple[Reminder, ...]:
        """Entries past their review day."""
        entries = (await self._shelves.shelf(server_id)).library.pack.entries.values()
        today, due = self._now().date(), []
        for entry in entries:
            if entry.checked is not None and entry.review_after_days is not None and entry.is_stale(today):
                day = entry.checked + timedelta(days=entry.review_after_days)
                due.append(Reminder(EntryName(entry.id, entry.title), entry.checked, day, (today - day).days))
        return tuple(sorted(due, key=lambda one: (-one.days_over, one.entry.entry_id)))

    async def problems(self, server_id: int) -> tuple[Fault, ...]:
        """What is wrong with the server's own entries."""
        await self._shelves.bring(server_id)
        found = await asyncio.to_thread(self._shelves.libraries.problems, server_id)
        return tuple(fault for fault in file_faults(found) if fault.is_error)


def _listed(shelf: Shelf) -> list[ListedEntry]:
    states = dict(shelf.overlay.entries)
    listed = [
        ListedEntry(
            EntryName(entry.id, entry.title),
            states[entry.id].form if entry.id in states else EntryForm.PACK,
            entry.topic,
        )
        for entry in shelf.library.pack.entries.values()
    ]
    hidden = [entry_id for entry_id, state in states.items() if state.form is EntryForm.HIDDEN]
    return listed + [ListedEntry(shelf.name(entry_id), EntryForm.HIDDEN, "") for entry_id in hidden]


def _alts(report: StatsReport, titles: Mapping[str, str]) -> dict[str, str]:
    if not report.turns:
        return {}
    return {
        "days": f"Questions by day. {days_sentence(report.days)}",
        "entries": entries_sentence(report.entries, titles) if report.entries else "",
        "funnel": f"The size dialogue step by step. {funnel_sentence(report)}",
    }
