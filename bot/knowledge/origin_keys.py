"""Keys that several kinds of files share: where a statement comes from, and when a fact that ages was checked."""

from __future__ import annotations

from bot.core.basis import Basis
from bot.knowledge.fields import KEBAB, Day, Days, OneOf, Ref
from bot.knowledge.records import Key, maybe, required


def source_key() -> Key[str]:
    """`source: fit-guide#faq-stretch`; the source and its section have to be listed in sources.yaml."""
    spec = Ref("source", f"{KEBAB}#{KEBAB}", "write the source, a #, and the section: fit-guide#faq-stretch")
    return required("source", spec, "Where it comes from: <source id>#<section>, both listed in sources.yaml.")


def basis_key() -> Key[Basis]:
    """`basis: guide`."""
    about = "guide: the source articles; chart: a maker's size chart; house: our own inference, shown as such."
    return required("basis", OneOf({str(basis): basis for basis in Basis}), about)


CHECKED = maybe("checked", Day(), "For a fact that ages: the day it was last checked, like 2025-10-17.")
REVIEW_AFTER = maybe("review_after", Days(), "For a fact that ages: days until it should be checked again, like 180d.")
