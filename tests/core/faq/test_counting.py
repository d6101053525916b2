"""All phrasings counted at once are what each would be alone."""

from __future__ import annotations

import os
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.faq.brief_arrays import brief_zeros
from bot.core.faq.entry import Entry
from bot.core.faq.features import Vector
from bot.core.faq.index import FaqIndex, Thesaurus, build_index
from bot.core.faq.kernel import kernel
from bot.core.faq.letters import letter_keys, letter_keys_of
from bot.core.faq.thesaurus import Floats
from tests.core.faq.conftest import ENTRIES, LEXICON, NICKNAMES, OUT_OF_SCOPE


def _column(index: FaqIndex, phrasing: int) -> Floats:
    """What the postings hold of one phrasing, feature by feature."""
    postings = index.postings
    held = np.zeros(len(postings.full_of), np.float32)
    is_full = postings.full_of >= 0
    held[is_full] = postings.full[postings.full_of[is_full], phrasing]
    features = np.repeat(np.arange(len(held)), np.diff(postings.pointers))
    mine = postings.rows == phrasing
    held[features[mine]] = postings.weights[mine]
    return held


def _spread(vector: Vector, features: int) -> Floats:
    spread = np.zeros(features, np.float32)
    spread[vector.features] = vector.weights
    return spread


def test_a_phrasing_counted_with_the_others_has_the_vector_that_it_has_alone(index: FaqIndex) -> None:
    for number, words in enumerate(index.plain_phrasings):
        alone = index.featuriser.vector(words)
        together = _column(index, number)
        assert together == pytest.approx(_spread(alone, len(together)), abs=1e-3)
        assert index.postings.meaning[number] == pytest.approx(alone.meaning * index.recipe.meaning, abs=1e-4)


def test_the_kernel_holds_the_likeness_of_each_phrasing_to_each(index: FaqIndex) -> None:
    whole = kernel(index.postings, index.recipe.meaning)
    assert whole == pytest.approx(whole.T, abs=1e-4)
    for number, words in enumerate(index.plain_phrasings):
        assert whole[number] == pytest.approx(index.postings.likeness(index.featuriser.vector(words)), abs=2e-3)


def test_what_is_usual_in_an_entry_is_the_mean_over_its_pairs_of_phrasings(index: FaqIndex) -> None:
    whole = index.postings.meaning @ index.postings.meaning.T / index.recipe.meaning**2
    for entry, (low, high) in enumerate(pairwise(index.starts.tolist())):
        pairs = [whole[one, other] for one in range(low, high) for other in range(low, high) if one != other]
        assert index.usual[entry] == pytest.approx(np.mean(pairs), abs=1e-3)


def test_an_entry_with_one_phrasing_is_held_to_what_is_usual_in_the_others(thesaurus: Thesaurus) -> None:
    lone = Entry("bell", "riding", "Is there a bell?", (), "Yes.")
    index = build_index(ENTRIES | {"bell": lone}, LEXICON, OUT_OF_SCOPE, NICKNAMES, thesaurus)
    assert index.usual[-1] == pytest.approx(index.usual[:-1].mean())


@given(st.lists(st.text(min_size=1, max_size=12), max_size=6), st.sampled_from([(3,), (2, 3, 4), (1, 5)]))
def test_the_letters_of_many_words_are_those_of_each(words: list[str], lengths: tuple[int, ...]) -> None:
    keys, places = letter_keys_of(words, lengths)
    for at, word in enumerate(words):
        assert sorted(keys[places == at].tolist()) == sorted(letter_keys(word, lengths))


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
