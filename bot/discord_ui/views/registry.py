"""All lasting controls, registered when the client starts. One that is missing here is dead after a restart."""

from __future__ import annotations

from typing import Any, Final

import discord

from bot.discord_ui.views import answer, answer_this, browse, choose, opinion, outdated, privacy, size
from bot.discord_ui.views.knowledge_registry import KNOWLEDGE_CONTROLS

CONTROLS: Final[tuple[type[discord.ui.DynamicItem[Any]], ...]] = (
    answer.More,
    answer.Related,
    answer.ShowAnyway,
    opinion.Opinion,
    opinion.Reason,
    answer.Share,
    answer.Remove,
    choose.Pick,
    choose.NoneOfThese,
    choose.Tap,
    browse.PickTopic,
    browse.PickEntry,
    browse.TurnTo,
    answer_this.PostReply,
    privacy.ConfirmForget,
    privacy.KeepData,
    size.SizeButton,
    size.SizeMenu,
    size.OpenSize,
    size.SizeDetail,
    size.DidItFit,
    *KNOWLEDGE_CONTROLS,
    outdated.Outdated,
)
