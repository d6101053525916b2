"""A sentence becomes facts, as a careful person would read it; what is ambiguous stays so and is asked about.

The only door to the reading: everything else in the `reading_*` modules serves it. No shoe is known here, and words
that mean something about sizes or feet come from the pack; only the smallest words of grammar stand in code.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.sizing.knowledge import SizingKnowledge
from bot.core.sizing.plausible import ask_about_length, ask_which_cm, find_implausible
from bot.core.sizing.profile import FitProfile, OwnedShoe, Scale, Size
from bot.core.sizing.reading_facts import Fact, list_facts, shoes_without_size
from bot.core.sizing.reading_feel import shoe_spoken_of
from bot.core.sizing.reading_grounds import has_grounds
from bot.core.sizing.reading_intent import Intent, read_intent
from bot.core.sizing.reading_lengths import LengthFound, Measure
from bot.core.sizing.reading_nothing import says_nothing
from bot.core.sizing.reading_owned import owned_shoes
from bot.core.sizing.reading_roles import Roles, assign_roles
from bot.core.sizing.reading_scan import MOST_READ, Scan, scan_message, without_sizes
from bot.core.sizing.reading_text import flatten
from bot.core.sizing.reading_words import Spoken, read_words
from bot.core.sizing.recommendation import NeedMore
from bot.core.sizing.wording import fill
from bot.core.sizing.words import SizeWords


@dataclass(frozen=True, slots=True)
class Reading:
    """What one message says about sizes."""

    profile: FitProfile
    is_sizing: bool
    """It gives a size to start from, or asks for one; a question that merely holds a number is none."""
    asks_size: bool
    missing: tuple[str, ...]
    """Fields still needed, in the order in which to ask: `which_cm`, `usual_size`, `scale`."""
    question: NeedMore | None
    """What to ask back before any size can be given; None when nothing stands in the way."""
    leftovers: tuple[str, ...]
    """Numbers that look like sizes and were not used, as typed."""
    corrections: tuple[str, ...]
    """Fields that the message takes back or answers without saying the whole fact again."""
    facts: tuple[Fact, ...]
    """In the order of the message."""


_NOTHING = Reading(FitProfile(), False, False, (), None, (), (), ())


def read_profile(text: str, sizing: SizingKnowledge, words: SizeWords, asked: tuple[str, ...] = ()) -> Reading:
    """What a message says about sizes and feet.

    `asked` are the fields that the last reply asked for: "9" answers `usual_size`, "women's" answers `scale`. Every
    fact keeps the words it came from, in `facts`, `profile.texts` and the `text` of sizes and shoes. Never raises.
    """
    if says_nothing(flatten(text[:MOST_READ]), sizing, words):
        return _NOTHING
    return read_step_by_step(text, sizing, words, asked)


def read_step_by_step(text: str, sizing: SizingKnowledge, words: SizeWords, asked: tuple[str, ...] = ()) -> Reading:
    """The same as `read_profile`, also for a message that says nothing, which takes ten times as long."""
    scan = scan_message(text, sizing, words, is_answer=bool({"usual_size", "shoe_size"} & set(asked)))
    spoken, intent = read_words(scan), read_intent(scan, asked)
    if not asked and not has_grounds(scan, spoken, intent):
        scan = without_sizes(scan)
    roles = assign_roles(scan)
    measured = next((length.size.scale for length in scan.lengths if length.size.scale), None)
    scale = _scale((*roles.usual, *roles.left_right), measured or intent.scale or spoken.scale)
    shoes = owned_shoes(scan, roles.usual, scale)
    scale = _scale(tuple(shoe.size for shoe in shoes), scale) if scale is Scale.UNKNOWN else scale
    facts = list_facts(scan, spoken, roles, shoes, intent)
    profile = _profile(scan, spoken, roles, shoes, scale, facts)
    has_evidence = bool(profile.usual or profile.shoes or profile.left_right or scan.lengths)
    offers = bool(scan.foreign) or (bool(scan.offered) and (intent.asks_step or not scan.shoes))
    corrections = _corrections(intent, facts, asked)
    is_sizing = (
        _is_sizing(intent, asked, corrections, has_evidence=has_evidence or offers) and "kids" not in spoken.notes
    )
    question = _question(scan, profile, sizing) if is_sizing else None
    if question is None and intent.asks_size and not has_evidence:
        question = _ask_shoe_size(scan)
    return Reading(
        profile,
        is_sizing,
        intent.asks_size,
        _missing(profile, question) if is_sizing and (has_evidence or not corrections) else (),
        question,
        tuple(
            scan.said(found.start, found.end) for found in (*roles.others, *scan.offered, *scan.foreign, *scan.ignored)
        ),
        corrections,
        facts,
    )


def _scale(sizes: tuple[Size, ...], otherwise: Scale) -> Scale:
    return next((size.scale for size in sizes if size.scale is not Scale.UNKNOWN), otherwise)


def _profile(
    scan: Scan, spoken: Spoken, roles: Roles, shoes: tuple[OwnedShoe, ...], scale: Scale, facts: tuple[Fact, ...]
) -> FitProfile:
    label, foot = _label(scan), _first(scan, Measure.FOOT)
    return FitProfile(
        usual=roles.usual,
        scale=scale,
        width=spoken.width,
        preference=spoken.preference,
        pinch=spoken.pinch,
        shoes=shoes,
        label_cm=label.cm if label else None,
        label_brand=_label_brand(scan, label) if label else "",
        foot_cm=max((length.cm for length in scan.lengths if length.measure is Measure.FOOT), default=None)
        if foot
        else None,
        left_right=roles.left_right,
        notes=spoken.notes,
        texts=tuple((fact.field, fact.text) for fact in facts),
    )


def _first(scan: Scan, measure: Measure) -> LengthFound | None:
    return next((length for length in scan.lengths if length.measure is measure), None)


def _label(scan: Scan) -> LengthFound | None:
    """The label that counts: one of the pack's own maker, else the first."""
    labels = [length for length in scan.lengths if length.measure is Measure.LABEL]
    own = [length for length in labels if _label_brand(scan, length) == scan.sizing.maker]
    return next(iter(own + labels), None)


