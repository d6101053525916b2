"""Working out a proposal: from a request over a shelf to what is wrong with it, what it would do, how it would look.

Pure, and slow: it reads YAML, may build an index and asks hundreds of questions. For threads only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.conversation.answers import answer_reply
from bot.core.faq.decision import Policy
from bot.core.faq.entry import Entry
from bot.core.reply import Reply
from bot.ports.proposals import EntryDraft, EntryName, Fault, Proposal, Stage, Standing, YamlText
from bot.workshop.drafting import Drafted
from bot.workshop.effects import report_effect
from bot.workshop.faults import field_fault, has_errors
from bot.workshop.imports import Imported
from bot.workshop.planning import Build, Plan, lost_phrasings, plan_changes
from bot.workshop.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Request:
    """Something to propose; kept, so that it can be worked out again over knowledge that has moved on."""

    draft: EntryDraft | YamlText | None
    gap_ids: tuple[str, ...]
    make: Callable[[Shelf], Drafted | Imported]
    """Blocks; for threads."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a proposal is worked out with."""

    build: Build
    recent: Sequence[str]
    """Questions that members asked lately."""
    policy: Policy
    today: date


def work_out(shelf: Shelf, asked: Request, bench: Bench) -> tuple[Proposal, Plan | None]:
    """The proposal, without a token, and its plan; None where there is nothing that could be saved."""
    made = asked.make(shelf)
    if isinstance(made, Imported):
        return _imported(made, shelf, bench)
    faults = (*made.faults, *_outdated(made, shelf))
    stage = Stage.SCHEMA if has_errors(faults) else Stage.DONE
    proposal = Proposal("", (made.item,), faults, draft=asked.draft, stage=stage)
    if made.change is None:
        return proposal, None
    plan = plan_changes(shelf, (made.change,), bench.build, bench.recent, bench.policy)
    effect = report_effect(plan, shelf, bench.recent)
    faults += _lost(made, shelf, plan, bench.policy)
    preview = _preview(made.change.entry_id, plan, bench.today)
    stage = Stage.TESTS if effect.broken else Stage.DONE
    return replace(proposal, faults=faults, effect=effect, preview=preview, stage=stage), plan


def differs(old: Proposal, new: Proposal) -> bool:
    """Whether a moderator would see another effect now than the one agreed to."""
    broken = [[(test.entry.entry_id, test.sentence, test.must_win) for test in one.effect.broken] for one in (old, new)]
    statuses = [[(item.entry.entry_id, item.status) for item in one.items] for one in (old, new)]
    return broken[0] != broken[1] or statuses[0] != statuses[1] or old.can_save != new.can_save


def _imported(made: Imported, shelf: Shelf, bench: Bench) -> tuple[Proposal, Plan | None]:
    proposal = Proposal("", made.items, made.faults, stage=made.stage)
    if not made.changes:
        return replace(proposal, stage=Stage.DONE if made.stage is Stage.TESTS else made.stage), None
    plan = plan_changes(shelf, made.changes, bench.build, bench.recent, bench.policy)
    effect = report_effect(plan, shelf, bench.recent)
    return replace(proposal, effect=effect, stage=Stage.TESTS if effect.broken else Stage.DONE), plan


def _preview(entry_id: str, plan: Plan, today: date) -> Reply | None:
    pack = plan.library.pack
    entry = pack.entries.get(entry_id)
    return answer_reply(entry, pack, today) if entry else None


def _outdated(made: Drafted, shelf: Shelf) -> tuple[Fault, ...]:
    if made.change is None or shelf.overlay.revision_of(made.change.entry_id) == made.change.base:
        return ()
    message = "Somebody saved another change of this entry while you were writing"
    return (Fault("", message, "Save shows you both before anything is lost", is_error=False),)


def _lost(made: Drafted, shelf: Shelf, plan: Plan, policy: Policy) -> tuple[Fault, ...]:
    """New phrasings that lead to this entry word for word only."""
    entries = plan.library.pack.entries
    after = entries.get(made.item.entry.entry_id)
    if after is None:
        return ()
    lines = [line for field, line in made.origins if field == "ask" and line]
    lost = lost_phrasings(after, shelf.library.pack.entries.get(after.id), plan.library, policy)
    return tuple(
        field_fault(
            "ask",
            f"“{phrasing}”, put a little differently, would get {_standing(seen, entries).text}",
            "word it more plainly, or add it to the entry that takes it",
            line=lines[place] if place < len(lines) else 0,
            is_error=False,
        )
        for place, phrasing, seen in lost
    )


def _standing(seen: Iterable[str], entries: Mapping[str, Entry]) -> Standing:
    return Standing(tuple(EntryName(one, entries[one].title) for one in seen))
