"""English stems, remembered: the stemmer is pure Python and too slow to ask twice."""

from __future__ import annotations

from collections.abc import Mapping

from snowballstemmer import stemmer

_REMEMBERED = 6000
"""Words; a pack's own are some 1,500, and people bring the same ones again and again."""


class Stemmer:
    """Snowball's English stemmer with a bounded memory; with `stems=False` words stay as they are."""

    __slots__ = ("_memory", "_stem")

    def __init__(self, stems: bool = True, known: Mapping[str, str] | None = None) -> None:
        """`known` are stems that an earlier run found."""
        self._stem = stemmer("english").stemWord if stems else str
        self._memory = dict(known or {})

    def stem(self, word: str) -> str:
        """The stem of a lower-case word."""
        found = self._memory.get(word)
        if found is None:
            found = self._stem(word)
            if len(self._memory) < _REMEMBERED:
                self._memory[word] = found
        return found

    def known(self) -> Mapping[str, str]:
        """What has been stemmed so far."""
        return dict(self._memory)
