"""How typed words become the words that matching works on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.core.faq.index import FaqIndex, Thesaurus
from bot.core.faq.phrase_table import PhraseTable
from bot.core.faq.reading import SHOE
from bot.core.faq.repair import Repairer
from bot.core.faq.vocabulary import Vocabulary


def test_slang_phrases_and_names_are_read(index: FaqIndex) -> None:
    assert index.read("lol can u get a rdstr on the cheap").words == ("can", "you", "get", "a", SHOE, "cheap")


@pytest.mark.parametrize(
    ("typed", "read"),
    [("brkaes", "brakes"), ("expensve", "expensive"), ("clearence", "clearance"), ("weigt", "weight")],
)
def test_a_misspelt_word_is_read_as_a_word_of_the_pack(index: FaqIndex, typed: str, read: str) -> None:
    reading = index.read(f"the {typed}")
    assert reading.words[-1] == read
    assert [repair.typed for repair in reading.repairs] == [typed]
    assert 0.6 < reading.repairs[0].weight < 1.0


@pytest.mark.parametrize("word", ["27 cm", "the 9th", "price", "wage", "breaks", "glider", "tire", "100", "xyzzyqq"])
def test_known_english_protected_and_far_words_stay_as_they_are(index: FaqIndex, word: str) -> None:
    assert index.read(word).repairs == ()


@pytest.mark.parametrize(("typed", "read"), [("hwo", "how"), ("si", "is"), ("ti", "it"), ("teh", "the")])
def test_a_short_word_with_two_letters_swapped_is_read(index: FaqIndex, typed: str, read: str) -> None:
    assert index.read(f"{typed} heavy").words[0] == read


def test_a_rare_english_word_gives_way_to_a_word_of_the_pack_that_is_very_near(index: FaqIndex) -> None:
    assert index.featuriser.is_english("whit")
    assert index.read("whit").words == ("what",)


def test_a_misspelt_word_that_the_pack_lacks_is_read_as_english_and_not_told(index: FaqIndex) -> None:
    assert index.featuriser.is_english("mileage")
    assert index.featuriser.is_english(index.read("mielage").words[0])
    assert all(not candidate.evidence.repairs for candidate in index.rank("mielage of the bike").candidates)


def test_words_run_together_are_parted(index: FaqIndex) -> None:
    assert index.read("howmuch").words == ("how", "much")


def test_a_word_without_any_vocabulary_is_left_alone() -> None:
    assert Repairer({}).repair("brkaes") == ()


def test_the_longest_phrase_wins_and_phrases_do_not_overlap() -> None:
    table = PhraseTable([(("air", "force"), 1), (("air", "force", "one"), 2), (("one", "two"), 3)])
    found = table.find(["my", "air", "force", "one", "two"])
    assert [(match.start, match.end, match.value) for match in found] == [(1, 4, 2)]


def test_every_phrase_is_found_when_all_are_asked_for() -> None:
    table = PhraseTable([(("hair",), "hair"), (("hair", "gel"), "hair gel"), (("gel",), "gel")])
    assert [match.value for match in table.find_all(["hair", "gel"])] == ["hair gel", "hair", "gel"]


_SPELLINGS = st.text("abcdeéß'", min_size=1, max_size=9)


@given(st.lists(_SPELLINGS, max_size=30), _SPELLINGS, st.sampled_from([0.5, 0.7, 0.74, 1.0]))
def test_no_word_as_like_as_asked_is_ruled_out_and_the_order_stays(words: list[str], typed: str, least: float) -> None:
    near = Vocabulary(words).near(typed, least)
    alike = [word for word in words if OSA.normalized_similarity(typed, word) >= least]
    assert [word for word in near if word in alike] == alike
    assert [word for word in words if word in near] == near


def test_most_words_are_ruled_out_without_a_closer_look(thesaurus: Thesaurus) -> None:
    common = thesaurus.text.decode().split()[::10]
    assert 0 < len(Vocabulary(common).near("brekfast", 0.7)) < len(common) / 20
