"""The shipped thesaurus and the lookups in it."""

from __future__ import annotations

import numpy as np
import pytest

from bot.core.faq.links import Links
from bot.core.faq.thesaurus import Thesaurus, thesaurus_from_arrays


def test_every_stem_is_found_where_it_stands(thesaurus: Thesaurus) -> None:
    stems = thesaurus.text.decode().split("\n")[:-1]
    assert stems == sorted(stems)
    for position in (0, 1, 777, len(thesaurus) // 2, len(thesaurus) - 1):
        assert thesaurus.position(stems[position]) == position
    assert thesaurus.position("xyzzyqq") == thesaurus.position("") == -1


def test_near_words_are_neighbours(thesaurus: Thesaurus) -> None:
    targets, near = thesaurus.neighbours(thesaurus.position("shoe"))
    names = [thesaurus.text[thesaurus.starts[t] : thesaurus.starts[t + 1] - 1].decode() for t in targets]
    assert "footwear" in names or "sneaker" in names
    assert all(0.3 < value <= 1 for value in near)


def test_rare_words_are_rarer(thesaurus: Thesaurus) -> None:
    the, shoe = (thesaurus.rareness(thesaurus.position(word)) for word in ("the", "shoe"))
    assert 0 <= the < shoe < thesaurus.rareness(-1) == 1


def test_stems_an_edit_away_come_with_their_places(thesaurus: Thesaurus) -> None:
    near = dict(thesaurus.an_edit_away("refunt"))
    assert near["refund"] == thesaurus.position("refund")
    assert thesaurus.an_edit_away("xyzzyqq") == []


def test_the_commonest_word_has_the_first_rank(thesaurus: Thesaurus) -> None:
    the, shoe = (thesaurus.log_rank(thesaurus.position(word)) for word in ("the", "shoe"))
    assert 0 <= the < 1
    assert 6 < shoe < 9


def test_links_are_seen_from_either_side(thesaurus: Thesaurus) -> None:
    refund, unknown = thesaurus.position("refund"), -1
    links = Links(thesaurus, np.array([unknown, thesaurus.position("reimburs"), refund], np.int32))
    assert links.of(thesaurus.position("reimburs")).get(2, 0) > 0.3
    assert links.of(refund).get(1, 0) > 0.3
    assert links.of(thesaurus.position("banana")) == {}


def test_a_damaged_thesaurus_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks"):
        thesaurus_from_arrays({"stems": np.zeros(3, np.uint8)})
