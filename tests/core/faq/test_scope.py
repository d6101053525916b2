"""Questions that are not ours, by cause; and those that only look so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.faq.index import FaqIndex, Thesaurus, build_index, train_head, with_head
from tests.core.faq.conftest import ENTRIES, LEXICON, NICKNAMES, OUT_OF_SCOPE


def _sure(index: FaqIndex, question: str) -> float:
    found = index.rank(question).candidates
    return found[0].probability if found else 0.0


def test_our_shoe_is_noticed_under_every_name_and_with_a_typing_error(index: FaqIndex) -> None:
    for text in ("roadster 7 weight", "is the 7 heavy", "rdstr price", "roadstr 7 price"):
        assert index.rank(text).scope.names_shoe, text


def test_the_next_model_is_not_ours(index: FaqIndex) -> None:
    assert not index.rank("price of the roadster 9").scope.names_shoe
    assert not index.rank("on the 7th of may").scope.names_shoe


def test_another_product_takes_the_answer_away(index: FaqIndex) -> None:
    ranking = index.rank("how heavy is a tractor")
    assert ranking.scope.other_things == ("tractor",)
    assert _sure(index, "how heavy is a tractor") < 0.3 < _sure(index, "how heavy is it")


def test_another_shoe_is_ours_only_when_it_is_compared(index: FaqIndex) -> None:
    alone, compared = index.rank("how heavy is a mountain king"), index.rank("is it heavier than a mountain king")
    assert alone.scope.other_products == ("mountain king",)
    assert alone.scope.other_things == ()
    assert compared.scope.other_products == ()
    assert _sure(index, "what does a glider cost") < 0.5 < _sure(index, "glider or roadster 7")


@pytest.mark.parametrize(
    "text",
    [
        "i have a glider, how heavy is it",
        "have a glider, what tyres",
        "we had a glider",
        "ive had a glider, what tyres",
    ],
)
def test_another_shoe_that_the_person_has_is_only_compared_with_ours(index: FaqIndex, text: str) -> None:
    assert index.rank(text).scope.other_products == ()


def test_asking_who_has_another_shoe_is_asking_about_that(index: FaqIndex) -> None:
    assert index.rank("does anybody have a glider with wider tyres").scope.other_products == ("glider",)


def test_another_sense_of_our_words_is_noticed(index: FaqIndex) -> None:
    assert index.rank("why do the brakes of the train squeal").scope.other_things == ("something else that brakes",)
    assert index.rank("why do the brakes squeal").scope.other_things == ()


def test_a_topic_on_the_border_brings_its_sentence(index: FaqIndex) -> None:
    scope = index.rank("i get knee pain from the saddle").scope
    assert (scope.topic, scope.topic_text) == ("medical", "Please ask a doctor.")


@pytest.mark.parametrize("text", ["thoughts?", "thoughts on these guys", "Nice ride!", "how are you"])
def test_a_bare_social_phrase_is_chatter(index: FaqIndex, text: str) -> None:
    assert index.rank(text).scope.is_chatter
    assert _sure(index, text) < 0.2


def test_a_social_phrase_with_a_question_is_no_chatter(index: FaqIndex) -> None:
    assert not index.rank("thoughts on the brakes").scope.is_chatter


@pytest.mark.parametrize(
    "text",
    [
        "mountain king or glider",
        "mountain king vs glider for the hills",
        "difference between a mountain king and a glider",
    ],
)
def test_two_other_shoes_held_against_each_other_are_not_ours(index: FaqIndex, text: str) -> None:
    assert set(index.rank(text).scope.other_products) == {"mountain king", "glider"}


def test_ours_may_be_held_against_two_others(index: FaqIndex) -> None:
    for text in ("is it better than a mountain king or a glider", "lighter than a mountain king or glider?"):
        assert index.rank(text).scope.other_products == (), text


def test_a_word_that_refers_back_is_said_of_the_shoe_named_before_it(index: FaqIndex) -> None:
    assert index.rank("saw a mountain king today, how heavy is it").scope.other_products == ("mountain king",)
    assert index.rank("how heavy is it, a mountain king weighs a ton").scope.other_products == ()
    assert index.rank("saw a mountain king today, how heavy are these").scope.other_products == ()


def test_an_unknown_subject_lowers_the_odds_unless_ours_is_pointed_at(thesaurus: Thesaurus) -> None:
    pointing = build_index(ENTRIES, LEXICON, replace(OUT_OF_SCOPE, ours=("it", "bike")), NICKNAMES, thesaurus)
    bare = build_index(ENTRIES, LEXICON, OUT_OF_SCOPE, NICKNAMES, thesaurus)
    about_another = "how heavy is a quokka"
    assert _sure(pointing, about_another) < _sure(bare, about_another) / 2
    for text in ("how heavy is it", "how heavy is the bike quokka", "how heavy is the roadster 7, quokka", "how heavy"):
        assert _sure(pointing, text) == _sure(bare, text), text


@pytest.fixture(scope="module")
def pointing(thesaurus: Thesaurus) -> FaqIndex:
    words = replace(OUT_OF_SCOPE, ours=("it", "bike", "brakes"))
    bare = build_index(ENTRIES, LEXICON, words, NICKNAMES, thesaurus)
    return with_head(bare, train_head(bare))


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("brakex", "brakes"),  # a slip, but where the name of a thing stands
        ("brakkxs", "brakes"),  # two of them
        ("stpo", "stop"),  # a word that the pack lacks
    ],
)
def test_a_name_that_was_read_as_another_word_is_still_a_name(pointing: FaqIndex, name: str, read: str) -> None:
    assert read in pointing.read(f"how heavy are {name}").words
    assert _sure(pointing, f"how heavy are {name}") < _sure(pointing, f"how heavy are {read}") / 10
    assert _sure(pointing, f"how heavy is it with {name}") > _sure(pointing, f"how heavy are {name}") * 10


def test_a_slip_that_cannot_be_a_name_costs_nothing(pointing: FaqIndex) -> None:
    for typed, meant in (("how hevy are bikes", "how heavy are bikes"), ("does it squeel", "does it squeal")):
        assert _sure(pointing, typed) > _sure(pointing, meant) / 2, typed


def test_what_stands_behind_the_verb_is_no_name_where_it_cannot_be_one(pointing: FaqIndex) -> None:
    for text in ("are expensve", "is the bike hevy", "do braeks squeal"):
        assert not pointing.read(text).guessed, text
    assert pointing.read("do brakex squeal").guessed == {"brakes": "brakex"}
    assert not pointing.read("do brakex squeal, the brakes").guessed


def test_worth_it_points_at_nothing(pointing: FaqIndex) -> None:
    assert not _points(pointing, "is a quokka worth it")
    assert _points(pointing, "is it worth it")
    assert _points(pointing, "quokka or it")


def _points(index: FaqIndex, text: str) -> bool:
    return index.scope_reader.read(index.read(text)).points_at_ours
