"""Where somebody is in the guided size dialogue: plain values that can be written down and taken up again later."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.core.sizing.profile import FitProfile
from bot.core.sizing.recommendation import NeedMore

VERSION = 1
"""Written with every state; a state of another version is not taken up."""
MAX_HISTORY = 12
"""Cards that Back can go back."""


class Step(StrEnum):
    """The cards, in order."""

    KNOW = "know"
    SIZE = "size"
    FOOT = "foot"
    LIKE = "like"
    RESULT = "result"


class Path(StrEnum):
    """What somebody knows about their size."""

    USUAL = "usual"
    SHOE = "shoe"
    LABEL = "label"
    FOOT = "foot"


class Detail(StrEnum):
    """What is unfolded on the result card."""

    NONE = ""
    WHY = "why"
    WHAT_IF = "what-if"


@dataclass(frozen=True, slots=True)
class Draft:
    """The size that is being entered; it goes into the profile once it is whole."""

    path: Path | None = None
    scale: str = ""
    """System and scale in one, `us-men`; empty while not chosen."""
    brand: str = ""
    """Brand id: of the shoe, or of the label."""
    model: str = ""
    """Id of a reference shoe; empty while not chosen."""
    number: float | None = None
    """The size, or centimetres."""
    shoe: int = 0
    """Place of the shoe in `profile.shoes`; one past the end for a new shoe."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One card with everything entered so far."""

    step: Step = Step.KNOW
    profile: FitProfile = field(default_factory=FitProfile)
    draft: Draft = field(default_factory=Draft)
    detail: Detail = Detail.NONE
    question: NeedMore | None = None
    """What has to be asked back about what was just typed ("42 cm?"); answered by the next entry."""
    is_unclear: bool = False
    """What was just typed could not be used; the card says so. The text itself is not kept."""


@dataclass(frozen=True, slots=True)
class DialogueState:
    """The card that is shown, and the cards before it."""

    now: Moment = field(default_factory=Moment)
    history: tuple[Moment, ...] = ()
    """For Back, the oldest first."""

    @property
    def step(self) -> Step:
        """The card that is shown."""
        return self.now.step

    @property
    def profile(self) -> FitProfile:
        """What is known so far."""
        return self.now.profile


def moved(state: DialogueState, now: Moment) -> DialogueState:
    """The state on another card; the card left is kept for Back."""
    return DialogueState(now, (*state.history, state.now)[-MAX_HISTORY:])


def changed(state: DialogueState, now: Moment) -> DialogueState:
    """The state on the same card with something entered."""
    return replace(state, now=now)


def gone_back(state: DialogueState) -> DialogueState:
    """The card before, as it was left; the same state on the first card."""
    return DialogueState(state.history[-1], state.history[:-1]) if state.history else state
