"""One message in, one Reply out. The same for every front end.

Order of thought: read the facts, see whether the message is about a size, otherwise match it against the entries; a
follow-up is understood from the short memory. Time comes in as an argument; nothing is remembered in here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.conversation.answers import (
    answer_reply,
    boundary_reply,
    choose_reply,
    empty_reply,
    entry_choices,
    is_smalltalk,
    none_reply,
    suggest_reply,
)
from bot.core.conversation.boundaries import boundary_of, grave_boundary
from bot.core.conversation.follow_up import (
    asks_same_size,
    continues_size,
    has_own_facts,
    is_bare_pointer,
    points_back,
    rank_in_context,
    same_size_elsewhere,
)
from bot.core.conversation.size_reply import clarify_reply, size_reply
from bot.core.conversation.turn import MEMORY_LIFE_S, Memory, Turn
from bot.core.faq.decision import Policy, decide, in_doubt
from bot.core.faq.ranking import Answer, Choose, NoMatch, Ranking
from bot.core.faq.split import split_questions
from bot.core.pack import Library, Pack
from bot.core.reply import Field, Kind, Reply
from bot.core.sizing.advice import advise
from bot.core.sizing.merging import merge_profile
from bot.core.sizing.profile import FitProfile
from bot.core.sizing.reading import Reading, read_profile
from bot.core.sizing.recommendation import NeedMore, Recommendation
from bot.core.text import quote_for_person, whole_characters

MAX_QUESTION_CHARS = 500
"""What is read of one message; longer ones are pasted text, and their first lines carry the question."""

MAX_QUESTIONS = 3
"""Questions answered from one message; a fourth would not be read on a phone."""

MAX_CHOICES = 4
"""As many as a decision offers; one more would not be looked through."""

MAX_SUGGESTED = 3
"""Offered where a server only wants suggestions."""

RANKED = 5
"""Candidates kept of each ranking, for choices and runners-up."""


def fresh_memory(now_s: float) -> Memory:
    """The memory of a conversation that has just begun."""
    return Memory(profile=FitProfile(), at_s=now_s)


def converse(message: str, library: Library, memory: Memory | None, now_s: float, today: date, policy: Policy) -> Turn:
    """Answer one message.

    `memory` is what the last turn of the same member in the same channel left (None at the start); it is ignored once
    it is older than `MEMORY_LIFE_S`. Never raises on any text.
    """
    message = whole_characters(message)
    text = message.strip()[:MAX_QUESTION_CHARS]
    kept = replace(_fresh(memory, now_s), last_question=text)
    if not any(character.isalnum() for character in text):
        return _turn(message, empty_reply(library.pack), kept)
    pack = library.pack
    grave = grave_boundary(text, pack)
    if grave is not None:
        return replace(_turn(message, boundary_reply(grave), kept), decision=NoMatch("off-topic"))
    reading = read_profile(text, pack.sizing, pack.size_words, kept.asked)
    ranking = library.rank(text, RANKED)
    if _is_about_size(reading, ranking, kept):
        return _size_turn(message, reading, ranking, library, kept)
    return _faq_turn(message, text, reading, ranking, library, kept, today, policy)


def entry_turn(entry_id: str, library: Library, memory: Memory | None, now_s: float, today: date) -> Turn:
    """Show one entry that was picked by id (a button, an autocomplete choice); buttons never go through the matcher.

    An id that is not (or no longer) known gives a `none` reply that says so.
    """
    kept = _fresh(memory, now_s)
    entry = library.pack.entries.get(entry_id)
    if entry is None:
        reply = Reply(kind=Kind.NONE, body="That answer is no longer here. Ask me in your own words instead.")
        return _turn(entry_id, reply, kept)
    reply = answer_reply(entry, library.pack, today)
    return _turn(entry.title, reply, replace(kept, entry=entry.id, is_sizing=False, asked=()), confidence=1.0)


def size_turn(question: str, profile: FitProfile, library: Library, memory: Memory | None, now_s: float) -> Turn:
    """Advice for a profile that is already known (the size dialogue, "apply to my size")."""
    kept = replace(_fresh(memory, now_s), profile=profile)
    return _advised(question, profile, (), library, kept)


def as_suggestion(turn: Turn, pack: Pack) -> Turn:
    """The same turn where only suggesting is wanted: the entry is offered as a choice instead of being shown."""
    if turn.kind is not Kind.ANSWER:
        return turn
    ids = (turn.entry, *turn.choices)
    reply = suggest_reply(ids[:MAX_SUGGESTED], pack)
    return replace(turn, reply=reply, kind=Kind.CHOOSE, entry="", choices=ids[:MAX_SUGGESTED])


def _fresh(memory: Memory | None, now_s: float) -> Memory:
    """The memory as of now; an empty one when nobody can mean that old conversation any more."""
    is_known = memory is not None and now_s - memory.at_s <= MEMORY_LIFE_S
    return replace(memory, at_s=now_s) if memory is not None and is_known else fresh_memory(now_s)


def _is_about_size(reading: Reading, ranking: Ranking, memory: Memory) -> bool:
    if reading.is_sizing and not _is_about_another_thing(reading, ranking):
        return True
    return continues_size(reading, ranking, memory)


def _is_about_another_thing(reading: Reading, ranking: Ranking) -> bool:
    """A size is asked for, but of a television, a pair of jeans or a boot of another make."""
    scope = ranking.scope
    if scope.names_shoe or reading.profile.shoes:
        return False
    return bool(scope.other_things or scope.topic or scope.is_chatter)


def _size_turn(message: str, reading: Reading, ranking: Ranking, library: Library, memory: Memory) -> Turn:
    if asks_same_size(reading, ranking.question, memory):
        profile = same_size_elsewhere(reading, memory)
    else:
        profile = merge_profile(memory.profile, reading)
    near = tuple(candidate.entry_id for candidate in ranking.candidates)
    kept = replace(memory, profile=profile)
    if reading.question is not None:
        return _need_turn(message, reading.question, near, library, kept)
    return _advised(message, profile, near, library, kept)


def _advised(message: str, profile: FitProfile, near: tuple[str, ...], library: Library, memory: Memory) -> Turn:
    advice = advise(profile, library.pack.sizing)
    if isinstance(advice, NeedMore):
        return _need_turn(message, advice, near, library, memory)
    missing = ("scale",) if advice.other_reading else ()
    turn = _turn(message, size_reply(advice, library.pack), replace(memory, is_sizing=True, asked=missing), size=advice)
    return replace(turn, missing=missing, choices=near)


def _need_turn(message: str, need: NeedMore, near: tuple[str, ...], library: Library, memory: Memory) -> Turn:
    kept = replace(memory, is_sizing=True, asked=need.missing)
    turn = _turn(message, clarify_reply(need, library.pack), kept)
    return replace(turn, missing=need.missing, choices=near)


def _faq_turn(
    message: str,
    text: str,
    reading: Reading,
    ranking: Ranking,
    library: Library,
    memory: Memory,
    today: date,
    policy: Policy,
) -> Turn:
    if has_own_facts(text, reading):
        memory = replace(memory, profile=merge_profile(memory.profile, reading))
    memory = replace(memory, is_sizing=False, asked=())
    leans = points_back(text, ranking, library, memory)
    whole = _decided(message, ranking, library, memory, today, policy.stricter() if leans else policy)
    parts = split_questions(text)[:MAX_QUESTIONS]
    rankings = [library.rank(part, RANKED) for part in parts] if len(parts) > 1 else []
    turns = [_decided(part, one, library, memory, today, policy) for part, one in zip(parts, rankings, strict=False)]
    joined = _join(message, turns, parts) if turns else None
    turn = joined or (_in_context(message, text, whole, ranking, library, memory, today, policy) if leans else whole)
    return replace(turn, in_doubt=in_doubt(rankings if joined else (ranking,)))


def _in_context(
    message: str,
    text: str,
    whole: Turn,
    ranking: Ranking,
    library: Library,
    memory: Memory,
    today: date,
    policy: Policy,
) -> Turn:
    """For a message whose words point back at the entry shown before: the whole message's turn, or a better one."""
    if whole.kind in {Kind.NONE, Kind.CHOOSE}:
        in_context = rank_in_context(text, ranking, library, memory)
        if in_context is not None:
            again = _decided(message, in_context, library, memory, today, policy)
            return again if again.kind is Kind.ANSWER else whole
    is_doubtful = whole.kind is Kind.CHOOSE or (whole.kind is Kind.NONE and is_bare_pointer(text))
    if is_doubtful:
        return _with_entry_first(whole, memory.entry, library.pack)
    return whole


