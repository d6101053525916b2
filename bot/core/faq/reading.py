"""Turning what was typed into the plain words that matching works on: slang, repairs, phrases and the shoe's names.

The same reading is used for questions and for phrasings, so that both sides speak the same language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.core.faq.lexicon import Lexicon
from bot.core.faq.phrase_table import PhraseTable
from bot.core.faq.ranking import Repair
from bot.core.faq.subjects import may_be_name
from bot.core.text import words

SHOE = "§"
"""Stands for every name of our shoe."""

_UNIT = 2
"""Most letters of what follows a number and belongs to it: 27 cm, 7 th."""

_LONGEST_NAME = 8
"""Letters up to which what looks like two words run together may be a name: `sanuk`, but not `archsupport`."""

Repairing = Callable[[str, str, str], tuple[Repair, ...]]
"""A word, the one before and the one behind it, empty at the ends -> what it is read as."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One text, read."""

    words: tuple[str, ...]
    """Plain words; names of the shoe are `SHOE`."""
    repairs: tuple[Repair, ...] = ()
    names_shoe: bool = False
    guessed: Mapping[str, str] = field(default_factory=dict)
    """Those of the words that may be something else altogether, each with what was typed in its place."""


class Reader:
    """Reads texts in a pack's language."""

    __slots__ = ("_names", "_numbers", "_phrases", "_slang")

    def __init__(self, lexicon: Lexicon, nicknames: Iterable[str]) -> None:
        self._slang = {key.lower(): words(value) for key, value in lexicon.slang.items()}
        self._phrases = PhraseTable((words(key), words(value)) for key, value in lexicon.phrases.items())
        names = [self.plain(words(name)) for name in nicknames]
        self._numbers = frozenset(word for name in names for word in name if word[0].isdigit())
        self._names = PhraseTable((form, True) for name in names for form in (name, (*name, "s")) if name)

    def read(self, text: str, repair: Repairing | None = None) -> Reading:
        """The plain words of a text. `repair` is asked about every word and says nothing for those it knows."""
        said = words(text)
        typed, repairs = (said, ()) if repair is None else self._repaired(said, repair)
        plain, is_named = self._mark_names(self.plain(typed))
        guesses = [one for one in repairs if one.is_guess and one.read not in said]
        guessed = {word: one.typed for one in guesses for word in self.plain((one.read,))}
        return Reading(plain, repairs, is_named, guessed)

    def _repaired(self, typed: tuple[str, ...], repair: Repairing) -> tuple[tuple[str, ...], tuple[Repair, ...]]:
        read: list[str] = []
        repairs: list[Repair] = []
        for word, after in zip(typed, (*typed[1:], ""), strict=False):
            is_unit = len(word) <= _UNIT and bool(read) and read[-1][0].isdigit()
            before = read[-1] if read else ""
            readings = () if is_unit or word in self._slang else repair(word, before, after)
            if readings:
                is_predicate = len(read) == 1 and not after  # "are vegen"
                is_run_together = len(readings) > 1 and len(word) > _LONGEST_NAME
                is_known = is_predicate or is_run_together
                is_name = not is_known and may_be_name(word, readings[0].read, before)
                repairs += [replace(one, is_guess=True) for one in readings] if is_name else readings
                read += [reading.read for reading in readings]
            else:
                read.append(word)
        return tuple(read), tuple(repairs)

    def plain(self, typed: tuple[str, ...]) -> tuple[str, ...]:
        """The plain words for the words of a text of the pack's own, in which no name is looked for."""
        if not self._slang.keys().isdisjoint(typed):
            typed = tuple(word for one in typed for word in self._slang.get(one, (one,)))
        return _replace(typed, self._phrases)

    def _mark_names(self, plain: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
        found = [match for match in self._names.find(plain) if self._is_ours(plain, match.start, match.end)]
        if not found:
            return plain, False
        marked: list[str] = []
        at = 0
        for match in found:
            marked += [*plain[at : match.start], SHOE]
            at = match.end
        return (*marked, *plain[at:]), True

    def _is_ours(self, plain: tuple[str, ...], start: int, end: int) -> bool:
        """A name without its number is not ours beside another number: the next model carries that one."""
        following = plain[end] if end < len(plain) else ""
        if any(word in self._numbers for word in plain[start:end]):
            return following not in {"th", "st", "nd", "rd"}
        return not following[:1].isdigit() or following in self._numbers


def _replace(typed: tuple[str, ...], table: PhraseTable[tuple[str, ...]]) -> tuple[str, ...]:
    found = table.find(typed)
    out: list[str] = []
    at = 0
    for match in found:
        out += [*typed[at : match.start], *match.value]
        at = match.end
    return (*out, *typed[at:]) if found else typed
