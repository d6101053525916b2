"""Problems of YAML text become faults in a moderator's words: a line of a form, or a line of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.core.problems import Problem, Severity
from bot.ports.proposals import Fault

FIELD_LABELS = {
    "title": "Title",
    "ask": "Phrasings",
    "answer": "Answer",
    "more": "Detail",
    "not_when": "Not when",
    "must_match": "Must match",
    "must_not_match": "Must not match",
    "related": "Related",
    "about": "About",
}
"""What the inputs of the forms are called, here and in every message about them."""

_NAMED = re.compile(r"`(\w+)`")
Origin = tuple[str, int]
"""Field of a draft, and the line in it, 1-based; 0 for the whole field."""


def file_faults(problems: Iterable[Problem]) -> tuple[Fault, ...]:
    """Faults that name a line of the file, errors first."""
    return _errors_first(
        Fault(
            f"line {problem.line}" if problem.line else "",
            _as_sentence(problem.message),
            problem.hint,
            problem.severity is Severity.ERROR,
        )
        for problem in problems
    )


def form_faults(problems: Iterable[Problem], origins: Sequence[Origin]) -> tuple[Fault, ...]:
    """Faults that name an input of the form; `origins` holds where each line of the YAML text comes from."""
    return _errors_first(_form_fault(problem, origins) for problem in problems)


def field_fault(field: str, message: str, hint: str = "", *, line: int = 0, is_error: bool = True) -> Fault:
    """A fault in an input of the form."""
    label = FIELD_LABELS.get(field, "")
    place = f"{label}, line {line}" if line and label else label
    return Fault(place, message, hint, is_error, field)


def has_errors(faults: Iterable[Fault]) -> bool:
    """Whether one of the faults forbids saving."""
    return any(fault.is_error for fault in faults)


def _form_fault(problem: Problem, origins: Sequence[Origin]) -> Fault:
    is_known = 0 < problem.line <= len(origins)
    field, line = origins[problem.line - 1] if is_known else ("", 0)
    if (named := _NAMED.match(problem.message)) and named[1] in FIELD_LABELS and named[1] != field:
        field, line = named[1], 0  # it is about a field that is not there, so it stands where the entry begins
    is_error = problem.severity is Severity.ERROR
    return field_fault(field, _as_sentence(problem.message), problem.hint, line=line, is_error=is_error)


def _as_sentence(message: str) -> str:
    return message[:1].upper() + message[1:]


def _errors_first(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: not fault.is_error))
