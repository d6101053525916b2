"""Which words of the pack a word may stand for: its neighbours in the thesaurus, seen from either side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.core.faq.runs import runs
from bot.core.faq.thesaurus import Floats, Ints, Thesaurus


class Links:
    """Links from any English stem to the stems of a pack."""

    __slots__ = ("_from_back", "_ids", "_inside", "_near_back", "_positions", "_size", "_thesaurus", "_to_back")

    def __init__(self, thesaurus: Thesaurus, positions: Ints) -> None:
        """`positions` holds for each of the pack's stems its place in the thesaurus, or -1."""
        ids = np.flatnonzero(positions >= 0)
        ids = ids[np.argsort(positions[ids])]
        self._thesaurus = thesaurus
        self._ids = ids.astype(np.int32)
        self._size = max(len(positions), 1)
        self._positions = positions[ids]
        self._from_back, self._to_back, self._near_back = self._turned()
        self._inside = self._within()

    def _turned(self) -> tuple[Ints, Ints, Floats]:
        """The pack's own links, sorted by what they point to."""
        starts, ends = self._thesaurus.pointers[self._positions], self._thesaurus.pointers[self._positions + 1]
        lengths = ends - starts
        each, _ = runs(starts, lengths)
        targets = self._thesaurus.targets[each].astype(np.int32)
        order = np.argsort(targets, kind="stable")
        near = np.multiply(self._thesaurus.nearness[each], np.float32(1 / 255), dtype=np.float32)
        return targets[order], np.repeat(self._ids, lengths)[order], near[order]

    def of(self, position: int) -> dict[int, float]:
        """Ids of the pack's stems near to the thesaurus stem at `position`, with their nearness from 0 to 1."""
        found: dict[int, float] = {}
        targets, near = self._thesaurus.neighbours(position)
        if len(self._positions):
            at = np.minimum(np.searchsorted(self._positions, targets), len(self._positions) - 1)
            hits = np.flatnonzero(self._positions[at] == targets)
            found.update(zip(self._ids[at[hits]].tolist(), near[hits].tolist(), strict=True))
        low, high = np.searchsorted(self._from_back, [position, position + 1])
        for number, nearness in zip(self._to_back[low:high].tolist(), self._near_back[low:high].tolist(), strict=True):
            found[number] = max(found.get(number, 0.0), nearness)
        return found

    def inside(self) -> tuple[NDArray[np.int64], Ints, Floats]:
        """All links within the pack: where those of each stem begin, whom they point to, and how near it is, 0 to 1."""
        return self._inside

    def of_stem(self, number: int) -> dict[int, float]:
        """The same for one stem of the pack."""
        starts, targets, near = self._inside
        low, high = starts[number], starts[number + 1]
        return dict(zip(targets[low:high].tolist(), near[low:high].tolist(), strict=True))

    def _within(self) -> tuple[NDArray[np.int64], Ints, Floats]:
        at = np.searchsorted(self._positions, self._from_back)
        at[at == len(self._positions)] = 0
        hits = np.flatnonzero(self._positions[at] == self._from_back) if len(self._positions) else at
        one, other, near = self._ids[at[hits]].astype(np.int64), self._to_back[hits], self._near_back[hits]
        is_link = one != other
        one, other, near = one[is_link], other[is_link], near[is_link]
        cells = np.concatenate([one * self._size + other, other * np.int64(self._size) + one])
        order = np.lexsort((np.concatenate([near, near]), cells))
        is_last = np.ones(len(order), bool)  # of both ways, the nearer
        is_last[:-1] = cells[order][1:] != cells[order][:-1]
        chosen = order[is_last]
        starts = np.searchsorted(cells[chosen], np.arange(self._size + 1) * np.int64(self._size))
        return starts, (cells[chosen] % self._size).astype(np.int32), np.concatenate([near, near])[chosen]
