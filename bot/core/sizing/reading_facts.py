"""What was read, fact by fact, each with the words it came from and their place in the message."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.sizing.own_shoe import own_model
from bot.core.sizing.profile import OwnedShoe
from bot.core.sizing.reading_feel import TRUE_TO_SIZE, shoe_spoken_of
from bot.core.sizing.reading_intent import Intent
from bot.core.sizing.reading_lengths import Measure
from bot.core.sizing.reading_roles import Roles
from bot.core.sizing.reading_scan import Scan
from bot.core.sizing.reading_shoes import ShoeFound
from bot.core.sizing.reading_words import Spoken


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was read, with its place in the message."""

    field: str
    """A field of `FitProfile`; or `system`, `which_cm`, `sized`, `shoe_named`, `yes` for what changes another fact."""
    value: str
    text: str
    """The words it came from, as typed."""
    start: int
    end: int


def list_facts(
    scan: Scan, spoken: Spoken, roles: Roles, shoes: tuple[OwnedShoe, ...], intent: Intent
) -> tuple[Fact, ...]:
    """Every fact of a message in its order, each with its words and their place."""
    found = [
        Fact(fact.field, fact.value, scan.said(fact.start, fact.end), fact.start, fact.end) for fact in spoken.facts
    ]
    used = {size.text for size in (*roles.usual, *roles.left_right)}
    for size in scan.loose:
        said = scan.said(size.start, size.end)
        if said in used:
            field = "usual" if any(one.text == said for one in roles.usual) else "left_right"
            found.append(Fact(field, "-".join(f"{value:g}" for value in size.values), said, size.start, size.end))
    found += _shoe_facts(scan, shoes)
    for length in scan.lengths:
        field = {Measure.LABEL: "label_cm", Measure.FOOT: "foot_cm", Measure.UNCLEAR: "which_cm"}.get(
            length.measure, "odd_cm"
        )
        size = length.size
        found.append(Fact(field, f"{length.cm:g}", scan.said(size.start, size.end), size.start, size.end))
    whole = (scan.text.strip(), 0, len(scan.text))
    if intent.scale:
        found.append(Fact("scale", intent.scale, *whole))
    if intent.system:
        found.append(Fact("system", intent.system, *whole))
    if intent.which_cm:
        found.append(Fact("which_cm_answer", intent.which_cm, *whole))
    if intent.is_gift:
        found.append(Fact("person", "somebody-else", *whole))
    if intent.is_yes:
        found.append(Fact("yes", "yes", *whole))
    return tuple(sorted(found, key=lambda fact: fact.start))


def _shoe_facts(scan: Scan, shoes: tuple[OwnedShoe, ...]) -> list[Fact]:
    found = []
    for shoe in shoes:
        start = max(scan.text.find(shoe.text), 0)
        found.append(Fact("shoes", shoe.model or shoe.name, shoe.text, start, start + len(shoe.text)))
    for step in scan.steps:
        spoken_of = shoe_spoken_of(scan.rest, step.start, step.end, list(scan.shoes))
        is_new = spoken_of is not None and bool(spoken_of.model) and spoken_of.model not in {one.model for one in shoes}
        if spoken_of and is_new and not step.is_asked and step.value != TRUE_TO_SIZE:
            value = f"{step.value} {spoken_of.model}"
            found.append(Fact("sized", value, scan.said(step.start, step.end), step.start, step.end))
    if not shoes:
        said = shoes_without_size(scan)[:1]
        found += [Fact("shoe_named", one.model, scan.said(one.start, one.end), one.start, one.end) for one in said]
    return found + _feel_facts(scan, shoes) + _roomier_facts(scan)


def _roomier_facts(scan: Scan) -> list[Fact]:
    """ "But I want them roomier": said of the shoe last spoken of, where none is named."""
    match = None if scan.shoes or scan.loose else scan.words["roomier"].search(scan.rest)
    if match is None or scan.words["shoe_pronouns"].search(scan.rest) is None:
        return []
    return [Fact("roomier", "yes", scan.said(match.start(), match.end()), match.start(), match.end())]


def _feel_facts(scan: Scan, shoes: tuple[OwnedShoe, ...]) -> list[Fact]:
    """How a shoe feels whose size was not said here; without a name it is the shoe last spoken of."""
    found = []
    for feel in scan.feels:
        shoe = shoe_spoken_of(scan.rest, feel.start, feel.end, list(scan.shoes))
        is_known = any(owned.feel for owned in shoes) or (shoe is not None and not shoe.model)
        is_said = shoe is not None or scan.words["shoe_pronouns"].search(scan.rest) is not None
        if is_said and not is_known and not scan.links and (shoe or not scan.loose):
            value = f"{feel.feel} {shoe.model}" if shoe else str(feel.feel)
            found.append(Fact("feel", value, scan.said(feel.start, feel.end), feel.start, feel.end))
    return found


def shoes_without_size(scan: Scan) -> list[ShoeFound]:
    """Known shoes that are named in a message without any size of a shoe; never the pack's own."""
    own = own_model(scan.sizing)
    return [shoe for shoe in scan.shoes if shoe.model and shoe.model != own and not scan.links]
