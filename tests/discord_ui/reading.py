"""Reads messages as a person does: their text, and the controls on them."""

from __future__ import annotations

from typing import Any

import discord
import simcord

from tests.openapi.rules import walk

Shown = discord.Message | simcord.ResponseMessage


def components_of(message: Shown) -> list[dict[str, Any]]:
    """All components of a message as they went over the wire, nested ones too."""
    if isinstance(message, discord.Message):
        return list(walk([component.to_dict() for component in message.components]))
    return list(walk(message.components))


def text_of(message: Shown | None) -> str:
    """Everything written on a message."""
    assert message is not None, "there is no message"
    texts = [
        one["content"] for one in components_of(message) if one["type"] == discord.ComponentType.text_display.value
    ]
    return "\n".join([message.content, *texts]).strip()


def labels_of(message: Shown | None) -> list[str]:
    """The names of its buttons, in order."""
    assert message is not None, "there is no message"
    return [one["label"] for one in components_of(message) if one["type"] == discord.ComponentType.button.value]


def select_of(message: Shown | None) -> dict[str, Any]:
    """Its one select."""
    assert message is not None, "there is no message"
    found = [one for one in components_of(message) if one["type"] == discord.ComponentType.select.value]
    assert len(found) == 1, found
    return found[0]