def _label_brand(scan: Scan, length: LengthFound) -> str:
    shoe = shoe_spoken_of(scan.rest, length.size.start, length.size.end, list(scan.shoes))
    return shoe.brand if shoe else ""


def _is_sizing(intent: Intent, asked: tuple[str, ...], corrections: tuple[str, ...], *, has_evidence: bool) -> bool:
    if intent.is_other_thing:
        return False
    if intent.asks_size:
        return True
    if not has_evidence:
        return bool(corrections) and (bool(asked) or intent.is_correction)
    return bool(asked) or intent.is_personal or not intent.is_other_topic


def _question(scan: Scan, profile: FitProfile, sizing: SizingKnowledge) -> NeedMore | None:
    odd = _first(scan, Measure.NO_FOOT)
    if odd:
        return ask_about_length(odd.cm, "label_cm", sizing)
    unclear = _first(scan, Measure.UNCLEAR)
    has_more = bool(profile.usual or profile.shoes or profile.left_right or profile.label_cm or profile.foot_cm)
    if unclear and not has_more:
        return ask_which_cm(unclear.cm, sizing)
    return find_implausible(profile, sizing)


def _ask_shoe_size(scan: Scan) -> NeedMore | None:
    """ "I have dunks, what size?": the size of that pair is all that is missing."""
    named = shoes_without_size(scan)
    ask = scan.sizing.words.get("no-shoe-size", "")
    return NeedMore(("shoe_size",), fill(ask, said=scan.said(named[0].start, named[0].end))) if named and ask else None


def _missing(profile: FitProfile, question: NeedMore | None) -> tuple[str, ...]:
    if question:
        return question.missing
    sizes = (*profile.usual, *profile.left_right, *(shoe.size for shoe in profile.shoes))
    if not sizes and profile.label_cm is None and profile.foot_cm is None:
        return ("usual_size",)
    is_open = profile.scale is Scale.UNKNOWN and any(size.scale is Scale.UNKNOWN for size in sizes)
    return ("scale",) if is_open else ()


def _corrections(intent: Intent, facts: tuple[Fact, ...], asked: tuple[str, ...]) -> tuple[str, ...]:
    answers = {"system": "system", "which_cm_answer": "which_cm", "sized": "shoes", "feel": "shoes"}
    found = [answers[fact.field] for fact in facts if fact.field in answers]
    found += ["scale"] if intent.scale else []
    found += ["usual"] if intent.is_yes and asked else []
    found += ["shoe_size"] if "shoe_size" in asked and any(fact.field == "usual" for fact in facts) else []
    if intent.is_correction:
        found += [fact.field for fact in facts if fact.field in {"usual", "shoes", "width", "label_cm", "foot_cm"}]
    return tuple(dict.fromkeys(found))
