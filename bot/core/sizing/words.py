"""The words that people use about sizes and feet, as the pack gives them; the reading of a sentence rests on them.

A phrase is written in a small notation that `bot.core.sizing.phrases` understands. No shoe and no brand is named in
these lists (families whose next number is a model are the exception), and none of these words is written in code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Phrases = tuple[str, ...]
_EMPTY: Mapping[str, Phrases] = MappingProxyType({})
_NO_NUMBERS: Mapping[str, float] = MappingProxyType({})


def _phrases(about: str) -> Phrases:
    """A list of phrases that may be left out of the pack; `about` tells its author what belongs in it."""
    value: Phrases = field(default=(), metadata={"about": about})
    return value


@dataclass(frozen=True, slots=True, eq=False)
class SizeWords:
    """All lists, by what they mean. Compared by identity, so that what is compiled from them can be kept."""

    number_words: Mapping[str, float] = field(
        default_factory=lambda: _NO_NUMBERS, metadata={"about": "Numbers written out: `nine: 9`."}
    )
    notes: Mapping[str, Phrases] = field(
        default_factory=lambda: _EMPTY, metadata={"about": "Things that add a note and never change the size."}
    )

    size_words: Phrases = _phrases("Words that say that a number is a size.")
    fillers: Phrases = _phrases("Words between a mark and its number that say nothing.")
    size_cues: Phrases = _phrases("Words right before a bare number that make it a size.")
    range_words: Phrases = _phrases("What joins the two ends of a range.")

    men_marks: Phrases = _phrases("Beside a number: men's scale.")
    women_marks: Phrases = _phrases("Beside a number: women's scale.")
    kids_marks: Phrases = _phrases("Beside a number: a child's size.")
    men_people: Phrases = _phrases("Who the shoes are for, read as men's sizes unless said otherwise.")
    women_people: Phrases = _phrases("Who the shoes are for, read as women's sizes unless said otherwise.")
    kids_people: Phrases = _phrases("Who the shoes are for: a child.")
    age_words: Phrases = _phrases("Behind a number: an age in years.")
    things_worn: Phrases = _phrases("Behind an age: it is that of shoes.")
    gift_people: Phrases = _phrases("The shoes are for somebody else.")

    us_marks: Phrases = _phrases("Beside a number: US.")
    uk_marks: Phrases = _phrases("Beside a number: UK.")
    eu_marks: Phrases = _phrases("Beside a number: EU.")
    jp_marks: Phrases = _phrases("Beside a number: the Japanese label, in centimetres.")
    kr_marks: Phrases = _phrases("Beside a number: the Korean label, in millimetres.")
    cm_marks: Phrases = _phrases("Beside a number: centimetres.")
    mm_marks: Phrases = _phrases("Beside a number: millimetres.")
    inch_marks: Phrases = _phrases("Beside a number: inches.")
    other_marks: Phrases = _phrases("Beside a number: a numbering that no chart of ours holds.")

    counted_after: Phrases = _phrases("After a number that is no size.")
    counted_before: Phrases = _phrases("Before a number that is no size.")
    numbered_lines: Phrases = _phrases("Families of shoes whose next number is a model.")

    label_words: Phrases = _phrases("Near centimetres: they are the ones on the label.")
    label_wear_words: Phrases = _phrases("Before centimetres that somebody wears: the ones on the label.")
    foot_words: Phrases = _phrases("Near centimetres: they are the length of the foot.")
    label_answers: Phrases = _phrases("Whole answers to which centimetres are meant: the label.")
    breadth_words: Phrases = _phrases("Before centimetres: they go across the foot.")
    foot_answers: Phrases = _phrases("Whole answers to which centimetres are meant: the foot.")
    yes_answers: Phrases = _phrases("Whole answers that say yes.")

    wide: Phrases = _phrases("A wide foot.")
    extra_wide: Phrases = _phrases("A truly wide foot.")
    narrow: Phrases = _phrases("A narrow foot.")
    regular: Phrases = _phrases("A foot of normal width.")
    regular_answers: Phrases = _phrases("Whole answers to how wide feet are: as most.")
    negations: Phrases = _phrases("Words that turn round what follows.")
    foot_nouns: Phrases = _phrases("The foot, where width is said of it.")
    hedges: Phrases = _phrases("Before a width that is said without a foot: kind of.")
    is_person: Phrases = _phrases("Says that what follows is said of a person.")
    width_of_shoe: Phrases = _phrases("What width is said of when it is not the foot.")
    wide_code_words: Phrases = _phrases("A wide version of a shoe that somebody owns.")
    tight_across: Phrases = _phrases("Tight in the width: the foot is wide for that shoe.")
    pinch: Phrases = _phrases("The little toe is pinched.")

    snug_answers: Phrases = _phrases("Whole answers to how shoes should fit: snug.")
    roomy_answers: Phrases = _phrases("Whole answers to how shoes should fit: roomy.")
    prefer_snug: Phrases = _phrases("Likes shoes snug.")
    prefer_roomy: Phrases = _phrases("Likes shoes roomy.")
    prefer_standard: Phrases = _phrases("Likes a normal fit.")
    roomier: Phrases = _phrases("Wants more room than a shoe they own gives.")

    feel_tight: Phrases = _phrases("A shoe feels tight.")
    feel_loose: Phrases = _phrases("A shoe feels loose.")
    feel_comfortable: Phrases = _phrases("A shoe fits well.")
    all_words: Phrases = _phrases("Several shoes at once.")
    shoe_pronouns: Phrases = _phrases("The shoes just spoken of.")

    sized_full_down: Phrases = _phrases("Took a full size less than usual.")
    sized_down: Phrases = _phrases("Took less than the usual size.")
    sized_up: Phrases = _phrases("Took more than the usual size.")
    sized_true: Phrases = _phrases("Took the usual size.")
    full_size: Phrases = _phrases("Says that a whole size is meant.")
    asking: Phrases = _phrases("Makes what follows a question, not a fact.")
    hypothetical: Phrases = _phrases("Before how a shoe feels: it is not known yet.")
    personal: Phrases = _phrases("Says that a size is somebody's own.")
    usual_words: Phrases = _phrases("Near a size: it is the usual one.")
    measured_words: Phrases = _phrases("Before a size that was measured, tried or is at hand: not the usual one.")
    offered_words: Phrases = _phrases("Before a size that somebody else named.")
    rejected_words: Phrases = _phrases("Right before a size that is not meant.")
    left_words: Phrases = _phrases("The left foot.")
    right_words: Phrases = _phrases("The right foot.")

    owned_words: Phrases = _phrases("Says that a shoe is theirs.")
    plain_words: Phrases = _phrases("Words that are no name of a shoe.")
    glue_words: Phrases = _phrases("Words between a shoe and its size that say nothing.")
    size_links: Phrases = _phrases("Between a size and its shoe.")
    list_joins: Phrases = _phrases("Between two shoes in a list.")

    asks_size: Phrases = _phrases("Asks for a size.")
    how_questions: Phrases = _phrases("Asks how something is done, not for the thing itself.")
    asks_step: Phrases = _phrases("Asks for a size if a size comes with it.")
    other_topics: Phrases = _phrases("A question about something else that may hold a number.")
    stock_topics: Phrases = _phrases("Whether a size is to be had; no topic where it is asked which other one to take.")
    soft_topics: Phrases = _phrases("About something else unless a scale is said with the number.")
    other_things: Phrases = _phrases("Things that have sizes and are no shoes.")
    trading: Phrases = _phrases("An offer to sell or swap: a size in it is that of the goods.")
    about_shoes: Phrases = _phrases("A longer message with a bare number needs one of these to be about sizes.")
    availability_overrides: Phrases = _phrases("Makes a size the point of the message all the same.")

    answer_fillers: Phrases = _phrases("Around a word that is the whole answer.")
    corrections: Phrases = _phrases("Takes back what was said.")
    correction_starts: Phrases = _phrases("Takes back what was said, at the start of a message.")
