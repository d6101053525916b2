"""A server's settings as moderators type and pick them, and the shadow that they are switched on from.

A value that cannot be used changes nothing, and every one is named at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from bot.core.faq.decision import Policy
from bot.ports import RATINGS_NEEDED, ServerSettings, ShadowTable, Tone
from bot.ports.moderation import SettingsRefused, SettingsView, SettingValue, ShadowView
from bot.ports.proposals import Fault
from bot.workshop.shelves import WRONG_SHARE_MAX, Shelves

_YES = {"yes", "on", "true", "1"}
_NO = {"no", "off", "false", "0"}
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*(%|percent|days?|d)?", re.IGNORECASE)


class _UnusableError(Exception):
    """A value that cannot be used; carries what is wrong and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class _Setting:
    label: str
    read: Callable[[SettingValue], object]


def change_of(changes: Mapping[str, SettingValue], settings: ServerSettings) -> ServerSettings | SettingsRefused:
    """The settings with every change, or everything that is wrong with the changes."""
    defaults, read, faults = ServerSettings(), {}, []
    for name, value in changes.items():
        setting = _SETTINGS.get(name)
        if setting is None:
            faults.append(Fault("", f"There is no setting `{name}`", f"known: {', '.join(_SETTINGS)}", field=name))
            continue
        try:
            read[name] = getattr(defaults, name) if value is None else setting.read(value)
        except _UnusableError as error:
            faults.append(Fault(setting.label, str(error), error.hint, field=name))
    if faults:
        return SettingsRefused(tuple(faults))
    changed = replace(settings, **read)  # type: ignore[arg-type]  # each reader gives its field's type
    return _without_double_channels(changed, frozenset(read))


def view_of(settings: ServerSettings) -> SettingsView:
    """The settings with what follows from them."""
    notes = []
    if settings.listen_channels:
        notes.append(
            "Listening reads every message of the chosen channels: the operator has to turn on the Message Content"
            " intent for this bot."
        )
    if settings.shadow_channels:
        notes.append("In shadow channels nothing is posted; moderators see what would have been said.")
        if not settings.listen_channels:
            notes.append("Shadow mode needs the Message Content intent as well.")
        if settings.moderators_channel is None:
            notes.append("Choose a moderators' channel, or nobody sees what would have been said.")
    if not settings.allow_gap_text:
        notes.append("The text of unanswered questions is not kept, so the inbox of open questions stays empty.")
    if settings.tone is Tone.SUGGEST:
        notes.append("The bot only suggests: it offers an entry as a choice instead of answering outright.")
    return SettingsView(settings, tuple(notes), bool(settings.listen_channels or settings.shadow_channels))


def shadow_view(channel_id: int, table: ShadowTable, policy: Policy) -> ShadowView:
    """The table of a shadow channel, with the threshold that keeps within the accepted share of wrong answers."""
    needed = max(0, RATINGS_NEEDED - table.ratings)
    fitting = [row for row in table.rows if row.answers and row.wrong <= policy.wrong_share * row.answers]
    best = fitting[0] if fitting and not needed else None
    if needed:
        verdict = f"Rated so far: {table.ratings}. The table says little before {needed} more."
    elif best is None:
        share = f"{policy.wrong_share * 100:.3g}%"
        verdict = f"No threshold keeps wrong answers within {share}. Better stay silent here, or accept a larger share."
    else:
        verdict = (
            f"From {best.threshold * 100:.3g}% confidence on, {best.right} of {best.answers} rated answers were right"
            f" and {best.wrong} wrong."
        )
    return ShadowView(channel_id, table, needed, best.threshold if best else None, verdict)


