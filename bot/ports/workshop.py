"""Workshop: what a front end for moderators needs to keep the answers of one server right.

Every method takes the server's id first and sees and changes that server alone; a token, a revision or a gap of another
server is not known here. Who may call it is the front end's to check, at every command, press and submit. Coroutines
return once what they did is committed; those that save raise `StoreUnavailableError` when nothing could be kept.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from bot.ports.feedback import GapStatus
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
from bot.ports.proposals import Again, EntryDraft, Fault, Proposal, Refused, Saved, TestDecision, YamlText
from bot.ports.shadow import Rating
from bot.ports.stats import Period


class Workshop(Protocol):
    """Keeps the knowledge of servers."""

    async def open_server(self, server_id: int) -> None:
        """Make the server's own entries live here: on start, on joining, and when another process may have edited."""
        ...

    async def list_entries(self, server_id: int, typed: str = "", limit: int = 25) -> tuple[ListedEntry, ...]:
        """Entries whose id or title has what was typed, hidden ones too; all in order for nothing typed."""
        ...

    async def prefill(self, server_id: int, entry_id: str) -> EntryDraft | None:
        """The entry as it stands here, to be edited; None when there is no such entry."""
        ...

    async def prefill_new(self, server_id: int, question: str = "", answer: str = "") -> EntryDraft:
        """The template of a new entry, with a member's question and a human answer in it where they are given."""
        ...

    async def propose(self, server_id: int, moderator_id: int, draft: EntryDraft | YamlText) -> Proposal:
        """What saving that draft would do. Slow (up to some seconds in a large pack): answer the press first."""
        ...

    async def hide(self, server_id: int, moderator_id: int, entry_id: str) -> Proposal:
        """What hiding an entry from this server's members would do."""
        ...

    async def restore(self, server_id: int, moderator_id: int, entry_id: str) -> Proposal:
        """What showing a hidden entry again would do; for a changed one, what going back to the pack's text would."""
        ...

    async def mark_checked(self, server_id: int, moderator_id: int, entry_id: str) -> Proposal:
        """The entry with today as the day its facts were checked."""
        ...

    async def import_yaml(
        self, server_id: int, moderator_id: int, filename: str, size: int, read: Callable[[], Awaitable[bytes]]
    ) -> Proposal:
        """What a file of entries would do: all of it can be saved, or none.

        Checked in order: size (before `read` is called), encoding, structure, schema, tests; `Proposal.stage` says
        where it stopped. Entries that the file does not name stay as they are.
        """
        ...

    async def proposal(self, server_id: int, token: str) -> Proposal | None:
        """A proposal again, for Back and for another page; None when it is forgotten or another server's."""
        ...

    async def drop(self, server_id: int, token: str) -> None:
        """Forget a proposal; unknown tokens are fine."""
        ...

    async def save(
        self, server_id: int, moderator_id: int, token: str, decisions: Mapping[str, TestDecision] | None = None
    ) -> Saved | Conflict | Again | Refused:
        """Keep a proposal; live when this returns. `decisions` by `BrokenTest.key`, one for every broken test.

        The proposal stays when it was not saved, so that the decisions can be made and Save pressed again.
        """
        ...

    async def try_text(self, server_id: int, text: str) -> Trial:
        """What a member who wrote this would get, and why. Nothing is recorded."""
        ...

    async def export(self, server_id: int) -> ExportFile:
        """The server's own entries as YAML, comments and order kept."""
        ...

    async def history(
        self, server_id: int, entry_id: str | None = None, before: int | None = None, limit: int = 5
    ) -> HistoryPage:
        """Revisions newest first, of one entry or of all."""
        ...

    async def undo(self, server_id: int, moderator_id: int, revision_id: int) -> Undone | Refused:
        """Take one revision back, as a new one; refused, with the reason, where a later edit would be lost."""
        ...

    async def gaps(self, server_id: int, statuses: tuple[GapStatus, ...] = (GapStatus.OPEN,)) -> GapInbox:
        """Questions without a good answer, grouped by likeness, counted in people."""
        ...

    async def gap_phrasing(self, server_id: int, moderator_id: int, group_key: str, entry_id: str) -> Proposal | None:
        """What adding the group's question as a phrasing of an entry would do; None when the group is gone.

        Saving it marks the group's gaps as added.
        """
        ...

    async def gap_draft(self, server_id: int, group_key: str) -> EntryDraft | None:
        """A new entry for the group, phrasings filled in; None when the group is gone."""
        ...

    async def mark_gap(self, server_id: int, group_key: str, status: GapStatus) -> int:
        """Say "not our topic" or "later" of a group; how many gaps that were, 0 when it is gone."""
        ...

    async def stats(self, server_id: int, period: Period) -> StatsView:
        """How the bot was used, as numbers, sentences and pictures."""
        ...

    async def settings(self, server_id: int) -> SettingsView:
        """The server's settings."""
        ...

    async def change_settings(
        self, server_id: int, changes: Mapping[str, SettingValue]
    ) -> SettingsView | SettingsRefused:
        """Change settings by the names of `ServerSettings`' fields; all of the changes or none."""
        ...

    async def shadow(self, server_id: int, channel_id: int) -> ShadowView:
        """The ratings of a shadow channel as a table."""
        ...

    async def rate_shadow(self, server_id: int, turn_id: str, rating: Rating) -> bool:
        """Keep what a moderator thinks of an unposted answer; False when it is not known here."""
        ...

    async def switch_on(
        self, server_id: int, channel_id: int, threshold: float | None = None
    ) -> SettingsView | SettingsRefused:
        """Let the bot answer in what was a shadow channel, from that confidence on (None: the suggested one)."""
        ...

    async def reminders(self, server_id: int) -> tuple[Reminder, ...]:
        """Entries whose facts are past their review day, longest overdue first."""
        ...

    async def problems(self, server_id: int) -> tuple[Fault, ...]:
        """What is wrong with the server's own entries over the pack as it is now (the pack moved on under them)."""
        ...
