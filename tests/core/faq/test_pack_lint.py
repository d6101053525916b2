"""What a pack says about itself."""

from __future__ import annotations

from dataclasses import replace

from bot.core.faq.decision import Policy
from bot.core.faq.entry import Entry
from bot.core.faq.index import FaqIndex, Thesaurus, build_index
from bot.core.faq.pack_lint import lint_pack, run_entry_tests
from tests.core.faq.conftest import ENTRIES, LEXICON, NICKNAMES, OUT_OF_SCOPE


def _index(entries: dict[str, Entry], thesaurus: Thesaurus) -> FaqIndex:
    return build_index(entries, LEXICON, OUT_OF_SCOPE, NICKNAMES, thesaurus)


def test_an_entry_with_few_phrasings_is_told(thesaurus: Thesaurus) -> None:
    thin = ENTRIES | {"bell": Entry("bell", "riding", "Is there a bell?", ("does it ring",), "Yes.")}
    assert ("bell", 1) in lint_pack(_index(thin, thesaurus)).thin


def test_entries_that_take_each_others_phrasings_are_told_with_words_that_part_them(thesaurus: Thesaurus) -> None:
    twins = {
        "cost": Entry(
            "cost", "a", "How much is it?", ("how much is one", "how much is the bike", "what is the cost"), "-"
        ),
        "rent": Entry("rent", "a", "How much is it a day?", ("how much is one day", "how much is rent"), "-"),
    }
    lint = lint_pack(_index(ENTRIES | twins, thesaurus), least_phrasings=1)
    pairs = {frozenset((confusion.entry_id, confusion.taken_for)) for confusion in lint.confusions}
    assert frozenset(("cost", "rent")) in pairs or frozenset(("cost", "price")) in pairs
    assert all(confusion.phrasings for confusion in lint.confusions)
    assert 0 < lint.right_share < 1
    for confusion in lint.confusions:
        assert not set(confusion.its_words) & set(confusion.other_words)


def test_a_pack_of_one_entry_confuses_nothing(thesaurus: Thesaurus) -> None:
    assert lint_pack(_index({"weight": ENTRIES["weight"]}, thesaurus)).confusions == ()


def test_entries_tests_that_fail_are_told_with_what_was_got(index: FaqIndex) -> None:
    weight = replace(
        ENTRIES["weight"],
        must_match=("how heavy is the bike", "do the brakes squeal"),
        must_not_match=("what does it weigh", "how heavy is a tractor"),
    )
    failures = run_entry_tests(index, {"weight": weight}, Policy())
    assert [(f.question, f.expected, f.got) for f in failures] == [
        ("do the brakes squeal", "match", "brakes"),
        ("what does it weigh", "no match", "weight"),
    ]


def test_the_tests_of_a_retired_entry_are_not_run(index: FaqIndex) -> None:
    gone = replace(ENTRIES["weight"], must_match=("do the brakes squeal",), retired=True)
    assert run_entry_tests(index, {"weight": gone}, Policy()) == ()
