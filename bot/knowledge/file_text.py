"""From the bytes of a file to text: size, encoding and forbidden characters, before any YAML is looked at."""

from __future__ import annotations

import re

from bot.core.problems import Problem
from bot.knowledge.limits import Limits

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe", "the file is UTF-16 text"),
    (b"\xfe\xff", "the file is UTF-16 text"),
    (b"PK\x03\x04", "the file is a zip archive, not text"),
    (b"\x1f\x8b", "the file is a gzip archive, not text"),
    (b"%PDF", "the file is a PDF, not text"),
    (b"\x89PNG", "the file is a picture, not text"),
    (b"\xff\xd8\xff", "the file is a picture, not text"),
)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\r(?!\n)")
_SAVE_AS = 'save it as plain text in UTF-8 (in most editors: "Save as", encoding UTF-8)'


def read_text(raw: str | bytes, path: str, limits: Limits) -> tuple[str | None, list[Problem]]:
    """The text of a file, or None with the problems that forbid reading it. A UTF-8 byte order mark is dropped."""
    if len(raw) > limits.max_bytes:
        return None, [Problem(path, 0, 0, f"the file is larger than {limits.max_bytes // 1024} KiB", "split it")]
    text = _decode(raw, path) if isinstance(raw, bytes) else raw
    if isinstance(text, Problem):
        return None, [text]
    text = text.removeprefix("\ufeff")
    problems = [_forbidden(match, text, path) for match in _first_matches(text, limits.max_problems)]
    return (None if problems else text), problems


def _decode(raw: bytes, path: str) -> str | Problem:
    for signature, message in _SIGNATURES:
        if raw.startswith(signature):
            return Problem(path, 0, 0, message, _SAVE_AS)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        line, column = place_of(before, len(before))
        return Problem(path, line, column, "this byte is not UTF-8 text", _SAVE_AS)


def _first_matches(text: str, count: int) -> list[re.Match[str]]:
    return [match for match, _ in zip(_FORBIDDEN.finditer(text), range(count), strict=False)]


def _forbidden(match: re.Match[str], text: str, path: str) -> Problem:
    line, column = place_of(text, match.start())
    code = ord(match.group())
    name = "a NUL byte" if code == 0 else f"the invisible character U+{code:04X}"
    return Problem(path, line, column, f"{name} cannot stand in this file", "delete it")


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column (1-based) of a character offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
