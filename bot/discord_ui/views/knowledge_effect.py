"""The card before saving: what a change would do, the tests it breaks with a decision each, the preview; then Save.

What was decided stands in the ids of the card's own controls, a letter for each test, so that nothing is kept between
two presses but the proposal itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from bot.discord_ui.ids import KNOWLEDGE
from bot.discord_ui.limits import LAYOUT_COMPONENTS
from bot.discord_ui.render import TextBudget
from bot.discord_ui.views.control import ButtonControl, SelectControl, row
from bot.discord_ui.views.knowledge_access import begin, keepers_only, server_of, show, tell, workshop_of
from bot.discord_ui.views.knowledge_card import Part, Row, box, card, diff_block, plain, size
from bot.discord_ui.views.knowledge_decisions import (
    LETTERS,
    MOST_TESTS,
    UNDECIDED,
    decision_options,
    read_decisions,
    whole,
)
from bot.discord_ui.views.knowledge_effect_text import (
    broken_text,
    effect_texts,
    faults_texts,
    items_text,
    tests_text,
    title_text,
)
from bot.discord_ui.views.knowledge_forms import open_basics, open_others
from bot.discord_ui.views.knowledge_preview import has_text_left, preview_of
from bot.discord_ui.views.knowledge_saved import conflict_card, conflict_files, saved_card
from bot.ports.proposals import Again, BrokenTest, EntryDraft, Proposal, Refused, Saved, TestDecision

if TYPE_CHECKING:
    from bot.discord_ui.guards import Press

PROPOSAL: Final = r"(?P<token>[0-9A-Za-z_-]{1,24})"
DECISIONS: Final = r"(?P<decided>[kdm.]{0,40})"
TESTS_A_PAGE: Final = 3
MOST_DIFFS: Final = 6
FOOTER_COMPONENTS: Final = 12
"""A line and two rows of buttons, at their fullest."""
PREVIEW_LABEL: Final = "-# As members will see it:"

EXPIRED: Final = (
    "### This draft has expired\nI keep a draft for a quarter of an hour and not over a restart. Nothing was changed. "
    "Open the entry again with `/knowledge edit` or `/knowledge add`."
)
GONE: Final = (
    "That draft is gone: it was saved already, or it waited too long, or I was restarted. `/knowledge history` shows "
    "what was saved."
)
DROPPED: Final = "### Not saved\nNothing was changed."
TOO_MANY: Final = (
    f"It would break more than {MOST_TESTS} tests, so it cannot be saved from here. Word it more narrowly."
)
KEPT_TEST: Final = "You keep a test that this change breaks: edit again, or decide otherwise."


class Save(ButtonControl, template=rf"{KNOWLEDGE}:save:{PROPOSAL}:{DECISIONS}"):
    """Keeps the change; it is live at once."""

    def __init__(self, token: str, decided: str, *, is_ready: bool = True) -> None:
        super().__init__(f"{KNOWLEDGE}:save:{token}:{decided}", "Save", discord.ButtonStyle.success)
        self.item.disabled = not is_ready
        self._token, self._decided = token, decided

    @keepers_only
    async def press(self, interaction: Press) -> None:
        await begin(interaction)
        workshop, server_id = workshop_of(interaction), server_of(interaction)
        proposal = await workshop.proposal(server_id, self._token)
        decisions = read_decisions(self._decided, proposal) if proposal else {}
        result = await workshop.save(server_id, interaction.user.id, self._token, decisions)
        match result:
            case Saved():
                await show(interaction, await saved_card(interaction, result))
                await interaction.client.news.tell_saved(server_id, result)
            case Again(proposal=newer, reason=reason):
                await show(interaction, effect_card(newer, remark=reason))
            case Refused(reason=reason) if proposal is not None:
                await show(interaction, effect_card(proposal, self._decided, remark=reason))
            case Refused():
                await tell(interaction, GONE)  # beside the card: after a second tap it says that it was saved
            case conflict:
                files = conflict_files(conflict)
                await show(interaction, conflict_card(conflict, self._token, files), files)


class EditAgain(ButtonControl, template=rf"{KNOWLEDGE}:again:{PROPOSAL}"):
    """Opens the first form as it was sent."""

    def __init__(self, token: str) -> None:
        super().__init__(f"{KNOWLEDGE}:again:{token}", "Edit again")
        self._token = token

    @keepers_only
    async def press(self, interaction: Press) -> None:
        draft = await draft_of(interaction, self._token)
        if draft is not None:
            await open_basics(interaction, draft, token=self._token)


class MoreFields(ButtonControl, template=rf"{KNOWLEDGE}:fields:{PROPOSAL}"):
    """Opens the second form."""

    def __init__(self, token: str) -> None:
        super().__init__(f"{KNOWLEDGE}:fields:{token}", "More fields")
        self._token = token

    @keepers_only
    async def press(self, interaction: Press) -> None:
        draft = await draft_of(interaction, self._token)
        if draft is not None:
            await open_others(interaction, draft, self._token)


class Back(ButtonControl, template=rf"{KNOWLEDGE}:back:{PROPOSAL}"):
    """Throws the draft away."""

    def __init__(self, token: str, label: str = "Back") -> None:
        super().__init__(f"{KNOWLEDGE}:back:{token}", label)
        self._token = token

    @keepers_only
    async def press(self, interaction: Press) -> None:
        await workshop_of(interaction).drop(server_of(interaction), self._token)
        await show(interaction, card(DROPPED))


class TurnCard(
    ButtonControl, template=rf"{KNOWLEDGE}:page:{PROPOSAL}:{DECISIONS}:(?P<page>effect|look|diff|t\d{{1,2}})"
):
    """Shows another side of the same change."""

    def __init__(self, token: str, decided: str, page: str, label: str = "") -> None:
        super().__init__(f"{KNOWLEDGE}:page:{token}:{decided}:{page}", label)
        self._token, self._decided, self._page = token, decided, page

    @keepers_only
    async def press(self, interaction: Press) -> None:
        proposal = await workshop_of(interaction).proposal(server_of(interaction), self._token)
        view = effect_card(proposal, self._decided, self._page) if proposal else card(EXPIRED)
        await show(interaction, view)


class Decide(SelectControl, template=rf"{KNOWLEDGE}:dec:{PROPOSAL}:{DECISIONS}:(?P<number>\d{{1,2}})"):
    """What becomes of one broken test."""

    def __init__(self, token: str, decided: str, number: str, test: BrokenTest | None = None) -> None:
        options = decision_options(test, decided[int(number) : int(number) + 1]) if test else []
        super().__init__(f"{KNOWLEDGE}:dec:{token}:{decided}:{number}", "What about this test?", options)
        self._token, self._decided, self._number = token, decided, int(number)

    @keepers_only
    async def press(self, interaction: Press) -> None:
        proposal = await workshop_of(interaction).proposal(server_of(interaction), self._token)
        if proposal is None or self._number >= len(proposal.effect.broken):
            await show(interaction, card(EXPIRED))
            return
        letters = list(whole(self._decided, proposal))
        letters[self._number] = LETTERS[TestDecision(self.picked)]
        first = self._number - self._number % TESTS_A_PAGE
        await show(interaction, effect_card(proposal, "".join(letters), f"t{first}" if first else "effect"))


async def draft_of(interaction: Press, token: str) -> EntryDraft | None:
    """The draft of a proposal, to be opened again; says so where it has expired."""
    proposal = await workshop_of(interaction).proposal(server_of(interaction), token)
    if proposal is not None and isinstance(proposal.draft, EntryDraft):
        return proposal.draft
    await show(interaction, card(EXPIRED))
    return None


async def propose(interaction: Press, draft: EntryDraft, remark: str = "") -> None:
    """Works out what a draft would do and shows it."""
    await begin(interaction)
    proposal = await workshop_of(interaction).propose(server_of(interaction), interaction.user.id, draft)
    await show(interaction, effect_card(proposal, remark=remark))


def effect_card(
    proposal: Proposal, decided: str = "", page: str = "effect", *, remark: str = ""
) -> discord.ui.LayoutView:
    """One side of a proposal: `effect`, `look` (the preview alone), `diff`, or `t<n>` (tests from n on)."""
    decided = whole(decided, proposal)
    view, budget = discord.ui.LayoutView(timeout=None), TextBudget()
    room = LAYOUT_COMPONENTS - FOOTER_COMPONENTS
    looks = preview_of(proposal) if page in {"effect", "look"} else []
    if page != "look" or not looks:
        noted = f"**{plain(remark, 400)}**" if remark else ""
        view.add_item(box([noted, title_text(proposal), *_side(proposal, decided, page)], budget, room=room))
        label: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay(budget.take(PREVIEW_LABEL))
        looks = [label, *looks] if looks and has_text_left(looks, budget) else []
    for line in looks:
        if size(line) <= room - sum(1 for _ in view.walk_children()):
            view.add_item(line)
    view.add_item(discord.ui.Separator())
    for line in _buttons(proposal, decided, page, has_look=bool(looks)):
        view.add_item(line)
    return view


def _side(proposal: Proposal, decided: str, page: str) -> list[Part]:
    if page == "diff":
        several = len(proposal.items) > 1
        names = (f"**{plain(item.entry.title)}**\n" if several else "" for item in proposal.items)
        diffs = [
            f"{name}{diff_block(item.diff)}" for name, item in zip(names, proposal.items, strict=True) if item.diff
        ]
        return [*diffs[:MOST_DIFFS]]
    first = _first_test(page)
    texts: list[Part] = [items_text(proposal), *faults_texts(proposal), *effect_texts(proposal)] if not first else []
    if len(proposal.effect.broken) > MOST_TESTS:
        return [*texts, TOO_MANY]
    if not proposal.can_save:
        return texts
    undecided = decided.count(UNDECIDED)
    texts.append(tests_text(proposal.effect, undecided) + (f"\n{KEPT_TEST}" if "k" in decided else ""))
    for number, test in enumerate(proposal.effect.broken[first : first + TESTS_A_PAGE], first):
        texts += [broken_text(test), row(Decide(proposal.token, decided, str(number), test))]
    return texts


def _buttons(proposal: Proposal, decided: str, page: str, *, has_look: bool) -> list[Row]:
    token = proposal.token
    is_ready = proposal.can_save and not set(decided) & {UNDECIDED, "k"} and len(proposal.effect.broken) <= MOST_TESTS
    main: list[ButtonControl] = [Save(token, decided, is_ready=is_ready)]
    if isinstance(proposal.draft, EntryDraft):
        main += [EditAgain(token), MoreFields(token)]
    main.append(Back(token))
    sides = [TurnCard(token, decided, "effect", "Effect")] if page != "effect" else []
    if proposal.preview is not None and not has_look:
        sides.append(TurnCard(token, decided, "look", "Preview"))
    if page != "diff" and any(item.diff for item in proposal.items):
        sides.append(TurnCard(token, decided, "diff", "What changes in the text"))
    first = _first_test(page)
    if first + TESTS_A_PAGE < len(proposal.effect.broken) <= MOST_TESTS and proposal.can_save:
        sides.append(TurnCard(token, decided, f"t{first + TESTS_A_PAGE}", "More tests"))
    return [row(*main), row(*sides)] if sides else [row(*main)]


def _first_test(page: str) -> int:
    return int(page[1:]) if page.startswith("t") else 0
