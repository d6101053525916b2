"""The index of a pack, ready to answer: with the thesaurus, the cache and the head brought together.

Blocks for a fraction of a second on a cold start; call it in a thread when something else is running.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from bot.core.faq.index import FaqIndex, Thesaurus, build_index, index_digest, stored_parts, train_head, with_head
from bot.core.pack import Pack
from bot.knowledge.index_cache import IndexCache
from bot.knowledge.thesaurus_file import load_thesaurus

TRAINED_AT_ONCE = 3000
"""Phrasings up to which the head is trained while loading (0.15 s for 80 entries, a second for 600); `trained` does it
for larger packs."""


@lru_cache(maxsize=1)
def shared_thesaurus() -> Thesaurus:
    """The shipped thesaurus; one for all indexes of a process, because it never changes."""
    return load_thesaurus()


def load_index(pack: Pack, cache_dir: Path | None = None) -> FaqIndex:
    """The index of a pack. Larger packs that were never trained here come back without a head; see `trained`."""
    words = (pack.entries, pack.lexicon, pack.out_of_scope, pack.shoe.nicknames, shared_thesaurus())
    cache = IndexCache(cache_dir) if cache_dir else None
    kept = cache.load(index_digest(*words)) if cache else None
    if kept is not None:
        stored, head = kept
        index = build_index(*words, trained=head, stored=stored)
    else:
        index = build_index(*words)
    if index.trained is None and len(index.phrasings) <= TRAINED_AT_ONCE:
        return trained(index, cache_dir)
    return index


def trained(index: FaqIndex, cache_dir: Path | None = None) -> FaqIndex:
    """The same index with its head trained, and kept where a cache directory is given. Takes up to a minute."""
    if index.trained is not None or not index.ids:
        return index
    better = with_head(index, train_head(index))
    if cache_dir:
        IndexCache(cache_dir).save(better.digest, stored_parts(better), better.trained)
    return better
