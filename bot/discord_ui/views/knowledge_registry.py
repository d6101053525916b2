"""The lasting controls of moderators' cards, registered with all others when the client starts."""

from __future__ import annotations

from typing import Any, Final

import discord

from bot.discord_ui.cogs.knowledge_entries import OpenEntry
from bot.discord_ui.views import (
    knowledge_effect,
    knowledge_gaps,
    knowledge_history,
    knowledge_news,
    knowledge_saved,
    knowledge_settings,
    knowledge_shadow,
    knowledge_stats,
)

KNOWLEDGE_CONTROLS: Final[tuple[type[discord.ui.DynamicItem[Any]], ...]] = (
    OpenEntry,
    knowledge_effect.Save,
    knowledge_effect.EditAgain,
    knowledge_effect.MoreFields,
    knowledge_effect.Back,
    knowledge_effect.TurnCard,
    knowledge_effect.Decide,
    knowledge_saved.OpenMine,
    knowledge_saved.KeepTheirs,
    knowledge_history.Undo,
    knowledge_history.TurnHistory,
    knowledge_news.StillTrue,
    knowledge_gaps.TurnGaps,
    knowledge_gaps.MarkGap,
    knowledge_gaps.NewFromGap,
    knowledge_gaps.AddToEntry,
    knowledge_stats.PickPeriod,
    knowledge_settings.PickChannels,
    knowledge_settings.PickRole,
    knowledge_settings.Switch,
    knowledge_settings.EditNumbers,
    knowledge_settings.TurnSettings,
    knowledge_shadow.Rate,
    knowledge_shadow.OpenTable,
    knowledge_shadow.SwitchOn,
)
