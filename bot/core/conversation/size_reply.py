"""Replies made from advice: a size with its reasons, or the question that is still open. Pure wording, no rules."""

from __future__ import annotations

from bot.core.pack import Pack
from bot.core.reply import Action, Choice, Field, Kind, Reply
from bot.core.sizing.profile import FitProfile, Scale
from bot.core.sizing.recommendation import Confidence, NeedMore, Reason, Recommendation, SizeRow, WhatIf

CONFIDENCE_WORDS = {
    Confidence.HIGH: "High: it rests on the same kind of shoe or on a label that the charts agree on.",
    Confidence.MEDIUM: "Medium: it rests on another known shoe or on your usual size.",
    Confidence.LOW: "Low: the evidence is thin or disagrees, or the chart row is not confirmed.",
}
"""What each confidence word means, as members read it; the definition itself stands at `Confidence`."""

UNKNOWN_WORDS = {
    "scale": "whether that is men's or women's",
    "width": "how wide your feet are",
    "foot_width": "how wide your feet are",
    "fit_preference": "how snug you like your shoes",
    "preference": "how snug you like your shoes",
    "pinch": "whether your little toe has been pinched before",
    "shoes": "a shoe you own and its size",
    "usual_size": "your usual size",
    "usual": "your usual size",
}

GENERAL_RULE = "true-to-size"
"""The rule that can be quoted before anything is known; a pack without it says nothing in its place."""

MAX_SHORT_REASONS = 2
"""A card on a phone shows the two strongest reasons; the rest stands behind Why."""

MAX_SHORT_NOTES = 2
"""So that what a person has to know stands on the card itself: a row nobody confirmed, how to measure."""

SCALE_OPTIONS = (Choice(id="men's", label="Men's"), Choice(id="women's", label="Women's"))


def number_text(number: float | None) -> str:
    """A size number without a needless `.0`; a dash for a number that no chart row holds."""
    return "–" if number is None else f"{number:g}"


def row_name(row: SizeRow, scale: Scale) -> str:
    """The size in the words of the person's own scale: `US women's 8.5`."""
    if scale is Scale.WOMEN:
        return f"US women's {number_text(row.us_women)}"
    return f"US men's {number_text(row.us_men)}"


def row_line(row: SizeRow, scale: Scale) -> str:
    """The same size in all the other systems, for reading it off a box; those that no chart row holds are left out."""
    other = ("US men's", row.us_men) if scale is Scale.WOMEN else ("US women's", row.us_women)
    numbers = (other, ("UK", row.uk), ("EU", row.eu))
    known = [f"{name} {number_text(value)}" for name, value in numbers if value is not None]
    if row.cm is not None:
        known.append(f"{number_text(row.cm)} cm on the label")
    return " · ".join(known)


def size_reply(advice: Recommendation, pack: Pack) -> Reply:
    """A recommendation as a card: the size first, then the alternative, the reasons, what is still unknown."""
    scale = advice.profile.scale
    return Reply(
        kind=Kind.SIZE,
        title=f"{pack.shoe.short_name}: {row_name(advice.primary, scale)}",
        body=_size_body(advice),
        more=why_text(advice),
        fields=_size_fields(advice),
        options=SCALE_OPTIONS if advice.other_reading else (),
        actions=(
            Action.WHY,
            Action.WHAT_IF,
            Action.SHARE,
            Action.ADD_SHOE,
            Action.START_OVER,
            Action.DID_IT_FIT,
            Action.DISMISS,
        ),
    )


def clarify_reply(need: NeedMore, pack: Pack) -> Reply:
    """The question that a person would ask back, after what can be said already."""
    rule = pack.sizing.rule(GENERAL_RULE) if not need.error else None
    body = "\n\n".join(part for part in (need.ask or need.error, rule.text if rule else "") if part)
    return Reply(
        kind=Kind.CLARIFY,
        body=body,
        options=tuple(Choice(id=value, label=label) for value, label in need.options),
        actions=(Action.FIND_SIZE, Action.DISMISS),
    )


def why_text(advice: Recommendation) -> str:
    """Every reason with its effect and where it comes from, then the notes, then what the confidence word means."""
    lines = [_reason_line(reason) for reason in advice.reasons]
    lines += [f"- {note}" for note in advice.notes]
    return "\n".join([*lines, "", CONFIDENCE_WORDS[advice.confidence]])


def what_if_text(advice: Recommendation) -> str:
    """What would change the size; says so when nothing would."""
    if not advice.what_ifs:
        return "None of the facts that are still open would change it."
    return "\n".join(f"- If {_what_if_line(item, advice.profile.scale)}" for item in advice.what_ifs)


def facts_text(profile: FitProfile) -> str:
    """What was read, in the person's own words, so that a wrong reading is seen at once; empty for nothing."""
    words = dict.fromkeys(text.strip() for _, text in profile.texts if text.strip())
    return " · ".join(words)


def _size_body(advice: Recommendation) -> str:
    scale = advice.profile.scale
    lines = [row_line(advice.primary, scale)]
    if advice.alternative:
        lines.append(f"Or **{row_name(advice.alternative, scale)}** if {advice.alternative_when}.")
    if advice.other_reading:
        lines.append(other_reading_line(advice.other_reading))
    return "\n".join(lines)


def other_reading_line(women: SizeRow) -> str:
    """The women's reading of a size whose scale was not said."""
    if women.us_women is None:
        return "If you meant women's: the women's chart has no size for that."
    return f"If you meant women's: **{row_name(women, Scale.WOMEN)}** ({row_line(women, Scale.WOMEN)})."


def _size_fields(advice: Recommendation) -> tuple[Field, ...]:
    fields = [Field("Why", "\n".join(_reason_line(reason) for reason in advice.reasons[:MAX_SHORT_REASONS]))]
    if advice.notes:
        fields.append(Field("Good to know", "\n".join(f"- {note}" for note in advice.notes[:MAX_SHORT_NOTES])))
    read = facts_text(advice.profile)
    if read:
        fields.append(Field("I read", read))
    fields.append(Field("Confidence", str(advice.confidence), inline=True))
    surer = next((UNKNOWN_WORDS[field] for field in advice.unknown if field in UNKNOWN_WORDS), "")
    if surer:
        fields.append(Field("I'd be surer if I knew", surer, inline=True))
    return tuple(fields)


def _reason_line(reason: Reason) -> str:
    effect = f" ({half_sizes_text(reason.half_sizes)})" if reason.half_sizes else ""
    return f"- {reason.text}{effect} [{reason.basis}]"


def half_sizes_text(half_sizes: int) -> str:
    """`+½`, `−1`: an effect in half sizes, written in whole and half sizes."""
    whole, half = divmod(abs(half_sizes), 2)
    number = (str(whole) if whole else "") + ("½" if half else "")
    return f"{'+' if half_sizes > 0 else '−'}{number or '0'}"


def _what_if_line(item: WhatIf, scale: Scale) -> str:
    return f"{item.when}: **{row_name(item.size, scale)}**"
