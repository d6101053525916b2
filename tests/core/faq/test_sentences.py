"""An index that knows its sentences ranks by meaning as well, and is the same index in everything else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.faq.decision import DOUBT_BELOW, in_doubt
from bot.core.faq.head import TrainedHead
from bot.core.faq.index import FaqIndex, build_index
from bot.core.faq.ranking import Candidate, Evidence, Ranking
from bot.core.faq.sentence_index import phrasing_texts, with_sentences
from bot.core.faq.sentences import sentence_text
from bot.core.faq.thesaurus import Floats
from tests.core.faq.conftest import ENTRIES as PACK
from tests.core.faq.conftest import LEXICON, NICKNAMES, OUT_OF_SCOPE

ENTRIES = len(PACK)


def meaning_of(number: int) -> Floats:
    """A meaning as far from that of every other entry as can be."""
    return np.eye(ENTRIES, dtype=np.float32)[number]


@pytest.fixture(scope="session")
def knowing(index: FaqIndex) -> FaqIndex:
    """The bicycles' index, where all phrasings of an entry mean the same and no two entries do."""
    return with_sentences(index, np.array([meaning_of(owner) for owner in index.owners]))


@pytest.mark.parametrize("number", range(ENTRIES))
def test_a_question_without_a_word_in_common_is_found_by_its_meaning(knowing: FaqIndex, number: int) -> None:
    ranking = knowing.rank("quantum chromodynamics", 3, meaning_of(number))

    best = ranking.candidates[0]
    assert best.entry_id == knowing.ids[number]
    assert best.evidence.phrasing in knowing.phrasings[knowing.starts[number] : knowing.starts[number + 1]]


def test_words_still_count_beside_the_meaning(knowing: FaqIndex, index: FaqIndex) -> None:
    half = (meaning_of(0) + meaning_of(1)) / np.float32(np.sqrt(2))

    assert knowing.rank("how many kilos is the bike", 1, half).candidates[0].entry_id == "weight"
    assert knowing.rank("max tire clearance", 1, half).candidates[0].entry_id == "tyres"


@given(limit=st.integers(1, 9), number=st.integers(0, ENTRIES - 1))
def test_the_winner_does_not_depend_on_how_many_are_asked_for(knowing: FaqIndex, limit: int, number: int) -> None:
    few = knowing.rank("is it any good", limit, meaning_of(number)).candidates
    many = knowing.rank("is it any good", 9, meaning_of(number)).candidates

    assert few == many[:limit]


def test_scope_and_words_that_rule_an_entry_out_hold_against_the_meaning(knowing: FaqIndex) -> None:
    car = knowing.rank("what rubber for the car", 1, meaning_of(0)).candidates[0]
    bike = knowing.rank("what rubber for it", 1, meaning_of(0)).candidates[0]
    tractor = knowing.rank("what rubber for my tractor", 1, meaning_of(0)).candidates[0]

    assert bike.entry_id == "tyres"
    assert car.probability < bike.probability / 4
    assert tractor.probability < bike.probability / 2


def test_an_encoder_reads_plain_words_and_no_name_of_ours(index: FaqIndex) -> None:
    assert index.rank("Hw heavvy is the Roadster 7?!").plain == "how heavy is the shoe"
    assert index.rank("").plain == ""
    assert len(phrasing_texts(index)) == len(index.phrasings)
    assert sentence_text(()) == ""


def test_what_belongs_to_another_index_is_refused(index: FaqIndex) -> None:
    vectors = np.ones((len(index.phrasings), 2), np.float32)
    foreign = TrainedHead("another", vectors.astype(np.int8), vectors[:, 0], vectors, vectors[0], False)

    with pytest.raises(ValueError, match="another index"):
        with_sentences(index, vectors[1:])
    with pytest.raises(ValueError, match="another index"):
        with_sentences(index, vectors, foreign)


def test_an_index_of_single_phrasings_can_be_taught(knowing: FaqIndex) -> None:

    single = build_index(
        {name: replace(entry, ask=()) for name, entry in PACK.items()}, LEXICON, OUT_OF_SCOPE, NICKNAMES
    )
    taught = with_sentences(single, np.eye(ENTRIES, dtype=np.float32))

    assert np.isfinite(taught.usual).all()
    assert taught.rank("anything", 1, meaning_of(2)).candidates[0].entry_id == taught.ids[2]


def test_only_what_was_found_and_is_not_sure_is_in_doubt() -> None:
    def ranking(*probabilities: float) -> Ranking:
        return Ranking(
            "does it?", tuple(Candidate(f"e{n}", p, p, lambda: Evidence("")) for n, p in enumerate(probabilities))
        )

    sure, doubtful, nothing = ranking(DOUBT_BELOW, 0.1), ranking(DOUBT_BELOW - 0.01), ranking()

    assert in_doubt([sure, doubtful, nothing]) == (doubtful,)
