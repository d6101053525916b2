"""A sketch stands for all features, and what is learnt in it is carried over to them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.core.faq import teaching
from bot.core.faq.index import FaqIndex, Thesaurus, build_index, train_head, with_head
from bot.core.faq.recipe import Recipe
from bot.core.faq.sketch import draw_sketch
from tests.core.faq.conftest import ENTRIES, LEXICON, NICKNAMES, OUT_OF_SCOPE

NARROW = Recipe(alone=8, shared=16)
"""Few dimensions, so that features of a small pack share them."""


@pytest.fixture(scope="module")
def narrow(thesaurus: Thesaurus) -> FaqIndex:
    return build_index(ENTRIES, LEXICON, OUT_OF_SCOPE, NICKNAMES, thesaurus, recipe=NARROW)


def test_the_commonest_features_have_a_dimension_each_and_the_others_share_the_rest() -> None:
    counts = np.array([3, 50, 1, 40, 1, 2, 1, 1, 30, 1])

    sketch = draw_sketch(counts, np.arange(10, dtype=np.uint64), alone=2, shared=4)

    assert sketch.places[[1, 3]].tolist() == [0, 1]
    assert sketch.is_alone().nonzero()[0].tolist() == [1, 3]
    assert set(sketch.places[~sketch.is_alone()].tolist()) <= {2, 3, 4, 5}
    assert set(sketch.signs.tolist()) == {1, -1}


def test_a_pack_with_fewer_features_than_dimensions_has_one_for_each() -> None:
    sketch = draw_sketch(np.array([2, 9, 4]), np.arange(3, dtype=np.uint64), alone=256, shared=512)

    assert sorted(sketch.places.tolist()) == [0, 1, 2]
    assert (sketch.signs == 1).all()


def test_features_that_share_dimensions_stay_where_they_are_when_the_pack_is_edited(thesaurus: Thesaurus) -> None:
    first, *rest = ENTRIES.values()
    longer = {first.id: replace(first, ask=("may i ask something unheard of", *first.ask))}
    edited = longer | {entry.id: entry for entry in rest}
    before, after = (
        build_index(entries, LEXICON, OUT_OF_SCOPE, NICKNAMES, thesaurus, recipe=NARROW)
        for entries in (ENTRIES, edited)
    )

    places = [_places_of_stems(index) for index in (before, after)]

    kept = places[0].keys() & places[1].keys()
    assert len(kept) > 20
    assert all(places[0][stem] == places[1][stem] for stem in kept)


def _places_of_stems(index: FaqIndex) -> dict[str, int]:
    sketch, stems = index.vectors.sketch, index.featuriser.space.stems
    shared = (~sketch.is_alone()[: len(stems)]).nonzero()[0]
    return {stems[at]: int(sketch.places[at]) for at in shared}


def test_likeness_goes_by_features_wherever_they_lie_in_the_sketch(narrow: FaqIndex, untrained: FaqIndex) -> None:
    everyone = range(len(narrow.ids))
    for words in narrow.plain_phrasings[:5]:
        one, begins = narrow.likeness(everyone, narrow.featuriser.vector(words))
        other, _ = untrained.likeness(everyone, untrained.featuriser.vector(words))
        assert one == pytest.approx(other, abs=1e-5)
        assert begins.tolist() == narrow.starts[:-1].tolist()


def test_the_likeness_to_some_entries_is_their_part_of_the_whole(untrained: FaqIndex) -> None:
    vector = untrained.featuriser.vector(("how", "heavy", "is", "it"))
    whole, _ = untrained.likeness(range(len(untrained.ids)), vector)

    some, begins = untrained.likeness((3, 0), vector)

    third, first = (whole[untrained.starts[at] : untrained.starts[at + 1]] for at in (3, 0))
    assert some == pytest.approx(np.concatenate([third, first]), abs=1e-6)
    assert begins.tolist() == [0, len(third)]


@pytest.mark.parametrize("largest", [0, 4_000_000], ids=["in the sketch", "over all features"])
def test_a_head_finds_every_phrasing_in_a_sketch_where_features_meet(
    narrow: FaqIndex, largest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teaching, "LARGEST", largest)

    taught = with_head(narrow, train_head(narrow))

    assert taught.trained is not None
    assert taught.trained.is_sketched is (largest == 0)
    right = [
        taught.rank(phrasing).candidates[0].entry_id == taught.ids[owner]
        for phrasing, owner in zip(taught.phrasings, taught.owners, strict=True)
    ]
    assert np.mean(right) > 0.95


def test_where_each_feature_has_its_own_dimension_carrying_over_changes_nothing(
    untrained: FaqIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    roomy = build_index(
        ENTRIES, LEXICON, OUT_OF_SCOPE, NICKNAMES, untrained.featuriser._thesaurus, recipe=Recipe(alone=4000)
    )
    carried = with_head(roomy, train_head(roomy))
    monkeypatch.setattr(teaching, "LARGEST", 0)
    sketched = with_head(roomy, train_head(roomy))

    for question in ("how heavy is it", "will wider tyres go on", "is it costly"):
        vector = roomy.featuriser.vector(roomy.read(question).words)
        assert carried.entry_scores(vector) == pytest.approx(sketched.entry_scores(vector), abs=0.05)


def test_an_index_without_a_head_ranks_by_the_best_phrasing_and_the_mean(untrained: FaqIndex) -> None:
    vector = untrained.featuriser.vector(("how", "heavy", "is", "it"))
    whole, _ = untrained.likeness(range(len(untrained.ids)), vector)
    parts = np.split(whole, untrained.starts[1:-1])

    expected = [8 * (part.max() + 2 * part.mean()) for part in parts]

    assert untrained.entry_scores(vector) == pytest.approx(expected, abs=0.05)
