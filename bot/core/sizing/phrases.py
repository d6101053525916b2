"""Phrases in the pack's small notation, turned into patterns that cannot run away.

`(a|b)` is one of several, `<x>` may be missing, `..` is up to three words in between, a space is also a hyphen, and an
apostrophe may be left out. Authors never write a regular expression, so no pattern of theirs can be slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

from bot.core.sizing.words import SizeWords

_SPACE = r"[\s\-]+"
_WORD = r"[^\W\d_](?:[^\W\d_]|')*"
_GAP = rf"{_SPACE}(?:{_WORD}{_SPACE}){{0,3}}?"
_START = r"(?<![\w'])"
_END = r"(?![\w]|'\w)"


@dataclass(frozen=True, slots=True)
class _Piece:
    pattern: str
    is_optional: bool
    glued: bool
    """No space before it."""
    after_gap: bool


def phrase_pattern(phrase: str) -> str:
    """The regular expression for one phrase, without word boundaries; bounded in every repetition. Never raises."""
    return _join(_pieces(phrase))


def _pieces(phrase: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    position, glued, gap = 0, True, False
    while position < len(phrase):
        char = phrase[position]
        if char == " ":
            position, glued = position + 1, False
        elif phrase.startswith("..", position):
            position, gap = position + 2, True
        elif char in "(<":
            end = closing_bracket(phrase, position)
            inside = phrase[position + 1 : end]
            body = "|".join(phrase_pattern(part) for part in alternatives(inside))
            pieces.append(_Piece(f"(?:{body})", char == "<", glued, gap))
            position, glued, gap = end + 1, True, False
        else:
            end = position
            while end < len(phrase) and phrase[end] not in " (<" and not phrase.startswith("..", end):
                end += 1
            end = max(end, position + 1)
            pieces.append(_Piece(_literal(phrase[position:end]), False, glued, gap))
            position, glued, gap = end, True, False
    return pieces


def closing_bracket(phrase: str, start: int) -> int:
    depth = 0
    for position in range(start, len(phrase)):
        depth += (phrase[position] in "(<") - (phrase[position] in ")>")
        if depth == 0:
            return position
    return len(phrase)


def alternatives(inside: str) -> list[str]:
    parts, depth = [""], 0
    for char in inside:
        depth += (char in "(<") - (char in ")>")
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts if part.strip()]


def _literal(word: str) -> str:
    return re.sub(r"(?<=\w)'(?=\w)", "'?", re.escape(word))


def _join(pieces: list[_Piece]) -> str:
    done, begun = "", False
    for number, piece in enumerate(pieces):
        space = "" if piece.glued else _GAP if piece.after_gap else _SPACE
        follows_glued = number + 1 < len(pieces) and pieces[number + 1].glued
        if begun:
            done += f"(?:{space}{piece.pattern})?" if piece.is_optional else space + piece.pattern
        elif piece.is_optional:
            done += f"(?:{piece.pattern}{'' if follows_glued else _SPACE})?"
        else:
            done, begun = done + piece.pattern, True
    return done


def compile_phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern that finds any of the phrases as whole words; longer phrases are tried first."""
    patterns = [pattern for phrase in sorted(phrases, key=len, reverse=True) if (pattern := phrase_pattern(phrase))]
    # One boundary for all of them: most places in a text are in the midst of a word, and are passed over at once.
    return re.compile(f"{_START}(?:{'|'.join(patterns)}){_END}" if patterns else r"(?!)")


@dataclass(frozen=True, slots=True)
class CompiledWords:
    """The lists of `SizeWords` as patterns."""

    any_of: LazyPatterns
    """By the name of the list: finds a phrase anywhere."""
    before: LazyPatterns
    """Finds a phrase at the end of a text that stands before something."""
    after: LazyPatterns
    """Finds a phrase at the start of a text that stands behind something."""
    notes: Mapping[str, re.Pattern[str]]

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self.any_of[name]

    def compile_all(self) -> None:
        """Compile what was not needed yet (a tenth of a second), so that no message has to wait for it."""
        for patterns in (self.any_of, self.before, self.after):
            patterns.compile_all()


_BESIDE = re.compile(r"_(?:marks|words|before|after|cues|lines|links)$|^fillers$")
_IN = {True: r"(?:in\s+)?", False: ""}
"""A mark may stand behind its number with an "in": "8 in women's"."""


class LazyPatterns(dict[str, re.Pattern[str]]):
    """Patterns by name, each compiled when it is first asked for: a message without a size needs few of them.

    Holds only what was compiled already, so it must not be iterated.
    """

    def __init__(self, names: Iterable[str], compile_one: Callable[[str], re.Pattern[str]]) -> None:
        super().__init__()
        self._names = frozenset(names)
        self._compile = compile_one

    def __missing__(self, name: str) -> re.Pattern[str]:
        if name not in self._names:
            raise KeyError(name)
        pattern = self[name] = self._compile(name)
        return pattern

    def compile_all(self) -> None:
        """Compile what was not needed yet."""
        for name in sorted(self._names):
            self[name]


@lru_cache(maxsize=8)
def compile_words(words: SizeWords) -> CompiledWords:
    """The patterns of a pack's words; each compiled once for each `SizeWords` object, when it is needed."""
    names = [item.name for item in fields(words) if item.name not in {"number_words", "notes"}]
    lists = LazyPatterns(names, lambda name: compile_phrases(getattr(words, name)))
    beside = [name for name in names if _BESIDE.search(name)]
    return CompiledWords(
        any_of=lists,
        before=LazyPatterns(beside, lambda name: re.compile(rf"(?:{lists[name].pattern})[\s(\[:=~\-]*$")),
        after=LazyPatterns(
            beside,
            lambda name: re.compile(
                rf"[\s()\[\]\-]*{_IN[name.endswith('_marks')]}(?:{lists[name].pattern})",
            ),
        ),
        notes={name: compile_phrases(phrases) for name, phrases in words.notes.items()},
    )
