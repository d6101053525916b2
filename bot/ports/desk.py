"""Desk: what a chat front end needs from the bot. Built by the app layer; used by `discord_ui`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.ports.place import WayIn

if TYPE_CHECKING:
    from bot.core.conversation.turn import Turn
    from bot.core.pack import Library
    from bot.core.reply import Choice, Reply
    from bot.core.sizing.profile import FitProfile
    from bot.core.sizing.recommendation import Recommendation


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where. A conversation belongs to one member in one channel."""

    member_id: int
    server_id: int | None
    """None in a direct message."""
    channel_id: int
    way_in: WayIn
    is_private: bool = False
    """Only the asker sees the reply: what is said there never comes back in a reply that others see."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A turn that is committed, under the id by which later presses refer to it."""

    turn: Turn
    turn_id: str
    """1 to 32 characters of `[0-9A-Za-z_-]`; goes into the ids of buttons, so it has to outlive a restart."""


class Desk(Protocol):
    """Answers members. Every coroutine returns once what it did is committed; ids that are not known give None."""

    async def ask(self, text: str, asker: Asker, *, message_id: int | None = None) -> Answered:
        """Answers a message in the member's own words; also takes an entry id picked from `complete`.

        `message_id` is the message it stood in, so that deleting that message deletes what was kept of its text.
        """
        ...

    async def overhear(
        self, text: str, asker: Asker, *, message_id: int | None = None, is_shadow: bool = False
    ) -> Answered | None:
        """What to say to a message that nobody addressed to the bot; None for silence, of which nothing is kept.

        In a shadow nothing is posted: the turn is kept to be rated, also below the server's threshold, and counts
        nowhere else.
        """
        ...

    async def tap(self, turn_id: str, text: str, asker: Asker) -> Answered:
        """Answers one of `Reply.options` of an earlier turn, as if its text had been typed after it."""
        ...

    async def show(self, entry_id: str, asker: Asker, *, chosen_from: str = "") -> Answered | None:
        """Shows one entry as a turn of its own; None when the entry is gone.

        `chosen_from` is the id of the turn whose "did you mean" offered it, so that the pick is kept with it.
        """
        ...

    async def none_of_these(self, turn_id: str, asker: Asker) -> Answered | None:
        """Records that none of that turn's choices fitted (a gap), and says where to go next."""
        ...

    async def feedback(self, turn_id: str, asker: Asker, *, is_helpful: bool, reason: str = "") -> bool:
        """Keeps one opinion per member and turn, the last one counts; False when the turn is not known any more.

        `reason` is an id such as `outdated`, tapped after "not helpful"; never words that somebody typed.
        """
        ...

    async def dismiss(self, turn_id: str, asker: Asker) -> None:
        """Records that the answer was taken away by the asker or a moderator; unknown turns are ignored."""
        ...

    async def is_asker(self, turn_id: str, member_id: int) -> bool:
        """Whether that member asked that turn; False for turns that are not known any more."""
        ...

    async def prepare(self, server_id: int | None) -> None:
        """Waits for a server's knowledge (None: the pack's own), so that methods that are no coroutines never block.

        Call it before anything else of an interaction; it is cheap when all is ready. Raises only where the pack's
        library could not be built, which ends the bot.
        """
        ...

    def more(self, entry_id: str, server_id: int | None) -> Reply | None:
        """The entry with its detail, for the More button; None when the entry is gone. No turn is kept."""
        ...

    def preview(self, text: str, server_id: int | None) -> tuple[Choice, ...]:
        """Entries that could answer a message, best first, at most five: for "Answer this". Nothing is recorded."""
        ...

    def complete(self, typed: str, server_id: int | None) -> tuple[Choice, ...]:
        """Entries for autocomplete, at most 25, in memory and in a few milliseconds; popular ones for nothing typed."""
        ...

    def topics(self, server_id: int | None) -> Mapping[str, tuple[Choice, ...]]:
        """All entries by topic, in file order, for browsing; topics without entries are left out."""
        ...

    def topic_titles(self, server_id: int | None) -> Mapping[str, str]:
        """How a member would name each of these topics."""
        ...

    def welcome(self, server_id: int | None) -> Reply:
        """What the bot can do and how to ask it, as `/help` and an empty mention show it. No turn is kept."""
        ...

    def library(self, server_id: int | None) -> Library:
        """The pack that this server is answered from."""
        ...

    def known_profile(
        self, asker: Asker, *, applied_entry: str = "", otherwise: FitProfile | None = None
    ) -> FitProfile:
        """What this conversation knows of the member; with what the title of `applied_entry` says, where it is given.

        `otherwise` is taken where the conversation knows nothing.
        Begins a size dialogue, so that nobody has to say again what was said a minute ago.
        """
        ...

    async def keep_size(self, advice: Recommendation, asker: Asker) -> str:
        """Logs a size that the dialogue gave, and lets the conversation go on from it; the id of its turn."""
        ...

    def forget_message(self, message_id: int) -> None:
        """Drop what is remembered of the words of a message that was deleted."""
        ...

    def forget(self, member_id: int) -> None:
        """Drops what is only remembered of that member's conversations; their stored rows are the store's to erase."""
        ...
