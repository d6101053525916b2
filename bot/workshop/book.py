"""Proposals between "what would it do?" and "save it": in memory, bounded, forgotten after some minutes.

A lost one costs a moderator one more press; nothing here is knowledge yet.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.ports.proposals import PROPOSAL_LIFE, Proposal
from bot.ports.revisions import Change
from bot.workshop.planning import Plan

MOST_PROPOSALS = 300
"""In the whole process; the oldest goes first."""
MOST_PER_SERVER = 20
"""So that one server cannot push out the others'."""
MOST_PLANS = 6
"""Plans hold an index each, which may be many megabytes; an older one is worked out again when it is saved."""


@dataclass(frozen=True, slots=True)
class Held:
    """A proposal with what is needed to save it."""

    server_id: int
    made_at: datetime
    proposal: Proposal
    again: Callable[[], Awaitable[Proposal]]
    """Makes the same proposal over what is there then."""
    changes: tuple[Change, ...] = ()
    """As they were asked for, each with the revision it was made from."""
    gap_ids: tuple[str, ...] = ()
    digest: str = ""
    """Of the knowledge that it was worked out from."""
    plan: Plan | None = None
    """None where it cannot be saved, or was dropped to save memory."""


class ProposalBook:
    """Proposals by token."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._held: OrderedDict[str, Held] = OrderedDict()

    def put(self, held: Held) -> Proposal:
        """Keep a proposal under a new token; the proposal with that token in it."""
        self._forget_old()
        token = secrets.token_urlsafe(12)
        proposal = replace(held.proposal, token=token)
        self._held[token] = replace(held, proposal=proposal)
        self._trim(held.server_id)
        return proposal

    def get(self, server_id: int, token: str) -> Held | None:
        """A proposal of that server; None for one that is unknown, forgotten or another server's."""
        self._forget_old()
        held = self._held.get(token)
        return held if held is not None and held.server_id == server_id else None

    def drop(self, server_id: int, token: str) -> None:
        """Forget a proposal of that server."""
        if self.get(server_id, token) is not None:
            del self._held[token]

    def _forget_old(self) -> None:
        before = self._now() - PROPOSAL_LIFE
        while self._held and next(iter(self._held.values())).made_at < before:
            self._held.popitem(last=False)

    def _trim(self, server_id: int) -> None:
        own = [token for token, held in self._held.items() if held.server_id == server_id]
        for token in own[:-MOST_PER_SERVER]:
            del self._held[token]
        while len(self._held) > MOST_PROPOSALS:
            self._held.popitem(last=False)
        planned = [token for token, held in self._held.items() if held.plan is not None]
        for token in planned[:-MOST_PLANS]:
            self._held[token] = replace(self._held[token], plan=None)
