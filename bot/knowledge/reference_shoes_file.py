"""`reference_shoes.yaml`: makers, and the shoes that people own and compare with."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass

from bot.core.basis import Basis
from bot.core.sizing.knowledge import Brand, ReferenceShoe
from bot.knowledge.containers import ListOf
from bot.knowledge.fields import Boolean, OneOf, Ref, Text, slug
from bot.knowledge.nodes import Node, Scalar, find_node
from bot.knowledge.origin_keys import source_key
from bot.knowledge.reading import Reading
from bot.knowledge.records import Record, Values, optional, required

_NAME_TEXT = Text(max_length=60)
_NICKNAME = Text(max_length=40)

_BRAND_ID = required("id", slug(), "Stable id of the maker.")
_BRAND_NAME = required("name", _NAME_TEXT, "As shown to people.")
_BRAND_NICKNAMES = optional("nicknames", ListOf(_NICKNAME), (), "What people type for it.")
_BRAND = Record(
    "a brand",
    (_BRAND_ID, _BRAND_NAME, _BRAND_NICKNAMES),
    lambda got: Brand(got[_BRAND_ID], got[_BRAND_NAME], got[_BRAND_NICKNAMES]),
)

_ID = required("id", slug(), "Stable id, never reused.")
_OF = required("brand", Ref("brand"), "Id of its maker; that maker's chart converts its EU and UK sizes.")
_NAME = required("name", _NAME_TEXT, "As shown to people, with the maker.")
_NICKNAMES = optional("nicknames", ListOf(_NICKNAME), (), "What people type for it, in small letters; no typos.")
_EVIDENCE = optional("evidence", Ref("evidence"), "unknown-shoe", "Class of evidence, listed in fit_rules.yaml.")
_FIT = optional("fit", slug(), "", "Name by which fit rules speak of shoes that fit alike.")
_BASIS = optional("basis", OneOf({str(basis): basis for basis in Basis}), Basis.HOUSE, "Who compares the two shoes.")
_SOURCE = optional("source", source_key().spec, "", "Where the comparison stands.")
_NOTE = optional("note", Text(max_length=300), "", "For the people who keep this file.")
_ONLY = optional("brand_only", Boolean(), False, "true where it stands for any shoe of the maker.")


def _shoe(got: Values) -> ReferenceShoe:
    return ReferenceShoe(
        id=got[_ID],
        brand=got[_OF],
        name=got[_NAME],
        nicknames=got[_NICKNAMES],
        evidence=got[_EVIDENCE],
        fit=got[_FIT],
        basis=got[_BASIS],
        source=got[_SOURCE],
        note=got[_NOTE],
        is_brand_only=got[_ONLY],
    )


_SHOE = Record("a reference shoe", (_ID, _OF, _NAME, _NICKNAMES, _EVIDENCE, _FIT, _BASIS, _SOURCE, _NOTE, _ONLY), _shoe)
_BRANDS = required("brands", ListOf(_BRAND, min_items=1, unique=False), "The makers.")
_SHOES = optional("shoes", ListOf(_SHOE, max_items=1000, unique=False), (), "The shoes.")


@dataclass(frozen=True, slots=True)
class ReferenceShoesFile:
    """What `reference_shoes.yaml` says."""

    brands: MappingOf[str, Brand]
    shoes: MappingOf[str, ReferenceShoe]


def _file(got: Values) -> ReferenceShoesFile:
    return ReferenceShoesFile({brand.id: brand for brand in got[_BRANDS]}, {shoe.id: shoe for shoe in got[_SHOES]})


REFERENCE_SHOES = Record("reference_shoes.yaml", (_BRANDS, _SHOES), _file)


def read_reference_shoes(node: Node, reading: Reading) -> ReferenceShoesFile | None:
    """The makers and shoes, or None after problems were collected. Ids and nicknames stand for one thing each."""
    found = REFERENCE_SHOES.read(node, reading)
    for group in ("brands", "shoes"):
        _complain_of_repeats(find_node(node, group), reading)
    return found


def _complain_of_repeats(listing: Node, reading: Reading) -> None:
    owners: dict[str, str] = {}
    for item in getattr(listing, "items", ()):
        owner = find_node(item, "id")
        nicknames = getattr(find_node(item, "nicknames"), "items", ())
        for name in (owner, *nicknames):
            if not isinstance(name, Scalar) or not isinstance(owner, Scalar):
                continue
            key = ("id " if name is owner else "") + " ".join(name.text.casefold().split())
            first = owners.setdefault(key, owner.text)
            if first != owner.text or (name is owner and first is not owner.text):
                reading.complain(name, f"`{name.text}` stands for `{first}` already", "keep it with one of the two")
