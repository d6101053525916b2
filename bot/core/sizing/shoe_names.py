"""Which reference shoe a name means: by name, nickname or typo, else some shoe of the maker it names."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from bot.core.sizing.knowledge import ReferenceShoe, SizingKnowledge

CLOSE_ENOUGH = 84
"""Least similarity (0 to 100) of a typo; tuned so that every nickname with one letter changed finds its shoe."""
_SHORTEST_TYPO = 5
"""Shorter names are too easily one letter away from each other."""
_LETTERS_AND_DIGITS = re.compile(r"[a-z]+|\d+")


def name_key(name: str) -> str:
    """A name as it is compared: small letters and digits only, in words of either."""
    return " ".join(_LETTERS_AND_DIGITS.findall(name.casefold()))


def find_shoe(name: str, knowledge: SizingKnowledge) -> ReferenceShoe | None:
    """The reference shoe that `name` means; one that stands for its brand alone where only the brand is known.

    None for a shoe that the pack does not know. A digit is never read as a typo: a 990v6 is no 990v5.
    """
    key = name_key(name)
    names = _names(knowledge)
    for spelling in (key, key.removesuffix("s").strip(), _without_brand(key, knowledge)):
        if spelling in names:
            return names[spelling]
    return _by_typo(key, names) or _by_brand(key, knowledge)


def _names(knowledge: SizingKnowledge) -> dict[str, ReferenceShoe]:
    names: dict[str, ReferenceShoe] = {}
    for shoe in knowledge.shoes.values():
        for name in (shoe.name, shoe.id, *shoe.nicknames):
            names.setdefault(name_key(name), shoe)
    return names


def _brand_keys(knowledge: SizingKnowledge) -> list[tuple[str, str]]:
    """Brand names as compared with the brand's id, longest first."""
    keys = [
        (name_key(name), brand.id) for brand in knowledge.brands.values() for name in (brand.name, *brand.nicknames)
    ]
    return sorted(keys, key=lambda pair: -len(pair[0]))


def _without_brand(key: str, knowledge: SizingKnowledge) -> str:
    for brand, _ in _brand_keys(knowledge):
        if key.startswith(f"{brand} "):
            return key.removeprefix(f"{brand} ")
    return key


def _by_typo(key: str, names: dict[str, ReferenceShoe]) -> ReferenceShoe | None:
    if len(key) < _SHORTEST_TYPO:
        return None
    digits = _digits(key)
    alike = {name: shoe for name, shoe in names.items() if len(name) >= _SHORTEST_TYPO - 1 and _digits(name) == digits}
    found = process.extractOne(key, list(alike), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    return alike[found[0]] if found else None


def _digits(key: str) -> list[str]:
    return [word for word in key.split() if word.isdigit()]


def _by_brand(key: str, knowledge: SizingKnowledge) -> ReferenceShoe | None:
    """Some shoe of the maker, or of the line, that the name begins with or contains; the longest name counts."""
    general = (shoe for shoe in knowledge.shoes.values() if shoe.is_brand_only)
    named = [(name_key(name), shoe) for shoe in general for name in (shoe.name, *shoe.nicknames)]
    named += [(brand, shoe) for brand, id_ in _brand_keys(knowledge) if (shoe := knowledge.shoes.get(id_)) is not None]
    found = [(len(name), shoe) for name, shoe in named if f" {name} " in f" {key} "]
    return max(found, key=lambda pair: pair[0])[1] if found else None
