"""Where dialogues and controls stay while the disk fails, so that a member can finish what they began."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, Protocol, TypeVar


class Owned(Protocol):
    """A row that belongs to a member in a server."""

    @property
    def member(self) -> str: ...
    @property
    def server(self) -> int: ...


Row = TypeVar("Row")
OwnedRow = TypeVar("OwnedRow", bound=Owned)

MOST_ROWS = 1_000
"""Then the oldest goes: a failing disk must not eat the memory as well."""


class Spare(Generic[Row]):
    """Rows by token, at most `MOST_ROWS`, dropped oldest first."""

    def __init__(self) -> None:
        self._rows: OrderedDict[str, Row] = OrderedDict()

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, token: str, row: Row) -> None:
        """Keep a row, as the newest."""
        self._rows[token] = row
        self._rows.move_to_end(token)
        while len(self._rows) > MOST_ROWS:
            self._rows.popitem(last=False)

    def get(self, token: str) -> Row | None:
        """The row, or None."""
        return self._rows.get(token)

    def drop(self, token: str) -> None:
        """Forget a row; unknown tokens are fine."""
        self._rows.pop(token, None)

    def items(self) -> tuple[tuple[str, Row], ...]:
        """Every (token, row), oldest first."""
        return tuple(self._rows.items())


def drop_owned(spare: Spare[OwnedRow], member: str | None, server: int | None) -> int:
    """Forget the rows of a member or of a server; how many that were."""
    found = [token for token, row in spare.items() if row.member == member or row.server == server]
    for token in found:
        spare.drop(token)
    return len(found)
