"""A moderator's edit before it is saved: is it allowed, and what would it do?

Nothing here writes or stores anything. A proposal is made from the server's knowledge as it stands; the caller saves it
as a revision, or drops it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.core.faq.decision import Policy
from bot.core.faq.entry import Entry
from bot.core.pack import Library, Pack
from bot.core.problems import Problem
from bot.knowledge.cross_checks import check_claims
from bot.knowledge.effect import Effect, effect_of
from bot.knowledge.loader import has_errors
from bot.knowledge.overlay import drop_entry, put_entry, read_own_entry


@dataclass(frozen=True, slots=True)
class Refused:
    """A text that cannot become an entry, with everything that is wrong with it."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """A change that could be saved."""

    entry_id: str
    before: Entry | None
    """As members see it now; None for a new entry."""
    after: Entry | None
    """As members would see it; None for one that is hidden."""
    text: str
    """The YAML text to keep; empty for one that is hidden."""
    warnings: tuple[Problem, ...]
    effect: Effect
    library: Library
    """The server's knowledge with the change in it, for a preview."""


def propose_entry(
    text: str,
    now: Library,
    base: Pack,
    build: Callable[[Pack], Library],
    recent: Sequence[str] = (),
    policy: Policy | None = None,
    editing: str = "",
) -> Refused | ProposedChange:
    """What saving an entry's text would do, or why it cannot be saved.

    `now` is the server's library, `base` the pack under it, `build` makes a library of a pack. `editing` names the
    entry that was opened for editing; its id may not change under it. `recent` are questions to compare by. Slow (it
    builds an index and ranks questions): not for an event loop.
    """
    own = read_own_entry(text, base, own_ids=now.pack.entries)
    problems = list(own.problems)
    if own.entry is not None and own.located is not None:
        problems += check_claims(own.located, now.pack.entries)
        if editing and own.entry.id != editing:
            place = own.located.node.get("id") or own.located.node
            hint = f"write `{editing}`, or add it as a new entry"
            problems.append(Problem("entry.yaml", place.line, place.column, "an entry keeps its id", hint))
    if own.entry is None or own.raw is None or has_errors(problems):
        return Refused(tuple(sorted(problems)))
    after = build(put_entry(now.pack, own.entry, own.raw))
    return ProposedChange(
        own.entry.id,
        now.pack.entries.get(own.entry.id),
        own.entry,
        text,
        tuple(problems),
        effect_of(now, after, recent, policy),
        after,
    )


def propose_hiding(
    entry_id: str,
    now: Library,
    build: Callable[[Pack], Library],
    recent: Sequence[str] = (),
    policy: Policy | None = None,
) -> Refused | ProposedChange:
    """What hiding an entry would do, or why it cannot be hidden. Slow, as `propose_entry`."""
    if entry_id not in now.pack.entries:
        return Refused((Problem("", 0, 0, f"there is no entry `{entry_id}` here"),))
    after = build(drop_entry(now.pack, entry_id))
    effect = effect_of(now, after, recent, policy)
    return ProposedChange(entry_id, now.pack.entries[entry_id], None, "", (), effect, after)


def with_phrasing(entry: Entry, phrasing: str) -> Entry:
    """The entry with one more way of asking for it; unchanged where it is there already."""
    known = {" ".join(text.casefold().split()) for text in (entry.title, *entry.ask)}
    if " ".join(phrasing.casefold().split()) in known:
        return entry
    return replace(entry, ask=(*entry.ask, phrasing))
