"""The desk: answers members for any chat front end, remembers each conversation for some minutes, and logs every turn.

Implements `ports.Desk` on top of the conversation, the libraries and the store. Holds no Discord words. What it
remembers is bounded and lives in memory only; everything that must outlive a restart is in the store.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from time import perf_counter

from bot.core.conversation.answers import answer_reply, entry_choices, is_smalltalk, none_reply
from bot.core.conversation.closer_look import Look
from bot.core.conversation.converse import as_suggestion, converse, entry_turn, fresh_memory
from bot.core.conversation.open_questions import OpenQuestion, OpenQuestions
from bot.core.conversation.remembered import Line, Remembered
from bot.core.conversation.size_reply import size_reply
from bot.core.conversation.turn import Memory, Turn
from bot.core.faq.decision import Policy
from bot.core.faq.ranking import NoMatch
from bot.core.pack import Library
from bot.core.reply import Choice, Kind, Reply
from bot.core.sizing.merging import merge_profile
from bot.core.sizing.profile import FitProfile
from bot.core.sizing.reading import read_profile
from bot.core.sizing.recommendation import Recommendation
from bot.ports import (
    Answered,
    Asker,
    FeedbackRecord,
    GapReason,
    Libraries,
    Place,
    ServerSettings,
    Store,
    Tone,
    TurnRecord,
    Verdict,
    WayIn,
)

HELP_ENTRY = "help"
"""Id of the entry that tells what the bot can do; it must exist in every pack."""

ANSWERED_ON_REQUEST = frozenset({WayIn.ASK, WayIn.BROWSE, WayIn.BUTTON, WayIn.ANSWER_THIS, WayIn.SIZE, WayIn.HELP})
"""Ways in where somebody asked for exactly this: a server's "only suggest" does not hold back the answer there."""

OVERHEARD_FROM = 0.95
"""Confidence from which an unasked message is answered where moderators chose none; silence costs less than a guess."""

OVERHEARD = frozenset({Kind.ANSWER, Kind.SIZE, Kind.CHOOSE})
"""What may be said unasked."""

PREVIEWED = 5
WORTH_PREVIEWING = 0.05
"""A candidate is shown for a message when it is at least this likely beside the best one."""
COMPLETED = 25
"""Discord shows at most this many completions."""


