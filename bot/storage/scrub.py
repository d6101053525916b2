"""Taking out of a question what could tell who wrote it, before its text is kept.

Better too much than too little: the text only serves to see what people ask.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 300

_STEPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<(?:@[!&]?|#|/[^:<>]{1,40}:|a?:\w{1,40}:|t:|id:)[^<>]{0,60}>"), "[mention]"),
    (re.compile(r"\[([^\]]{0,200})\]\([^)]{0,400}\)"), r"\1 [link]"),
    (re.compile(r"(?i)\b(?:[a-z][a-z0-9+.-]{1,20}://|www\.|discord\.gg/)\S+"), "[link]"),
    (re.compile(r"(?i)\b(?:javascript|data|mailto|tel):\S+"), "[link]"),
    (re.compile(r"(?i)[^\s@<>]{1,64}\s?(?:@|\(at\)|\[at\])\s?[^\s@<>]{1,64}\.[a-z]{2,24}\b"), "[e-mail]"),
    (
        re.compile(
            r"(?i)\b(?:[a-z0-9-]{1,63}\.){1,4}(?:com|net|org|io|gg|co|uk|de|fr|eu|jp|us|me|app|dev|shop|store|info|ly)"
            r"(?:/\S*)?(?![\w-])"
        ),
        "[link]",
    ),
    (re.compile(r"@[\w.]{2,40}"), "[mention]"),
    (re.compile(r"\+\s?\d[\d\s().-]{5,}\d"), "[number]"),
    (re.compile(r"(?<![\d.,])\(?\d{2,5}\)?(?:[\s./-]{1,2}\d{2,5}){2,5}(?!\d)"), "[number]"),
    (re.compile(r"(?<![\d.,])\d{3}[-.]\d{4}(?!\d)"), "[number]"),
    (re.compile(r"\d(?:\s\d){5,}"), "[number]"),
    (re.compile(r"\d{2,3}(?:[.,']\d{3})+"), "[number]"),
    (re.compile(r"\d{5,}"), "[number]"),
)
"""Applied in this order. Telephone numbers, grouped in any way, and every number of five digits or more go; a size, a
price and a year stay."""

_INVISIBLE = {"Cf", "Cs", "Co", "Cn", "Cc"}
_FRACTIONS = frozenset("¼½¾⅓⅔")
"""Left as they are: 9½ would become 91/2."""
_ROUNDS = 8
"""Taking one thing out may bring another together; text that still changes after this is dropped whole."""


def scrub(text: str) -> str:
    """A question without mentions, links, addresses and long numbers: one line, at most 300 characters.

    Scrubbing twice gives the same as once. Empty when nothing is left that could be kept.
    """
    clean = _plain(text[: 4 * LONGEST])
    for _ in range(_ROUNDS):
        before = clean
        for pattern, instead in _STEPS:
            clean = pattern.sub(instead, clean)
        clean = " ".join(clean.split())[:LONGEST].strip()
        if clean == before:
            return clean
    return ""


def _plain(text: str) -> str:
    """One line in compatibility form, without control and invisible characters."""
    spaced = "".join(" " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in text)
    folded = "".join(char if char in _FRACTIONS else unicodedata.normalize("NFKC", char) for char in spaced)
    seen = "".join(char for char in folded if unicodedata.category(char) not in _INVISIBLE)
    return " ".join(unicodedata.normalize("NFC", seen).split())
