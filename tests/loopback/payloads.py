"""Discord's objects as small as discord.py takes them: one application, servers with one text channel each."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

Json = dict[str, Any]

APPLICATION: Final = 900_000_000_000_000_000
BOT: Final = 901_000_000_000_000_000
ALL_PERMISSIONS: Final = "8"
TOKEN: Final = "bG9vcGJhY2stdG9rZW4tMDAw.AAAAAA.bG9vcGJhY2stc2VjcmV0LW9mLXRlc3Rz"
"""Of a token's form, and good for nothing."""


def user(user_id: int, *, is_bot: bool = False) -> Json:
    """A user."""
    return {
        "id": str(user_id),
        "username": f"user{user_id}",
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "bot": is_bot,
    }


def member() -> Json:
    """A member's server half."""
    return {"roles": [], "joined_at": now(), "deaf": False, "mute": False, "flags": 0}


def server(server_id: int, channel_ids: tuple[int, ...]) -> Json:
    """A server with its text channels, and the bot in it with every right."""
    everyone = {
        "id": str(server_id), "name": "@everyone", "color": 0, "colors": {"primary_color": 0}, "hoist": False,
        "position": 0, "permissions": ALL_PERMISSIONS, "managed": False, "mentionable": False, "flags": 0,
    }  # fmt: skip
    return {
        "id": str(server_id), "name": f"server {server_id}", "icon": None, "splash": None, "owner_id": "1",
        "afk_timeout": 60, "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0,
        "roles": [everyone], "emojis": [], "features": [], "mfa_level": 0, "system_channel_flags": 0, "stickers": [],
        "joined_at": now(), "large": False, "unavailable": False, "member_count": 2, "voice_states": [], "threads": [],
        "presences": [], "stage_instances": [], "guild_scheduled_events": [], "premium_tier": 0, "nsfw_level": 0,
        "preferred_locale": "en-US", "premium_progress_bar_enabled": False, "soundboard_sounds": [],
        "members": [{"user": user(BOT, is_bot=True), **member()}],
        "channels": [text_channel(channel_id, server_id) for channel_id in channel_ids],
    }  # fmt: skip


def text_channel(channel_id: int, server_id: int) -> Json:
    """A text channel that everybody may use."""
    return {
        "id": str(channel_id), "type": 0, "guild_id": str(server_id), "name": f"channel-{channel_id}", "position": 0,
        "permission_overwrites": [], "nsfw": False, "rate_limit_per_user": 0, "topic": None, "last_message_id": None,
        "parent_id": None, "flags": 0,
    }  # fmt: skip


def message(message_id: int, channel_id: int, author: Json, content: str, **more: Any) -> Json:
    """A message."""
    return {
        "id": str(message_id), "channel_id": str(channel_id), "author": author, "content": content,
        "timestamp": now(), "edited_timestamp": None, "tts": False, "mention_everyone": False, "mentions": [],
        "mention_roles": [], "attachments": [], "embeds": [], "pinned": False, "type": 0, "flags": 0,
        "components": [], **more,
    }  # fmt: skip


def now() -> str:
    """The present time as Discord writes it."""
    return datetime.now(UTC).isoformat()