class FrontDesk:
    """The desk of one process. Not safe for use from several threads."""

    def __init__(
        self,
        libraries: Libraries,
        store: Store,
        policy: Policy,
        now: Callable[[], datetime],
        elapsed_s: Callable[[], float] = perf_counter,
        on_turn: Callable[[TurnRecord], None] = lambda _: None,
        look: Look | None = None,
    ) -> None:
        """`look` is asked, in a thread, about what words alone leave in doubt."""
        self._libraries = libraries
        self._store = store
        self._policy = policy
        self._now = now
        self._elapsed_s = elapsed_s
        self._on_turn = on_turn
        self._look = look
        self._remembered = Remembered()
        self._questions = OpenQuestions()

    @property
    def conversations(self) -> int:
        """How many conversations are remembered now."""
        return len(self._remembered)

    async def ask(self, text: str, asker: Asker, *, message_id: int | None = None) -> Answered:
        """Answers a message in the member's own words; also takes an entry id picked from `complete`."""
        await self.prepare(asker.server_id)
        library = self._library(asker)
        if asker.way_in is WayIn.ASK and text in library.pack.entries:
            shown = await self.show(text, asker)
            if shown is not None:
                return shown
        began_s = self._elapsed_s()
        settings = await self._store.settings.get(asker.server_id)
        turn, library = await self._converse(text, library, asker, self.policy_of(settings))
        if settings.tone is Tone.SUGGEST and asker.way_in not in ANSWERED_ON_REQUEST:
            turn = as_suggestion(turn, library.pack)
        return await self._log(turn, asker, library, began_s, message_id)

    async def overhear(
        self, text: str, asker: Asker, *, message_id: int | None = None, is_shadow: bool = False
    ) -> Answered | None:
        """What to say to a message that nobody addressed to the bot; None for silence, of which nothing is kept.

        By words alone: most of what is overheard is no question to us, and a guess costs more than silence.
        """
        await self.prepare(asker.server_id)
        began_s, library = self._elapsed_s(), self._library(asker)
        settings = await self._store.settings.get(asker.server_id)
        turn = converse(text, library, None, self._now_s(), self._today(), self.policy_of(settings))
        threshold = OVERHEARD_FROM if settings.listen_threshold is None else settings.listen_threshold
        if turn.kind not in OVERHEARD or (turn.confidence < threshold and not is_shadow):
            return None
        if is_shadow:
            logged = await self._store.sessions.record_turn(
                replace(
                    _record(turn, asker, library, self._elapsed_s() - began_s, message_id), is_shadow=True, size=None
                )
            )
            return Answered(turn, logged.turn_id)
        if settings.tone is Tone.SUGGEST:
            turn = as_suggestion(turn, library.pack)
        return await self._log(turn, asker, library, began_s, message_id)

    async def tap(self, turn_id: str, text: str, asker: Asker) -> Answered:
        """Answers one of `Reply.options` of an earlier turn, as if its text had been typed after it."""
        return await self.ask(text, asker)

    async def show(self, entry_id: str, asker: Asker, *, chosen_from: str = "") -> Answered | None:
        """Shows one entry as a turn of its own; None when the entry is gone."""
        library = self._library(asker)
        if entry_id not in library.pack.entries:
            return None
        began_s = self._elapsed_s()
        turn = entry_turn(entry_id, library, self._memory(asker), self._now_s(), self._today())
        if chosen_from:
            await self._press(chosen_from, asker, Verdict.CHOSEN, entry=entry_id)
        return await self._log(turn, asker, library, began_s, None)

    async def none_of_these(self, turn_id: str, asker: Asker) -> Answered | None:
        """Records that none of that turn's choices fitted (a gap), and says where to go next."""
        if await self._store.sessions.find_turn(turn_id, asker.member_id) is None:
            return None
        await self._press(turn_id, asker, Verdict.NONE_OF_THESE)
        library = self._library(asker)
        reply = none_reply(None, NoMatch("unknown"), library.pack)
        memory = replace(self._memory(asker) or fresh_memory(0), at_s=self._now_s())
        turn = Turn(question="", reply=reply, kind=Kind.NONE, entry="", confidence=0.0, choices=(), missing=(),
                    size=None, memory=memory)  # fmt: skip
        return await self._log(turn, asker, library, self._elapsed_s(), None)

    async def feedback(self, turn_id: str, asker: Asker, *, is_helpful: bool, reason: str = "") -> bool:
        """Keeps one opinion per member and turn, the last one counts; False when the turn is not known any more."""
        return await self._press(turn_id, asker, Verdict.HELPFUL if is_helpful else Verdict.NOT_HELPFUL, reason=reason)

    async def dismiss(self, turn_id: str, asker: Asker) -> None:
        """Records that the answer was taken away by the asker or a moderator; unknown turns are ignored."""
        await self._press(turn_id, asker, Verdict.DISMISSED)

    async def is_asker(self, turn_id: str, member_id: int) -> bool:
        """Whether that member asked that turn; False for turns that are not known any more."""
        kept = await self._store.sessions.find_turn(turn_id, member_id)
        return kept is not None and kept.is_asker

    async def prepare(self, server_id: int | None) -> None:
        """Waits for a server's knowledge (None: the pack's own), so that methods that are no coroutines never block."""
        await self._libraries.prepare(server_id)

    def more(self, entry_id: str, server_id: int | None) -> Reply | None:
        """The entry's full answer with its detail, for the More button; None when the entry is gone."""
        pack = self._libraries.library(server_id).pack
        entry = pack.entries.get(entry_id)
        return answer_reply(entry, pack, self._today()) if entry else None

    def preview(self, text: str, server_id: int | None) -> tuple[Choice, ...]:
        """Entries that could answer a message, best first, at most five; nothing is recorded."""
        library = self._libraries.library(server_id)
        ranked = library.index.rank(text, PREVIEWED).candidates
        least = ranked[0].probability * WORTH_PREVIEWING if ranked else 0.0
        near = (candidate.entry_id for candidate in ranked if candidate.probability >= least)
        return entry_choices(near, library.pack, PREVIEWED)

    def complete(self, typed: str, server_id: int | None) -> tuple[Choice, ...]:
        """Entries for autocomplete, at most 25, in memory and in a few milliseconds."""
        found = self._libraries.library(server_id).index.complete(typed, COMPLETED)
        return tuple(Choice(id=item.entry_id, label=item.title) for item in found)

    def topics(self, server_id: int | None) -> Mapping[str, tuple[Choice, ...]]:
        """All entries by topic, for browsing: topics in the pack's own order, then as the files come; none is empty."""
        pack = self._libraries.library(server_id).pack
        by_topic: dict[str, list[Choice]] = {topic: [] for topic in pack.shoe.topics}
        for entry in pack.entries.values():
            if not is_smalltalk(entry):
                by_topic.setdefault(entry.topic, []).append(Choice(id=entry.id, label=entry.title))
        return {topic: tuple(choices) for topic, choices in by_topic.items() if choices}

    def topic_titles(self, server_id: int | None) -> Mapping[str, str]:
        """How a member would name each of these topics."""
        shoe = self._libraries.library(server_id).pack.shoe
        return {topic: shoe.topic_title(topic) for topic in self.topics(server_id)}

    def welcome(self, server_id: int | None) -> Reply:
        """What the bot can do and how to ask it; no turn is kept."""
        pack = self._libraries.library(server_id).pack
        return answer_reply(pack.entries[HELP_ENTRY], pack, self._today())

    def policy_of(self, settings: ServerSettings) -> Policy:
        """The process's policy with a server's own share of wrong answers, where it chose one."""
        share = settings.wrong_share
        return self._policy if share is None else replace(self._policy, wrong_share=share)

    def library(self, server_id: int | None) -> Library:
        """The pack that this server is answered from."""
        return self._libraries.library(server_id)

    def known_profile(
        self, asker: Asker, *, applied_entry: str = "", otherwise: FitProfile | None = None
    ) -> FitProfile:
        """What this conversation knows of the member; with what the title of `applied_entry` says, where given."""
        memory, empty = self._memory(asker), FitProfile()
        profile = memory.profile if memory is not None and memory.profile != empty else otherwise or empty
        pack = self._library(asker).pack
        entry = pack.entries.get(applied_entry)
        return merge_profile(profile, read_profile(entry.title, pack.sizing, pack.size_words)) if entry else profile

    async def keep_size(self, advice: Recommendation, asker: Asker) -> str:
        """Logs a size that the dialogue gave, and lets the conversation go on from it; the id of its turn."""
        library = self._library(asker)
        memory = Memory(profile=advice.profile, is_sizing=True, at_s=self._now_s())
        turn = Turn(question="", reply=size_reply(advice, library.pack), kind=Kind.SIZE, entry="", confidence=1.0,
                    choices=(), missing=(), size=advice, memory=memory)  # fmt: skip
        return (await self._log(turn, asker, library, self._elapsed_s(), None)).turn_id

    def forget(self, member_id: int) -> None:
        """Drops what is only remembered of that member's conversations; their stored rows are the store's to erase."""
        self._remembered.forget(member_id)
        self._questions.forget(member_id)

    def forget_message(self, message_id: int) -> None:
        """Drops what is remembered of the words of a message that was deleted."""
        self._questions.forget_message(message_id)

    def drop_old(self) -> None:
        """Drops what is remembered and too old to be used; call it now and then."""
        self._remembered.drop_old(self._now_s())
        self._questions.drop_old(self._now_s())

    async def _converse(self, text: str, library: Library, asker: Asker, policy: Policy) -> tuple[Turn, Library]:
        """The turn for a message, after a closer look where words alone leave doubts; and what it rests on."""

        def said(known: Library) -> Turn:  # the memory anew each time: somebody may write twice at once
            return converse(text, known, self._memory(asker), self._now_s(), self._today(), policy)

        turn = said(library)
        if self._look is None or not turn.in_doubt:
            return turn, library
        closer = await asyncio.to_thread(self._look, library, turn.in_doubt)
        return (said(closer), closer) if closer is not None else (turn, library)

    def _library(self, asker: Asker) -> Library:
        return self._libraries.library(asker.server_id)

    def _now_s(self) -> float:
        return self._now().timestamp()

    def _today(self) -> date:
        return self._now().date()

    def _memory(self, asker: Asker) -> Memory | None:
        return self._remembered.recall(_line(asker), self._now_s())

    async def _log(
        self, turn: Turn, asker: Asker, library: Library, began_s: float, message_id: int | None
    ) -> Answered:
        self._remembered.keep(_line(asker), turn.memory)
        record = _record(turn, asker, library, self._elapsed_s() - began_s, message_id)
        self._on_turn(record)
        logged = await self._store.sessions.record_turn(record)
        if turn.question and asker.server_id is not None:  # of direct messages no text is ever kept
            question = OpenQuestion(turn.question, asker.member_id, message_id, self._now_s())
            self._questions.keep(logged.turn_id, question)
        return Answered(turn, logged.turn_id)

    async def _press(self, turn_id: str, asker: Asker, verdict: Verdict, *, entry: str = "", reason: str = "") -> bool:
        question = self._questions.find(turn_id, self._now_s())
        return await self._store.feedback.record(
            FeedbackRecord(
                turn_id,
                asker.member_id,
                asker.server_id,
                verdict,
                reason=reason,
                entry=entry,
                question=question.text if question else "",
                message_id=question.message if question else None,
            )
        )


