"""What an unquoted YAML value is, and which of them are refused because YAML versions read them differently.

YAML 1.1 (PyYAML, Ruby) and YAML 1.2 (editors, JavaScript) disagree about `no`, `010`, `12:30`, `1_000` and some more.
Whoever writes one of these has to say what is meant. Plain text, decimal numbers, `true`, `false`, `null` and dates
like 2025-10-17 mean the same everywhere, or nearly so, and pass.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from bot.knowledge.nodes import ScalarKind

_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_SUSPECT = frozenset("-+.0123456789<=~")
"""First characters that a value needs to have to be anything but text or a single word."""
_LONGEST_WORD = len("false")

_WORDS_OF_TRUTH = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false"})
_MAX_DIGITS = 15
"""A float holds this many digits exactly."""


class PlainValue(NamedTuple):
    """What an unquoted value is, or why it is refused."""

    kind: ScalarKind
    value: str | float | bool | date | None
    message: str = ""
    hint: str = ""


_AMBIGUOUS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[-+]?0[0-9_]+\Z"), "a number that starts with 0 is octal to some programs"),
    (re.compile(r"[-+]?0o[0-7_]+\Z"), "octal numbers are not used here"),
    (re.compile(r"[-+]?0x[0-9a-fA-F_]+\Z"), "hexadecimal numbers are not used here"),
    (re.compile(r"[-+]?0b[01_]+\Z"), "binary numbers are not used here"),
    (re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\Z"), "YAML may read this as minutes and seconds"),
    (
        re.compile(r"[-+]?(?=[0-9._]*_)[0-9.][0-9_.]*\Z"),
        "an underscore inside a number is read differently by programs",
    ),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z"), "infinity and not-a-number are not used here"),
    (re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]+\Z"), "a number with an exponent is not used here"),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+\.|0[0-9]+\.[0-9]*)\Z"), "a number needs a digit on both sides of its point"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?\Z"), "a date is written as year-month-day"),
    (re.compile(r"<<\Z|=\Z"), "YAML gives this sign a meaning of its own"),
)


def is_surely_text(text: str) -> bool:
    """Whether the unquoted `text` is text at first sight: too long for a word of truth, and no number's beginning."""
    return len(text) > _LONGEST_WORD and text[0] not in _SUSPECT


def read_plain(text: str) -> PlainValue:
    """What the unquoted `text` is; kind REFUSED, with message and hint, where YAML versions disagree. Never raises."""
    if not text:
        return PlainValue(ScalarKind.NOTHING, None)
    if text[0] not in _SUSPECT:
        word = _read_word(text) if len(text) <= _LONGEST_WORD else None
        return word or PlainValue(ScalarKind.TEXT, text)
    if _NUMBER.match(text):
        return _read_number(text)
    if _DATE.match(text):
        return _read_date(text)
    return _read_word(text) or _refuse_ambiguous(text) or PlainValue(ScalarKind.TEXT, text)


def _read_number(text: str) -> PlainValue:
    if sum(character.isdigit() for character in text) > _MAX_DIGITS:
        return _refused(f"`{_short(text)}` has too many digits for a number", f'as text, write "{_short(text)}"')
    return PlainValue(ScalarKind.NUMBER, float(text))


def _read_date(text: str) -> PlainValue:
    try:
        return PlainValue(ScalarKind.DATE, date.fromisoformat(text))
    except ValueError:
        return _refused(f"`{text}` is not a day of the calendar", 'write a real day; as text, write it in "quotes"')


def _read_word(text: str) -> PlainValue | None:
    if text in ("true", "false"):
        return PlainValue(ScalarKind.BOOLEAN, text == "true")
    if text in ("null", "~", "Null", "NULL"):
        return PlainValue(ScalarKind.NOTHING, None)
    if text.lower() in _WORDS_OF_TRUTH:
        truth = "true" if text.lower() in ("yes", "on", "y", "true") else "false"
        return _refused(f"`{text}` without quotes means {truth} to some programs", f'write "{text}" or {truth}')
    return None


def _refuse_ambiguous(text: str) -> PlainValue | None:
    for pattern, why in _AMBIGUOUS:
        if pattern.match(text):
            return _refused(f"`{_short(text)}` is ambiguous: {why}", _suggest(text))
    return None


def _suggest(text: str) -> str:
    parts = text.split("-")
    if len(parts) == 3 and all(part.isdigit() for part in parts) and len(parts[0]) == 4:
        return f"write {parts[0]}-{parts[1]:0>2}-{parts[2]:0>2}"
    return f'as text, write "{_short(text)}"; as a number, write plain digits such as 10 or 7.5'


def _refused(message: str, hint: str) -> PlainValue:
    return PlainValue(ScalarKind.REFUSED, None, message, hint)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}..."
