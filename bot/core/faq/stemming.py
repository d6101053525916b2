"""English stems, remembered: the stemmer is pure Python and too slow to ask twice."""

from __future__ import annotations

from functools import lru_cache

from snowballstemmer import stemmer


class Stemmer:
    """Snowball's English stemmer with a bounded memory; with `stems=False` words stay as they are."""

    __slots__ = ("stem",)

    def __init__(self, stems: bool = True) -> None:
        self.stem = lru_cache(maxsize=8192)(stemmer("english").stemWord if stems else str)
