"""A small desk of our own protocol: it answers from four entries, remembers turns, and keeps what was pressed.

Stands in where a test is about Discord and not about answers. It is stateful on purpose: a second desk over the same
`Kept` is what a restarted process would see.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.core.basis import Basis
from bot.core.conversation.turn import Memory, Turn
from bot.core.reply import Action, Choice, Citation, Kind, Reply
from bot.core.sizing.profile import FitProfile
from bot.ports import Answered, Asker

GUIDE = Citation(Basis.GUIDE, "A guide", "https://example.org/guide", date(2025, 10, 17))
STALE = Citation(Basis.GUIDE, "A guide", "https://example.org/guide", date(2025, 10, 17), is_stale=True)
AFTER = (Action.MORE, Action.FIND_SIZE, Action.FEEDBACK, Action.DISMISS)


def an_entry(entry_id: str, title: str, body: str, related: tuple[Choice, ...], citation: Citation = GUIDE) -> Reply:
    """An entry's answer, with detail and everything that can stand under it."""
    return Reply(
        kind=Kind.ANSWER,
        title=title,
        body=body,
        more=f"The long story about {entry_id}.",
        related=related,
        actions=AFTER,
        citations=(citation,),
        entry=entry_id,
    )


WIDE = Choice("wide-feet", "Are they good for wide feet?")
STRETCH = Choice("stretch", "Do they stretch out over time?")
PRICE = Choice("price", "How much do they cost?")
CLEAN = Choice("cleaning", "How do I clean them?")

ENTRIES: Mapping[str, Reply] = {
    "wide-feet": an_entry("wide-feet", WIDE.label, "The mesh gives a little.", (STRETCH, PRICE)),
    "stretch": an_entry("stretch", STRETCH.label, "Hardly: the mesh keeps its shape.", (WIDE, PRICE)),
    "price": an_entry("price", PRICE.label, "About as much as a good dinner for two.", (WIDE,), STALE),
    "cleaning": an_entry("cleaning", CLEAN.label, "A soft brush and lukewarm water. Ask @everyone, or <@&99>.", ()),
}
TOPICS = {"comfort": (WIDE, STRETCH), "buying": (PRICE, CLEAN)}
SIZE_OPTIONS = (Choice("foot 27 cm", "My bare foot"), Choice("label 27 cm", "The label of a shoe"))


@dataclass
class Kept:
    """What outlives a restart."""

    turns: dict[str, tuple[int, Reply]] = field(default_factory=dict)
    opinions: dict[tuple[str, int], bool] = field(default_factory=dict)
    reasons: dict[tuple[str, int], str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    dismissed: list[str] = field(default_factory=list)
    picked: list[tuple[str, str]] = field(default_factory=list)
    asked: list[tuple[str, Asker]] = field(default_factory=list)
    forgotten: list[int] = field(default_factory=list)
    forgotten_messages: list[int] = field(default_factory=list)


class FakeDesk:
    """Answers by the entry id in the message; "or" offers two; "cm" asks back; "slowly" takes two seconds."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.topic_map: Mapping[str, tuple[Choice, ...]] = TOPICS

    async def ask(self, text: str, asker: Asker, *, message_id: int | None = None) -> Answered:
        self.kept.asked.append((text, asker))
        if "explode" in text:
            raise RuntimeError("a secret that no member may see")
        if "slowly" in text:
            await asyncio.sleep(2)
        return self._keep(asker, _reply_to(text))

    async def tap(self, turn_id: str, text: str, asker: Asker) -> Answered:
        return self._keep(asker, Reply(Kind.CLARIFY, f"You mean {text}."))

    async def show(self, entry_id: str, asker: Asker, *, chosen_from: str = "") -> Answered | None:
        if chosen_from:
            self.kept.picked.append((chosen_from, entry_id))
        reply = ENTRIES.get(entry_id)
        return self._keep(asker, reply) if reply else None

    async def none_of_these(self, turn_id: str, asker: Asker) -> Answered | None:
        if turn_id not in self.kept.turns:
            return None
        self.kept.refused.append(turn_id)
        return self._keep(asker, Reply(Kind.NONE, "Then I don't know that one.", actions=(Action.DISMISS,)))

    async def feedback(self, turn_id: str, asker: Asker, *, is_helpful: bool, reason: str = "") -> bool:
        if turn_id not in self.kept.turns:
            return False
        self.kept.reasons[turn_id, asker.member_id] = reason
        self.kept.opinions[turn_id, asker.member_id] = is_helpful
        return True

    async def dismiss(self, turn_id: str, asker: Asker) -> None:
        self.kept.dismissed.append(turn_id)

    async def is_asker(self, turn_id: str, member_id: int) -> bool:
        return turn_id in self.kept.turns and self.kept.turns[turn_id][0] == member_id

    async def prepare(self, server_id: int | None) -> None:
        """Always ready."""

    def more(self, entry_id: str, server_id: int | None) -> Reply | None:
        return ENTRIES.get(entry_id)

    def preview(self, text: str, server_id: int | None) -> tuple[Choice, ...]:
        return tuple(choice for choice in (WIDE, STRETCH, PRICE, CLEAN) if choice.id.split("-")[0] in text.lower())

    def complete(self, typed: str, server_id: int | None) -> tuple[Choice, ...]:
        return tuple(choice for choice in (WIDE, STRETCH, PRICE, CLEAN) if typed.lower() in choice.label.lower())

    def topics(self, server_id: int | None) -> Mapping[str, tuple[Choice, ...]]:
        return self.topic_map

    def topic_titles(self, server_id: int | None) -> Mapping[str, str]:
        return {topic: topic.replace("-", " ").capitalize() for topic in self.topic_map}

    def welcome(self, server_id: int | None) -> Reply:
        return Reply(Kind.SMALLTALK, "I answer questions about one shoe.")

    def forget_message(self, message_id: int) -> None:
        self.kept.forgotten_messages.append(message_id)

    def forget(self, member_id: int) -> None:
        self.kept.forgotten.append(member_id)

    def _keep(self, asker: Asker, reply: Reply) -> Answered:
        turn_id = f"turn{len(self.kept.turns)}"
        self.kept.turns[turn_id] = (asker.member_id, reply)
        turn = Turn(
            question="",
            reply=reply,
            kind=reply.kind,
            entry=reply.entry,
            confidence=1.0,
            choices=tuple(choice.id for choice in reply.choices),
            missing=(),
            size=None,
            memory=Memory(profile=FitProfile()),
        )
        return Answered(turn, turn_id)


def _reply_to(text: str) -> Reply:
    lowered = text.lower()
    found = [entry for entry in ENTRIES if entry.split("-")[0] in lowered]
    if len(found) > 1:
        choices = tuple(Choice(entry, ENTRIES[entry].title) for entry in found)
        return Reply(Kind.CHOOSE, "Which one?", choices=choices, actions=(Action.NONE_OF_THESE, Action.DISMISS))
    if found:
        return ENTRIES[found[0]]
    if "cm" in lowered:
        return Reply(Kind.CLARIFY, "Which centimetres?", options=SIZE_OPTIONS, actions=(Action.DISMISS,))
    return Reply(Kind.NONE, "I don't know that one.", actions=(Action.DISMISS,))
