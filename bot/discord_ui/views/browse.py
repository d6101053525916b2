"""Browsing by topic: a select of topics, then a select of that topic's questions, on one private card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import discord

from bot.core.reply import Choice
from bot.discord_ui.guards import whisper
from bot.discord_ui.ids import FAQ, PAGE, TOPIC
from bot.discord_ui.limits import SELECT_OPTIONS
from bot.discord_ui.safe_text import safe_text
from bot.discord_ui.views.answer import GONE
from bot.discord_ui.views.control import ButtonControl, SelectControl, option, options_of, row
from bot.ports import WayIn

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

Topics = Mapping[str, tuple[Choice, ...]]
Titles = Mapping[str, str]
"""How a member would name each topic."""

TOP: Final = "top"
"""Stands in an id where all topics are meant."""
GIST_TITLES: Final = 2


class PickTopic(SelectControl, template=f"{FAQ}:topic"):
    """Opens one topic."""

    def __init__(self, topics: Topics | None = None, titles: Titles | None = None) -> None:
        named = titles or {}
        found = (option(topic, named.get(topic, topic), _gist(entries)) for topic, entries in (topics or {}).items())
        super().__init__(f"{FAQ}:topic", "Pick a topic", [one for one in found if one is not None])

    async def press(self, interaction: Press) -> None:
        await open_topic(interaction, self.picked, 0)


class PickEntry(SelectControl, template=f"{FAQ}:entry:{TOPIC}:{PAGE}"):
    """Shows one question of a topic, on the same card."""

    def __init__(self, topic: str, page: str, entries: Sequence[Choice] = ()) -> None:
        options = options_of([(choice.id, choice.label) for choice in entries])
        super().__init__(f"{FAQ}:entry:{topic}:{page}", "Pick a question", options)
        self._topic = topic

    async def press(self, interaction: Press) -> None:
        presenter = interaction.client.presenter
        shown = await interaction.client.desk.show(self.picked, presenter.asker(interaction, WayIn.BROWSE))
        if shown is None:
            await whisper(interaction, GONE)
        else:
            await presenter.replace(interaction, shown, back_topic=self._topic)


class TurnTo(ButtonControl, template=f"{FAQ}:page:{TOPIC}:{PAGE}"):
    """Goes to a page of a topic, or back to all topics."""

    def __init__(self, topic: str, page: str, label: str = "") -> None:
        super().__init__(f"{FAQ}:page:{topic}:{page}", label)
        self._topic, self._page = topic, int(page)

    async def press(self, interaction: Press) -> None:
        if self._topic == TOP:
            await interaction.response.edit_message(view=topics_card(*browsable(interaction)))
        else:
            await open_topic(interaction, self._topic, self._page)


async def open_topic(interaction: Press, topic: str, page: int) -> None:
    """Turns the card to one page of a topic; back to all topics when the topic is gone."""
    topics, titles = browsable(interaction)
    entries = topics.get(topic)
    card = topics_card(topics, titles) if entries is None else topic_card(topic, entries, page, titles[topic])
    await interaction.response.edit_message(view=card)


def browsable(interaction: Press) -> tuple[Topics, Titles]:
    """What there is to browse here, and how its topics are named."""
    desk = interaction.client.desk
    return desk.topics(interaction.guild_id), desk.topic_titles(interaction.guild_id)


def topics_card(topics: Topics, titles: Titles) -> discord.ui.LayoutView:
    """The first card: all topics."""
    if not topics:
        return _card("There is nothing to browse yet.", [])
    return _card(
        "### Browse by topic\nPick a topic to see its questions. Only you can see this.", [PickTopic(topics, titles)]
    )


def topic_card(topic: str, entries: Sequence[Choice], page: int, title: str) -> discord.ui.LayoutView:
    """One page of a topic's questions, with the way back."""
    pages = max(1, -(-len(entries) // SELECT_OPTIONS))
    page = min(max(page, 0), pages - 1)
    shown = entries[page * SELECT_OPTIONS : (page + 1) * SELECT_OPTIONS]
    buttons = [TurnTo(TOP, "0", "All topics")]
    if page > 0:
        buttons.append(TurnTo(topic, str(page - 1), "Earlier questions"))
    if page + 1 < pages:
        buttons.append(TurnTo(topic, str(page + 1), "More questions"))
    count = f"{len(entries)} questions" if len(entries) != 1 else "One question"
    text = f"### {safe_text(title, keeps_links=False)}\n{count}. Pick one to read its answer."
    return _card(text, [PickEntry(topic, str(page), shown)], buttons)


def back_topic_of(message: discord.Message | None) -> str:
    """The topic that a shown answer leads back to; empty for an answer that was not browsed to."""
    for shelf in message.components if message is not None else ():
        for control in getattr(shelf, "children", ()):
            custom_id = getattr(control, "custom_id", None) or ""
            found = TurnTo.__discord_ui_compiled_template__.fullmatch(custom_id)
            if found is not None:
                return found["topic"]
    return ""


def _gist(entries: Sequence[Choice]) -> str:
    return " · ".join(choice.label for choice in entries[:GIST_TITLES])


def _card(text: str, selects: Sequence[SelectControl], buttons: Sequence[ButtonControl] = ()) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(discord.ui.TextDisplay(text))
    for select in selects:
        container.add_item(row(select))
    if buttons:
        container.add_item(row(*buttons))
    return view.add_item(container)