class ServerChoices:
    """Settings and shadow of all servers, one server at a time."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._store = shelves.store

    async def settings(self, server_id: int) -> SettingsView:
        """See the protocol."""
        return view_of(await self._store.settings.get(server_id))

    async def change(self, server_id: int, changes: Mapping[str, SettingValue]) -> SettingsView | SettingsRefused:
        """See the protocol."""
        refused: list[SettingsRefused] = []

        def edit(now: ServerSettings) -> ServerSettings:
            changed = change_of(changes, now)
            if isinstance(changed, SettingsRefused):
                refused.append(changed)
                return now
            return changed

        try:
            settings = await self._store.settings.change(server_id, edit)
        except ValueError as error:
            return SettingsRefused((Fault("", str(error)),))
        return refused[-1] if refused else view_of(settings)

    async def shadow(self, server_id: int, channel_id: int) -> ShadowView:
        """See the protocol."""
        table = await self._store.shadow.table(server_id, channel_id)
        return shadow_view(channel_id, table, await self._shelves.policy(server_id))

    async def switch_on(
        self, server_id: int, channel_id: int, threshold: float | None
    ) -> SettingsView | SettingsRefused:
        """See the protocol."""
        view = await self.shadow(server_id, channel_id)
        if threshold is None and view.suggested is None:
            return SettingsRefused((Fault("Threshold", view.verdict, "choose one yourself", field="listen_threshold"),))
        settings = await self._store.settings.get(server_id)
        return await self.change(
            server_id,
            {
                "listen_channels": settings.listen_channels | {channel_id},
                "listen_threshold": view.suggested if threshold is None else threshold,
            },
        )


def _without_double_channels(settings: ServerSettings, chosen: frozenset[str]) -> ServerSettings:
    """A channel is listened to or watched, not both: the choice made just now counts, listening where both were."""
    both = settings.listen_channels & settings.shadow_channels
    if "shadow_channels" in chosen and "listen_channels" not in chosen:
        return replace(settings, listen_channels=settings.listen_channels - both)
    return replace(settings, shadow_channels=settings.shadow_channels - both)


def _channels(value: SettingValue) -> frozenset[int]:
    if isinstance(value, frozenset) and all(type(item) is int and item > 0 for item in value):
        return value
    raise _UnusableError("These are no channels", "pick them from the list")


def _id(value: SettingValue) -> int:
    if type(value) is int and value > 0:
        return value
    raise _UnusableError("This cannot be used", "pick it from the list")


def _share(low: float, high: float) -> Callable[[SettingValue], float]:
    hint = f"write a number from {low:g} to {high:g}, or {low * 100:g}% to {high * 100:g}%"

    def read(value: SettingValue) -> float:
        number, unit = _number(value, hint)
        if unit and unit not in {"%", "percent"}:
            raise _UnusableError(f"“{value}” is no share", hint)
        share = number / 100 if unit else number
        if not low <= share <= high:
            raise _UnusableError(f"{value} is out of range", hint)
        return share

    return read


def _days(low: int, high: int) -> Callable[[SettingValue], int]:
    hint = f"write a whole number from {low} to {high}"

    def read(value: SettingValue) -> int:
        number, unit = _number(value, hint)
        if unit in {"%", "percent"} or not number.is_integer():
            raise _UnusableError(f"“{value}” is no number of days", hint)
        if not low <= number <= high:
            raise _UnusableError(f"{value} is out of range", hint)
        return int(number)

    return read


def _number(value: SettingValue, hint: str) -> tuple[float, str]:
    if isinstance(value, str) and (match := _NUMBER.fullmatch(value.strip())):
        return float(match[1].replace(",", ".")), (match[2] or "").lower()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value), ""
    raise _UnusableError(f"“{str(value)[:40]}” is no number", hint)


def _switch(value: SettingValue) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _YES | _NO:
        return word in _YES
    raise _UnusableError(f"“{str(value)[:40]}” is neither yes nor no", "write yes or no")


def _tone(value: SettingValue) -> Tone:
    try:
        return Tone(cast("str", value))
    except ValueError:
        raise _UnusableError(f"“{str(value)[:40]}” is no tone", f"write {' or '.join(Tone)}") from None


_SETTINGS = {
    "listen_channels": _Setting("Listen in", _channels),
    "shadow_channels": _Setting("Shadow channels", _channels),
    "forum_channels": _Setting("Forums", _channels),
    "moderators_channel": _Setting("Moderators' channel", _id),
    "moderators_role": _Setting("Moderators' role", _id),
    "wrong_share": _Setting("Wrong answers accepted", _share(0, WRONG_SHARE_MAX)),
    "listen_threshold": _Setting("Threshold", _share(0, 1)),
    "tone": _Setting("Tone", _tone),
    "private_by_default": _Setting("Private by default", _switch),
    "retention_days": _Setting("Keep rows", _days(1, 365)),
    "allow_gap_text": _Setting("Keep the text of open questions", _switch),
    "gap_days": _Setting("Keep that text", _days(1, 90)),
}
