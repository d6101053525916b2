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
from bot.core.faq.slips import slip
from bot.core.faq.spellings import Spellings
from bot.core.faq.stemming import Stemmer
from bot.core.faq.vocabulary import Vocabulary

_SPELLINGS = st.text("abcdeéß'", min_size=1, max_size=9)


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


def test_a_rare_english_word_gives_way_to_a_word_of_the_pack_that_is_very_near(
    index: FaqIndex, thesaurus: Thesaurus
) -> None:
    assert thesaurus.position(index.featuriser.stem("whit")) >= 0
    assert index.read("whit").words == ("what",)


def test_a_misspelt_word_that_the_pack_lacks_is_read_as_english_and_not_told(
    index: FaqIndex, thesaurus: Thesaurus
) -> None:
    assert thesaurus.position(index.featuriser.stem("mileage")) >= 0
    assert thesaurus.position(index.read("mielage").words[0]) >= 0
    assert all(not candidate.evidence.repairs for candidate in index.rank("mielage of the bike").candidates)


@pytest.mark.parametrize(
    ("typed", "likelier", "other"),
    [
        ("odes", "does", "ones"),  # two letters swapped, not one changed
        ("lenght", "length", "light"),
        ("weiht", "weight", "weist"),  # one left out
        ("heavvy", "heavy", "heaves"),  # one doubled
        ("brajes", "brakes", "braces"),  # k is beside j
        ("pruce", "price", "prune"),  # i is beside u
        ("sertain", "certain", "curtain"),  # s sounds like c
    ],
)
def test_the_likelier_slip_was_made(typed: str, likelier: str, other: str) -> None:
    assert _slip(typed, likelier) > _slip(typed, other)
    assert [repair.read for repair in Repairer({likelier: 1, other: 1}).repair(typed)] == [likelier]


def _slip(typed: str, meant: str) -> float:
    return slip(typed, meant, OSA.distance(typed, meant))


@given(_SPELLINGS, _SPELLINGS)
def test_every_slip_has_a_likelihood(typed: str, meant: str) -> None:
    assert (slip(typed, meant, OSA.distance(typed, meant)) < 0) is (typed != meant)


def test_a_word_that_is_used_often_is_likelier_than_one_that_is_not() -> None:
    assert Repairer({"have": 50, "leave": 1}).repair("lhave")[0].read == "have"


def test_the_word_that_the_pack_has_beside_its_neighbours_was_meant() -> None:
    pairs = {("my", "card"), ("take", "care")}
    repairer = Repairer({"card": 1, "care": 1}, follows=lambda one, other: (one, other) in pairs)
    assert repairer.repair("carq", "my", "is")[0].read == "card"
    assert repairer.repair("carq", "take", "of")[0].read == "care"


def test_an_uncommon_english_word_gives_way_only_between_the_same_two_words(thesaurus: Thesaurus) -> None:
    assert 0.8 < thesaurus.rareness(thesaurus.position("cad")) < 0.88
    pairs = {("bike", "card"), ("card", "")}
    repairer = Repairer({"card": 9}, english=thesaurus, follows=lambda one, other: (one, other) in pairs)
    assert repairer.repair("cad", "bike", "")[0].read == "card"
    assert repairer.repair("cad", "bike", "tool") == ()
    assert repairer.repair("cad", "a", "") == ()


def test_two_letters_are_no_word_with_another_letter_or_with_one_more_in_front() -> None:
    pairs = {("how", "who"), ("coz", "")}
    repairer = Repairer({"qc": 9, "coz": 9, "how": 9, "it": 9}, follows=lambda one, other: (one, other) in pairs)
    assert repairer.repair("qq") == ()
    assert repairer.repair("oz", "many", "are") == ()
    assert repairer.repair("oz", "just", "")[0].read == "coz"
    assert repairer.repair("hw")[0].read == "how"
    assert repairer.repair("ti")[0].read == "it"


def test_the_first_and_the_last_word_have_the_ends_of_the_text_beside_them(index: FaqIndex) -> None:
    follows = index.featuriser.follows
    assert follows("", "how")
    assert follows("how", "heavy")
    assert not follows("heavy", "how")
    assert not follows("zebra", "heavy")


