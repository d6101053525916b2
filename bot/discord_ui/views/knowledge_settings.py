"""`/knowledge settings`: where the bot listens and who keeps it (page 1), how it behaves and what it keeps (page 2).

Every menu shows what is chosen and saves at once. Whoever keeps the answers by role alone cannot change that role.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.discord_ui.guards import guarded, whisper
from bot.discord_ui.ids import KNOWLEDGE
from bot.discord_ui.views.control import ButtonControl, SelectControl, option, row
from bot.discord_ui.views.knowledge_access import begin, for_keepers, keepers_only, server_of, show, workshop_of
from bot.discord_ui.views.knowledge_card import Part, Row, bullets, card, fault_line, worded
from bot.discord_ui.views.knowledge_choices import (
    CHANNELS,
    NUMBERS,
    ROLE_HINT,
    ROLE_NEEDS,
    SINGLE,
    SWITCH_NAMES,
    SWITCHES,
    channel_notes,
    typed_numbers,
)
from bot.discord_ui.views.knowledge_forms import FAMILY, open_form
from bot.discord_ui.views.knowledge_trial import percent
from bot.ports.moderation import SettingsRefused, SettingsView, SettingValue

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press


class PickChannels(
    discord.ui.DynamicItem[discord.ui.ChannelSelect[Any]],
    template=rf"{KNOWLEDGE}:chan:(?P<name>{'|'.join(CHANNELS)})",
):
    """Chooses the channels of one setting; none at all is a choice too."""

    def __init__(self, name: str, chosen: Iterable[int] = ()) -> None:
        label, types, most = CHANNELS[name]
        defaults = [
            discord.SelectDefaultValue(id=one, type=discord.SelectDefaultValueType.channel) for one in sorted(chosen)
        ][:most]
        super().__init__(
            discord.ui.ChannelSelect(
                custom_id=f"{KNOWLEDGE}:chan:{name}",
                channel_types=types,
                placeholder=label,
                min_values=0,
                max_values=most,
                required=False,
                default_values=defaults,
            )
        )
        self._name = name

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The select from its id alone."""
        return cls(match["name"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Called by discord.py; never raises."""
        await guarded(interaction, lambda press: for_keepers(press, self.press))

    async def press(self, interaction: Press) -> None:
        """Saves the choice."""
        picked = frozenset(channel.id for channel in self.item.values)
        value: SettingValue = next(iter(picked), None) if self._name in SINGLE else picked
        await change(interaction, {self._name: value}, 1)


class PickRole(discord.ui.DynamicItem[discord.ui.RoleSelect[Any]], template=f"{KNOWLEDGE}:role"):
    """Chooses the role that keeps the answers besides those with the permission."""

    def __init__(self, chosen: int | None = None) -> None:
        of_role = discord.SelectDefaultValueType.role
        defaults = [discord.SelectDefaultValue(id=chosen, type=of_role)] if chosen is not None else []
        super().__init__(
            discord.ui.RoleSelect(
                custom_id=f"{KNOWLEDGE}:role",
                placeholder="Moderators' role",
                min_values=0,
                max_values=1,
                required=False,
                default_values=defaults,
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """The select from its id alone."""
        return cls()

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Called by discord.py; never raises."""
        await guarded(interaction, lambda press: for_keepers(press, self.press))

    async def press(self, interaction: Press) -> None:
        """Saves the choice, for members who may manage the server."""
        if not interaction.permissions.manage_guild:
            await whisper(interaction, ROLE_NEEDS)
            return
        await change(interaction, {"moderators_role": next((role.id for role in self.item.values), None)}, 1)


class Switch(SelectControl, template=rf"{KNOWLEDGE}:set:(?P<name>{'|'.join(SWITCHES)})"):
    """Chooses one of two ways."""

    def __init__(self, name: str, chosen: str = "") -> None:
        options = [one for value, label in SWITCHES[name] if (one := option(value, label)) is not None]
        for one in options:
            one.default = one.value == chosen
        super().__init__(f"{KNOWLEDGE}:set:{name}", SWITCH_NAMES[name], options)
        self._name = name

    @keepers_only
    async def press(self, interaction: Press) -> None:
        await change(interaction, {self._name: self.picked}, 2)


class EditNumbers(ButtonControl, template=f"{KNOWLEDGE}:numbers"):
    """Opens the form of what has to be typed."""

    def __init__(self) -> None:
        super().__init__(f"{KNOWLEDGE}:numbers", "Change the numbers")

    @keepers_only
    async def press(self, interaction: Press) -> None:
        settings = (await workshop_of(interaction).settings(server_of(interaction))).settings
        await open_form(interaction, "Numbers", f"{FAMILY}:set", NUMBERS, typed_numbers(settings))


class TurnSettings(ButtonControl, template=rf"{KNOWLEDGE}:settings:(?P<page>[12])"):
    """Goes to the other page."""

    def __init__(self, page: str) -> None:
        label = "Where and who" if page == "1" else "Behaviour and privacy"
        super().__init__(f"{KNOWLEDGE}:settings:{page}", label)
        self._page = int(page)

    @keepers_only
    async def press(self, interaction: Press) -> None:
        await open_settings(interaction, self._page)


async def open_settings(interaction: Press, page: int = 1) -> None:
    """Shows a page of the settings."""
    await begin(interaction)
    view = await workshop_of(interaction).settings(server_of(interaction))
    await show(interaction, settings_card(view, page, interaction))


async def change(interaction: Press, changes: Mapping[str, SettingValue], page: int) -> None:
    """Saves changes and shows the page as it is then; what cannot be used is named, and nothing is changed."""
    await begin(interaction)
    workshop, server_id = workshop_of(interaction), server_of(interaction)
    result = await workshop.change_settings(server_id, changes)
    faults = bullets([fault_line(fault) for fault in result.faults], 8) if isinstance(result, SettingsRefused) else ""
    view = await workshop.settings(server_id) if isinstance(result, SettingsRefused) else result
    remark = f"**Nothing was changed**\n{faults}" if faults else "-# Saved."
    await show(interaction, settings_card(view, page, interaction, remark))


async def change_numbers(interaction: Press, typed: Mapping[str, str]) -> None:
    """Saves what was typed into the boxes of the form, and of no others; an empty one puts the usual back."""
    changes = {box.name: typed[box.name].strip() or None for box in NUMBERS if box.name in typed}
    await change(interaction, changes, 2)


def settings_card(view: SettingsView, page: int, interaction: Press, remark: str = "") -> discord.ui.LayoutView:
    """One page of the settings."""
    build: Callable[[SettingsView, Press], list[Part]] = _where if page == 1 else _how
    title = "### Settings 1 of 2: where and who" if page == 1 else "### Settings 2 of 2: behaviour and privacy"
    return card(title, remark, *build(view, interaction), row(TurnSettings("2" if page == 1 else "1")))


def _where(view: SettingsView, interaction: Press) -> list[Part]:
    settings = view.settings
    channel = settings.moderators_channel
    notes = [worded(note) for note in view.notes] + channel_notes(settings, interaction)
    if view.needs_message_content and not interaction.client.intents.message_content:
        notes.insert(0, "**Listening does not work yet**: this bot runs without the Message Content intent.")
    if settings.moderators_role is not None:
        notes.append(ROLE_HINT)
    return [
        "**Moderators' channel** gets every change with an Undo, broken files and reminders.",
        menu(PickChannels("moderators_channel", [channel] if channel else [])),
        "**Moderators' role** may do all of this besides those who may manage the server.",
        menu(PickRole(settings.moderators_role)),
        "**Listening channels**: answers without being asked, when very sure. Needs the Message Content intent.",
        menu(PickChannels("listen_channels", settings.listen_channels)),
        "**Shadow channels**: posts nothing, shows you what it would say. Needs that intent too.",
        menu(PickChannels("shadow_channels", settings.shadow_channels)),
        "**Forums**: answers a new post once, by its title.",
        menu(PickChannels("forum_channels", settings.forum_channels)),
        bullets(notes, 10),
    ]


def _how(view: SettingsView, _: Press) -> list[Part]:
    settings = view.settings
    share = percent(settings.wrong_share) if settings.wrong_share is not None else "as usual"
    sure = percent(settings.listen_threshold) if settings.listen_threshold is not None else "as usual"
    numbers = (
        f"**Wrong answers accepted**: {share}\n**Sure enough to answer unasked**: {sure}\n"
        f"**Counts kept**: {settings.retention_days} days\n**Open questions kept**: {settings.gap_days} days"
    )
    return [
        row(Switch("tone", settings.tone)),
        row(Switch("private_by_default", "yes" if settings.private_by_default else "no")),
        row(Switch("allow_gap_text", "yes" if settings.allow_gap_text else "no")),
        numbers,
        row(EditNumbers()),
        bullets([worded(note) for note in view.notes], 10),
    ]


def menu(picker: PickChannels | PickRole) -> Row:
    """A row of one select."""
    return discord.ui.ActionRow(picker)
