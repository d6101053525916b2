"""What people type, made plain: Unicode, Discord markup and English contractions undone, then cut into words.

Shared by matching and by the reading of sizes. No word about any product belongs here; slang is data of the pack.
"""

from __future__ import annotations

import re
import unicodedata

_CODE_FENCE = re.compile(r"```(?:\w+\n)?|`")
_MENTION = re.compile(r"<(?:@[!&]?|#)\d+>|<t:-?\d+(?::\w)?>|</[^:>]+:\d+>|@(?:everyone|here)\b")
_EMOJI = re.compile(r"<a?:(\w+):\d+>")
_LINK = re.compile(r"\[([^\]]{1,300})\]\(\s*<?https?://[^)]*\)")
_URL = re.compile(r"<?\bhttps?://[^\s>]+>?|\bwww\.\S+")
_QUOTED_LINE = re.compile(r"^[^\S\n]*>{1,3}\s.*$", re.MULTILINE)
_MARKS = re.compile(r"\*\*?|__|~~|\|\||^[^\S\n]*(?:(?:#{1,3}|-#|[-*])[^\S\n]+)+", re.MULTILINE)
_ITALIC = re.compile(r"(?<!\w)_(\S(?:.{0,300}?\S)?)_(?!\w)")
_APOSTROPHES = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": " - "}
)
_ELONGATED = re.compile(r"([^\W\d_])\1{2,}")
_THRICE = re.compile(r"(.)\1\1")
"""Ten times as quick, and mostly enough to say that nothing is drawn out."""
_WORD = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*")
_SIMPLE_WORD = re.compile(r"[a-z]+|[0-9]+(?:[.,][0-9]+)?")
"""The same in simple text without an apostrophe, in half the time."""
_UNSAFE = re.compile(r"[*_~`|>#@<\\\[\]\x00-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_HALF = re.compile(r"[\ud800-\udfff]")
_SIMPLE = re.compile(r"[a-z0-9 ,.?!']*")
"""Text in which there is no markup to undo; most is, and the rest takes ten times as long."""
_SPACES = re.compile(r"\s+")

_ENDINGS = {"n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "'m": " am", "'d": " would"}
_ENDING = re.compile(r"(?<=[a-z])(n't|'re|'ve|'ll|'m|'d)\b")
_IRREGULAR = {"can't": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not", "let's": "let us"}
_IS = re.compile(r"\b(what|that|it|there|here|how|where|who|when|why|he|she|which)'s\b")
_POSSESSIVE = re.compile(r"(?<=[a-z])'s?(?![a-z])")
_BARE = {
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not", "arent": "are not",
    "wasnt": "was not", "werent": "were not", "cant": "can not", "wont": "will not", "couldnt": "could not",
    "shouldnt": "should not", "wouldnt": "would not", "hasnt": "has not", "havent": "have not", "hadnt": "had not",
    "aint": "is not", "im": "i am", "ive": "i have", "youre": "you are", "youve": "you have", "theyre": "they are",
    "theyve": "they have", "theyll": "they will", "whats": "what is", "thats": "that is", "hows": "how is",
    "wheres": "where is", "whos": "who is", "whens": "when is", "whys": "why is", "theres": "there is", "its": "it is",
}  # fmt: skip


def plain(text: str) -> str:
    """What was typed without Discord markup, mentions and links: NFKC, lower case, single spaces.

    Idempotent. Custom emoji become their names. Empty when nothing is left. Never raises.
    """
    lowered = text.lower()
    if _SIMPLE.fullmatch(lowered):
        return " ".join(lowered.split())
    before = None
    while before != text:
        before, text = text, _plain_once(text)
    return text


def _plain_once(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).lower()
    text = "".join(char if unicodedata.category(char) not in {"Cf", "Cc", "Cs", "Co", "Cn"} or char in "\n\t" else ""
                   for char in text)  # fmt: skip
    text = _LINK.sub(r"\1", _EMOJI.sub(r" \1 ", text))
    text = _URL.sub(" ", _MENTION.sub(" ", text))
    text = _MARKS.sub(" ", _CODE_FENCE.sub(" ", _QUOTED_LINE.sub(" ", text)))
    return _SPACES.sub(" ", _ITALIC.sub(r"\1", text)).strip()


def expand(text: str) -> str:
    """Plain text with English contractions written out (`won't` and `wont` -> `will not`) and `soooo` shortened."""
    if "'" in text:
        for short, full in _IRREGULAR.items():
            text = text.replace(short, full)
        text = _ENDING.sub(lambda match: _ENDINGS[match[1]], text)
        text = _POSSESSIVE.sub("", _IS.sub(r"\1 is", text))
    return _ELONGATED.sub(r"\1\1", text) if _THRICE.search(text) else text


def words(text: str) -> tuple[str, ...]:
    """The words of a text, plain and with contractions written out, in order.

    A number stays whole (`10.5`); hyphens and a change from letters to digits part words (`break-in`, `14s`).
    """
    lowered = text.lower()
    is_simple = _SIMPLE.fullmatch(lowered) is not None
    spoken = expand(lowered if is_simple else plain(text))
    found = (_SIMPLE_WORD if is_simple and "'" not in spoken else _WORD).findall(spoken)
    if _BARE.keys().isdisjoint(found):
        return tuple(found)
    return tuple(part for word in found for part in (_BARE[word].split() if word in _BARE else (word,)))


def whole_characters(text: str) -> str:
    """The text without halves of characters (lone surrogates), which a pipe can bring and no output can carry."""
    return _HALF.sub(" ", text)


def quote_for_person(text: str, max_chars: int = 100) -> str:
    """What somebody typed, safe to say back: one line without markup, mentions or links, cut at a word; maybe empty."""
    line = _SPACES.sub(" ", _UNSAFE.sub(" ", _URL.sub(" ", _MENTION.sub(" ", text)))).strip()
    if len(line) <= max_chars:
        return line
    return line[: max_chars - 1].rsplit(" ", 1)[0].rstrip() + "…"