def _line(asker: Asker) -> Line:
    """A direct message is private as it is, whatever way in was taken."""
    is_apart = asker.is_private and asker.server_id is not None
    return Line(asker.member_id, asker.server_id, asker.channel_id, is_apart)


def _record(turn: Turn, asker: Asker, library: Library, took_s: float, message_id: int | None) -> TurnRecord:
    gap, question = _gap_of(turn)
    return TurnRecord(
        member_id=asker.member_id,
        place=Place(asker.server_id, asker.channel_id),
        way_in=asker.way_in,
        kind=turn.kind,
        latency_ms=took_s * 1000,
        knowledge_digest=library.digest,
        rules_digest=library.pack.rules_digest,
        entry=turn.entry,
        choices=turn.choices,
        confidence=turn.confidence,
        gap=gap,
        question=question,
        message_id=message_id,
        size=turn.size,
    )


def _gap_of(turn: Turn) -> tuple[GapReason | None, str]:
    """Why a turn is a gap, and the words to keep of it where the server allows that."""
    if isinstance(turn.decision, NoMatch) and turn.decision.reason == "unknown":
        return GapReason.NO_ANSWER, turn.question
    unknown = [shoe.name for shoe in turn.size.profile.shoes if not shoe.model] if turn.size else []
    if turn.question:  # a shoe that was named earlier was a gap then, and goes with that message
        unknown = [name for name in unknown if name.lower() in turn.question.lower()]
    return (GapReason.UNKNOWN_SHOE, unknown[0]) if unknown else (None, "")
