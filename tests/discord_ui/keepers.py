"""What a moderators' test plays in: the real workshop over a real database and the tiny pack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import simcord

from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.desk import FrontDesk
from bot.discord_ui.client import ClientOptions, FitBot
from bot.knowledge.libraries import ServerLibraries
from bot.knowledge.library import library_of
from bot.storage.store import SqliteStore
from bot.workshop.workbench import Workbench
from tests.discord_ui.reading import components_of, text_of
from tests.discord_ui.world import Clock

TINY = Path(__file__).resolve().parents[1] / "packs" / "tiny"
BASICS = {
    "title": "Can I wash them?",
    "ask": "are they machine washable\nhow do i wash them\nwashing machine ok\nclean them in the wash\n"
    "by hand or in laundry",
    "answer": "No: wash them by hand, with lukewarm water.",
    "more": "Take the laces out first.",
}


@dataclass
class Process:
    """One process over a database: what a restart replaces."""

    store: SqliteStore
    clock: Clock
    base: Library
    hears: bool

    def build(self) -> FitBot:
        """A new client with a workshop that has forgotten every draft; the entries come from the database."""
        libraries = ServerLibraries(self.base, library_of)
        desk = FrontDesk(libraries, self.store, Policy(), self.clock)
        workshop = Workbench(libraries, self.store, Policy(), self.clock)
        options = ClientOptions(wants_message_content=self.hears, shard_count=1)
        return FitBot(desk, self.store, self.clock, options, workshop)


@dataclass
class Club:
    """A server with a moderator, a second one, and a member; and a moderators' channel that is chosen."""

    env: simcord.Env
    build: Callable[[], FitBot]
    store: SqliteStore
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    staff: simcord.ChannelHandle
    mona: simcord.MemberActor
    max: simcord.MemberActor
    alice: simcord.MemberActor
    moderators: simcord.RoleHandle
    allowed_errors: list[str]

    @property
    def bot(self) -> FitBot:
        """The client that runs now."""
        assert isinstance(self.env.bot, FitBot)
        return self.env.bot

    async def restart(self) -> None:
        """A new process over the same database, with the entries that are in it."""
        await self.env.restart_bot(self.build())
        await self.workshop.open_server(self.guild.id)

    @property
    def workshop(self) -> Workbench:
        """The workshop of the client that runs now."""
        assert isinstance(self.bot.workshop, Workbench)
        return self.bot.workshop

    async def knowledge(self, name: str, who: simcord.MemberActor | None = None, **options: Any) -> Any:
        """A moderator uses one of the commands; its private card, or what it opened."""
        result = await (who or self.mona).slash(self.channel, f"knowledge {name}", **options)
        assert result.acknowledged
        return result

    async def card(self, name: str, who: simcord.MemberActor | None = None, **options: Any) -> simcord.ResponseMessage:
        """As `knowledge`, for a command that answers with a private card."""
        result = await self.knowledge(name, who, **options)
        assert result.ephemeral
        assert result.response is not None
        return result.response  # type: ignore[no-any-return]

    async def fill(self, shown: Any, who: simcord.MemberActor | None = None, **typed: str) -> simcord.ResponseMessage:
        """A moderator sends a form with some boxes changed; the card that follows."""
        assert shown.modal is not None, "no form was opened"
        values = {**prefilled(shown.modal), **typed}
        result = await (who or self.mona).submit_modal(shown, values)
        assert result.response is not None
        return result.response  # type: ignore[no-any-return]

    async def add(self, who: simcord.MemberActor | None = None, **typed: str) -> simcord.ResponseMessage:
        """A moderator writes a new answer and saves it; the card that says so."""
        card = await self.fill(await self.knowledge("add", who), who, **{**BASICS, **typed})
        await (who or self.mona).click(card, label="Save")
        assert "Saved" in text_of(card)
        return card

    async def drop_tests(self, card: Any) -> None:
        """Mona drops every test that a change would break."""
        for menu in [one for one in ids_of(card) if one.startswith("kn1:dec:")]:
            now = next(one for one in ids_of(card) if one.rpartition(":")[2] == menu.rpartition(":")[2])
            await self.mona.select(card, ["drop"], custom_id=now)

    def demote(self, who: simcord.MemberActor) -> None:
        """Takes a member's roles away."""
        self.env.backend.get_guild(self.guild.id).members[who.id].role_ids.clear()

    async def answer_to(self, text: str) -> str:
        """What a member is answered."""
        result = await self.alice.slash(self.channel, "ask", question=text, private=True)
        return text_of(result.response)


def prefilled(modal: dict[str, Any]) -> dict[str, str]:
    """What stands in the boxes of a form."""
    boxes = [one.get("component", one) for one in modal["components"]]
    return {box["custom_id"]: box.get("value") or "" for box in boxes}


def ids_of(message: Any) -> list[str]:
    """The ids of a message's controls."""
    return [one["custom_id"] for one in components_of(message) if "custom_id" in one]


def control(message: Any, verb: str) -> str:
    """The id of the one control with that verb."""
    [found] = [one for one in ids_of(message) if one.startswith(f"kn1:{verb}")]
    return found


def is_disabled(message: Any, label: str) -> bool:
    """Whether the button with that label cannot be pressed."""
    [found] = [one for one in components_of(message) if one.get("label") == label]
    return bool(found.get("disabled"))
