"""What the store's tests share: a clock that moves by hand, and records with little to say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.core.basis import Basis
from bot.core.reply import Kind
from bot.core.sizing.profile import (
    Feel,
    FitProfile,
    OwnedShoe,
    Preference,
    Scale,
    Size,
    Sized,
    System,
    Width,
)
from bot.core.sizing.recommendation import Confidence, Reason, Recommendation, SizeRow
from bot.ports import GapReason, Place, ServerSettings, StepAction, StepRecord, Store, TurnRecord, WayIn

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
ANN, BEN, MOD = 111_111_111_111_111_111, 222_222_222_222_222_222, 333_333_333_333_333_333
HERE = Place(900_000_000_000_000_001, 71)
ELSEWHERE = Place(900_000_000_000_000_002, 72)
DIRECT = Place(None, 73)


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **parts: float) -> datetime:
        self.now += timedelta(**parts)
        return self.now


@dataclass(frozen=True, slots=True)
class World:
    """An open store and its clock."""

    store: Store
    clock: HandClock

    async def ask(self, member: int = ANN, place: Place = HERE, **facts: object) -> str:
        """Record a turn; its id."""
        logged = await self.store.sessions.record_turn(turn(member, place, **facts))
        assert logged.is_kept
        return logged.turn_id

    async def ask_in_vain(self, text: str, member: int = ANN, place: Place = HERE, **facts: object) -> str:
        """Record a turn without an answer; its id."""
        return await self.ask(member, place, kind=Kind.NONE, gap=GapReason.NO_ANSWER, question=text, **facts)

    async def allow_gap_text(self, place: Place = HERE) -> None:
        """Let the server keep the text of its gaps."""
        assert place.server_id is not None
        await self.store.settings.change(place.server_id, lambda old: replace(old, allow_gap_text=True))

    async def settings(self, place: Place = HERE, **changes: object) -> ServerSettings:
        """Change settings of a server."""
        assert place.server_id is not None
        return await self.store.settings.change(place.server_id, lambda old: replace(old, **changes))  # type: ignore[arg-type]

    async def sized(self, member: int = ANN, place: Place = HERE, profile: FitProfile | None = None) -> str:
        """Record a turn with a size; its id."""
        return await self.ask(member, place, kind=Kind.SIZE, entry="", size=advice(profile))


def turn(member: int = ANN, place: Place = HERE, **facts: object) -> TurnRecord:
    """A turn that was answered with `stretch` unless `facts` say otherwise."""
    record = TurnRecord(
        member_id=member,
        place=place,
        way_in=WayIn.ASK,
        kind=Kind.ANSWER,
        latency_ms=12.5,
        knowledge_digest="pack-1",
        rules_digest="rules-1",
        entry="stretch" if facts.get("kind", Kind.ANSWER) is Kind.ANSWER else "",
        confidence=0.9,
    )
    return replace(record, **facts)  # type: ignore[arg-type]


def step(name: str, action: StepAction, dialogue: str = "d-1", member: int = ANN, place: Place = HERE) -> StepRecord:
    """A step of the size dialogue."""
    return StepRecord(member, place, dialogue, name, action, "pack-1", "rules-1")


def full_profile() -> FitProfile:
    """A profile with everything that can be kept, and everything that must not be."""
    return FitProfile(
        usual=(Size(9.5, text="nine and a half, I am Ann"),),
        scale=Scale.WOMEN,
        width=Width.EXTRA_WIDE,
        preference=Preference.ROOMY,
        pinch=True,
        shoes=(
            OwnedShoe("my old AF1s", Size(42.5, System.EU, Scale.MEN, True, "42.5"), "af1", Feel.TIGHT, Sized.DOWN),
            OwnedShoe("grandma's slippers", Size(8), "", width_code="2E", roomier=True, text="grandma's slippers"),
        ),
        label_cm=27.5,
        label_brand="brand",
        left_right=(Size(9), Size(9.5)),
        notes=("flat-feet", "orthotics"),
        texts=(("usual", "nine and a half, I am Ann"),),
    )


def advice(
    profile: FitProfile | None = None, rules: tuple[tuple[str, int], ...] = (("usual-size", 0),)
) -> Recommendation:
    """A recommendation of men's 10, or 10.5."""
    row = SizeRow(10, 11.5, 9, 44, 28, Scale.MEN)
    return Recommendation(
        primary=row,
        alternative=replace(row, us_men=10.5, us_women=12),
        alternative_when="you want room",
        other_reading=None,
        confidence=Confidence.MEDIUM,
        profile=profile or FitProfile(usual=(Size(10),)),
        reasons=tuple(Reason(rule, steps, Basis.GUIDE, "because", "guide") for rule, steps in rules),
        unknown=(),
        notes=(),
    )
