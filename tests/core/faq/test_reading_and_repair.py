"""How typed words become the words that matching works on."""

from __future__ import annotations

import pytest

from bot.core.faq.index import FaqIndex
from bot.core.faq.phrase_table import PhraseTable
from bot.core.faq.reading import SHOE
from bot.core.faq.repair import Repairer


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


@pytest.mark.parametrize("word", ["price", "wage", "breaks", "glider", "tire", "100", "xyzzyqq"])
def test_known_english_protected_and_far_words_stay_as_they_are(index: FaqIndex, word: str) -> None:
    assert index.read(word).repairs == ()


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
