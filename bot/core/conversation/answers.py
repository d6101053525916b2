"""Replies made from entries: an answer, a choice, an honest "I don't know". Pure wording, no matching."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.core.basis import Basis
from bot.core.faq.entry import Entry
from bot.core.faq.lexicon import ScopeTopic
from bot.core.faq.ranking import NoMatch, Ranking
from bot.core.pack import Pack
from bot.core.reply import Action, Choice, Citation, Kind, Reply

SMALLTALK_TOPIC = "bot"
"""Entries of this topic are about the bot itself: greeting, thanks, help. They are small talk, not facts."""

LIMITS_TOPIC = "limits"
"""Entries of this topic say honestly that something is not covered, and what to do instead."""

COURTESY_CHARS = 80
"""A word of courtesy this short ("You are welcome.") needs nothing under it."""

MAX_RELATED = 3
"""More than three side doors under an answer push it off a phone's screen."""


def is_smalltalk(entry: Entry) -> bool:
    """Whether an entry is about the bot itself rather than about the shoe."""
    return entry.topic == SMALLTALK_TOPIC


def limit_entries(pack: Pack) -> frozenset[str]:
    """Ids of the entries that say honestly that something is not covered."""
    return frozenset(entry.id for entry in pack.entries.values() if entry.topic == LIMITS_TOPIC)


def answer_reply(entry: Entry, pack: Pack, today: date) -> Reply:
    """One entry as a reply: answer, detail on demand, related questions, and where it comes from."""
    actions = (Action.MORE,) if entry.more else ()
    if is_smalltalk(entry) and len(entry.answer.strip()) <= COURTESY_CHARS:
        return Reply(kind=Kind.SMALLTALK, body=entry.answer.strip(), entry=entry.id)
    if is_smalltalk(entry):
        return Reply(
            kind=Kind.SMALLTALK,
            body=entry.answer.strip(),
            more=entry.more.strip(),
            entry=entry.id,
            related=entry_choices(entry.related, pack),
            actions=(*actions, Action.FIND_SIZE, Action.DISMISS),
        )
    size_action = Action.APPLY_SIZE if entry.offers_size else Action.FIND_SIZE
    return Reply(
        kind=Kind.ANSWER,
        title=entry.title,
        body=entry.answer.strip(),
        more=entry.more.strip(),
        entry=entry.id,
        related=entry_choices(entry.related, pack),
        actions=(*actions, size_action, Action.FEEDBACK, Action.DISMISS),
        citations=(cite(entry, pack, today),),
    )


def choose_reply(entry_ids: Iterable[str], pack: Pack) -> Reply:
    """Two to four entries to pick from, named as questions."""
    return Reply(
        kind=Kind.CHOOSE,
        body="I'm not sure which of these you mean. Pick one:",
        choices=entry_choices(entry_ids, pack),
        actions=(Action.NONE_OF_THESE, Action.DISMISS),
    )


def suggest_reply(entry_ids: Iterable[str], pack: Pack) -> Reply:
    """Entries that may be what somebody is after, where a server does not want answers outright."""
    return replace(choose_reply(entry_ids, pack), body="This may be what you are after:")


def none_reply(ranking: Ranking | None, decision: NoMatch, pack: Pack) -> Reply:
    """Not our topic or not known: says so, and where to go next."""
    boundary = ranking.scope.topic_text if ranking else ""
    body = boundary or _unknown_body(decision.reason, pack)
    return Reply(kind=Kind.NONE, body=body, actions=(Action.FIND_SIZE, Action.DISMISS))


def boundary_reply(topic: ScopeTopic) -> Reply:
    """A subject on our border: one kind line instead of an answer; nothing is offered beside a grave one."""
    actions = (Action.DISMISS,) if topic.always else (Action.FIND_SIZE, Action.DISMISS)
    return Reply(kind=Kind.NONE, body=topic.say, actions=actions)


def empty_reply(pack: Pack) -> Reply:
    """A message with nothing to read in it."""
    body = f"I couldn't read a question in that. Ask me anything about the {pack.shoe.short_name}: {_examples(pack)}"
    return Reply(kind=Kind.NONE, body=body, actions=(Action.FIND_SIZE,))


def entry_choices(entry_ids: Iterable[str], pack: Pack, limit: int = MAX_RELATED + 1) -> tuple[Choice, ...]:
    """The entries that exist, named by their titles; ids that a server has hidden are left out."""
    known = [pack.entries[entry_id] for entry_id in entry_ids if entry_id in pack.entries]
    return tuple(Choice(id=entry.id, label=entry.title) for entry in known[:limit])


def cite(entry: Entry, pack: Pack, today: date) -> Citation:
    """Where an answer comes from, and whether its facts are past their review day."""
    source = pack.sources.get(entry.source.partition("#")[0])
    title = source.title if source else "our own reading"
    basis = entry.basis if source else Basis.HOUSE
    return Citation(
        basis=basis,
        title=title,
        url=source.url if source else "",
        checked=entry.checked,
        is_stale=entry.is_stale(today),
    )


def _unknown_body(reason: str, pack: Pack) -> str:
    name = pack.shoe.short_name
    if reason == "other-product":
        return (
            f"I only know the {name}, and that sounds like something else. Tell me what you own and I can compare "
            f"its size with the {name}."
        )
    if reason in {"chatter", "off-topic"}:
        return f"That one is not for me. I answer questions about the {name}: {_examples(pack)}"
    return (
        f"I don't know that one, and I would rather not guess. A moderator may know. What I can help with is the "
        f"{name}: {_examples(pack)}"
    )


def _examples(pack: Pack) -> str:
    """What can be asked, in the pack's own words; of a pack that does not say, the names of its topics."""
    if pack.shoe.about:
        return f"{pack.shoe.about}."
    topics = dict.fromkeys(entry.topic for entry in pack.entries.values() if not is_smalltalk(entry))
    named = [topic.replace("-", " ") for topic in topics]
    return ", ".join(named[:-1]) + (" or " if len(named) > 1 else "") + named[-1] + "." if named else "its fit."
