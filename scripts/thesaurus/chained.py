"""Texts that wander from word to word as pairs of words really follow each other, from the openings of questions on."""

from __future__ import annotations

import codecs
import random
from collections import defaultdict
from itertools import accumulate

_UNFIT = frozenset(
    codecs.decode(
        "pbz jjj uggc ugz ugzy cqs bet arg qr wct tvs cuc nfc eff kkk cbea frk ahqr frkl tnl yrfovna grra grraf chffl "
        "zngher cbfgrq rznvy curagrezvar ivnten",
        "rot13",
    ).split()
)
"""What pairs counted on web pages are full of: file names and advertisements."""
_RARE = 1_000_000
"""Count of a word that is missing from the list."""
_LENGTHS = (3, 4, 5, 6, 6, 7, 8, 9, 10, 11)
_LONGEST = 16
_NEVER_LAST = (
    """
the a an of to and in for with my your on at by from is are was be i or that this as it his her their our its no than
which who when if but
""".strip()
    .replace("\n", " ")
    .split(" ")
)
_OPENINGS = tuple(
    """
how do i|how can i|how do you|can i|can you|could you|please|i want to|i need to|i would like to|what is|what is the
what is my|what are|what are the|where is my|where can i|where do i|when will|when is the|when do i|why is|why is my
why do|why was my|who is|who can|how much|how many|how long|how often|is it|is there a|is my|is the|are there|do i
do you|does the|did my|will my|should i|am i|my|the|a|i|i am|i have|i have a|i need|i need a|i lost my|i can not
i do not|tell me|tell me about|tell me the|show me|give me|let me know|help me|to|if i|which|what|what time|we|it|this
there is a|have you|are you|please help|check|set|change|make|find|get|turn|book|order|pay|send|use|add|remove|buy
call|cancel
""".strip()
    .replace("\n", "|")
    .split("|")
)


class Chain:
    """Which word may follow which, and how often."""

    def __init__(self, counts: dict[str, int], pairs: list[tuple[str, str, int]], chance: random.Random) -> None:
        self._chance = chance
        followers: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        for first, second, count in pairs:
            if first not in _UNFIT and second not in _UNFIT and (len(second) > 1 or second in "ai"):
                weight = count**0.75 / counts.get(second, _RARE) ** 0.25
                followers[first].append((second, weight))
        self._followers = {
            word: ([one for one, _ in found], list(accumulate(weight for _, weight in found)))
            for word, found in followers.items()
        }
        self._words = list(counts)[:20_000]
        self._sums = list(accumulate(counts[word] ** 0.5 for word in self._words))

    def texts(self, count: int) -> list[str]:
        """So many different texts."""
        found: set[str] = set()
        while len(found) < count:
            words = self._wander()
            if 2 <= len(words) < _LONGEST:
                found.add(" ".join(words))
        texts = sorted(found)
        self._chance.shuffle(texts)
        return texts

    def _wander(self) -> list[str]:
        if self._chance.random() < 0.85:
            words = self._chance.choice(_OPENINGS).split()
        else:
            words = self._chance.choices(self._words, cum_weights=self._sums)
        wanted = self._chance.choice(_LENGTHS)
        while words[-1] in self._followers and len(words) <= _LONGEST:
            after, sums = self._followers[words[-1]]
            words.append(self._chance.choices(after, cum_weights=sums)[0])
            if len(words) >= wanted and words[-1] not in _NEVER_LAST:
                break
        if len(words) > 3:
            while words and words[-1] in _NEVER_LAST:
                words.pop()
        return words
