"""Shadow mode as moderators see it: what would have been said, three buttons, and the table that it is judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.core.reply import Kind
from bot.discord_ui.ids import KNOWLEDGE, TURN
from bot.discord_ui.views.control import ButtonControl, SelectControl, option, row
from bot.discord_ui.views.knowledge_access import begin, keepers_only, server_of, show, tell, workshop_of
from bot.discord_ui.views.knowledge_card import bullets, card, fault_line, plain, said, worded
from bot.discord_ui.views.knowledge_trial import percent
from bot.ports import Answered
from bot.ports.moderation import SettingsRefused, ShadowView
from bot.ports.shadow import RATINGS_NEEDED, Rating

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

CHANNEL: Final = r"(?P<channel>\d{15,20})"
RATINGS: Final = {Rating.RIGHT: "Right", Rating.WRONG: "Wrong", Rating.SILENT: "Stay silent"}
RATED: Final = "-# Rated: "
NO_LONGER: Final = "I no longer know that answer, so the rating was not kept."
BODY_CHARS: Final = 400


class Rate(ButtonControl, template=rf"{KNOWLEDGE}:rate:(?P<rating>right|wrong|silent):{TURN}:{CHANNEL}"):
    """What a moderator thinks of an answer that was not posted; the last one counts."""

    def __init__(self, rating: str, turn: str, channel: str) -> None:
        super().__init__(f"{KNOWLEDGE}:rate:{rating}:{turn}:{channel}", RATINGS[Rating(rating)])
        self._rating, self._turn, self._channel = Rating(rating), turn, int(channel)

    @keepers_only
    async def press(self, interaction: Press) -> None:
        workshop, server_id = workshop_of(interaction), server_of(interaction)
        if not await workshop.rate_shadow(server_id, self._turn, self._rating):
            await tell(interaction, NO_LONGER)
            return
        note = f"{RATED}{RATINGS[self._rating]}, says <@{interaction.user.id}>"
        text = "\n".join(_lines_of(interaction.message))
        await interaction.response.edit_message(view=_rating_card(text, self._turn, self._channel, note))
        view = await workshop.shadow(server_id, self._channel)
        if view.table.ratings == RATINGS_NEEDED:
            await interaction.client.news.post(server_id, table_card(view))


class OpenTable(ButtonControl, template=rf"{KNOWLEDGE}:table:{CHANNEL}"):
    """Shows the table of a channel."""

    def __init__(self, channel: str) -> None:
        super().__init__(f"{KNOWLEDGE}:table:{channel}", "Table")
        self._channel = int(channel)

    @keepers_only
    async def press(self, interaction: Press) -> None:
        await open_table(interaction, self._channel)


class SwitchOn(SelectControl, template=rf"{KNOWLEDGE}:on:{CHANNEL}"):
    """Lets the bot answer in what was a shadow channel, from the picked confidence on."""

    def __init__(self, channel: str, view: ShadowView | None = None) -> None:
        super().__init__(f"{KNOWLEDGE}:on:{channel}", "Switch on: answer from …", _thresholds(view) if view else [])
        self._channel = int(channel)

    @keepers_only
    async def press(self, interaction: Press) -> None:
        await begin(interaction)
        threshold = float(self.picked)
        result = await workshop_of(interaction).switch_on(server_of(interaction), self._channel, threshold)
        if isinstance(result, SettingsRefused):
            await tell(interaction, bullets([fault_line(fault) for fault in result.faults], 5))
            return
        text = (
            f"### Switched on\nI answer in <#{self._channel}> when I am {percent(threshold)} sure, and stay silent "
            "otherwise. `/knowledge settings` switches it off again."
        )
        warnings = [worded(note) for note in result.notes]
        await show(interaction, card(text, bullets(warnings, 5)))


async def open_table(interaction: Press, channel_id: int) -> None:
    """Shows how the unposted answers of a channel were rated."""
    await begin(interaction)
    await show(interaction, table_card(await workshop_of(interaction).shadow(server_of(interaction), channel_id)))


def shadow_card(answered: Answered, message: discord.Message, question: str) -> discord.ui.LayoutView:
    """What would have been said to a message, with the way to it."""
    turn = answered.turn
    verb = "offered a choice" if turn.kind is Kind.CHOOSE else "said"
    body = " / ".join(choice.label for choice in turn.reply.choices) or turn.reply.body
    lines = [
        f"**Shadow in <#{message.channel.id}>**, {percent(turn.confidence)} sure: {message.jump_url}",
        said(question, 200),
        f"I would have {verb}: **{plain(turn.reply.title)}**",
        f"> {plain(body, BODY_CHARS)}",
    ]
    return _rating_card("\n".join(lines), answered.turn_id, message.channel.id)


def _rating_card(text: str, turn: str, channel: int, note: str = "") -> discord.ui.LayoutView:
    buttons = [Rate(rating, turn, str(channel)) for rating in RATINGS]
    return card(text, note, row(*buttons, OpenTable(str(channel))))


def _lines_of(message: discord.Message | None) -> list[str]:
    """What a card says, without an earlier rating."""
    boxes = message.components if message is not None else ()
    inside = (one for box in boxes for one in getattr(box, "children", ()))
    texts = [one.content for one in inside if isinstance(one, discord.TextDisplay)]
    return [line for line in "\n".join(texts).splitlines() if not line.startswith(RATED)]


def table_card(view: ShadowView) -> discord.ui.LayoutView:
    """Thresholds against answers given and wrong ones; with the switch once there are enough ratings."""
    rows = [row_ for row_ in view.table.rows if row_.answers]
    lines = [f"{percent(one.threshold):>6} {one.answers:>8} {one.wrong:>6}" for one in rows]
    table = "```\n  from  answers  wrong\n" + "\n".join(lines) + "\n```" if lines else ""
    head = f"### Shadow in <#{view.channel_id}>\n{worded(view.verdict, 400)}"
    if view.needed or not rows:
        return card(head, table)
    return card(head, table, row(SwitchOn(str(view.channel_id), view)))


def _thresholds(view: ShadowView) -> list[discord.SelectOption]:
    made = []
    for one in view.table.rows:
        best = ", suggested" if one.threshold == view.suggested else ""
        label = f"{percent(one.threshold)} sure: {one.answers} answers, {one.wrong} wrong{best}"
        shown = option(f"{one.threshold:g}", label) if one.answers else None
        if shown is not None:
            made.append(shown)
    return made
