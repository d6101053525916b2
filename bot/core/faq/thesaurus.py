"""A compact word list: near-synonyms of English stems, how rare they are and what they mean, as arrays.

Built offline by `python -m scripts.thesaurus` and read by `bot.knowledge`; here it is only looked up. It must stay a
handful of arrays: a dict of strings would cost more memory than the rest of the matcher.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.meanings import Floats as Floats
from bot.core.faq.meanings import Ints as Ints
from bot.core.faq.meanings import Longs as Longs
from bot.core.faq.meanings import Meanings, meanings_from_arrays
from bot.core.faq.spellings import Spellings

_ARRAYS = ("stems", "rarity", "counts", "steps_low", "steps_high", "nearness")
_BLOCK = 64
_RAREST = 242.0
"""The rarity of the last word of the list."""
_RARITY = 16 / log(2)
"""Rarity of a word whose rank is e."""
_MEANT = 0.95
"""Rareness up to which a word is looked for behind a typing error: of the first 21,000."""


@dataclass(frozen=True, slots=True, eq=False)
class Thesaurus:
    """Near-synonyms of general English, by stem; positions count stems in alphabetical order."""

    text: bytes
    """All stems, alphabetical, joined by newlines."""
    starts: Ints
    """Where each stem begins in `text`; one more than there are stems."""
    pointers: Ints
    targets: NDArray[np.uint16]
    nearness: NDArray[np.uint8]
    """Cosine of each link, 0 to 255."""
    rarity: NDArray[np.uint8]
    """Sixteen times the binary log of each stem's rank in English."""
    meanings: Meanings
    digest: str
    marks: tuple[bytes, ...]
    """Every 64th stem with its newline: where to look for one."""
    _spellings: list[tuple[list[int], Spellings]] = field(default_factory=list, repr=False)
    """Spellings of the stems that people may mean, with their positions, once somebody has asked."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    def position(self, stem: str) -> int:
        """Where a stem stands, or -1 when it is not a common English one."""
        wanted = b"\n" + stem.encode() + b"\n"
        block = bisect_right(self.marks, wanted[1:]) - 1
        if block < 0:
            return -1
        low, high = self.starts[block * _BLOCK], self.starts[min((block + 1) * _BLOCK, len(self))]
        piece = b"\n" + self.text[low:high]
        at = piece.find(wanted)
        return block * _BLOCK + piece.count(b"\n", 0, at) if at >= 0 else -1

    def positions(self, stems: Iterable[str]) -> dict[str, int]:
        """Where many stems stand, without those that are not common English."""
        wanted = {stem.encode(): stem for stem in stems}
        return {wanted[stem]: at for at, stem in enumerate(self.text[:-1].split(b"\n")) if stem in wanted}

    def an_edit_away(self, word: str) -> list[tuple[str, int]]:
        """The stems, of the first 21,000 words, exactly one typing error away from a word, each with its position."""
        if not self._spellings:
            meant = np.flatnonzero(self.rarity < _MEANT * _RAREST).tolist()
            stems = self.text.decode().split("\n")
            self._spellings.append((meant, Spellings([stems[at] for at in meant])))
        positions, spellings = self._spellings[0]
        return [(spellings.words[at], positions[at]) for at in spellings.near(word)]

    def neighbours(self, position: int) -> tuple[NDArray[np.uint16], Floats]:
        """Positions of the stems near to one, and how near, 0 to 1."""
        low, high = self.pointers[position], self.pointers[position + 1]
        near = np.multiply(self.nearness[low:high], np.float32(1 / 255), dtype=np.float32)
        return self.targets[low:high], near

    def rareness(self, position: int) -> float:
        """How rare a stem is in English, 0 (the commonest word) to 1; words that the thesaurus lacks (-1) are rare."""
        return float(self.rarity[position]) / _RAREST if position >= 0 else 1.0

    def log_rank(self, position: int) -> float:
        """The natural log of a stem's rank in English, 0 for the commonest word."""
        return float(self.rarity[position]) / _RARITY


def thesaurus_from_arrays(arrays: Mapping[str, NDArray[Any]]) -> Thesaurus:
    """The thesaurus in the arrays of its file. Raises ValueError when they do not belong together."""
    missing = {*_ARRAYS} - set(arrays)
    if missing:
        raise ValueError(f"the thesaurus lacks {', '.join(sorted(missing))}")
    text = arrays["stems"].tobytes() + b"\n"
    ends = np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n")) + 1
    size = len(ends)
    counts, nearness = arrays["counts"].astype(np.int32), arrays["nearness"]
    pointers = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    steps = arrays["steps_low"].astype(np.int32) + 256 * arrays["steps_high"].astype(np.int32)
    if not (len(counts) == len(arrays["rarity"]) == size and len(nearness) == len(steps) == pointers[-1]):
        raise ValueError("the thesaurus is damaged: its arrays differ in length")
    sums = np.concatenate([[0], np.cumsum(steps)])
    targets = (sums[1:] - np.repeat(sums[pointers[:-1]], counts)).astype(np.uint16)
    digest = hashlib.sha256(b"".join(array.tobytes() for _, array in sorted(arrays.items()))).hexdigest()[:16]
    starts = np.concatenate([[0], ends]).astype(np.int32)
    marks = tuple(text[starts[at] : starts[at + 1]] for at in range(0, size, _BLOCK))
    return Thesaurus(
        text=text,
        starts=starts,
        pointers=pointers,
        targets=targets,
        nearness=nearness,
        rarity=arrays["rarity"],
        meanings=meanings_from_arrays(arrays, size),
        digest=digest,
        marks=marks,
    )
