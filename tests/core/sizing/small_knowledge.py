"""A small sizing knowledge for tests of reading: a few brands and shoes, no charts and no rules."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from bot.core.sizing.knowledge import Brand, Limits, ReferenceShoe, SizingKnowledge
from bot.core.sizing.profile import Scale, Width

_SHOES = (
    ("gel-kayano-14", "asics", "ASICS Gel-Kayano 14", ("kayano 14", "kayano", "gk14", "the 14", "14s", "kayano14")),
    ("gel-1130", "asics", "ASICS Gel-1130", ("1130", "gel 1130", "asics 1130")),
    ("gt-2160", "asics", "ASICS GT-2160", ("gt 2160", "2160")),
    (
        "nike-air-force-1",
        "nike",
        "Nike Air Force 1",
        ("air force 1", "air force ones", "air force", "af1", "af 1", "forces"),
    ),
    ("nike-dunk-low", "nike", "Nike Dunk Low", ("dunk", "dunk low", "nike dunk", "dunks")),
    ("nike-air-max-90", "nike", "Nike Air Max 90", ("air max 90", "am90")),
    ("jordan-1", "nike", "Air Jordan 1", ("jordan 1", "aj1", "j1")),
    ("nb-530", "newbalance", "New Balance 530", ("530", "nb 530")),
    ("nb-2002r", "newbalance", "New Balance 2002R", ("2002r", "nb 2002r", "2002")),
    ("nb-990", "newbalance", "New Balance 990", ("990", "990v6", "990v5", "990v4", "990v3", "nb 990", "nb 990v6")),
    ("adidas-samba", "adidas", "adidas Samba", ("samba",)),
    ("converse-chuck", "converse", "Converse Chuck 70", ("chuck 70", "chucks", "chuck taylor", "all star", "chuck")),
)
_BRANDS = (
    ("asics", "ASICS", ()),
    ("nike", "Nike", ("nikes",)),
    ("newbalance", "New Balance", ("nb", "new balances")),
    ("adidas", "adidas", ()),
    ("converse", "Converse", ()),
)


def small_knowledge() -> SizingKnowledge:
    """Knowledge whose first shoe is the one that is asked about."""
    shoes = [ReferenceShoe(id_, brand, name, names) for id_, brand, name, names in _SHOES]
    values: dict[str, Any] = {
        "maker": "asics",
        "gender_step": 1.5,
        "charts": (),
        "brands": {id_: Brand(id_, name, names) for id_, name, names in _BRANDS},
        "shoes": {shoe.id: shoe for shoe in shoes},
        "rules": (),
        "evidence": (),
        "limits": Limits(1, 1, 2, {}, {}),
        "width_codes": {
            Scale.MEN: {"B": Width.NARROW, "D": Width.REGULAR, "2E": Width.WIDE, "4E": Width.EXTRA_WIDE},
            Scale.WOMEN: {"B": Width.REGULAR, "D": Width.WIDE, "2E": Width.EXTRA_WIDE},
        },
        "words": {},
    }
    return SizingKnowledge(
        **{field.name: values[field.name] for field in fields(SizingKnowledge) if field.name in values}
    )
