"""What a set of changes would make of a server's knowledge, and which tests somebody has to decide on.

Pure, and slow: it may build an index and asks hundreds of questions. For threads only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bot.core.faq.decision import Policy, decide
from bot.core.faq.entry import Entry
from bot.core.pack import Library, Pack
from bot.core.problems import Problem
from bot.knowledge.effect import BrokenTest, Effect, effect_of, shown
from bot.knowledge.overlay import apply_overlay
from bot.ports.revisions import Change, EntryForm, EntryState, Overlay
from bot.workshop.shelf import Shelf

Build = Callable[[Pack], Library]
"""Makes a library of a pack; may take seconds."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Changes, and what they come to."""

    changes: tuple[Change, ...]
    overlay: Overlay
    """The server's overlay with the changes in it; its `latest` is not known before saving."""
    library: Library
    problems: tuple[Problem, ...]
    """What is wrong with own entries of the server, also those that this plan does not touch."""
    effect: Effect
    broken: tuple[BrokenTest, ...]
    """Tests that the changes break, and new tests that do not hold."""


def plan_changes(shelf: Shelf, changes: Sequence[Change], build: Build, recent: Sequence[str], policy: Policy) -> Plan:
    """The plan for changes whose texts have been read without an error."""
    overlay = overlay_with(shelf.overlay, changes)
    laid = apply_overlay(shelf.base, overlay)
    after = library_of_change(shelf.library, laid.pack, build)
    asked = (*recent, *dropped_phrasings(shelf.library.pack, laid.pack))
    effect = effect_of(_alike(shelf.library, after), after, asked, policy)
    return Plan(tuple(changes), overlay, after, laid.problems, effect, _to_decide(shelf, after, effect))


def dropped_phrasings(before: Pack, after: Pack) -> dict[str, str]:
    """Phrasings that the changed entries no longer have -> the entry they asked for; people will go on asking them."""
    dropped: dict[str, str] = {}
    for entry_id, old in before.entries.items():
        new = after.entries.get(entry_id)
        if new is not old:
            kept = (new.title, *new.ask) if new else ()
            dropped |= {text: entry_id for text in (old.title, *old.ask) if text not in kept}
    return dropped


def overlay_with(overlay: Overlay, changes: Sequence[Change], latest: int | None = None) -> Overlay:
    """The overlay after these changes; `latest` is its newest revision, where it is known."""
    states = dict(overlay.entries) | {change.entry_id: change.after for change in changes}
    kept = sorted((name, state) for name, state in states.items() if state.form is not EntryForm.PACK)
    return replace(overlay, entries=tuple(kept), latest=overlay.latest if latest is None else latest)


def library_of_change(now: Library, pack: Pack, build: Build) -> Library:
    """The library of a changed pack. Where nothing changed that questions are matched by, the index is the same."""
    pairs = zip_longest(now.pack.entries.values(), pack.entries.values())
    if all(one is other or (one and other and _matched_by(one) == _matched_by(other)) for one, other in pairs):
        return Library(pack, replace(now.index, entries=pack.entries))
    return build(pack)


def _matched_by(entry: Entry) -> tuple[object, ...]:
    return entry.id, entry.title, entry.ask, entry.not_when


def _alike(now: Library, after: Library) -> Library:
    """The present library as it would be without a head, where the changed one has none: only like compares to like."""
    if after.index.trained is None and now.index.trained is not None:
        return Library(now.pack, replace(now.index, trained=None))
    return now


def _to_decide(shelf: Shelf, after: Library, effect: Effect) -> tuple[BrokenTest, ...]:
    before = shelf.library.pack.entries
    found = []
    for test in effect.broken:
        old = before.get(test.entry_id)
        had = old is not None and test.sentence in (old.must_match if test.is_must else old.must_not_match)
        if not test.was_broken or not had:
            found.append(test)
    return tuple(found)


def lost_phrasings(
    entry: Entry, old: Entry | None, after: Library, policy: Policy
) -> list[tuple[int, str, tuple[str, ...]]]:
    """(place in `ask`, phrasing, entries shown) of every new phrasing that would not be answered with its entry if it
    were put a little differently."""
    known = old.ask if old else ()
    index = replace(after.index, word_for_word={})
    lost = []
    for place, phrasing in enumerate(entry.ask):
        if phrasing not in known:
            seen = shown(decide(index.rank(phrasing), policy))
            if seen != (entry.id,):
                lost.append((place, phrasing, seen))
    return lost


def own_state(text: str) -> EntryState:
    """A server's own text as a state."""
    return EntryState(EntryForm.OWN, text)
