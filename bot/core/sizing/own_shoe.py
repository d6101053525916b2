"""Which reference shoe is the one that the pack is about. It is owned by some, and asked about by everybody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.core.sizing.knowledge import SizingKnowledge


def own_model(sizing: SizingKnowledge) -> str:
    """Id of the shoe that the pack is about: the first reference shoe, if the pack's maker makes it; else empty."""
    first = next(iter(sizing.shoes.values()), None)
    return first.id if first and first.brand == sizing.maker and not first.is_brand_only else ""


def name_own_shoe(sizing: SizingKnowledge, nicknames: Iterable[str]) -> SizingKnowledge:
    """The same knowledge with the pack's nicknames for its own shoe, so that "the 14s" is read as the shoe, no size."""
    model = own_model(sizing)
    if not model:
        return sizing
    shoe = sizing.shoes[model]
    plurals = [f"{number}s" for number in re.findall(r"\d+", shoe.name)]
    named = replace(shoe, nicknames=tuple(dict.fromkeys((*shoe.nicknames, *nicknames, *plurals))))
    return replace(sizing, shoes={**sizing.shoes, model: named})
