"""What ranking promises, on a small pack that is not about shoes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.faq.entry import Entry
from bot.core.faq.index import FaqIndex, Thesaurus, build_index, index_digest, train_head, with_head
from bot.core.faq.matcher import POOL
from bot.core.faq.reading import Reading
from tests.core.faq.conftest import ENTRIES, LEXICON, NICKNAMES, OUT_OF_SCOPE

ASKED = [
    ("how heavy is this bike", "weight"),
    ("hw hevy is teh bike", "weight"),
    ("will wider tyres go on", "tyres"),
    ("braks squeel what can i do", "brakes"),
    ("how much would one set me back", "price"),
    ("is it costly", "price"),
    ("rdstr or the glider", "compare-glider"),
]


@pytest.mark.parametrize(("question", "entry"), ASKED, ids=[question for question, _ in ASKED])
def test_a_question_finds_its_entry(index: FaqIndex, question: str, entry: str) -> None:
    assert index.rank(question).candidates[0].entry_id == entry


@pytest.mark.parametrize(("question", "entry"), ASKED, ids=[question for question, _ in ASKED])
def test_an_index_without_a_head_answers_too(untrained: FaqIndex, question: str, entry: str) -> None:
    assert untrained.rank(question).candidates[0].entry_id == entry


@pytest.mark.parametrize("entry_id", ENTRIES)
def test_every_phrasing_wins_its_own_entry(index: FaqIndex, entry_id: str) -> None:
    entry = ENTRIES[entry_id]
    assert {index.rank(text).candidates[0].entry_id for text in (entry.title, *entry.ask)} == {entry_id}


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["tire", "brakes", "heavy", "glider", "the", "7", "u", "car"])).map(" ".join)
)
def test_ranking_never_fails_and_the_order_does_not_depend_on_the_limit(index: FaqIndex, text: str) -> None:
    everything = index.rank(text, limit=100)
    for limit in (1, 2, 3):
        found = index.rank(text, limit).candidates
        assert found == everything.candidates[:limit]
        assert [one.evidence for one in found] == [one.evidence for one in everything.candidates[:limit]]
        assert index.rank(text, limit).scope == everything.scope
    assert all(0.0 <= candidate.probability <= 1.0 for candidate in everything.candidates)
    probabilities = [candidate.probability for candidate in everything.candidates]
    assert probabilities == sorted(probabilities, reverse=True)


def test_a_phrasing_with_a_slip_in_it_was_not_asked_word_for_word(index: FaqIndex) -> None:
    assert index.read("is it a light bikd").words == index.read("is it a light bike").words
    said, slipped = (index.rank(text, 1).candidates[0] for text in ("is it a light bike", "is it a light bikd"))
    assert slipped.entry_id == said.entry_id == "weight"
    assert slipped.score < said.score
    assert slipped.probability < said.probability


def test_no_more_entries_come_than_can_be_put_in_order(thesaurus: Thesaurus) -> None:
    many = {f"e{at}": Entry(f"e{at}", "t", f"What about part {at}?", (f"how is part {at}",), "-") for at in range(30)}
    index = build_index(many, LEXICON, OUT_OF_SCOPE, (), thesaurus)
    assert len(index.rank("how is the part", limit=100).candidates) == POOL


def test_ranking_twice_gives_the_same(index: FaqIndex) -> None:
    assert index.rank("how hevy is it") == index.rank("how hevy is it")


@pytest.mark.parametrize("nothing", ["", "   ", "???", "<@123456789012345678>"])
def test_a_message_without_words_has_no_candidates(index: FaqIndex, nothing: str) -> None:
    assert index.rank(nothing).candidates == ()


def test_a_pack_without_entries_ranks_nothing() -> None:
    empty = build_index({}, LEXICON, OUT_OF_SCOPE, NICKNAMES)
    assert empty.rank("how heavy is it").candidates == ()
    assert empty.complete("how") == ()


def test_one_entry_is_enough_for_an_index_with_a_head(thesaurus: Thesaurus) -> None:
    one = build_index({"weight": ENTRIES["weight"]}, LEXICON, OUT_OF_SCOPE, NICKNAMES, thesaurus)
    assert with_head(one, train_head(one)).rank("how heavy is it").candidates[0].entry_id == "weight"


def test_it_works_without_a_thesaurus() -> None:
    plain = build_index(ENTRIES, LEXICON, OUT_OF_SCOPE, NICKNAMES)
    assert with_head(plain, train_head(plain)).rank("how heavy is it").candidates[0].entry_id == "weight"


def test_a_retired_entry_is_never_ranked(thesaurus: Thesaurus) -> None:
    entries = ENTRIES | {"weight": replace(ENTRIES["weight"], retired=True)}
    index = build_index(entries, LEXICON, OUT_OF_SCOPE, NICKNAMES, thesaurus)
    assert "weight" not in {c.entry_id for c in index.rank("how heavy is it", limit=100).candidates}


def test_a_word_of_not_when_takes_the_answer_away(index: FaqIndex) -> None:
    assert index.rank("which tires fit").candidates[0].probability > 0.5
    beside = {c.entry_id: c.probability for c in index.rank("which tires fit my car", limit=10).candidates}
    assert beside["tyres"] < 0.3


def test_the_evidence_names_phrasing_shared_words_synonyms_and_repairs(index: FaqIndex) -> None:
    evidence = index.rank("do larger tirez fit").candidates[0].evidence
    assert evidence.phrasing in ENTRIES["tyres"].ask
    assert "fit" in evidence.shared
    assert [(repair.typed, repair.read) for repair in evidence.repairs] == [("tirez", "tires")]
    kilos = index.rank("how many kilos").candidates[0].evidence
    assert kilos.phrasing in {*ENTRIES["weight"].ask, ENTRIES["weight"].title}


def test_the_digest_changes_with_anything_that_ranking_rests_on(thesaurus: Thesaurus) -> None:
    base = index_digest(ENTRIES, LEXICON, OUT_OF_SCOPE, NICKNAMES, thesaurus)
    longer = ENTRIES | {"weight": replace(ENTRIES["weight"], ask=(*ENTRIES["weight"].ask, "is it a tank"))}
    assert base == index_digest(dict(ENTRIES), LEXICON, OUT_OF_SCOPE, NICKNAMES, thesaurus)
    others = {
        index_digest(longer, LEXICON, OUT_OF_SCOPE, NICKNAMES, thesaurus),
        index_digest(ENTRIES, replace(LEXICON, slang={}), OUT_OF_SCOPE, NICKNAMES, thesaurus),
        index_digest(ENTRIES, LEXICON, replace(OUT_OF_SCOPE, chatter=()), NICKNAMES, thesaurus),
        index_digest(ENTRIES, LEXICON, OUT_OF_SCOPE, (), thesaurus),
        index_digest(ENTRIES, LEXICON, OUT_OF_SCOPE, NICKNAMES, None),
    }
    assert len(others | {base}) == 6


def test_the_head_of_another_index_is_refused(index: FaqIndex) -> None:
    assert index.trained is not None
    with pytest.raises(ValueError, match="another index"):
        with_head(index, replace(index.trained, digest="0"))


def test_training_is_deterministic(untrained: FaqIndex) -> None:
    first, second = train_head(untrained), train_head(untrained)
    assert np.array_equal(first.weights, second.weights)


def test_a_question_that_is_a_phrasing_word_for_word_is_answered_with_its_entry(index: FaqIndex) -> None:
    for number, (phrasing, owner) in enumerate(zip(index.phrasings, index.owners, strict=True)):
        best = index.rank(phrasing.upper() + "??").candidates[0]
        assert best.entry_id == index.ids[owner]
        assert best.probability > 0.9, (number, phrasing)


def test_a_phrasing_that_two_entries_have_speaks_for_neither(thesaurus: Thesaurus) -> None:
    twice = {name: replace(entry, ask=(*entry.ask, "tell me all")) for name, entry in ENTRIES.items()}
    index = build_index(twice, LEXICON, OUT_OF_SCOPE, NICKNAMES, thesaurus)

    assert ("tell", "me", "all") not in index.word_for_word
    assert index.rank("tell me all").candidates[0].probability < 0.9


def test_a_question_is_as_alike_to_its_entry_as_to_the_nearest_phrasing_whatever_the_order_of_words(
    index: FaqIndex,
) -> None:
    weight = index.ids.index("weight")
    phrasing = next(words for words, owner in zip(index.plain_phrasings, index.owners, strict=True) if owner == weight)

    same, other = (_surface(index, words, weight) for words in (phrasing[::-1], ("zebra", "crossing")))

    assert same == 1.0
    assert other < 0.6


def _surface(index: FaqIndex, words: tuple[str, ...], first: int) -> float:
    vector = index.featuriser.vector(words)
    scores = index.entry_scores(vector)
    return index.signals(Reading(words), vector, None, scores, first, np.ones(2, np.float32)).surface
