"""Did it fit? The form that asks how a pair turned out, keeping what it said, and the count that comes of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.core.conversation.size_dialogue import DialogueCard
from bot.core.sizing.recommendation import Recommendation
from bot.discord_ui.guards import whisper
from bot.discord_ui.modals import new_modal, send_modal
from bot.ports import FitReport, Girth, Length, Taken

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

NO_SIZE: Final = "Tell me your size first, then come back when you have worn the pair."
KEPT: Final = "Thank you, noted. It helps others once enough people have told."
UNKNOWN: Final = "I no longer know that advice, so I could not keep this."


FIT_QUESTIONS: Final[Mapping[str, tuple[str, Sequence[tuple[str, str]]]]] = {
    "taken": (
        "Which size did you take?",
        (
            ("advised", "The size I was advised"),
            ("alternative", "The other size that was named"),
            ("smaller", "A smaller one"),
            ("larger", "A larger one"),
        ),
    ),
    "length": ("How is the length?", (("right", "Right"), ("short", "Too short"), ("long", "Too long"))),
    "girth": ("How is the width?", (("right", "Right"), ("tight", "Too tight"), ("wide", "Too wide"))),
    "kept": ("Did you keep the pair?", (("yes", "Yes"), ("no", "No"))),
}


async def ask_fit(interaction: Press, turn_id: str) -> None:
    """Opens the form that asks how the pair turned out."""
    if turn_id:
        await _open_form(interaction, turn_id)
    else:
        await whisper(interaction, NO_SIZE)


async def _open_form(interaction: Press, turn_id: str) -> None:
    """Asks how a pair turned out, in four taps."""
    modal = new_modal("Did it fit?", f"szm1:fit:{turn_id}")
    for name, (question, answers) in FIT_QUESTIONS.items():
        options = [discord.RadioGroupOption(label=label, value=value) for value, label in answers]
        group: discord.ui.RadioGroup[Any] = discord.ui.RadioGroup(custom_id=name, options=options, required=True)
        modal.add_item(discord.ui.Label(text=question, component=group))
    await send_modal(interaction, modal)


async def keep_fit(interaction: Press, turn_id: str, values: Mapping[str, str]) -> None:
    """Keeps what the form said, one report for each member and advice; thanks either way."""
    report = FitReport(
        turn_id=turn_id,
        member_id=interaction.user.id,
        server_id=interaction.guild_id,
        taken=Taken(values["taken"]),
        length=Length(values["length"]),
        girth=Girth(values["girth"]),
        kept=values["kept"] == "yes",
    )
    is_kept = await interaction.client.store.fit_reports.record(report)
    await whisper(interaction, KEPT if is_kept else UNKNOWN)


async def tally(interaction: Press, card: DialogueCard) -> str:
    """How those fared who followed the same advice; empty until enough of them have told."""
    if not isinstance(card.advice, Recommendation):
        return ""
    counts = await interaction.client.store.fit_reports.counts(interaction.guild_id, card.advice)
    if not counts.may_be_shown:
        return ""
    return f"{counts.kept} of {counts.reports} who followed this advice kept it."
