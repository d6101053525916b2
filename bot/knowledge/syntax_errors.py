"""YAML's own syntax errors in words for somebody who does not know YAML."""

from __future__ import annotations

import yaml

from bot.core.problems import Problem

_EXPLAINED: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "a colon followed by a space, where no key can stand",
        'put the whole text in "quotes", or check the indentation',
    ),
    (
        "cannot start any token",
        "this character cannot begin a value",
        'use spaces instead of tabs; put text that begins with @ ` or % in "quotes"',
    ),
    ("found a tab character", "a tab stands where only spaces may", "use spaces for indentation"),
    (
        "did not find expected key",
        "the indentation does not fit, or a quote closes too early",
        'line keys up exactly; inside "quotes" write \\" for a quote',
    ),
    ("did not find expected '-' indicator", "this line does not fit the list", "line it up with the other - signs"),
    ("could not find expected ':'", "a colon is missing after this key", "write `key: value`"),
    ("did not find expected ',' or ']'", "a list in [brackets] is not closed", "separate with commas, close with ]"),
    ("did not find expected ',' or '}'", "a group in {braces} is not closed", "separate with commas, close with }"),
    ("found unexpected end of stream", "a quote is opened and never closed", "close the quote"),
    (
        "found unknown escape character",
        "a backslash in double quotes starts an escape",
        "write \\\\ or use 'single quotes'",
    ),
    ("did not find expected <document start>", "text stands after the end of the document", "check the indentation"),
    ("block sequence entries are not allowed", "a list item cannot stand here", "start the list on a line of its own"),
)


_SHOWN_WHERE_OPENED = ("',' or ']'", "',' or '}'", "unexpected end of stream")
"""For something that is never closed, the place where it was opened helps more than the end of the file."""


def explain_syntax_error(error: yaml.YAMLError, path: str, line_count: int) -> Problem:
    """The error as a problem at its place, inside the file; YAML's own words where we have none of our own."""
    raw = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")
    line, column = _place(error, raw)
    if line > line_count:
        line, column = line_count, 0
    for words, message, hint in _EXPLAINED:
        if words in raw:
            return Problem(path, line, column, message, hint)
    return Problem(path, line, column, f"this is not valid YAML: {raw}", "compare it with the template in the docs")


def _place(error: yaml.YAMLError, raw: str) -> tuple[int, int]:
    found, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    mark = (opened or found) if any(words in raw for words in _SHOWN_WHERE_OPENED) else (found or opened)
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)
