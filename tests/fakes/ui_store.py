"""The part of the store that the Discord side uses, in memory, for tests that are not about storage."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime

from bot.ports import HeldRow, JsonValue, Receipt, ServerSettings


class FakeHashes:
    """Hashes of synced commands."""

    def __init__(self) -> None:
        self.saved: dict[str, str] = {}

    async def load(self, scope: str) -> str | None:
        return self.saved.get(scope)

    async def save(self, scope: str, digest: str) -> bool:
        self.saved[scope] = digest
        return True


class FakePrivacy:
    """Rows held about members, and servers that come and go."""

    def __init__(self) -> None:
        self.rows: dict[int, list[HeldRow]] = {}
        self.left: list[int] = []
        self.returned: list[int] = []
        self.here: frozenset[int] = frozenset()

    def hold(self, member_id: int, count: int) -> None:
        """Lets there be some rows about a member."""
        row = HeldRow("question", 1, {"entry": "stretch", "kind": "answer"}, date(2026, 6, 30))
        self.rows[member_id] = [row] * count

    async def show(self, member_id: int) -> tuple[HeldRow, ...]:
        return tuple(self.rows.get(member_id, ()))

    async def export(self, member_id: int) -> dict[str, JsonValue]:
        return {"rows": [dict(row.values) for row in self.rows.get(member_id, ())]}

    async def erase(self, member_id: int) -> Receipt:
        erased = self.rows.pop(member_id, [])
        counts = {"question": len(erased)} if erased else {}
        return Receipt(datetime(2026, 1, 1, tzinfo=UTC), counts, 0)

    async def server_left(self, server_id: int) -> None:
        self.left.append(server_id)

    async def server_returned(self, server_id: int) -> None:
        self.returned.append(server_id)

    async def servers_here(self, server_ids: Collection[int]) -> None:
        self.here = frozenset(server_ids)


class FakeSettings:
    """Settings of servers."""

    def __init__(self) -> None:
        self.by_server: dict[int | None, ServerSettings] = {}

    async def get(self, server_id: int | None) -> ServerSettings:
        return self.by_server.get(server_id, ServerSettings())

    async def change(self, server_id: int, edit: Callable[[ServerSettings], ServerSettings]) -> ServerSettings:
        self.by_server[server_id] = edit(await self.get(server_id))
        return self.by_server[server_id]


class FakeSessions:
    """Messages whose text was forgotten because they were deleted."""

    def __init__(self) -> None:
        self.forgotten: list[int] = []

    async def forget_message(self, message_id: int) -> int:
        self.forgotten.append(message_id)
        return 0


class FakeUiStore:
    """All of it."""

    def __init__(self) -> None:
        self.command_hash = FakeHashes()
        self.privacy = FakePrivacy()
        self.settings = FakeSettings()
        self.sessions = FakeSessions()
