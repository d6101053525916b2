"""The choices that moderators have in the settings, and what is said about them. No controls here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import discord

from bot.discord_ui.guards import may_speak
from bot.discord_ui.views.knowledge_forms import Box
from bot.ports.server_settings import ServerSettings, Tone

if TYPE_CHECKING:
    from bot.discord_ui.client import FitBot
    from bot.discord_ui.guards import Press

TEXT_CHANNELS: Final = [discord.ChannelType.text, discord.ChannelType.news]
FORUMS: Final = [discord.ChannelType.forum]
CHANNELS: Final = {
    "moderators_channel": ("Moderators' channel", TEXT_CHANNELS, 1),
    "listen_channels": ("Listen in: answer without being asked", TEXT_CHANNELS, 25),
    "shadow_channels": ("Shadow: only show moderators what I'd say", TEXT_CHANNELS, 25),
    "forum_channels": ("Forums whose new posts get an answer", FORUMS, 25),
}
SWITCHES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "tone": ((Tone.ANSWER, "Tone: answer when sure"), (Tone.SUGGEST, "Tone: only suggest, as a choice")),
    "private_by_default": (("no", "/ask answers in the channel"), ("yes", "/ask answers privately")),
    "allow_gap_text": (
        ("no", "Do not keep the text of open questions"),
        ("yes", "Keep the text of open questions, without names"),
    ),
}
SWITCH_NAMES: Final = {
    "tone": "Tone",
    "private_by_default": "How /ask answers",
    "allow_gap_text": "Text of open questions",
}
NUMBERS: Final = (
    Box(
        "wrong_share",
        "Share of wrong answers accepted",
        "Like 1%. Empty: the usual. Lower answers less.",
        False,
        False,
        20,
    ),
    Box("listen_threshold", "How sure to be to answer unasked", "Like 95%. Empty: the usual.", False, False, 20),
    Box("retention_days", "Days that counts are kept", "1 to 365.", False, False, 20),
    Box("gap_days", "Days that open questions are kept", "1 to 90.", False, False, 20),
)
SINGLE: Final = frozenset({"moderators_channel"})
ROLE_NEEDS: Final = "Only members with the permission Manage Server can choose who else keeps the answers."
ROLE_HINT: Final = (
    "Members with that role also have to see the commands: Server Settings → Integrations → this bot → `/knowledge`."
)


def typed_numbers(settings: ServerSettings) -> dict[str, str]:
    """The numbers as they would be typed; empty where the usual stands."""
    shares = {name: getattr(settings, name) for name in ("wrong_share", "listen_threshold")}
    typed = {name: f"{value * 100:g}%" for name, value in shares.items() if value is not None}
    return {**typed, "retention_days": str(settings.retention_days), "gap_days": str(settings.gap_days)}


def channel_notes(settings: ServerSettings, interaction: Press) -> list[str]:
    """Chosen channels that the bot cannot write in, so that nobody waits for it there."""
    wanted = {settings.moderators_channel, *settings.listen_channels, *settings.forum_channels} - {None}
    bot: FitBot = interaction.client
    found = (bot.get_channel(channel_id) for channel_id in sorted(one for one in wanted if one is not None))
    return [
        f"I may not write in {channel.mention}: give me View Channel and Send Messages there."
        for channel in found
        if isinstance(channel, discord.TextChannel | discord.ForumChannel)
        and not may_speak(
            channel.permissions_for(channel.guild.me), in_thread=isinstance(channel, discord.ForumChannel)
        )
    ]
