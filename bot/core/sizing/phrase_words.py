"""Words without which a phrase of the pack's notation cannot stand in a text: most messages hold none of them.

Leaving out a phrase's words here can only make the reading slower; a word too few would make it wrong, so whatever is
not plain is left to the phrase's own pattern.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from bot.core.sizing.phrases import alternatives, closing_bracket, compile_phrases

_TOKEN = re.compile(r"\w+(?:'\w+)*")
_PART = re.compile(r"\w+")

_UNSURE = " "
"""Stands for what is too nested to say what it looks like; no word is written like that."""

Run = frozenset[str]
"""The forms of one word of a phrase: every match of the phrase holds one of them, as a whole word."""


@dataclass(frozen=True, slots=True)
class Telltales:
    """What tells that one of some phrases may stand in a text."""

    by_word: Mapping[str, tuple[tuple[Run, ...], ...]]
    """For a word the needed words of the phrases that it tells of."""
    others: re.Pattern[str]
    """Finds those phrases that no single word tells of."""

    def may_stand_in(self, flat: str, said: Set[str]) -> bool:
        """False only where no phrase stands in any part of a flat text that begins and ends between its words.

        `said` are the `words_of` the text.
        """
        for word in said & self.by_word.keys():
            for runs in self.by_word[word]:
                if not any(map(said.isdisjoint, runs)):
                    return True
        return self.others.search(flat) is not None


def words_of(flat: str) -> set[str]:
    """The words of a flat text, those with an apostrophe whole and in parts."""
    words = set(_TOKEN.findall(flat))
    return words.union(_PART.findall(flat)) if "'" in flat else words


def telltales(phrases: Iterable[str]) -> Telltales:
    """What tells of these phrases. Each is looked for by that of its words which the fewest of them hold."""
    each = {phrase: needed_words(phrase) for phrase in phrases if phrase}
    common = Counter(word for runs in each.values() for word in frozenset().union(*runs))
    by_word: dict[str, list[tuple[Run, ...]]] = {}
    for runs in filter(None, each.values()):
        for word in min(runs, key=lambda run: sum(common[word] for word in run)):
            by_word.setdefault(word, []).append(runs)
    return Telltales(
        {word: tuple(found) for word, found in by_word.items()},
        compile_phrases(phrase for phrase, runs in each.items() if not runs),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a phrase that no space cuts: a literal, or a bracket."""

    forms: tuple[str, ...]
    """All that may stand there, as far as it is one word; an empty one where it may be missing."""
    long: tuple[tuple[Run, ...], ...] = ()
    """The words of each alternative of several words."""


@lru_cache(maxsize=4096)
def needed_words(phrase: str) -> tuple[Run, ...]:
    """The words of a phrase of which each match holds a form, in order; empty where none is certain."""
    runs = _runs(phrase)
    if any(len(parts) > 1 and "" in parts[0].forms for parts in runs[1:]):  # "a <b>c": without b, c hangs on a
        return ()
    return tuple(run for run in map(_forms, runs) if run and all(map(_TOKEN.fullmatch, run)))


def _forms(parts: Sequence[_Part]) -> Run:
    """What may stand between two spaces; of an alternative of several words one that nothing else touches."""
    forms = {"".join(each) for each in product(*(part.forms for part in parts))}
    for at, part in enumerate(parts):
        for runs in part.long:
            if at in (0, len(parts) - 1):
                forms |= runs[-1 if at == len(parts) - 1 else 0]
            else:
                forms.add(_UNSURE)
    return frozenset(forms)


def _runs(phrase: str) -> list[list[_Part]]:
    """The parts of a phrase, those together that no space parts."""
    runs: list[list[_Part]] = [[]]
    position = 0
    while position < len(phrase):
        char = phrase[position]
        if char == " ":
            runs.append([])
            position += 1
        elif phrase.startswith("..", position):
            position += 2
        elif char in "(<":
            end = closing_bracket(phrase, position)
            runs[-1].append(_bracket(phrase[position + 1 : end], is_optional=char == "<"))
            position = end + 1
        else:
            end = position + 1
            while end < len(phrase) and phrase[end] not in " (<" and not phrase.startswith("..", end):
                end += 1
            runs[-1].append(_Part(tuple(_spelt(phrase[position:end]))))
            position = end
    return runs


def _bracket(inside: str, *, is_optional: bool) -> _Part:
    forms = [""] if is_optional else []
    long: list[tuple[Run, ...]] = []
    for alternative in alternatives(inside):
        runs = _runs(alternative)
        if len(runs) > 1:
            long.append(tuple(map(_forms, runs)))
        else:
            forms += _forms(runs[0])
            forms += [_UNSURE for part in runs[0] if part.long]
    return _Part(tuple(forms), tuple(long))


def _spelt(literal: str) -> list[str]:
    """An apostrophe between letters may be left out."""
    first, *others = re.split(r"(?<=\w)'(?=\w)", literal)
    return ["".join(chosen) for chosen in product([first], *((part, f"'{part}") for part in others))]
