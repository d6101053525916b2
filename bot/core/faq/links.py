"""Which words of the pack a word may stand for: its neighbours in the thesaurus, seen from either side."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from bot.core.faq.thesaurus import Floats, Ints, Thesaurus


class Links:
    """Links from any English stem to the stems of a pack."""

    __slots__ = ("_from_back", "_ids", "_near_back", "_positions", "_thesaurus", "_to_back")

    def __init__(self, thesaurus: Thesaurus, stems: Mapping[str, int], closed: Collection[str]) -> None:
        """`stems` gives the pack's stems their ids; `closed` are names that never take part."""
        known = [(thesaurus.position(stem), number) for stem, number in stems.items() if stem not in closed]
        known = sorted(pair for pair in known if pair[0] >= 0)
        self._thesaurus = thesaurus
        self._positions = np.array([position for position, _ in known], np.int32)
        self._ids = np.array([number for _, number in known], np.int32)
        self._from_back, self._to_back, self._near_back = self._turned()

    def _turned(self) -> tuple[Ints, Ints, Floats]:
        """The pack's own links, sorted by what they point to."""
        targets: list[int] = []
        numbers: list[int] = []
        near: list[float] = []
        for position, number in zip(self._positions.tolist(), self._ids.tolist(), strict=True):
            to, nearness = self._thesaurus.neighbours(position)
            targets += to.tolist()
            numbers += [number] * len(to)
            near += nearness.tolist()
        order = np.argsort(np.array(targets, np.int32), kind="stable")
        return (
            np.array(targets, np.int32)[order],
            np.array(numbers, np.int32)[order],
            np.array(near, np.float32)[order],
        )

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
