"""The Discord client: what it asks of Discord, what it registers at start, and where events go.

The same class serves one shard or many, a real Discord or a simulated one. It asks for no privileged intent unless the
settings say so, keeps no caches that it does not need, and can ping nobody.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Protocol

import discord

from bot.core.problems import Problem
from bot.discord_ui.cogs.forum import greet_post
from bot.discord_ui.cogs.knowledge_submit import submit_knowledge
from bot.discord_ui.cogs.listen import hear
from bot.discord_ui.forms import is_form, submit
from bot.discord_ui.guards import Work, guarded
from bot.discord_ui.manners import Clock, Manners
from bot.discord_ui.news import News
from bot.discord_ui.presenter import Presenter
from bot.discord_ui.shadow import overhear
from bot.discord_ui.sizes import Sizes
from bot.discord_ui.sync import SyncMode, sync_commands
from bot.discord_ui.tree import FitTree, build_tree
from bot.discord_ui.views.knowledge_forms import is_knowledge_form
from bot.discord_ui.views.registry import CONTROLS
from bot.ports import Desk, Dialogues, FitReports, StepRecord, StoreError
from bot.ports.privacy import Privacy
from bot.ports.server_settings import SettingsStore
from bot.ports.store import CommandHash
from bot.ports.workshop import Workshop

log = logging.getLogger(__name__)


class UiLog(Protocol):
    """The part of the session log that this room writes itself; turns are written by the desk."""

    async def forget_message(self, message_id: int) -> int: ...
    async def record_step(self, record: StepRecord) -> bool: ...


class UiStore(Protocol):
    """The part of the store that this room uses; the whole store fits."""

    @property
    def command_hash(self) -> CommandHash: ...
    @property
    def privacy(self) -> Privacy: ...
    @property
    def settings(self) -> SettingsStore: ...
    @property
    def sessions(self) -> UiLog: ...
    @property
    def dialogues(self) -> Dialogues: ...
    @property
    def fit_reports(self) -> FitReports: ...


@dataclass(frozen=True, slots=True)
class ClientOptions:
    """How the client connects."""

    wants_message_content: bool = False
    """Ask for the privileged Message Content intent; needed only to listen to whole channels."""
    sync: SyncMode = SyncMode.CHANGED
    shard_ids: tuple[int, ...] = ()
    """Shards of this process; empty for all."""
    shard_count: int | None = None


class FitBot(discord.AutoShardedClient):
    """The bot as Discord sees it."""

    def __init__(
        self,
        desk: Desk,
        store: UiStore,
        clock: Clock,
        options: ClientOptions = ClientOptions(),
        workshop: Workshop | None = None,
    ) -> None:
        """Without a `workshop` there are no moderators' commands, and no server has entries of its own."""
        shards: dict[str, Any] = {"shard_ids": list(options.shard_ids)} if options.shard_ids else {}
        super().__init__(
            intents=wanted_intents(options),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_ratelimit_timeout=30.0,
            shard_count=options.shard_count,
            **shards,
        )
        self.desk = desk
        self.store = store
        self.options = options
        self.workshop = workshop
        self.clock = clock
        self.work = Work()
        self.manners = Manners(clock)
        self.presenter = Presenter(desk, self.manners)
        self.sizes = Sizes()
        self.news = News(self)
        self.tree: FitTree = build_tree(self)

    async def setup_hook(self) -> None:
        """Once, before the gateway: lasting controls come back to life, commands are synced if they changed."""
        self.add_dynamic_items(*CONTROLS)
        await sync_commands(self.tree, self.store.command_hash, self.options.sync)

    async def on_message(self, message: discord.Message) -> None:
        """Answers what is meant for the bot; an error is logged and said to nobody, since nobody pressed anything."""
        if self.work.is_stopping:
            return
        with self.work.one():
            try:
                await hear(message, self)
                await overhear(message, self)
            except (discord.Forbidden, discord.NotFound):
                log.info("Not allowed to answer in channel %s, or it is gone", message.channel.id)
            except Exception:
                log.exception("A message could not be answered")

    async def on_interaction(self, interaction: discord.Interaction[FitBot]) -> None:
        """Forms that are sent; everything else is discord.py's to route."""
        if is_form(interaction):
            await guarded(interaction, submit)
        elif is_knowledge_form(interaction):
            await guarded(interaction, submit_knowledge)

    async def on_thread_create(self, thread: discord.Thread) -> None:
        """A new post in a forum may get an answer; an error is logged and said to nobody."""
        if self.work.is_stopping:
            return
        with self.work.one():
            try:
                await greet_post(thread, self)
            except discord.Forbidden:
                log.info("Not allowed to answer in post %s", thread.id)
            except Exception:
                log.exception("A post could not be answered")

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Somebody took a message back: what was kept of its text goes too, and nothing links to it any more."""
        await self._forget_message(payload.message_id)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Moderators clear a channel: the same for each message."""
        for message_id in payload.message_ids:
            await self._forget_message(message_id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A forum's post goes with its first message, which has the same id."""
        await self._forget_message(payload.thread_id)

    async def _forget_message(self, message_id: int) -> None:
        self.manners.forget(message_id)
        self.desk.forget_message(message_id)
        await self.store.sessions.forget_message(message_id)

    async def on_ready(self) -> None:
        """Of servers that took the bot in or removed it while it was not running, Discord sends no word later."""
        try:
            await self.store.privacy.servers_here([guild.id for guild in self.guilds])
        except StoreError:
            log.exception("Could not note which servers have the bot")

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The server has the bot (again): nothing of it is purged."""
        await self.store.privacy.server_returned(guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The server removed the bot: its rows are purged after the grace period."""
        await self.store.privacy.server_left(guild.id)

    async def announce_problems(self, problems: tuple[Problem, ...]) -> None:
        """Tells moderators' channels what is wrong with changed files of the pack; what was live stays live."""
        await self.news.tell_problems(problems)

    async def announce_pack(self) -> None:
        """Tells those servers whose own entries do not fit a new pack."""
        if self.workshop is not None:
            await self.news.tell_outdated()

    async def remind_moderators(self) -> None:
        """Tells moderators which facts to check again; at most weekly, however often it is called."""
        await self.news.remind()


def wanted_intents(options: ClientOptions) -> discord.Intents:
    """Servers and messages; the text of all messages only if it was asked for."""
    intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    intents.message_content = options.wants_message_content
    return intents
