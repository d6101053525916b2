"""How likely a typing error is: which of the words near to a typed one was meant.

A slip of the finger leaves a letter out, swaps two, doubles one, or hits a key beside the right one far more often than
any other letter of the alphabet; and who does not know how a word is written takes a letter that sounds like it.
"""

from __future__ import annotations

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LEFT_OUT, _SWAPPED, _DOUBLED, _BESIDE, _BESIDE_TOO = -1.4, -1.6, -2.3, -2.7, -4.4
"""Logs of how often each slip is made at a letter: one left out, two swapped, one doubled, a key beside it hit instead,
one hit besides …"""
_OTHER = -5.0
"""… and any one other letter in its place or beside it. By what is known of how people type; only the order matters."""
_ALIKE = -3.2
"""One written for another that sounds like it."""
_SOUNDS = ("aeiouy", "csz", "ckq", "mn", "bp", "dt", "fv", "gj")
_FIRST_LETTER = -0.5
"""The first letter of a word is seldom wrong."""


def _beside() -> dict[str, str]:
    found: dict[str, str] = {}
    for number, row in enumerate(_ROWS):
        for at, letter in enumerate(row):
            below = _ROWS[number + 1][max(at - 1, 0) : at + 1] if number + 1 < len(_ROWS) else ""
            above = _ROWS[number - 1][at : at + 2] if number else ""
            found[letter] = row[max(at - 1, 0) : at] + row[at + 1 : at + 2] + below + above
    return found


_KEYS_BESIDE = _beside()


def slip(typed: str, meant: str, edits: int) -> float:
    """Log of how likely `meant` is typed as `typed`, which is so many edits away, beside other slips."""
    first = 0.0 if typed[:1] == meant[:1] else _FIRST_LETTER
    if edits != 1:
        return first + edits * _OTHER
    if len(typed) < len(meant):
        return first + _LEFT_OUT
    at = 0
    for one, other in zip(typed, meant, strict=False):
        if one != other:
            break
        at += 1
    letter = typed[at : at + 1]
    if len(typed) > len(meant):
        around = typed[max(at - 1, 0) : at] + typed[at + 1 : at + 2]
        if letter in around:
            return first + _DOUBLED
        return first + (_BESIDE_TOO if any(letter in _KEYS_BESIDE.get(one, "") for one in around) else _OTHER)
    if typed[at + 1 :] != meant[at + 1 :]:
        return first + _SWAPPED
    return first + _instead(letter, meant[at : at + 1])


def _instead(letter: str, meant: str) -> float:
    if letter in _KEYS_BESIDE.get(meant, ""):
        return _BESIDE
    return _ALIKE if any(letter in one and meant in one for one in _SOUNDS) else _OTHER