def _with_entry_first(turn: Turn, entry_id: str, pack: Pack) -> Turn:
    """A choice in which the entry that was just talked about stands first, unless it stands there already.

    Where nothing else comes near, those related to it follow.
    """
    if entry_id in turn.choices:
        return turn
    others = turn.choices or tuple(choice.id for choice in entry_choices(pack.entries[entry_id].related, pack))
    ids = (entry_id, *others)[:MAX_CHOICES]
    return replace(turn, reply=choose_reply(ids, pack), kind=Kind.CHOOSE, choices=ids, decision=None)


def _decided(message: str, ranking: Ranking, library: Library, memory: Memory, today: date, policy: Policy) -> Turn:
    pack = library.pack
    boundary = boundary_of(ranking, pack)
    if boundary is not None:
        return replace(_turn(message, boundary_reply(boundary), memory), decision=NoMatch("off-topic"), ranking=ranking)
    decision = decide(ranking, policy)
    if not ranking.candidates:
        return replace(_turn(message, empty_reply(pack), memory), decision=decision, ranking=ranking)
    match decision:
        case Answer(entry_id=entry_id, confidence=confidence, runners_up=others):
            entry = pack.entries[entry_id]
            kept = memory if is_smalltalk(entry) else replace(memory, entry=entry_id)
            turn = _turn(message, answer_reply(entry, pack, today), kept, confidence=confidence)
            return replace(turn, choices=others, decision=decision, ranking=ranking)
        case Choose(entry_ids=entry_ids, confidence=confidence):
            turn = _turn(message, choose_reply(entry_ids, pack), memory, confidence=confidence)
            return replace(turn, choices=entry_ids, decision=decision, ranking=ranking)
        case NoMatch():
            turn = _turn(message, none_reply(ranking, decision, pack), memory, confidence=decision.confidence)
            return replace(turn, decision=decision, ranking=ranking)