@pytest.mark.parametrize("typed", ["stpo", "stopp", "stpp", "sotp"])
def test_a_misspelt_word_that_the_pack_lacks_is_read_as_a_common_word_an_edit_away(
    thesaurus: Thesaurus, typed: str
) -> None:
    assert [repair.read for repair in Repairer({"brake": 3}, english=thesaurus).repair(typed)] == ["stop"]


def test_a_rare_word_that_the_pack_lacks_is_known_when_it_is_long(thesaurus: Thesaurus) -> None:
    assert thesaurus.rareness(thesaurus.position("subtract")) > 0.9
    assert Repairer({}, english=thesaurus).repair("subract")[0].read == "subtract"


@pytest.mark.parametrize("name", ["ramen", "roku", "bofa", "qqq", "qq", "xqzt"])
def test_what_is_sooner_a_name_is_not_read_as_english(thesaurus: Thesaurus, name: str) -> None:
    assert Repairer({}, english=thesaurus).repair(name) == ()


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("motel", "hotel"),
        ("vegan", "vegas"),
        ("hype", "type"),
        ("sneakers", "speaker"),
        ("eta", "eat"),
        ("eft", "left"),
    ],
)
def test_an_uncommon_english_word_is_no_slip_of_another_that_is_hardly_likelier(
    thesaurus: Thesaurus, word: str, near: str
) -> None:
    repairer = Repairer({near: 3}, english=thesaurus, stem=Stemmer().stem)
    assert thesaurus.rareness(thesaurus.position(Stemmer().stem(word))) > 0.8
    assert repairer.repair(word) == ()


def test_a_form_of_a_word_of_the_pack_is_no_typing_error(thesaurus: Thesaurus) -> None:
    repairer = Repairer({"unblock": 1, "blocked": 9}, english=thesaurus, stem=Stemmer().stem)
    assert thesaurus.position("unblock") == -1
    assert repairer.repair("unblocked") == ()


@pytest.mark.parametrize(
    ("typed", "parts"), [("howmuch", ("how", "much")), ("fitit", ("fit", "it")), ("isbike", ("isbike",))]
)
def test_words_run_together_are_parted(index: FaqIndex, typed: str, parts: tuple[str, ...]) -> None:
    assert index.read(typed).words == parts


def test_words_run_together_are_likelier_than_a_word_that_the_pack_lacks(thesaurus: Thesaurus) -> None:
    repairer = Repairer({"top": 1, "up": 1}, english=thesaurus)
    assert [one for one, _ in thesaurus.an_edit_away("topup")] == ["popup"]
    assert [repair.read for repair in repairer.repair("topup")] == ["top", "up"]


def test_a_word_without_any_vocabulary_is_left_alone() -> None:
    assert Repairer({}).repair("brkaes") == ()


def test_the_longest_phrase_wins_and_phrases_do_not_overlap() -> None:
    table = PhraseTable([(("air", "force"), 1), (("air", "force", "one"), 2), (("one", "two"), 3)])
    found = table.find(["my", "air", "force", "one", "two"])
    assert [(match.start, match.end, match.value) for match in found] == [(1, 4, 2)]


def test_every_phrase_is_found_when_all_are_asked_for() -> None:
    table = PhraseTable([(("hair",), "hair"), (("hair", "gel"), "hair gel"), (("gel",), "gel")])
    assert [match.value for match in table.find_all(["hair", "gel"])] == ["hair gel", "hair", "gel"]


@given(st.lists(_SPELLINGS, max_size=30), _SPELLINGS, st.sampled_from([0.5, 0.7, 0.74, 1.0]))
def test_no_word_as_like_as_asked_is_ruled_out_and_the_order_stays(words: list[str], typed: str, least: float) -> None:
    near = Vocabulary(words).near(typed, least)
    alike = [word for word in words if OSA.normalized_similarity(typed, word) >= least]
    assert [word for word in near if word in alike] == alike
    assert [word for word in words if word in near] == near


@given(st.lists(_SPELLINGS, max_size=30, unique=True), _SPELLINGS)
def test_exactly_the_words_an_edit_away_are_found_in_their_order(words: list[str], typed: str) -> None:
    near = [words[at] for at in Spellings(words).near(typed)]
    assert near == [word for word in words if OSA.distance(typed, word) == 1]


def test_most_words_are_ruled_out_without_a_closer_look(thesaurus: Thesaurus) -> None:
    common = thesaurus.text.decode().split()[::10]
    assert 0 < len(Vocabulary(common).near("brekfast", 0.7)) < len(common) / 20
