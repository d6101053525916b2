"""Tells Discord our commands, but only when they changed: syncing at each start would only use up a rate limit."""

from __future__ import annotations

import hashlib
import json
import logging
from enum import StrEnum
from typing import Any, Final

import discord
from discord import app_commands

from bot.ports.store import CommandHash

log = logging.getLogger(__name__)

SCOPE: Final = "global"


class SyncMode(StrEnum):
    """When to sync the commands at start."""

    CHANGED = "changed"
    ALWAYS = "always"
    NEVER = "never"
    """Another process does it."""


def tree_digest(tree: app_commands.CommandTree[Any], application_id: int) -> str:
    """Hash of everything that Discord is told, for this application."""
    commands = [command.to_dict(tree) for command in tree.get_commands()]
    told = json.dumps([application_id, sorted(commands, key=lambda one: (one["type"], one["name"]))], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


async def sync_commands(tree: app_commands.CommandTree[Any], hashes: CommandHash, mode: SyncMode) -> bool:
    """Syncs when needed; whether it did. A refusal is logged and never stops the bot: old commands go on working."""
    if mode is SyncMode.NEVER:
        return False
    digest = tree_digest(tree, tree.client.application_id or 0)
    if mode is SyncMode.CHANGED and await hashes.load(SCOPE) == digest:
        return False
    try:
        await tree.sync()
    except discord.DiscordException:
        log.exception("The commands could not be synced; the ones that Discord knows go on working")
        return False
    await hashes.save(SCOPE, digest)
    return True
