"""Reply: what to say, as data. No Discord words; each front end renders it its own way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.core.basis import Basis


class Kind(StrEnum):
    """What a turn came to; the words of `ask --json`."""

    ANSWER = "answer"
    CHOOSE = "choose"
    SIZE = "size"
    CLARIFY = "clarify"
    SMALLTALK = "smalltalk"
    NONE = "none"


class Action(StrEnum):
    """What a person can do next with a reply; front ends turn them into controls they have."""

    MORE = "more"
    FEEDBACK = "feedback"
    FIND_SIZE = "find-size"
    APPLY_SIZE = "apply-size"
    NONE_OF_THESE = "none-of-these"
    DISMISS = "dismiss"
    WHY = "why"
    WHAT_IF = "what-if"
    SHARE = "share"
    ADD_SHOE = "add-shoe"
    START_OVER = "start-over"
    DID_IT_FIT = "did-it-fit"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick, named as a person would name it."""

    id: str
    """An entry id for `choices` and `related`; for `options`, the text to take as if it had been typed."""
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled line or block of a reply."""

    name: str
    value: str
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """Where what was said comes from."""

    basis: Basis
    title: str
    url: str = ""
    checked: date | None = None
    is_stale: bool = False
    """Past its review day: the reader is told that it may have changed."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say to one message."""

    kind: Kind
    body: str
    title: str = ""
    more: str = ""
    """Detail to show on demand."""
    fields: tuple[Field, ...] = ()
    choices: tuple[Choice, ...] = ()
    """Entries to pick from, best first."""
    options: tuple[Choice, ...] = ()
    """Taps that answer what is asked back."""
    related: tuple[Choice, ...] = ()
    actions: tuple[Action, ...] = ()
    citations: tuple[Citation, ...] = ()
    entry: str = ""
    """Id of the entry shown; empty for none."""
    parts: tuple[Reply, ...] = ()
    """Further replies when one message held several questions; rendered below the first."""


def reply_text(reply: Reply) -> str:
    """The reply as a person reads it in plain text: title, body, fields, choices, sources; never empty."""
    blocks = [_heading(reply), *(f"{field.name}: {field.value}" for field in reply.fields)]
    if reply.choices:
        blocks.append("\n".join(f"{n}. {choice.label}" for n, choice in enumerate(reply.choices, 1)))
    if reply.options:
        blocks.append("\n".join(f"- {option.label}" for option in reply.options))
    blocks += [_citation(citation) for citation in reply.citations]
    blocks += [reply_text(part) for part in reply.parts]
    return "\n\n".join(block for block in blocks if block)


def _heading(reply: Reply) -> str:
    return f"{reply.title}\n{reply.body}" if reply.title else reply.body


def _citation(citation: Citation) -> str:
    when = f", checked {citation.checked.isoformat()}" if citation.checked else ""
    stale = ", may have changed" if citation.is_stale else ""
    return f"Source ({citation.basis}): {citation.title}{when}{stale}"