def _join(message: str, turns: list[Turn], parts: tuple[str, ...]) -> Turn | None:
    """Two questions, two answers; or one answer and a line naming the half that was not understood.

    None when the halves give no more than the whole message does: then the whole is shown.
    """
    answered = [turn for turn in turns if turn.kind in {Kind.ANSWER, Kind.SMALLTALK}]
    first = next((turn for turn in answered if turn.kind is Kind.ANSWER), None)
    if first is None:
        return None
    others = [turn for turn in answered if turn.kind is Kind.ANSWER and turn.entry != first.entry]
    others = list({turn.entry: turn for turn in others}.values())
    missed = [part for part, turn in zip(parts, turns, strict=True) if turn.kind in {Kind.NONE, Kind.CHOOSE}]
    if not others and not missed:
        return None
    fields = tuple(Field("I did not understand", quote_for_person(part)) for part in missed)
    reply = replace(first.reply, fields=first.reply.fields + fields, parts=tuple(turn.reply for turn in others))
    return replace(first, question=message, reply=reply, memory=turns[-1].memory if not missed else first.memory)


def _turn(
    message: str, reply: Reply, memory: Memory, confidence: float = 0.0, size: Recommendation | None = None
) -> Turn:
    sure = confidence if size is None else 1.0
    return Turn(
        question=message,
        reply=reply,
        kind=reply.kind,
        entry=reply.entry,
        confidence=round(sure, 4),
        choices=(),
        missing=(),
        size=size,
        memory=memory,
    )
