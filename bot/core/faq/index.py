"""The door to the index: what the other rooms import."""

from __future__ import annotations

from bot.core.faq.building import Stored, build_index, index_digest, stored_parts, train_head, with_head
from bot.core.faq.completion import Completion
from bot.core.faq.head import TrainedHead
from bot.core.faq.matcher import FaqIndex
from bot.core.faq.recipe import Recipe
from bot.core.faq.thesaurus import Thesaurus, thesaurus_from_arrays

__all__ = [
    "Completion",
    "FaqIndex",
    "Recipe",
    "Stored",
    "Thesaurus",
    "TrainedHead",
    "build_index",
    "index_digest",
    "stored_parts",
    "thesaurus_from_arrays",
    "train_head",
    "with_head",
]
