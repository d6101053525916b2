"""`chat`: the conversation in a terminal, by keyboard, in a pipe, or as JSON lines for a program.

Knows nothing of matching or sizes: reads a line, calls the conversation, prints the reply. Numbers pick what was
offered last.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TextIO

from bot.core.conversation.closer_look import Look, converse_closely
from bot.core.conversation.converse import entry_turn
from bot.core.conversation.size_reply import what_if_text
from bot.core.conversation.turn import Memory, Turn
from bot.core.faq.decision import Policy
from bot.core.pack import Library
from bot.core.reply import Action, Choice, Reply
from bot.terminal.ask import print_answer

MAX_WIDTH = 88
"""Longer lines are tiring to read, however wide the window."""

WORDS_THAT_END = frozenset({"quit", "exit", "bye", ":q", "/quit", "/exit"})
WORDS_FOR_MORE = frozenset({"more", "/more"})
WORDS_FOR_WHY = frozenset({"why", "why?", "/why"})
WORDS_FOR_CHANGE = frozenset({"what if", "what would change it", "what would change it?", "/whatif"})

Guide = Callable[["Chat", Callable[[str], str], TextIO], None]
"""Runs the guided size dialogue: asks through the reader, prints its cards."""

GREETING = "Ask about fit, size, comfort, price or history; /size starts the guided dialogue, quit ends."


@dataclass
class Chat:
    """One conversation in a terminal: the memory, and what the last reply offered."""

    library: Library
    policy: Policy
    clock_s: Callable[[], float]
    today: date
    look: Look | None = None
    memory: Memory | None = None
    last: Turn | None = None
    offered: tuple[tuple[str, Choice], ...] = field(default=())
    """What a typed number picks: pairs (`entry` or `text`, choice)."""

    def answer(self, text: str) -> Turn:
        """The next turn for what was typed."""
        picked = self._picked(text)
        if picked and picked[0] == "entry":
            turn = entry_turn(picked[1].id, self.library, self.memory, self.clock_s(), self.today)
        else:
            said = picked[1].id if picked else text
            now_s = self.clock_s()
            turn = converse_closely(said, self.library, self.memory, now_s, self.today, self.policy, self.look)
        self.keep(turn)
        return turn

    def restart(self) -> None:
        """Forgets everything: a new conversation begins."""
        self.memory, self.last, self.offered = None, None, ()

    def detail(self, text: str) -> str:
        """What `more`, `why` or `what if` shows for the last reply; empty when there is nothing of that kind."""
        word = text.strip().lower()
        if self.last is None:
            return ""
        if word in WORDS_FOR_CHANGE and self.last.size:
            return what_if_text(self.last.size)
        if (word in WORDS_FOR_MORE and not self.last.size) or (word in WORDS_FOR_WHY and self.last.size):
            return self.last.reply.more
        return ""

    def keep(self, turn: Turn) -> None:
        """Remembers a turn, so that the next message goes on from it."""
        self.memory, self.last, self.offered = turn.memory, turn, offered_by(turn.reply)

    def _picked(self, text: str) -> tuple[str, Choice] | None:
        number = text.strip().rstrip(".")
        if self.last and self.last.missing and not self.last.reply.options:
            return None
        if number.isascii() and number.isdigit() and 1 <= int(number) <= len(self.offered):
            return self.offered[int(number) - 1]
        return None


def offered_by(reply: Reply) -> tuple[tuple[str, Choice], ...]:
    """What can be picked by number, in the order in which it is listed."""
    return (
        *(("entry", choice) for choice in reply.choices),
        *(("text", option) for option in reply.options),
        *((("entry", choice) for choice in reply.related) if not reply.choices and not reply.options else ()),
    )


def chat_json(chat: Chat, lines: Iterable[str], out: TextIO) -> None:
    """One message a line, one object a line, in one conversation; an empty line starts a new one."""
    for line in lines:
        text = line.rstrip("\r\n")
        if not text.strip():
            chat.restart()
            continue
        print_answer(chat.answer(text), out, as_json=True)


def chat_text(chat: Chat, read_line: Callable[[str], str], out: TextIO, guide: Guide, *, is_interactive: bool) -> None:
    """Talks until the input ends; `read_line` gets the prompt and raises EOFError at the end."""
    if is_interactive:
        _write(out, f"{chat.library.pack.shoe.short_name} fit assistant. {GREETING}")
    for text in _lines(read_line, "you> " if is_interactive else ""):
        if text.lower() in WORDS_THAT_END:
            return
        if text.lower() in {"/size", "size"}:
            guide(chat, read_line, out)
        elif not text:
            continue
        elif detail := chat.detail(text):
            _write(out, plain_text(detail))
        else:
            _write(out, render(chat.answer(text).reply))


def render(reply: Reply, *, with_hints: bool = True) -> str:
    """A reply as a terminal shows it: wrapped, numbered, without markup; hints name what can be typed next."""
    blocks = [reply.title.upper() if reply.title else "", plain_text(reply.body)]
    blocks += [plain_text(f"{item.name}: {item.value}" if "\n" not in item.value else f"{item.name}:\n{item.value}")
               for item in reply.fields]  # fmt: skip
    picks = offered_by(reply)
    if picks:
        head = "" if reply.choices or reply.options else "Related:\n"
        blocks.append(head + "\n".join(f"  {n}. {choice.label}" for n, (_, choice) in enumerate(picks, 1)))
    blocks += [_source_line(reply), _hints(reply) if with_hints else ""]
    blocks += [render(part, with_hints=with_hints) for part in reply.parts]
    return "\n\n".join(block for block in blocks if block)


def plain_text(text: str) -> str:
    """Text without Discord's marks, wrapped to the window; line breaks stay where they are."""
    width = min(MAX_WIDTH, shutil.get_terminal_size((MAX_WIDTH, 24)).columns)
    bare = text.replace("**", "").replace("`", "")
    lines = [textwrap.wrap(line, width, subsequent_indent="  " if line.startswith("- ") else "") or [""]
             for line in bare.split("\n")]  # fmt: skip
    return "\n".join(part for line in lines for part in line).strip()


def _lines(read_line: Callable[[str], str], prompt: str) -> Iterator[str]:
    while True:
        try:
            yield read_line(prompt).strip()
        except EOFError:
            return


def _source_line(reply: Reply) -> str:
    lines = []
    for citation in reply.citations:
        when = f", last checked {citation.checked.isoformat()}" if citation.checked else ""
        stale = ", may have changed" if citation.is_stale else ""
        lines.append(f"Source ({citation.basis}): {citation.title}{when}{stale}")
    return "\n".join(lines)


def _hints(reply: Reply) -> str:
    hints = []
    if reply.more and Action.WHY not in reply.actions:
        hints.append("more: the details")
    if Action.WHY in reply.actions:
        hints += ["why: every reason", "what if: what would change it"]
    return f"[{' | '.join(hints)}]" if hints else ""


def _write(out: TextIO, text: str) -> None:
    out.write(f"{text}\n\n")
    out.flush()
