"""What a message wants: a size, an answer to what was asked, a correction, or something else that holds a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.sizing.phrases import CompiledWords
from bot.core.sizing.profile import Scale, System
from bot.core.sizing.reading_numbers import is_offer
from bot.core.sizing.reading_scan import Scan
from bot.core.sizing.reading_text import SHOE, blank, sentence_before

_NAMED = re.compile(f"{SHOE}+")
_WORD = re.compile(r"[a-z0-9']+")
_SHORT = 7
"""Words in an answer that only names a scale, a system or which centimetres."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What a message wants."""

    asks_size: bool
    asks_step: bool
    """Asks something that is about a size only where one is given."""
    is_other_topic: bool
    is_personal: bool
    """A size in it is said to be somebody's own."""
    is_correction: bool
    scale: Scale | None
    """The scale that a short message names and nothing else."""
    system: System | None
    """The numbering that a short message names and nothing else."""
    which_cm: str
    """`label` or `foot` where a short message only says that."""
    is_yes: bool
    is_gift: bool
    """The shoes are for somebody else."""
    is_other_thing: bool
    """About the size of something that is no shoe."""
    is_trade: bool
    """Offers to sell or swap something."""


def read_intent(scan: Scan, asked: tuple[str, ...]) -> Intent:
    """What the message wants, from its words alone; `asked` makes short answers answers."""
    words = scan.words
    named = blank(scan.flat, [(shoe.start, shoe.end) for shoe in scan.shoes], SHOE)
    spoken = _NAMED.sub(" shoe ", named)
    short = _trimmed(scan.flat)
    has_number = bool(scan.loose or scan.links or scan.lengths)
    is_short = len(_WORD.findall(scan.flat)) <= _SHORT and not has_number
    is_correction = _is_correction(scan.flat, words)
    is_how = words["how_questions"].search(spoken) is not None and not has_number
    asks_size = not is_how and (words["asks_size"].search(spoken) is not None or _ends_in_size(spoken))
    return Intent(
        asks_size,
        words["asks_step"].search(spoken) is not None,
        _is_other_topic(scan, spoken),
        _is_personal(scan),
        is_correction,
        _named_scale(short, words) if is_short and not asks_size else None,
        _named_system(short, words)
        if is_short and (is_correction or "system" in asked or _ELSEWHERE.fullmatch(short))
        else None,
        _which_cm(short, words) if is_short or "which_cm" in asked else "",
        words["yes_answers"].fullmatch(short) is not None,
        words["gift_people"].search(scan.flat) is not None,
        words["other_things"].search(spoken) is not None and not any(shoe.model for shoe in scan.shoes),
        words["trading"].search(scan.flat) is not None,
    )


def is_whole_answer(flat: str, words: CompiledWords) -> bool:
    """Whether a flat text is nothing but a yes, a word for which centimetres are meant, or one for a usual width."""
    short = _trimmed(flat)
    return bool(
        words["yes_answers"].fullmatch(short) or _which_cm(short, words) or words["regular_answers"].fullmatch(short)
    )


def _trimmed(flat: str) -> str:
    return flat.strip(" .,!?()\"'")


_ELSEWHERE = re.compile(
    r"(?:(?:and|so|also|what about|how about|what'?s (?:that|it)|what) )?(?:(?:is|would) (?:that|it) (?:be )?)?"
    r"in (?:the )?"
    r"[a-z.]{2,8}(?: sizes?| sizing)?"
)
""" "and in EU?": the size just given, in another numbering."""
_SIZE_LAST = re.compile(r"\b(?:what|which|whats|what's)\b[\w' ]{0,12} (?:size|sz)\s*(?:[?.!,]|$)")


def _ends_in_size(spoken: str) -> bool:
    return _SIZE_LAST.search(spoken) is not None


_GOES_ON = re.compile(r"\s*(?:[,.!\-]|\d|(?:i|i'm|im|it|it's|its|that|a|an|the|my|uk|us|eu|mens|womens|wait)\b|$)")


def _is_correction(flat: str, words: CompiledWords) -> bool:
    if words["corrections"].search(flat):
        return True
    start = words["correction_starts"].match(flat.lstrip())
    return bool(start and _GOES_ON.match(flat.lstrip()[start.end() :]))


def _is_other_topic(scan: Scan, spoken: str) -> bool:
    words = scan.words
    if words["availability_overrides"].search(spoken):
        return False
    has_scale = any(found.scale for found in scan.loose)
    is_soft = words["soft_topics"].search(spoken) is not None and not has_scale
    topic = words["other_topics"].search(spoken) is not None or is_offer(scan.flat)
    if topic or is_soft:
        return True
    return words["stock_topics"].search(spoken) is not None and words["asks_step"].search(spoken) is None


def _is_personal(scan: Scan) -> bool:
    for link in scan.links:
        if link.shoe.model or link.shoe.brand or _says_personal(scan, link.size.start):
            return True
    return any(_says_personal(scan, found.start) for found in (*scan.loose, *(length.size for length in scan.lengths)))


def _says_personal(scan: Scan, position: int) -> bool:
    said = scan.words["asking"].sub(" ", sentence_before(scan.rest, position))
    return scan.words["personal"].search(said) is not None


_SCALES = (("women_marks", Scale.WOMEN), ("men_marks", Scale.MEN))
_SYSTEMS = (("us_marks", System.US), ("uk_marks", System.UK), ("eu_marks", System.EU))


def _named_scale(short: str, words: CompiledWords) -> Scale | None:
    left = words["answer_fillers"].sub(" ", short)
    for name, scale in _SCALES:
        if words[name].fullmatch(left.strip(" .,!?'")):
            return scale
    return None


def _named_system(short: str, words: CompiledWords) -> System | None:
    hits = [(match.start(), system) for name, system in _SYSTEMS for match in words[name].finditer(short)]
    meant = re.search(r"\bnot\s+(\w+)", short)
    wanted = [hit for hit in hits if meant is None or not meant.start(1) <= hit[0] < meant.end(1)]
    return max(wanted)[1] if wanted else None


def _which_cm(short: str, words: CompiledWords) -> str:
    left = words["answer_fillers"].sub(" ", short).strip(" .,!?'")
    for said in (short, " ".join(left.split())):
        if words["foot_answers"].fullmatch(said):
            return "foot"
        if words["label_answers"].fullmatch(said):
            return "label"
    return ""
