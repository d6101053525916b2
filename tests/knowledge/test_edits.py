"""An edit before it is saved: refused with reasons, or proposed with everything it would change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.faq.ranking import Answer, Choose, NoMatch
from bot.core.pack import Library, Pack
from bot.knowledge.edits import ProposedChange, Refused, propose_entry, propose_hiding, with_phrasing
from bot.knowledge.effect import Asked, Effect, Move, Origin, changed_entries, effect_of, is_test_held, shown
from bot.knowledge.entry_yaml import entry_to_yaml
from bot.knowledge.library import library_of

LACES = """\
id: laces
title: Are the laces flat?
ask:
  - what shape are the laces
  - are the shoelaces round
answer: They are flat on the {shoe.short_name}.
must_match: [flat laces or round laces]
source: catalogue#tern
basis: guide
"""


def _proposed(text: str, library: Library, recent: tuple[str, ...] = (), editing: str = "") -> ProposedChange:
    proposal = propose_entry(text, library, library.pack, library_of, recent, editing=editing)
    assert isinstance(proposal, ProposedChange), proposal
    return proposal


def _refused(text: str, library: Library, editing: str = "") -> str:
    proposal = propose_entry(text, library, library.pack, library_of, editing=editing)
    assert isinstance(proposal, Refused)
    return "\n".join(map(str, proposal.problems))


def test_a_new_entry_shows_which_recent_questions_it_would_answer(tiny_library: Library) -> None:
    change = _proposed(LACES, tiny_library, recent=("are the laces flat or round", "how much are they"))
    assert change.before is None
    assert change.after is not None
    assert change.after.answer == "They are flat on the Tern 2."
    assert [
        (move.asked.text, shown(move.after)) for move in change.effect.moves if move.asked.origin is Origin.RECENT
    ] == [("are the laces flat or round", ("laces",))]
    assert change.effect.changed == ("laces",)
    assert change.effect.broken == ()


def test_the_preview_library_has_the_change_and_the_present_one_has_not(tiny_library: Library) -> None:
    change = _proposed(LACES, tiny_library)
    assert change.library.pack.entries["laces"].title == "Are the laces flat?"
    assert "laces" not in tiny_library.pack.entries


def test_an_edit_that_breaks_its_own_test_says_so(tiny_library: Library) -> None:
    text = LACES.replace("[flat laces or round laces]", "[how much do the terns weigh]")
    broken = _proposed(text, tiny_library).effect.newly_broken
    assert [(test.entry_id, test.sentence, test.is_must) for test in broken] == [
        ("laces", "how much do the terns weigh", True)
    ]


def test_an_edit_that_takes_another_entrys_questions_says_so(tiny_library: Library) -> None:
    greedy = LACES.replace("what shape are the laces", "how heavy is the tern").replace(
        "are the shoelaces round", "are these lightweight"
    )
    effect = _proposed(greedy, tiny_library).effect
    assert {test.entry_id for test in effect.newly_broken} >= {"weight"}


def test_hiding_an_entry_shows_what_it_leaves_unanswered(tiny_library: Library) -> None:
    change = propose_hiding("price", tiny_library, library_of, recent=("what is the price",))
    assert isinstance(change, ProposedChange)
    assert change.after is None
    recent = [move for move in change.effect.moves if move.asked.origin is Origin.RECENT]
    assert [(shown(move.before), "price" in shown(move.after)) for move in recent] == [(("price",), False)]


def test_hiding_what_is_not_there_is_refused(tiny_library: Library) -> None:
    assert isinstance(propose_hiding("nothing", tiny_library, library_of), Refused)


def test_saving_an_entry_unchanged_changes_nothing(tiny_library: Library) -> None:
    text = entry_to_yaml(tiny_library.pack.entries["drop"])
    assert _proposed(text, tiny_library, editing="drop").effect == Effect((), (), (), 0)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("title:", "titel:", "did you mean `title`?"),
        ("what shape are the laces", "what do they weigh", "`what do they weigh` asks for `weight` already"),
        ("{shoe.short_name}", "{shoe.color}", "`{shoe.color}` quotes nothing"),
        ("catalogue#tern", "catalogue#laces", "there is no source `catalogue#laces`"),
        ("They are flat", "<@1234> says they are flat", "would ping"),
        ("They are flat", "See [asics.com](https://evil.example)", "says asics.com and leads to evil.example"),
        ("They are flat", "They are \u202eflat", "invisible character (U+202E)"),
        ("They are flat", "word " * 800, "600 are allowed"),
        ("ask:\n  - what shape are the laces\n  - are the shoelaces round", "ask: []", "this list has 0 items"),
        ("id: laces", "id: &x laces", "names a value for aliases"),
    ],
)
def test_a_text_that_cannot_be_an_entry_is_refused_with_its_reason(
    tiny_library: Library, old: str, new: str, says: str
) -> None:
    assert says in _refused(LACES.replace(old, new), tiny_library)


def test_an_edit_may_not_change_the_id_under_it(tiny_library: Library) -> None:
    assert "an entry keeps its id" in _refused(LACES, tiny_library, editing="weight")


def test_a_phrasing_is_added_once(tiny_library: Library) -> None:
    entry = tiny_library.pack.entries["drop"]
    more = with_phrasing(entry, "drop in millimetres")
    assert more.ask == (*entry.ask, "drop in millimetres")
    assert with_phrasing(more, "Drop  in millimetres") is more


def test_changes_are_found_by_content() -> None:
    assert changed_entries({}, {}) == ()


def test_near_questions_find_the_same_moves_as_all_questions(shipped_library: Library) -> None:
    entries = shipped_library.pack.entries
    stolen = "why did kayanos get popular again"
    changed = with_phrasing(replace(entries["stretch"], title="Do they loosen with wear?"), stolen)
    after = _library({**entries, "stretch": changed}, shipped_library.pack)
    near = effect_of(shipped_library, after)
    every = effect_of(shipped_library, after, everything=True)
    assert near.compared < every.compared
    assert near.newly_broken == every.newly_broken
    # Training shifts every weight a little, so that far questions on an edge may move; those near may not be missed.
    missed = {move.asked.text for move in every.moves} - {move.asked.text for move in near.moves}
    assert len(missed) <= 0.01 * every.compared


def _library(entries: dict[str, object], pack: Pack) -> Library:
    return library_of(replace(pack, entries=entries, digest="changed"))  # type: ignore[arg-type]


def test_a_move_from_an_answer_to_a_choice_is_marked() -> None:
    asked = Asked("q", Origin.RECENT)
    assert Move(asked, Answer("a", 0.9), Choose(("a", "b"), 0.5)).becomes_choice
    assert not Move(asked, Answer("a", 0.9), Answer("b", 0.9)).becomes_choice
    assert not Move(asked, NoMatch("unknown"), Choose(("a", "b"), 0.5)).becomes_choice


def test_a_test_sentence_is_held_by_the_first_thing_shown() -> None:
    assert is_test_held("a", True, Answer("a", 0.9))
    assert is_test_held("a", True, Choose(("a", "b"), 0.5))
    assert not is_test_held("a", True, Choose(("b", "a"), 0.5))
    assert not is_test_held("a", True, NoMatch("unknown"))
    assert not is_test_held("a", False, Answer("a", 0.9))
    assert is_test_held("a", False, Choose(("a", "b"), 0.5))
