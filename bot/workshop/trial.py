"""Trying a text: what a member who wrote it would get, and why each entry won or lost. Pure; nothing is recorded."""

from __future__ import annotations

from datetime import date

from bot.core.conversation.closer_look import Look, converse_closely
from bot.core.conversation.converse import as_suggestion
from bot.core.conversation.turn import Turn
from bot.core.faq.decision import Policy, decide
from bot.core.faq.ranking import Answer, Candidate, Choose, Decision, NoMatch, Ranking, Scope
from bot.core.pack import Library
from bot.core.reply import Kind
from bot.knowledge.effect import shown
from bot.ports.moderation import Trial, TrialCandidate
from bot.ports.proposals import EntryName, Standing

_SHOWN = 5
_REASONS = {
    "empty": "There is no word in it.",
    "chatter": "It is a social phrase, so nothing is looked up.",
    "other-product": "It speaks of another product, so no answer of ours is given.",
    "off-topic": "It runs into a subject that the pack declines.",
    "unknown": "No entry is near enough, so it counts as an open question.",
}


def try_text(
    text: str, library: Library, policy: Policy, today: date, *, only_suggests: bool, look: Look | None = None
) -> Trial:
    """The trial of one text. `only_suggests` is the server's tone."""
    turn = converse_closely(text, library, None, 0.0, today, policy, look)
    if only_suggests:
        turn = as_suggestion(turn, library.pack)
    ranking = turn.ranking or library.index.rank(text, _SHOWN)
    decision = turn.decision or decide(ranking, policy)
    entries = (turn.entry,) if turn.entry else turn.choices if turn.kind is Kind.CHOOSE else ()
    return Trial(
        question=text,
        kind=turn.kind,
        standing=Standing(tuple(_name(entry_id, library) for entry_id in entries)),
        verdict=_verdict(turn, decision, policy, only_suggests=only_suggests),
        candidates=tuple(_candidate(one, ranking, decision, library, policy) for one in ranking.candidates[:_SHOWN]),
        repairs=_repairs(ranking),
        signals=_signals(ranking.scope),
        answer_from=policy.answer_from,
        choose_from=policy.choose_from,
        reply=turn.reply,
    )


def _name(entry_id: str, library: Library) -> EntryName:
    entry = library.pack.entries.get(entry_id)
    return EntryName(entry_id, entry.title if entry else entry_id)


def _verdict(turn: Turn, decision: Decision, policy: Policy, *, only_suggests: bool) -> str:
    if turn.kind is Kind.SIZE:
        return "It is read as a question about a size, so the size advice answers and no entry is shown."
    if turn.kind is Kind.CLARIFY:
        return "It is read as a question about a size that lacks a fact, so the bot asks back."
    if only_suggests and turn.kind is Kind.CHOOSE and isinstance(decision, Answer):
        return "It would be answered, but this server's tone is to suggest only, so it is offered as a choice."
    if turn.reply.parts:
        return "It holds several questions, and each is answered."
    match decision:
        case Answer(confidence=sure):
            return f"Answered: {_percent(sure)} sure, and {_percent(policy.answer_from)} is enough."
        case Choose(confidence=sure):
            limits = f"{_percent(policy.answer_from)} is needed to answer, {_percent(policy.choose_from)} to offer"
            return f"Offered as a choice: the best is {_percent(sure)} sure; {limits}."
        case NoMatch(reason=reason):
            return f"No answer. {_REASONS.get(reason, '')}".strip()


def _candidate(
    one: Candidate, ranking: Ranking, decision: Decision, library: Library, policy: Policy
) -> TrialCandidate:
    evidence = one.evidence
    return TrialCandidate(
        entry=_name(one.entry_id, library),
        confidence=one.probability,
        phrasing=evidence.phrasing,
        shared=evidence.shared,
        synonyms=evidence.synonyms,
        why=_why(one, ranking, decision, library, policy),
    )


def _why(one: Candidate, ranking: Ranking, decision: Decision, library: Library, policy: Policy) -> str:
    best = ranking.candidates[0]
    if one.entry_id in shown(decision):
        return "Wins: it is the nearest, and near enough." if isinstance(decision, Answer) else "Is offered."
    ruled_out = _not_when(one.entry_id, ranking.question, library)
    if ruled_out:
        return f"Its `not_when` rules it out: {ruled_out}."
    if one is best:
        return f"The nearest, but {_percent(one.probability)} is less than the {_percent(policy.choose_from)} it takes."
    missing = [word for word in best.evidence.shared if word not in one.evidence.shared]
    if missing:
        return f"Its phrasing lacks {', '.join(f'“{word}”' for word in missing[:3])}, which the first one has."
    return "Its phrasings are further from the question than the first one's."


def _not_when(entry_id: str, question: str, library: Library) -> str:
    """The word that rules an entry out for a question; empty for none. Compared as the index does it, by stems."""
    index = library.index
    number = index.ids.index(entry_id) if entry_id in index.ids else -1
    table = index.not_when.get(number)
    words = index.read(question).words
    found = table.find([index.featuriser.word(word).stem for word in words]) if table else ()
    return next((f"“{' '.join(words[match.start : match.end])}”" for match in found), "")


def _repairs(ranking: Ranking) -> tuple[tuple[str, str], ...]:
    found = (repair for one in ranking.candidates for repair in one.evidence.repairs)
    return tuple(dict.fromkeys((repair.typed, repair.read) for repair in found))


def _signals(scope: Scope) -> tuple[str, ...]:
    signals = ["It names the shoe, which speaks for our entries."] if scope.names_shoe else []
    if scope.other_products:
        signals.append(f"It speaks of {', '.join(scope.other_products)}, which speaks against entries that do not.")
    if scope.topic:
        signals.append(f"It touches the subject “{scope.topic}” of out_of_scope.yaml.")
    if scope.is_chatter:
        signals.append("It is a bare social phrase.")
    return tuple(signals)


def _percent(share: float) -> str:
    return f"{share * 100:.0f}%"
