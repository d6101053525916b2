"""`ask`: one question answered once, or one a line from a pipe. Prints; decides nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import TextIO

from bot.core.conversation.as_json import turn_json
from bot.core.conversation.closer_look import Look, converse_closely
from bot.core.conversation.turn import Turn
from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.core.reply import reply_text

Answerer = Callable[[str], Turn]
"""Answers one message that has nothing before it."""


def answerer(library: Library, policy: Policy, today: date, look: Look | None = None) -> Answerer:
    """Answers each message on its own, with no memory."""

    def answer(question: str) -> Turn:
        return converse_closely(question, library, None, 0.0, today, policy, look)

    return answer


def print_answer(turn: Turn, out: TextIO, *, as_json: bool) -> None:
    """Writes one answer, as text for a person or as one JSON object on a line."""
    text = json.dumps(turn_json(turn), ensure_ascii=False) if as_json else reply_text(turn.reply)
    out.write(f"{text}\n")
    out.flush()


def answer_batch(answer: Answerer, lines: Iterable[str], out: TextIO) -> None:
    """One JSON object for each line, in order, flushed as it goes; an empty line gets an object too."""
    for line in lines:
        print_answer(answer(line.rstrip("\r\n")), out, as_json=True)
