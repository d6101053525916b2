"""Messages that say nothing about sizes or feet, which is most of them, told at a glance.

`says_nothing` may only be true where every step of the reading would find nothing: each list below is one that gives a
fact, or makes a message a question about a size. Words that only shade what others say need not be listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.phrase_words import Telltales, telltales, words_of
from bot.core.sizing.phrases import compile_words
from bot.core.sizing.reading_intent import is_whole_answer
from bot.core.sizing.reading_shoes import find_shoes
from bot.core.sizing.words import SizeWords

_TELLING = (
    "men_marks", "women_marks", "men_people", "women_people", "kids_people", "gift_people",
    "us_marks", "uk_marks", "eu_marks", "wide", "extra_wide", "narrow", "regular", "tight_across", "pinch",
    "snug_answers", "roomy_answers", "prefer_snug", "prefer_roomy", "prefer_standard", "roomier",
    "feel_tight", "feel_loose", "feel_comfortable",
    "sized_full_down", "sized_down", "sized_up", "sized_true", "asks_size",
)  # fmt: skip
"""Lists that give a fact, or ask for a size, without any number and without a shoe."""
_OWN = ("ee", "eee", "eeee", "width (b|d)", "(b|d) width", "(what|which|whats|what's) (size|sz)")
"""What the reading knows without the pack: width codes without a digit, and a question that ends in "size"."""
_ANSWERS = ("label_answers", "foot_answers", "yes_answers", "regular_answers")
"""Lists of whole answers: where they stand in a message that says more, they are none."""
_DIGIT = re.compile(r"\d")


def says_nothing(flat: str, sizing: SizingKnowledge, words: SizeWords) -> bool:
    """Whether a flat text holds no number, no shoe and no word that the reading would make anything of."""
    said, tell = words_of(flat), _telltales(words)
    if _DIGIT.search(flat) or tell.facts.may_stand_in(flat, said):
        return False
    compiled = compile_words(words)
    if tell.answers.may_stand_in(flat, said) and is_whole_answer(flat, compiled):
        return False
    return not find_shoes(flat, sizing, compiled)


@dataclass(frozen=True, slots=True)
class _Tell:
    facts: Telltales
    answers: Telltales


@lru_cache(maxsize=8)
def _telltales(words: SizeWords) -> _Tell:
    lists = [*(getattr(words, name) for name in _TELLING), *words.notes.values(), tuple(words.number_words), _OWN]
    answers = [getattr(words, name) for name in _ANSWERS]
    return _Tell(telltales(chain.from_iterable(lists)), telltales(chain.from_iterable(answers)))
