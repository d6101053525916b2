"""All phrasings counted at once are what each would be alone."""

from __future__ import annotations

import os
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from bot.core.faq.brief_arrays import brief_zeros
from bot.core.faq.entry import Entry
from bot.core.faq.features import Vector
from bot.core.faq.index import FaqIndex, Thesaurus, build_index
from bot.core.faq.thesaurus import Floats
from tests.core.faq.conftest import ENTRIES, LEXICON, NICKNAMES, OUT_OF_SCOPE


def _cells(index: FaqIndex, phrasing: int) -> Floats:
    """What the vectors hold of one phrasing, feature by feature."""
    vectors = index.vectors
    held = np.zeros(len(index.featuriser.space.keys), np.float32)
    low, high = vectors.cells[phrasing : phrasing + 2]
    held[vectors.features[low:high]] = vectors.weights[low:high]
    return held


def _spread(vector: Vector, features: int) -> Floats:
    spread = np.zeros(features, np.float32)
    spread[vector.features] = vector.weights
    return spread


def test_a_phrasing_counted_with_the_others_has_the_vector_that_it_has_alone(index: FaqIndex) -> None:
    for number, words in enumerate(index.plain_phrasings):
        alone = index.featuriser.vector(words)
        together = _cells(index, number)
        assert together == pytest.approx(_spread(alone, len(together)), abs=1e-3)
        assert index.vectors.meaning[number] == pytest.approx(alone.meaning, abs=1e-4)


def test_what_is_usual_in_an_entry_is_the_mean_over_its_pairs_of_phrasings(index: FaqIndex) -> None:
    whole = index.vectors.meaning @ index.vectors.meaning.T / index.recipe.meaning
    for entry, (low, high) in enumerate(pairwise(index.starts.tolist())):
        pairs = [whole[one, other] for one in range(low, high) for other in range(low, high) if one != other]
        assert index.usual[entry] == pytest.approx(np.mean(pairs), abs=1e-3)


def test_an_entry_with_one_phrasing_is_held_to_what_is_usual_in_the_others(thesaurus: Thesaurus) -> None:
    lone = Entry("bell", "riding", "Is there a bell?", (), "Yes.")
    index = build_index(ENTRIES | {"bell": lone}, LEXICON, OUT_OF_SCOPE, NICKNAMES, thesaurus)
    assert index.usual[-1] == pytest.approx(index.usual[:-1].mean())


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_memory_of_a_brief_array_is_given_back_with_it() -> None:
    megabytes = 32
    before = _resident_megabytes()
    array = brief_zeros(megabytes, 1 << 18)
    array += 1
    assert _resident_megabytes() > before + megabytes - 4
    del array
    assert _resident_megabytes() < before + 4


def _resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
