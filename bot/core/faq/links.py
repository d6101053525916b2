"""Which words of the pack a word may stand for: its neighbours in the thesaurus, seen from either side."""

from __future__ import annotations

import numpy as np

from bot.core.faq.thesaurus import Floats, Ints, Thesaurus


class Links:
    """Links from any English stem to the stems of a pack."""

    __slots__ = ("_from_back", "_ids", "_near_back", "_positions", "_thesaurus", "_to_back")

    def __init__(self, thesaurus: Thesaurus, positions: Ints) -> None:
        """`positions` holds for each of the pack's stems its place in the thesaurus, or -1."""
        ids = np.flatnonzero(positions >= 0)
        ids = ids[np.argsort(positions[ids])]
        self._thesaurus = thesaurus
        self._ids = ids.astype(np.int32)
        self._positions = positions[ids]
        self._from_back, self._to_back, self._near_back = self._turned()

    def _turned(self) -> tuple[Ints, Ints, Floats]:
        """The pack's own links, sorted by what they point to."""
        starts, ends = self._thesaurus.pointers[self._positions], self._thesaurus.pointers[self._positions + 1]
        lengths = ends - starts
        each = np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
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
