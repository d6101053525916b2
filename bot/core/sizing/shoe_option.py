"""One owned shoe as an option writes it: `NAME = SIZE[, tight|loose|comfortable][, sized down][, 2E]`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.sizing.chart import find_rows, label_column
from bot.core.sizing.knowledge import ReferenceShoe, SizingKnowledge
from bot.core.sizing.profile import Feel, OwnedShoe, Scale, Size, Sized
from bot.core.sizing.shoe_names import find_shoe
from bot.core.sizing.size_text import Length, Meaning, read_size, with_points

_ATTRIBUTES: tuple[tuple[str, dict[str, object]], ...] = (
    (r"(?:a |too |bit |little |slightly |very |feels? )*(?:tight|small|snug)", {"feel": Feel.TIGHT}),
    (r"(?:a |too |bit |little |slightly |very |feels? )*(?:loose|big|large)", {"feel": Feel.LOOSE}),
    (
        r"(?:very )?(?:comfortable|comfy|fits?(?: well| fine| great| perfectly)?|perfect|good)",
        {"feel": Feel.COMFORTABLE},
    ),
    (r"(?:sized |went )?(?:down )?(?:a |one |1 )?(?:full|whole)(?: size)?(?: down)?", {"sized": Sized.FULL_DOWN}),
    (r"(?:sized |went )?(?:one|1)(?: full)? size down", {"sized": Sized.FULL_DOWN}),
    (r"(?:sized|went|size)[ -]?down(?: (?:a )?half(?: a)?(?: size)?)?", {"sized": Sized.DOWN}),
    (r"(?:a )?half (?:a )?(?:size )?down", {"sized": Sized.DOWN}),
    (r"(?:sized|went|size)[ -]?up(?: .*)?|(?:a )?half (?:a )?(?:size )?up", {"sized": Sized.UP}),
    (r"(?:want(?:s)? (?:it |them )?)?(?:roomier|more room)(?: .*)?", {"roomier": True}),
    (r"wide(?: width)?", {"width_code": "WIDE"}),
    (r"(?:extra|x)[ -]?wide(?: width)?", {"width_code": "X-WIDE"}),
)

_SCALE_WORD = re.compile(r"(men['’]?s|women['’]?s|wmns|wms)\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ShoeLabel:
    """Centimetres on the label of a shoe that they like."""

    cm: float
    brand: str


@dataclass(frozen=True, slots=True)
class BadShoe:
    """An option value that cannot be read as a shoe with a size."""

    said: str
    is_size_missing: bool = False


def read_shoe(text: str, knowledge: SizingKnowledge) -> OwnedShoe | ShoeLabel | BadShoe:
    """The shoe, the label it was given by, or what is wrong with the text. Never raises."""
    name, mark, rest = text.partition("=")
    if not name.strip():
        return BadShoe(text.strip())
    if not mark or not rest.strip():
        return BadShoe(name.strip(), is_size_missing=True)
    scale, name = _split_scale(name.strip())
    said, *attributes = [part.strip() for part in with_points(rest).split(",")]
    said, remark = _split_remark(said, knowledge)
    size, shoe = read_size(f"{scale} {said}", knowledge), find_shoe(name, knowledge)
    if size is None:
        return BadShoe(said)
    facts: dict[str, object] = {}
    for attribute in filter(None, (remark, *attributes)):
        read = _attribute(attribute, knowledge)
        if read is None:
            return BadShoe(attribute)
        facts |= read
    if isinstance(size, Length):
        return _from_length(name.strip(), shoe, size, facts, text, knowledge)
    return _owned(name.strip(), shoe, size, facts, text)


def _split_scale(name: str) -> tuple[str, str]:
    """ "women's NAME" says whose size follows."""
    found = _SCALE_WORD.match(name)
    return (found.group(1), name[found.end() :]) if found else ("", name)


def _split_remark(said: str, knowledge: SizingKnowledge) -> tuple[str, str]:
    """ "9 2E" and "10 tight" are a size with a remark; what is a size as a whole has none."""
    words = said.split()
    if read_size(said, knowledge) is None:
        for cut in range(len(words) - 1, 0, -1):
            size, remark = " ".join(words[:cut]), " ".join(words[cut:])
            if read_size(size, knowledge) is not None and _attribute(remark, knowledge) is not None:
                return size, remark
    return said, ""


def _is_code(text: str, knowledge: SizingKnowledge) -> bool:
    return any(text.strip().upper() in codes for codes in knowledge.width_codes.values())


def _attribute(text: str, knowledge: SizingKnowledge) -> dict[str, object] | None:
    plain = " ".join(text.casefold().split())
    for pattern, facts in _ATTRIBUTES:
        if re.fullmatch(pattern, plain):
            return facts
    return {"width_code": text.strip().upper()} if _is_code(text, knowledge) else None


def _owned(name: str, shoe: ReferenceShoe | None, size: Size, facts: dict[str, object], text: str) -> OwnedShoe:
    feel, sized = facts.get("feel"), facts.get("sized")
    return OwnedShoe(
        name=name,
        size=size,
        model=shoe.id if shoe else "",
        feel=feel if isinstance(feel, Feel) else None,
        sized=sized if isinstance(sized, Sized) else None,
        width_code=str(facts.get("width_code") or ""),
        roomier=bool(facts.get("roomier")),
        text=text,
    )


def _from_length(
    name: str,
    shoe: ReferenceShoe | None,
    length: Length,
    facts: dict[str, object],
    text: str,
    knowledge: SizingKnowledge,
) -> OwnedShoe | ShoeLabel | BadShoe:
    """A label speaks for itself unless the shoe does not fit or was not bought in the usual size."""
    brand = shoe.brand if shoe else ""
    if length.meaning is Meaning.FOOT:
        return BadShoe(text.partition("=")[2].strip())
    if facts.get("feel") in (None, Feel.COMFORTABLE) and not facts.get("sized") and not facts.get("roomier"):
        return ShoeLabel(length.cm, brand)
    found = find_rows(knowledge.chart(brand or knowledge.maker, Scale.MEN), label_column, length.cm)
    if found is None:
        return ShoeLabel(length.cm, brand)
    return _owned(name, shoe, Size(found.high.us, scale=Scale.MEN, text=f"{length.cm:g} cm"), facts, text)
