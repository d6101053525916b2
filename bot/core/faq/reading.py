"""Turning what was typed into the plain words that matching works on: slang, repairs, phrases and the shoe's names.

The same reading is used for questions and for phrasings, so that both sides speak the same language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.core.faq.lexicon import Lexicon
from bot.core.faq.phrase_table import PhraseTable
from bot.core.faq.ranking import Repair
from bot.core.text import words

SHOE = "§"
"""Stands for every name of our shoe."""

_UNIT = 2
"""Most letters of what follows a number and belongs to it: 27 cm, 7 th."""

Repairing = Callable[[str], tuple[Repair, ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One text, read."""

    words: tuple[str, ...]
    """Plain words; names of the shoe are `SHOE`."""
    repairs: tuple[Repair, ...] = ()
    names_shoe: bool = False


class Reader:
    """Reads texts in a pack's language."""

    __slots__ = ("_names", "_numbers", "_phrases", "_slang")

    def __init__(self, lexicon: Lexicon, nicknames: Iterable[str]) -> None:
        self._slang = {key.lower(): words(value) for key, value in lexicon.slang.items()}
        self._phrases = PhraseTable((words(key), words(value)) for key, value in lexicon.phrases.items())
        names = [self._plain(words(name)) for name in nicknames]
        self._numbers = frozenset(word for name in names for word in name if word[0].isdigit())
        self._names = PhraseTable((form, True) for name in names for form in (name, (*name, "s")) if name)

    def read(self, text: str, repair: Repairing | None = None) -> Reading:
        """The plain words of a text. `repair` is asked about every word and says nothing for those it knows."""
        typed: list[str] = []
        repairs: list[Repair] = []
        for word in words(text):
            is_unit = len(word) <= _UNIT and bool(typed) and typed[-1][0].isdigit()
            readings = () if repair is None or is_unit or word in self._slang else repair(word)
            repairs += readings
            typed += [reading.read for reading in readings] or [word]
        plain, is_named = self._mark_names(self._plain(tuple(typed)))
        return Reading(plain, tuple(repairs), is_named)

    def plain_words(self, text: str) -> tuple[str, ...]:
        """The plain words of a text of the pack's own, in which no name is looked for."""
        return self._plain(words(text))

    def words_of_lexicon(self) -> set[str]:
        """Every word that the slang and the names are typed with: known words, never repaired."""
        return set(self._slang)

    def _plain(self, typed: tuple[str, ...]) -> tuple[str, ...]:
        spoken: list[str] = []
        for word in typed:
            spoken += self._slang.get(word, (word,))
        return _replace(tuple(spoken), self._phrases)

    def _mark_names(self, plain: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
        found = [match for match in self._names.find(plain) if self._is_ours(plain, match.start, match.end)]
        marked: list[str] = []
        at = 0
        for match in found:
            marked += [*plain[at : match.start], SHOE]
            at = match.end
        return (*marked, *plain[at:]), bool(found)

    def _is_ours(self, plain: tuple[str, ...], start: int, end: int) -> bool:
        """A name without its number is not ours beside another number: the next model carries that one."""
        following = plain[end] if end < len(plain) else ""
        if any(word in self._numbers for word in plain[start:end]):
            return following not in {"th", "st", "nd", "rd"}
        return not following[:1].isdigit() or following in self._numbers


def _replace(typed: tuple[str, ...], table: PhraseTable[tuple[str, ...]]) -> tuple[str, ...]:
    out: list[str] = []
    at = 0
    for match in table.find(typed):
        out += [*typed[at : match.start], *match.value]
        at = match.end
    return (*out, *typed[at:])
