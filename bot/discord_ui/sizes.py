"""The size dialogue in Discord: opens it, carries presses to the state machine, keeps its state, shows what comes out.

Nothing is decided here: the state machine is in the core, the state in the store, so every card works after a restart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

from bot.core.conversation.size_dialogue import (
    FORM_BUTTON,
    DialogueCard,
    DialogueState,
    answer,
    begin,
    show,
    state_from_dict,
    state_to_dict,
)
from bot.core.conversation.size_dialogue_state import Step
from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.profile import FitProfile
from bot.core.sizing.recommendation import Recommendation
from bot.discord_ui.did_it_fit import ask_fit, tally
from bot.discord_ui.forms import open_say_form
from bot.discord_ui.guards import whisper
from bot.discord_ui.manners import Spot
from bot.discord_ui.size_card import shared_card, size_card
from bot.discord_ui.views.answer import is_private
from bot.discord_ui.views.size import pressed_button
from bot.ports import Dialogue, JsonValue, Place, StepAction, StepRecord, WayIn

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

RESUMED: Final = "Taken up where you left off. Start over throws it away."
BEGUN_AGAIN: Final = "That card was too old to go on with, so this is a fresh one."
NOT_KNOWN: Final = "I don't know your size (any more). Tell me again, and each step says why."
SHARING: Final = "I'm sharing it already."
ABOUT_A_SIZE: Final = frozenset({"why", "what-if"})
NO_SHARE: Final = "There is nothing to share yet, or one of us is not allowed to write here."
ACTIONS: Final = {
    "back": StepAction.BACK,
    "start-over": StepAction.RESTARTED,
    "next": StepAction.SKIPPED,
    "show": StepAction.FINISHED,
}


@dataclass(frozen=True, slots=True)
class Sitting:
    """One dialogue as it stands: its place in the store, and what it says."""

    dialogue: Dialogue
    state: DialogueState
    turn_id: str
    """The turn that its size was logged as; empty before there is one."""


class Sizes:
    """The size dialogues of one client. Keeps nothing between two presses but which sizes are being shared just now."""

    def __init__(self) -> None:
        self._sharing: set[str] = set()

    async def open(
        self, interaction: Press, *, said: str = "", applied_entry: str = "", then: str = "", resumes: bool = False
    ) -> None:
        """Begins the presser's own dialogue on a private card: from what they say, what is known, or nothing.

        With `resumes`, an unfinished dialogue in this server is taken up instead; so it is where nothing else is known.
        `then` is pressed at once.
        """
        kept = None if said else await self._unfinished(interaction)
        desk, sizing = interaction.client.desk, interaction.client.desk.library(interaction.guild_id).pack.sizing
        asker = interaction.client.presenter.asker(interaction, WayIn.SIZE, private=True)
        is_known = desk.known_profile(asker) != FitProfile()
        if kept is not None and (resumes or not (is_known or applied_entry or then)):
            await self._log(interaction, kept, StepAction.RESUMED)
            await self._show(interaction, kept, RESUMED)
        elif said:
            words = desk.library(interaction.guild_id).pack.size_words
            await self._begin(interaction, answer(begin(FitProfile(), sizing), "typed", said, sizing, words))
        elif then in ABOUT_A_SIZE and not is_known:
            await self._begin(interaction, begin(FitProfile(), sizing), NOT_KNOWN)
        else:
            before = kept.state.profile if kept is not None else FitProfile()
            state = begin(desk.known_profile(asker, applied_entry=applied_entry, otherwise=before), sizing)
            words = desk.library(interaction.guild_id).pack.size_words
            await self._begin(interaction, answer(state, then, "", sizing, words) if then else state)

    async def _unfinished(self, interaction: Press) -> Sitting | None:
        """The presser's own dialogue in this server, where there is one to go on with."""
        kept = await interaction.client.store.dialogues.latest(interaction.user.id, interaction.guild_id)
        return _sitting(kept) if kept is not None else None

    async def _begin(self, interaction: Press, state: DialogueState, remark: str = "") -> None:
        turn_id = await self._kept_size(interaction, state, "", None)
        place = Place(interaction.guild_id, interaction.channel_id or 0)
        written = _written(state, turn_id)
        dialogue = await interaction.client.store.dialogues.create(interaction.user.id, place, written)
        sitting = Sitting(dialogue, state, turn_id)
        await self._log(interaction, sitting, StepAction.SHOWN)
        await self._show(interaction, sitting, remark)

    async def press(self, interaction: Press, token: str, field: str, value: str) -> None:
        """Carries one press, choice or typed line to the dialogue, and shows what comes of it.

        Somebody else's press, and a press on a card that is no more, opens the presser's own.
        """
        dialogue = await interaction.client.store.dialogues.load(token, interaction.user.id, interaction.guild_id)
        sitting = _sitting(dialogue) if dialogue is not None and dialogue.is_owner else None
        pack = interaction.client.desk.library(interaction.guild_id).pack
        kept = await self._unfinished(interaction) if sitting is None else None
        if kept is not None:  # an older card of theirs, or somebody else's: what they have under way is not thrown away
            await self._log(interaction, kept, StepAction.RESUMED)
            await self._show(interaction, kept, RESUMED)
            return
        if sitting is None:
            is_lost = dialogue is None and is_private(interaction)
            await self._begin(interaction, begin(FitProfile(), pack.sizing), BEGUN_AGAIN if is_lost else "")
            return
        card = show(sitting.state, pack.sizing)
        pressed = pressed_button(field, card.buttons)
        if pressed == FORM_BUTTON and card.form is not None:
            await open_say_form(interaction, token, card.form)
        elif pressed == "share":
            await self._share(interaction, sitting, card)
        elif pressed == "did-it-fit":
            await ask_fit(interaction, sitting.turn_id)
        else:
            state = answer(sitting.state, pressed, value, pack.sizing, pack.size_words)
            await self._go_on(interaction, sitting, state, ACTIONS.get(pressed, StepAction.ANSWERED))

    async def _go_on(self, interaction: Press, sitting: Sitting, state: DialogueState, action: StepAction) -> None:
        turn_id = await self._kept_size(interaction, state, sitting.turn_id, sitting.state)
        dialogues = interaction.client.store.dialogues
        saved = await dialogues.save(sitting.dialogue, _written(state, turn_id))
        if saved is None:  # another press came first: what it left is what counts
            saved = await dialogues.load(sitting.dialogue.token, interaction.user.id, interaction.guild_id)
        now = _sitting(saved) if saved is not None else None
        if now is None:
            now = Sitting(sitting.dialogue, state, turn_id)
        await self._log(interaction, now, StepAction.FINISHED if _is_new_result(now, sitting) else action)
        await self._show(interaction, now)

    async def _kept_size(
        self, interaction: Press, state: DialogueState, turn_id: str, before: DialogueState | None
    ) -> str:
        """Logs the size once it stands on a result card, and again when it changed; the id of its turn."""
        sizing = interaction.client.desk.library(interaction.guild_id).pack.sizing
        advice = _advice(state, sizing)
        if advice is None:
            return turn_id
        earlier = _advice(before, sizing) if before is not None else None
        if turn_id and earlier is not None and earlier.primary == advice.primary:
            return turn_id
        asker = interaction.client.presenter.asker(interaction, WayIn.SIZE, private=True)
        return await interaction.client.desk.keep_size(advice, asker)

    async def _show(self, interaction: Press, sitting: Sitting, remark: str = "") -> None:
        pack = interaction.client.desk.library(interaction.guild_id).pack
        card = show(sitting.state, pack.sizing)
        remark = remark or await tally(interaction, card)
        if interaction.guild_id is None:  # nobody else is there to share it with
            card = replace(card, buttons=tuple(button for button in card.buttons if button.id != "share"))
        view = size_card(card, sitting.dialogue.token, remark)
        if is_private(interaction) and not interaction.response.is_done():
            await interaction.response.edit_message(view=view)
        else:
            await interaction.client.presenter.card(interaction, view)

    async def _share(self, interaction: Press, sitting: Sitting, card: DialogueCard) -> None:
        """Posts the size, once: a second press is told where it stands."""
        presenter, manners = interaction.client.presenter, interaction.client.manners
        may_share = interaction.guild_id is not None and presenter.may_post(interaction)
        if not may_share or not isinstance(card.advice, Recommendation):
            await whisper(interaction, NO_SHARE)
            return
        key, channel_id = f"size:{sitting.turn_id}", interaction.channel_id or 0
        spot = manners.recall(key, channel_id)
        if spot is not None or key in self._sharing:
            await whisper(interaction, f"That size is shared already: {spot.url}" if spot else SHARING)
            return
        self._sharing.add(key)
        try:
            view = shared_card(card, sitting.turn_id, interaction.user.id, await tally(interaction, card))
            sent = await interaction.response.send_message(view=view)
            message_id = sent.message_id or 0
            url = f"https://discord.com/channels/{interaction.guild_id}/{channel_id}/{message_id}"
            manners.remember(key, Spot(channel_id, message_id, url))
        finally:
            self._sharing.discard(key)

    async def _log(self, interaction: Press, sitting: Sitting, action: StepAction) -> None:
        pack = interaction.client.desk.library(interaction.guild_id).pack
        record = StepRecord(
            member_id=interaction.user.id,
            place=Place(interaction.guild_id, interaction.channel_id or 0),
            dialogue=sitting.dialogue.token,
            step=str(sitting.state.step),
            action=action,
            knowledge_digest=pack.digest,
            rules_digest=pack.rules_digest,
        )
        await interaction.client.store.sessions.record_step(record)


def _advice(state: DialogueState, sizing: SizingKnowledge) -> Recommendation | None:
    if state.step is not Step.RESULT:
        return None
    advice = show(state, sizing).advice
    return advice if isinstance(advice, Recommendation) else None


def _is_new_result(now: Sitting, before: Sitting) -> bool:
    return now.state.step is Step.RESULT and before.state.step is not Step.RESULT


def _written(state: DialogueState, turn_id: str) -> dict[str, JsonValue]:
    return {"turn": turn_id, "dialogue": cast("JsonValue", state_to_dict(state))}


def _sitting(dialogue: Dialogue) -> Sitting | None:
    """The dialogue with its state; None for one that was written by another version."""
    state = state_from_dict(dialogue.state.get("dialogue"))
    turn_id = dialogue.state.get("turn")
    return Sitting(dialogue, state, turn_id if isinstance(turn_id, str) else "") if state is not None else None
