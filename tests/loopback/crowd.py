"""People who ask and press at random, and who remember exactly what the bot acknowledged to them.

An answer that arrived, or a press that was responded to, is an acknowledgement: what it stands for must be in the
database for ever after, whatever happens to the process the moment later.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from tests.loopback.payloads import Json
from tests.loopback.server import CHANNEL, Loopback, controls_of

QUESTIONS: Final = (
    "do they stretch out", "are they ok for wide feet", "im a us mens 10, what size", "9.5 in af1s, wide",
    "worth the money?", "can i run in these", "who designed them", "heel or toe", "does it come with free pizza",
    "what size do i take", "thanks!", "women's 8.5 narrow foot",
)  # fmt: skip
TURN: Final = re.compile(r"faq1:(?:yes|no|del|more|pick|none|tap|rel|show):([0-9A-Za-z_-]{16})")
OPINION: Final = re.compile(r"faq1:(yes|no|reason):([0-9A-Za-z_-]{16})")
VERDICTS: Final = {"yes": "helpful", "no": "not-helpful", "reason": "not-helpful"}
BAD_SIGNS: Final = ("older version of me", "Something went wrong", "too old for me", "no longer in my notes")
"""What a control that was lost by a restart would say."""


@dataclass(frozen=True)
class Seen:
    """One control that somebody saw."""

    control: Json
    message: Json
    member: int
    channel: int

    @property
    def verb(self) -> str:
        """What kind of control it is."""
        return ":".join(self.control["custom_id"].split(":")[:2])


@dataclass
class Crowd:
    """A crowd in one server, driven by a seed."""

    discord: Loopback
    dice: random.Random
    channels: int
    turns: set[str] = field(default_factory=set)
    """Ids of turns whose reply arrived."""
    opinions: dict[str, str] = field(default_factory=dict)
    """Turn -> its asker's verdict last acknowledged, where it is certain which one that was."""
    seen: list[Seen] = field(default_factory=list)
    acknowledged: int = 0
    _pressing: Counter[str] = field(default_factory=Counter)
    _muddled: set[str] = field(default_factory=set)
    _members: count[int] = field(default_factory=lambda: count(1))

    async def live(self) -> None:
        """One person after another, until cancelled."""
        while True:
            await (self.ask() if self.dice.random() < 0.5 or not self.seen else self.press_something())

    async def ask(self) -> None:
        """Somebody new asks something."""
        member = next(self._members)
        channel = CHANNEL + member % self.channels
        if self.dice.random() < 0.15:
            answer = await (await self.discord.command("size", member))
            self._look(answer.get("message", {}), member, channel)
        else:
            answer = await (await self.discord.say(self.dice.choice(QUESTIONS), member, channel))
            self._look(answer, member, channel)
        self.acknowledged += 1

    async def press_something(self) -> None:
        """Somebody presses a control of one of the last messages."""
        await self.press(self.dice.choice(self.seen[-40:]))

    async def press(self, seen: Seen) -> Json:
        """Somebody presses that control; what the bot responded."""
        opinion = OPINION.search(seen.control["custom_id"])
        options = seen.control.get("options") or [{"value": ""}]
        value = self.dice.choice(options)["value"]
        with self._opinion_of(opinion[2] if opinion else "") as is_certain:
            response = await (await self.discord.press(seen.control, seen.message, seen.member, seen.channel, value))
            if opinion and is_certain():
                self.opinions[opinion[2]] = VERDICTS[opinion[1]]
        self.acknowledged += 1
        if response["type"] in (4, 7):
            self._look(response["message"], seen.member, seen.channel)
        return response

    @contextmanager
    def _opinion_of(self, turn: str) -> Iterator[Callable[[], bool]]:
        """While an opinion is on its way, none is certain; nor afterwards, when two were on their way at once."""
        self.opinions.pop(turn, None)
        self._pressing[turn] += 1
        if self._pressing[turn] > 1:
            self._muddled.add(turn)
        try:
            yield lambda: turn not in self._muddled
        finally:
            self._pressing[turn] -= 1
            if not self._pressing[turn]:
                self._muddled.discard(turn)

    def oldest_of_each_kind(self) -> list[Seen]:
        """One control of each kind, each the one seen longest ago; those that take the message away come last."""
        by_verb: dict[str, Seen] = {}
        for seen in self.seen:
            by_verb.setdefault(seen.verb, seen)
        return sorted(by_verb.values(), key=lambda seen: seen.verb.endswith(":del"))

    def _look(self, message: Json, member: int, channel: int) -> None:
        for control in controls_of(message.get("components")):
            self.seen.append(Seen(control, message, member, channel))
            turn = TURN.match(control["custom_id"])
            if turn:
                self.turns.add(turn[1])


async def crowd_for(crowd: Crowd, seconds: float, people: int = 4) -> None:
    """Lets several people live at once for so long; whoever waits for an answer then, waits in vain."""
    tasks = [asyncio.create_task(crowd.live()) for _ in range(people)]
    done, _ = await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_EXCEPTION)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
